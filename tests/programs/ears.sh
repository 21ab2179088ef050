#!/bin/bash
# By ear alone: somebody who hears only what is said and has eight keys joins and withdraws, in both languages. Who they are, and
# what they know, stands in tests/kit/ears_person.c, which sees nothing else. Ends with "ears: N passed, M failed".
set -u
build=${SIRKEL_BUILD:-build} check=${SIRKEL_CHECK:-build/check}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make --no-print-directory "$check/ears" >"$work/make" 2>&1 || { tail "$work/make"; echo "ears: 0 passed, 1 failed"; exit 1; }
"$build/sirkelctl" demo "$work/demo" --signups 0 --seed 1 >/dev/null || { echo "ears: 0 passed, 1 failed"; exit 1; }
for language in nb en; do
    cp -a "$work/demo/kiosk" "$work/$language"
    "$check/ears" "$work/$language" assets "$build/lang" $language 2>&1
done >"$work/out"
grep -v '^ears: ' "$work/out" | head -40
blind=$(sed -n 's/^#include "\(.*\)"$/\1/p' tests/kit/ears_person.c) # the person may know nothing of the kiosk
[ "$blind" = ears.h ] || { echo "ears_person.c includes more than ears.h: $blind"; echo "ears: 0 passed, 1 failed" >>"$work/out"; }
awk '/^ears: /{p+=$2; f+=$4} END{printf "ears: %d passed, %d failed\n", p, f; exit f != 0 || p == 0}' "$work/out"
