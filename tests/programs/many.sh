#!/bin/bash
# A centre with 10,000 groups and 600 topics in 24 areas: the lists of its kiosk, by touch and by keys, in both languages.
set -u
. "$(dirname "$0")/../kit/count.sh"
need "$build/walk"
python3 tests/tools/many.py 10000 600 24 >"$work/many.json"
demonstration "$work/many" --signups 0 --seed 1 --centre "$work/many.json"
for hand in touch keys; do
    part "10,000 groups by $hand" 600 "$build/walk" --template "$work/many" --assets assets --words "$build/lang" --hand $hand \
        --size M,XL tests/walk/many/{many,staff}.walk
done
finish
