#!/bin/bash
# The printing program against the real ippeveprinter and against printers that mean ill: every pixel, every state, wiping, limits. Ends with
# "printer: N passed, M failed". ippeveprinter wants a message bus, though it has nothing to say on it: it gets one of its own.
set -u
. "$(dirname "$0")/../kit/count.sh"
for tool in ippeveprinter ipptool dbus-daemon; do
    command -v $tool >/dev/null || give_up "no $tool: see system/packages.list"
done
need "$build/sirkel-printer" "$check/sirkel-printer"
dbus-daemon --session --nofork --nopidfile --address="unix:path=$work/bus" >"$work/bus.log" 2>&1 &
bus=$!
cleanup() { kill $bus; }
export DBUS_SYSTEM_BUS_ADDRESS=unix:path=$work/bus
python3 tests/programs/printer/check.py "$build/sirkel-printer" "$check/sirkel-printer" "$work" "$@"
