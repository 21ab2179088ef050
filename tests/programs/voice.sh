#!/bin/bash
# The voice's program with the real engine and the real libasound, onto two devices: a WAV file, which takes samples as fast as
# they come, and a card of ours with a clock (tests/programs/voice/card.c), which knows what was really heard. Once as built for people,
# once with sanitizers. Ends with "voice: N passed, M failed".
set -u
build=${SIRKEL_BUILD:-build} check=${SIRKEL_CHECK:-build/check}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make --no-print-directory BUILD="$build" CHECK="$check" "$build/sirkel-voice" "$check/sirkel-voice" "$build/voice_card.so" \
    >"$work/make" 2>&1 || { tail "$work/make"; echo "voice: 0 passed, 1 failed"; exit 1; }
passed=0 failed=0
for program in "$build/sirkel-voice" "$check/sirkel-voice"; do
    timeout 240 tests/programs/voice/check.py "$program" "$build/voice_card.so" >"$work/out" 2>&1
    cat "$work/out"
    line=$(grep -oE '[0-9]+ passed, [0-9]+ failed$' "$work/out" | tail -1)
    [ -n "$line" ] || line="0 passed, 1 failed"
    passed=$((passed + $(awk '{print $1}' <<<"$line"))) failed=$((failed + $(awk '{print $3}' <<<"$line")))
done
echo "voice: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
