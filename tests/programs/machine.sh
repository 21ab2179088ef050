#!/bin/bash
# The code on the machine's screen, read by a stranger (zbarimg) on every display, in every size and every colour, and its
# signature checked by another (openssl); then safe mode, with the whole program, over data that are broken in every way it
# is there for. Ends with "machine: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
cleanup() { chmod -R u+rwX "$work"; }
need "$build/walk"
check "a demonstration centre is made" "$build/sirkelctl" demo "$work/demo" --signups 0 --seed 4

# --- the code ---
{ printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00'; tail -c 40 "$work/demo/kiosk/keys/note.key" | head -c 32; } >"$work/note.der"
genuine() { # a file that holds the code's text: line, empty line, signature line
    head -1 "$1" >"$work/line"
    sed -n 3p "$1" | awk '{print $3}' | base64 -d 2>/dev/null | tail -c +5 >"$work/signature"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/note.der" -rawin -in "$work/line" -sigfile "$work/signature"
}
photograph() { # name, walk options...: one picture of them must hold the code
    local name=$1 found=; shift
    rm -rf "$work/pictures"; mkdir "$work/pictures"
    "$build/walk" --template "$work/demo" --assets assets --words "$build/lang" --hand touch --no-audit --pictures "$work/pictures" "$@" \
        tests/walk/machine/code.walk >"$work/walk" 2>&1
    for picture in "$work"/pictures/*staff_about*; do
        zbarimg -q --raw "$picture" >"$work/code" 2>/dev/null && found=yes && break
    done
    check "$name: a code is read" test -n "$found"
    check "$name: it says what it should" grep -qE '^sirkel1;kiosk=[a-z0-9-]+;version=0\.1\.0;root=[0-9a-f]{64};slot=a;seq=0;time=20[0-9-]{8}T[0-9:]{5}Z$' "$work/code"
    check "$name: at most 400 bytes" test "$(wc -c <"$work/code")" -le 400
    check "$name: it is signed" genuine "$work/code"
}
for size in S M L XL; do
    for panel in 268x476,1080x1920 476x268,1920x1080 136x218,800x1280; do photograph "$size $panel" --language en --size $size --panel $panel; done
done
for theme in 1 2 3 4; do photograph "theme $theme" --language nb --size M --theme $theme; done
ours() { "$build/sirkelctl" machine --key "$work/demo/office/kiosk.words" "$1"; }
check "sirkelctl says so too" ours "$work/code"
cp "$work/code" "$work/forged"; sed -i '1s/version=0.1.0/version=0.1.1/' "$work/forged"
forged() { ! genuine "$work/forged"; }
check "a changed word is noticed" forged
for at in $(seq 0 $(($(wc -c <"$work/code") - 2))); do # the line end behind it is forgiven
    cp "$work/code" "$work/flipped"
    printf "\\x$(printf %02x $(($(od -An -tu1 -j"$at" -N1 "$work/code") ^ 1)))" | dd of="$work/flipped" bs=1 seek="$at" conv=notrunc status=none
    ours "$work/flipped" >/dev/null 2>&1 && echo "$at" >>"$work/believed"
done
check "a changed bit anywhere is noticed" test ! -e "$work/believed"
"$build/sirkelctl" demo "$work/other" --signups 0 --seed 5 >/dev/null 2>&1
strange() { ! "$build/sirkelctl" machine --key "$work/other/office/kiosk.words" "$work/code"; }
check "another kiosk's key does not fit" strange

# --- safe mode ---
safe_mode() { "$check/walk" --template "$1" --assets assets --words "$build/lang" --safe-mode --size M "$2"; }
fresh() { rm -rf "$work/bad"; cp -a "$work/demo" "$work/bad"; }
sums() { (cd "$1" && find . -type f -printf '%p %s %T@\n' | sort); }
fresh; sums "$work/bad" >"$work/before"
for hand in touch keys switch; do
    check "safe mode, by $hand" "$check/walk" --template "$work/bad" --assets assets --words "$build/lang" --safe-mode --hand $hand tests/walk/safe_mode/safe_mode.walk
done
fresh; rm -rf "$work/bad/kiosk/kiosk.db"* "$work/bad/kiosk/keys" "$work/bad/kiosk/slots"
check "safe mode without sign-ups, keys and slots" safe_mode "$work/bad" tests/walk/safe_mode/safe_mode.walk
fresh; head -c 5000 /dev/urandom >"$work/bad/kiosk/timetable.db"
check "safe mode with a broken timetable: it is built in memory" safe_mode "$work/bad" tests/walk/safe_mode/safe_mode.walk
fresh; rm "$work/bad/kiosk/timetable.db" "$work/bad/kiosk/centre.kept"
check "safe mode without a timetable: fixed words" safe_mode "$work/bad" tests/walk/safe_mode/nothing.walk
check "without a timetable, with sign-ups: codes and staff" "$check/walk" --template "$work/bad" --assets assets --words "$build/lang" --size M tests/walk/safe_mode/codes.walk
fresh; for file in timetable.db centre.kept; do head -c 5000 /dev/urandom >"$work/bad/kiosk/$file"; done
check "safe mode with a broken timetable and a broken centre file: fixed words" safe_mode "$work/bad" tests/walk/safe_mode/nothing.walk
fresh; rm "$work/bad/kiosk/centre.kept"; cp "$work/bad/kiosk/timetable.db" "$work/bad/kiosk/timetable.last.db"; head -c 5000 /dev/urandom >"$work/bad/kiosk/timetable.db"
check "safe mode with the timetable before" safe_mode "$work/bad" tests/walk/safe_mode/safe_mode.walk
show() { "$build/sirkel" --safe-mode --data "$1" --assets assets --words "$build/lang" --headless --first-frame; }
check "safe mode without any data" show "$work/nowhere"
fresh; sums "$work/bad" >"$work/before"
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
    check "safe mode under strace" strace -f -e trace=file -o "$work/trace" "$build/sirkel" --safe-mode --data "$work/bad/kiosk" --assets assets --words "$build/lang" --headless --first-frame
    check "the timetable is opened" grep -q 'timetable.db' "$work/trace"
    check "nothing of a visitor is so much as looked for" bash -c "! grep -E 'kiosk\.db|/keys|/slots|/reserve' $work/trace"
else
    skip "safe mode under strace: no strace here" 3
fi
check "and nothing was written" bash -c "cmp $work/before <(cd $work/bad && find . -type f -printf '%p %s %T@\n' | sort)"
finish
