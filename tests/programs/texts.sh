#!/bin/bash
# The words: collected and translated, easy to read, calm, drawable; the word lists as promised. One sum for all.
cd "$(dirname "$0")/../.." || exit 1
passed=0 failed=0
for check in tests/audit/*.py; do
    out=$(python3 "$check")
    echo "$out"
    read -r p f <<<"$(sed -nE '$s/^.*: ([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' <<<"$out")"
    passed=$((passed + ${p:-0})) failed=$((failed + ${f:-1}))
done
if tests/tools/pot.sh --check; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
echo "texts: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
