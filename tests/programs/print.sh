#!/bin/bash
# Printing from touch to paper: the kiosk without a window, the printing program and the real ippeveprinter; walks by touch
# (tests/walk/paper), and what came out compared px by px with what the display paints. Once as built for people, which searches
# memory too, once with sanitizers. What is printed says a day: the clock of all of them stands, a second before tomorrow's end.
# Ends with "print: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
for tool in ippeveprinter ipptool dbus-daemon; do
    command -v $tool >/dev/null || give_up "no $tool: see system/packages.list"
done
bus=
cleanup() { [ -z "$bus" ] || kill $bus; }
need "$build"/{walk,sheets,mirror,sirkelctl,sirkel-printer} "$check"/{mirror,sirkel-printer}
dbus-daemon --session --nofork --nopidfile --address="unix:path=$work/bus" >"$work/bus.log" 2>&1 &
bus=$!
export DBUS_SYSTEM_BUS_ADDRESS=unix:path=$work/bus
whole() { # kiosk, printing program, walks...
    local place=$work/$#; local kiosk=$1 printer=$2; shift 2
    mkdir "$place" "$place/rows"
    demonstration "$place/demo" --signups 0 --seed 1
    SIRKEL_NOW=$(TZ=Europe/Oslo date -d 'tomorrow 23:59:59' +%s)
    export SIRKEL_NOW
    "$build/sheets" --now "$SIRKEL_NOW" --data "$place/demo/kiosk" --assets assets --words "$build/lang" --out "$place/rows" --rows --language nb --size M >"$place/drawn" ||
        { tail -3 "$place/drawn"; give_up "the sheets are drawn"; }
    timeout 900 python3 tests/programs/printer/whole.py "$kiosk" "$printer" "$build/walk" "$place/demo" "$place/rows" "$build/lang" "$place" "$@" >"$place/out" 2>&1
    grep -v '^print: ' "$place/out"
    add "$place/out"
}
whole "$build/mirror" "$build/sirkel-printer" public gone receipt
whole "$check/mirror" "$check/sirkel-printer" gone
finish
