#!/bin/bash
# Plays the tour without a display: every screen of it in every language becomes a picture, every sheet of paper too, and the
# demonstration's sign-ups become an export. Says where both lie. Usage: tour.sh BUILD
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1 tour=$1/tour
rm -rf "$tour"
mkdir -p "$tour/pictures" "$tour/stick"
[ -d "$tour/../demo/kiosk" ] || "$build/sirkelctl" demo "$build/demo" --signups 12 --seed 1 >/dev/null
"$build/walk" --template "$build/demo" --assets assets --words "$build/lang" --hand touch --size M --pictures "$tour/pictures" \
    tests/walk/{voice,join,join_name,join_hold,join_witness,look_around,search,mine,help,idle,staff_export,setup,setup_install}.walk
mkdir "$tour/sheets"
cp -a "$build/demo/kiosk" "$tour/kiosk"
"$build/sheets" --data "$tour/kiosk" --assets assets --words "$build/lang" --out "$tour/sheets" >/dev/null
rm -rf "$tour/kiosk"
"$build/sirkelctl" export --data "$build/demo/kiosk" --to "$tour/stick" >/dev/null
echo "Pictures:  $tour/pictures ($(ls "$tour/pictures" | wc -l) of them, $(ls "$tour/pictures" | sed -E 's/^[a-z]+-[A-Z]+-//; s/(-[0-9]+)?(-page[0-9]+)?\.png$//' | sort -u | wc -l) screens)"
echo "Sheets:    $tour/sheets ($(ls "$tour/sheets" | wc -l) pages)"
echo "Export:    $tour/stick"
echo "Open it:   $build/sirkelctl open --identity $build/demo/office/office.txt --out $tour/list $tour/stick/*.age"
