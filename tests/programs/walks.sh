#!/bin/bash
# Every walk with every hand, in every language, at every size (one switch, and by ear: at one or two), on the reference display, with sanitizers
# and the audit; then the
# walks that look for traces once more without sanitizers (whose quarantine would keep what was freed); then the joining walk on
# other glasses and in the other colours. Ends with "walks: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
need "$build/walk"
demonstration "$work/demo" --signups 0 --seed 1
python3 tests/tools/many.py 60 40 8 >"$work/many.json" # more topics than fit one choice
demonstration "$work/many" --signups 0 --seed 1 --centre "$work/many.json"
common=(--template "$work/demo" --assets assets --words "$build/lang" --screens "$work/screens")
queue() { printf '%s\0' "$*"; }
{
    for walk in tests/walk/*.walk; do
        for hand in touch keys switch; do queue "$check/walk" "${common[@]}" --hand $hand "$walk"; done
        case $walk in # what presses other keys too, counts idle seconds, or has no hand is not for one switch
        */listen*|*/voice*|*/idle*|*/monkey*) ;;
        */join.walk|*/mine.walk) queue "$check/walk" "${common[@]}" --hand one,ear,finger --size M,XL "$walk" ;;
        *) queue "$check/walk" "${common[@]}" --hand one,ear,finger --size M "$walk" ;;
        esac
        grep -q '^only  *road' "$walk" && queue "$check/walk" "${common[@]}" --hand road --size M,XL "$walk"
        grep -q 'no trace' "$walk" && queue "$build/walk" "${common[@]}" --size M "$walk"
    done
    for panel in 476x268,1920x1080 136x218,800x1280; do
        for walk in join look_around mine help staff_export listen voice print_receipt machine_printer code_list; do
            queue "$check/walk" "${common[@]}" --hand touch --panel $panel "tests/walk/$walk.walk"
        done
    done
    queue "$check/walk" "${common[@]}" --hand touch --panel 476x268,1920x1080 tests/walk/withdraw_presses.walk # a small panel has no room for so few
    for hand in touch keys switch one; do
        queue "$check/walk" "${common[@]}" --template "$work/many" --hand $hand --size M tests/walk/many/areas.walk
    done
    queue "$check/walk" "${common[@]}" --safe-mode --hand touch --size M tests/walk/safe_mode/safe_mode.walk
    for ways in 1 2 3 4 8 9 16 17 32; do # rule/touch.def: each way to touch, and large buttons with what goes with them
        queue "$check/walk" "${common[@]}" --hand touch --size M,XL --ways $ways tests/walk/join.walk tests/walk/mine.walk
    done
    for theme in 1 2 3 4; do
        queue "$check/walk" "${common[@]}" --hand touch --size M --theme $theme tests/walk/join.walk tests/walk/look_around.walk
    done
} | xargs -0 -P 2 -I{} bash -c '{} 2>&1 || true' >"$work/out"
grep -vE '^walks: |^log: ' "$work/out" | sort | uniq -c | sort -rn | head -60
awk '/^walks: /{p+=$2; f+=$4} END{printf "%d passed, %d failed\n", p, f}' "$work/out" >"$work/sum" # some four hundred lines
add "$work/sum"
# Every row of screens.def was seen by one of them: a screen that no walk reaches is one that nobody has tried.
while read -r screen; do
    check "a walk reaches the screen $screen" grep -qx "$screen" "$work/screens"
done < <(sed -nE 's/^SCREEN\(([a-z_]+),.*/\1/p' app/screens.def)
finish
