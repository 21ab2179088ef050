#!/bin/bash
# The walker that reaches a kiosk elsewhere, as it will the booted machine: the same walks by mirror and hand over two sockets, in
# real time, against the kiosk without a window. A crash kills the kiosk; it is started again on the same data. What a kiosk
# elsewhere can't be asked is counted as skipped. Ends with "mirror: N passed, M failed, K skipped".
set -u
. "$(dirname "$0")/../kit/count.sh"
keeper=
cleanup() { [ -z "$keeper" ] || { touch "$work/over"; pkill -P "$keeper" 2>/dev/null; kill "$keeper" 2>/dev/null; }; }
need "$build/walk" "$check/mirror"
demonstration "$work/demo" --signups 0 --seed 1
mkdir "$work/stick"
export SIRKEL_MIRROR=$work/display SIRKEL_HANDS=$work/hands
(
    while [ ! -e "$work/over" ]; do
        "$check/mirror" --headless --data "$work/demo/kiosk" --stick "$work/stick" --assets assets --words "$build/lang"
        sleep 0.2
    done
) >"$work/kiosk.log" 2>&1 &
keeper=$!
timeout 900 "$build/walk" --display "$work/display" --touch "$work/hands" --pin "$work/demo/office/pin.txt" --assets assets --words "$build/lang" \
    --language nb --size M tests/walk/{crash,staff_export}.walk >"$work/walks" 2>&1
cat "$work/walks"
add "$work/walks"
check "no sanitizer has a word to say" bash -c "! grep -E 'ERROR|runtime error' -A 20 $work/kiosk.log"
check "an export lies on the stick" bash -c "find $work/stick -name '*.age' | grep -q ."
finish
