#!/bin/bash
# An office's own keys, and several lists opened together: a kiosk made with `init --office`, two lists carried out by touch with a
# withdrawal between them (tests/walk/lists), and what the office finds in them. Ends with "lists: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
ctl=$check/sirkelctl
kiosk=
cleanup() { [ -z "$kiosk" ] || kill $kiosk; }
same() { [ "$1" = "$2" ] || { echo "$1 and not $2"; false; }; }
need "$build/walk" "$build/mirror" all

init=("$ctl" init --centre assets/demo/centre.json)
check "the kiosk and the office's keys are made" "${init[@]}" --data "$work/kiosk" --office "$work/office" --pin-file "$work/pin"
check "it is in order" "$ctl" doctor --data "$work/kiosk"
check "the folder and its files are their owner's alone" same "$(stat -c %a "$work"/office "$work"/office/*| paste -sd' ')" "700 600 600 600 600"
for who in office recovery; do
    check "$who.txt is what age-keygen reads" bash -c "age-keygen -y '$work/office/$who.txt' | grep -qxF \"\$(sed -n 's/^# public key: //p' '$work/office/$who.txt')\""
done
before=$(sha256sum "$work"/office/*)
check "keys that are there stay, and no kiosk is made" says "office.txt is there already, and stays" 17 "${init[@]}" --data "$work/second" --office "$work/office"
rm "$work/office/office.txt"
check "also where one is left" says "recovery.txt is there already, and stays" 17 "${init[@]}" --data "$work/second" --office "$work/office"
check "a kiosk that is there stays, and no keys are made" says FILE_EXISTS 17 "${init[@]}" --data "$work/kiosk" --office "$work/other"
check "a wrong centre file makes no keys" says "README.md: BAD_INPUT" 28 "${init[@]}" --centre README.md --data "$work/second" --office "$work/other"
check "new keys or named ones, not both" says "give one of the two" 2 "${init[@]}" --data "$work/second" --office "$work/other" --recipient age1x
check "nothing of all that was made" bash -c "! ls -d '$work/second' '$work/other' 2>/dev/null"
check "a folder that can't be made: no kiosk" says "can't be written into /proc/office" 15 "${init[@]}" --data "$work/second" --office /proc/office
check "and none is there" test ! -e "$work/second"

mkdir -p "$work/demo/office" "$work/stick"
demonstration "$work/demo/it" --signups 3 --seed 3
office=$work/demo/it/office
export SIRKEL_MIRROR=$work/mirror SIRKEL_HANDS=$work/hands
"$build/mirror" --headless --data "$work/demo/it/kiosk" --stick "$work/stick" --assets assets --words "$build/lang" >"$work/kiosk.log" 2>&1 &
kiosk=$!
check "two lists are carried out by touch" timeout 600 "$build/walk" --display "$SIRKEL_MIRROR" --touch "$SIRKEL_HANDS" --pin "$office/pin.txt" \
    --assets assets --words "$build/lang" --language nb --size M tests/walk/lists/two.walk
kill $kiosk; wait $kiosk 2>/dev/null; kiosk=
lists=("$work"/stick/*.age)
check "they are two" same "${#lists[@]}" 2
id=$(basename "${lists[0]}" -000001.zip.age) id=${id#kx-}
[ "$failed" -eq 0 ] || { cat "$work/kiosk.log"; finish; }
open=("$ctl" open --identity "$office/office.txt")
people() { python3 -c 'import csv, sys; print(*sorted(r[2] for r in list(csv.reader(open(sys.argv[1], encoding="utf-8-sig"), delimiter=";"))[1:] if "Marker" in r[2]), sep=",")' "$1/signups.csv"; }
check "the first alone" "${open[@]}" --out "$work/one" "${lists[0]}"
check "has both people" same "$(people "$work/one")" "Bo Marker,Siv Marker"
check "both together, in the order of the stick" says "2 lists of the kiosk $id are open. List 2 is the newest" 0 "${open[@]}" --out "$work/both" "${lists[@]}"
check "have only the one who stayed" same "$(people "$work/both")" "Siv Marker"
check "and name the two records of the one who left" same "$(wc -l <"$work/both/erased.txt")" 2
check "which stand in the first list" bash -c "grep -qFf '$work/both/erased.txt' '$work/one/signups.jsonl'"
check "and not in what was written" bash -c "! grep -qFf '$work/both/erased.txt' '$work/both/signups.jsonl'"
check "the other way round, with the signatures" "${open[@]}" --key "$office/kiosk.pub" --out "$work/round" "${lists[1]}" "${lists[0]}"
check "the same comes out" diff -r "$work/both" "$work/round"
check "told to programs" says '"sequence":2,"office_key":"","people":4,"records":8,"signature":"not checked"' 0 "${open[@]}" --json --out "$work/json" "${lists[@]}"
check "told to programs which lists" grep -qF '"lists":[1,2],"missing":[],"erased":["' "$work/said"

refused() { # what, text, status, lists...: and nothing is written
    local what=$1 text=$2 status=$3
    shift 3
    check "$what" says "$text" "$status" "${open[@]}" --key "$office/kiosk.pub" --out "$work/none" "$@"
    check "$what: nothing is written" test ! -e "$work/none"
}
refused "one list twice" "list 1 is there twice" 28 "${lists[0]}" "${lists[0]}"
mkdir "$work/bad"
cp "${lists[1]}" "$work/bad/"
bad=$work/bad/$(basename "${lists[1]}")
refused "a list without its signature" "there is no" 1 "${lists[0]}" "$bad"
cp "${lists[1]}.minisig" "$work/bad/"
printf x >>"$bad"
refused "a damaged list behind a good one" "signature is not good" 1 "${lists[0]}" "$bad"
refused "a file that is no list" "" 1 "${lists[0]}" "$office/kiosk.pub"
check "another kiosk's list is made" bash -c "sed 's/\"granvika\"/\"elvebakken\"/' assets/demo/centre.json >'$work/centre.json' &&
    '$ctl' init --data '$work/third' --centre '$work/centre.json' --recipient \$(age-keygen -y '$office/office.txt') --recipient \$(age-keygen -y '$office/recovery.txt') &&
    mkdir '$work/stick3' && '$ctl' export --data '$work/third' --to '$work/stick3'"
check "lists of two kiosks" says "open one kiosk's lists at a time" 18 "${open[@]}" --out "$work/none" "${lists[0]}" "$work"/stick3/*.age
check "lists of two kiosks: nothing is written" test ! -e "$work/none"
for list in 2 3 4; do check "list $((list + 1)) is carried out" "$ctl" export --data "$work/demo/it/kiosk" --to "$work/stick"; done
all=("$work"/stick/*.age)
check "a gap is named" says "Not among these files: list 2,4." 0 "${open[@]}" --out "$work/gap" "${all[0]}" "${all[2]}" "${all[4]}"
check "no gap, no word of it" bash -c "! grep -q 'Not among' <('${open[0]}' open --identity '$office/office.txt' --out '$work/all' '$work'/stick/*.age)"
check "a list alone is told as before" says "List 5 of the kiosk $id is open: 4 people, 8 records." 0 "${open[@]}" --out "$work/last" "${all[4]}"
finish
