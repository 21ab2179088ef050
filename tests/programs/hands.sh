#!/bin/bash
# Simulated hands (TCH-11): a smaller run of the table that `make bench` prints, held against what is reached. Seeded: the same
# tries on every machine. Ends with "hands: N passed, M failed".
set -u
build=${SIRKEL_BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make --no-print-directory "$build/walk" >"$work/make" 2>&1 || { tail "$work/make"; echo "hands: 0 passed, 1 failed"; exit 1; }
tests/tools/hands.py "$build" 200 --floors
