#!/bin/bash
# The printing program against the real ippeveprinter and against printers that mean ill: every pixel, every state, wiping, limits. Ends with
# "printer: N passed, M failed". ippeveprinter wants a message bus, though it has nothing to say on it: it gets one of its own.
set -u
build=${SIRKEL_BUILD:-build} check=${SIRKEL_CHECK:-build/check}
for tool in ippeveprinter ipptool dbus-daemon; do
    command -v $tool >/dev/null || { echo "no $tool: see system/packages.list"; echo "printer: 0 passed, 1 failed"; exit 1; }
done
make --no-print-directory -s BUILD="$build" CHECK="$check" "$build/sirkel-printer" "$check/sirkel-printer" || { echo "printer: 0 passed, 1 failed"; exit 1; }
work=$(mktemp -d)
dbus-daemon --session --nofork --nopidfile --address="unix:path=$work/bus" >"$work/bus.log" 2>&1 &
bus=$!
trap 'kill $bus; rm -rf "$work"' EXIT
export DBUS_SYSTEM_BUS_ADDRESS=unix:path=$work/bus
python3 tests/programs/printer/check.py "$build/sirkel-printer" "$check/sirkel-printer" "$work" "$@"
