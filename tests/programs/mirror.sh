#!/bin/bash
# The walker that reaches a kiosk elsewhere, as it will the booted machine: the same walks by mirror and hand over two sockets, in
# real time, against the kiosk without a window. A crash kills the kiosk; it is started again on the same data. What a kiosk
# elsewhere can't be asked is counted as skipped. Ends with "walks: N passed, M failed, K skipped".
set -u
build=${SIRKEL_BUILD:-build} check=${SIRKEL_CHECK:-build/check}
work=$(mktemp -d)
keeper=
trap '[ -n "$keeper" ] && { touch "$work/over"; pkill -P "$keeper" 2>/dev/null; kill "$keeper" 2>/dev/null; }; rm -rf "$work"' EXIT
make --no-print-directory "$build/walk" "$check/mirror" >"$work/make" 2>&1 || { tail "$work/make"; echo "walks: 0 passed, 1 failed"; exit 1; }
"$build/sirkelctl" demo "$work/demo" --signups 0 --seed 1 >/dev/null || { echo "walks: 0 passed, 1 failed"; exit 1; }
mkdir "$work/stick"
export SIRKEL_MIRROR=$work/glass SIRKEL_HANDS=$work/hands
(
    while [ ! -e "$work/over" ]; do
        "$check/mirror" --headless --data "$work/demo/kiosk" --stick "$work/stick" --assets assets --words "$build/lang"
        sleep 0.2
    done
) >"$work/kiosk.log" 2>&1 &
keeper=$!
timeout 900 "$build/walk" --glass "$work/glass" --touch "$work/hands" --pin "$work/demo/office/pin.txt" --assets assets --words "$build/lang" \
    --language nb --size M tests/walk/{crash,staff_export}.walk >"$work/out" 2>&1
cat "$work/out"
grep -E 'ERROR|runtime error' -A 20 "$work/kiosk.log" && { echo "walks: 0 passed, 1 failed"; exit 1; }
files=$(find "$work/stick" -name '*.age' | wc -l)
[ "$files" -gt 0 ] || { echo "no export on the stick"; echo "walks: 0 passed, 1 failed"; exit 1; }
grep -q '^walks: [1-9][0-9]* passed, 0 failed' "$work/out"
