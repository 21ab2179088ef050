#!/bin/bash
# make attack: prints a line of JSON for each thing that was attacked; fails when one of them fell. `attack.sh clang` says whether what
# fuzzing needs is here; `attack.sh SECONDS` attacks what is built, each reader that long.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${SIRKEL_BUILD:-build} check=${SIRKEL_CHECK:-build/check}
if [ "$1" = clang ]; then
    echo 'int LLVMFuzzerTestOneInput(const char *d, long n) { return n > 9 && *d; }' |
        clang -fsanitize=fuzzer,address,undefined -x c -o /dev/null - 2>/dev/null && exit
    echo "make attack needs clang and its libFuzzer: apt-get install --install-recommends clang" >&2
    exit 1
fi
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
fell=0
SIRKEL_ATTACK=${SIRKEL_ATTACK:-300} "$check/unit/flow_attack" || fell=1
"$check/unit/flow_power" || fell=1
SIRKEL_ATTACK=${SIRKEL_ATTACK:-300} "$check/unit/flow_day" || fell=1
for reader in tests/fuzz/*.c; do "$build/attack/fuzz/$(basename "$reader" .c)" "$1" || fell=1; done
exit $fell
