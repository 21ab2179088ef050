#!/bin/bash
# Printing from touch to paper: the kiosk without a window, the printing program and the real ippeveprinter; walks by touch
# (tests/walk/paper), and what came out compared px by px with what the shell paints. Once as built for people, which searches
# memory too, once with sanitizers. What is printed says a day: the clock of all of them stands, a second before tomorrow's end.
# Ends with "print: N passed, M failed".
set -u
build=${SIRKEL_BUILD:-build} check=${SIRKEL_CHECK:-build/check}
for tool in ippeveprinter ipptool dbus-daemon; do
    command -v $tool >/dev/null || { echo "no $tool: see system/packages.list"; echo "print: 0 passed, 1 failed"; exit 1; }
done
work=$(mktemp -d)
bus=
trap '[ -n "$bus" ] && kill $bus; rm -rf "$work"' EXIT
make --no-print-directory -s BUILD="$build" CHECK="$check" "$build"/{walk,sheets,mirror,sirkelctl,sirkel-printer} "$check"/{mirror,sirkel-printer} >"$work/make" 2>&1 ||
    { tail "$work/make"; echo "print: 0 passed, 1 failed"; exit 1; }
dbus-daemon --session --nofork --nopidfile --address="unix:path=$work/bus" >"$work/bus.log" 2>&1 &
bus=$!
export DBUS_SYSTEM_BUS_ADDRESS=unix:path=$work/bus
passed=0 failed=0
whole() { # kiosk, printing program, walks...
    local place=$work/$#; local kiosk=$1 printer=$2; shift 2
    mkdir "$place" "$place/rows"
    "$build/sirkelctl" demo "$place/demo" --signups 0 --seed 1 >/dev/null &&
        SIRKEL_NOW=$(TZ=Europe/Oslo date -d 'tomorrow 23:59:59' +%s) && export SIRKEL_NOW &&
        "$build/sheets" --now "$SIRKEL_NOW" --data "$place/demo/kiosk" --assets assets --words "$build/lang" --out "$place/rows" --rows --language nb --size M >"$place/drawn" ||
        { tail -3 "$place/drawn"; echo "print: 0 passed, 1 failed"; exit 1; }
    timeout 900 python3 tests/programs/printer/whole.py "$kiosk" "$printer" "$build/walk" "$place/demo" "$place/rows" "$build/lang" "$place" "$@" >"$place/out" 2>&1
    grep -v '^print: ' "$place/out"
    local line; line=$(grep -oE '[0-9]+ passed, [0-9]+ failed$' "$place/out" | tail -1)
    [ -n "$line" ] || line="0 passed, 1 failed"
    passed=$((passed + $(awk '{print $1}' <<<"$line"))) failed=$((failed + $(awk '{print $3}' <<<"$line")))
}
whole "$build/mirror" "$build/sirkel-printer" public gone receipt
whole "$check/mirror" "$check/sirkel-printer" gone
echo "print: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
