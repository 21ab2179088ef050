#!/bin/bash
# The voice's program with the real engine and the real libasound, onto two devices: a WAV file, which takes samples as fast as
# they come, and a card of ours with a clock (tests/programs/voice/card.c), which knows what was really heard. Once as built for people,
# once with sanitizers. Then how it says each word. Ends with "voice: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
need "$build/sirkel-voice" "$check/sirkel-voice" "$build/voice_card.so"
for program in "$build/sirkel-voice" "$check/sirkel-voice"; do
    timeout 240 tests/programs/voice/check.py "$program" "$build/voice_card.so" "$build/voice" >"$work/out" 2>&1
    cat "$work/out"
    add "$work/out"
done
tests/programs/voice/words.py "$build/voice" >"$work/out" 2>&1
cat "$work/out"
add "$work/out"
finish
