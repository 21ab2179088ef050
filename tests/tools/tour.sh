#!/bin/bash
# Plays the tour without a display: every screen in every language becomes a picture, every sheet of paper too, and the
# demonstration's sign-ups become an export. Says where both lie; fails where a screen has no picture. Usage: tour.sh BUILD
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1 tour=$1/tour
rm -rf "$tour"
mkdir -p "$tour/pictures" "$tour/stick"
[ -d "$tour/../demo/kiosk" ] || "$build/sirkelctl" demo "$build/demo" --signups 12 --seed 1 >/dev/null
"$build/sirkelctl" demo "$tour/empty" --signups 0 --seed 1 >/dev/null # what the letters' walks expect
play() { # demonstration, options and walks
    "$build/walk" --template "$1" --assets assets --words "$build/lang" --hand touch --size M --pictures "$tour/pictures" "${@:2}"
}
play "$build/demo" tests/walk/{voice,join,join_name,join_hold,join_witness,look_around,search,seek,wishes,mine,help,idle,touch_way,print}.walk \
    tests/walk/{staff_export,staff_week,staff_house,staff_upkeep,staff_session}.walk \
    tests/walk/{machine,machine_printer,machine_stop,setup,setup_install}.walk
play "$tour/empty" tests/walk/{group_table,road_offer,join_no_letters,staff_letter,staff_letter_keys,staff_erase,staff_moving,staff_backup,staff_unfit,staff_missing,office_key,pin_forgotten}.walk
python3 tests/tools/many.py 60 40 8 >"$tour/many.json" # areas stand where there are more topics than fit one choice
"$build/sirkelctl" demo "$tour/many" --signups 0 --seed 1 --centre "$tour/many.json" >/dev/null
play "$tour/many" tests/walk/many/areas.walk
play "$build/demo" --safe-mode tests/walk/safe_mode/safe_mode.walk
rm -rf "$tour/empty" "$tour/many"{,.json}
shown() { ls "$tour/pictures" | sed -nE "s/^$1-M-([a-z_]+)(-[0-9]+)?(-page[0-9]+)?\.png$/\1/p" | sort -u; }
for language in en $(basename -s .po assets/lang/*.po); do
    lacks=$(comm -23 <(sed -nE 's/^SCREEN\(([a-z_]+),.*/\1/p' app/screens.def | sort) <(shown "$language"))
    [ -z "$lacks" ] || { echo "tour.sh: no walk of the tour shows, in $language:" $lacks >&2; exit 1; }
done
mkdir "$tour/sheets"
cp -a "$build/demo/kiosk" "$tour/kiosk"
"$build/sheets" --data "$tour/kiosk" --assets assets --words "$build/lang" --out "$tour/sheets" >/dev/null
rm -rf "$tour/kiosk"
"$build/sirkelctl" export --data "$build/demo/kiosk" --to "$tour/stick" >/dev/null
echo "Pictures:  $tour/pictures ($(ls "$tour/pictures" | wc -l) of them, $(shown en | wc -l) screens)"
echo "Sheets:    $tour/sheets ($(ls "$tour/sheets" | wc -l) pages)"
echo "Export:    $tour/stick"
echo "Open it:   $build/sirkelctl open --identity $build/demo/office/office.txt --out $tour/list $tour/stick/*.age"
