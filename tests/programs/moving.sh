#!/bin/bash
# A kiosk moves to another machine (docs/moving.md), with the office's own tools and by touch: the real minisign and age open what the old
# one sealed; the new one takes its place, and its next list follows the old one's. Ends with "moving: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
ctl=$check/sirkelctl
need "$build/walk" all
stick=$work/stick
office_of() { # folder of a demonstration, seed, centre file: an office key for it, and the centre file of a machine that knows the office
    demonstration "$1" --signups 3 --seed "$2"
    check "an office key in $(basename "$1")" "$ctl" office new --out "$1/office"
    sed "1,/\"id\"/s|\"id\"|\"office_key\": \"$(sed -n 2p "$1/office/office.pub")\", \"id\"|" assets/demo/centre.json >"$3"
}
mkdir "$stick" "$work/new"
office=$work/old/office old=$work/old/kiosk new=$work/new/kiosk
office_of "$work/old" 5 "$work/centre.json"
check "a new machine, which knows the office" "$ctl" init --data "$new" --centre "$work/centre.json" --office "$work/new/office" --pin-file "$work/new/office/pin.txt"
check "a list before" "$ctl" export --data "$old" --to "$stick"
check "the kiosk moves out" says "sealed: kx-granvika-" 0 "$ctl" move --data "$old" --to "$stick"
sealed=$(ls "$stick"/*-moving.zip.age)
check "the real minisign checks what it sealed" minisign -Vm "$sealed" -p "$office/kiosk.pub"
check "the real age opens it for the office" age -d -i "$office/office.txt" -o "$work/moving.zip" "$sealed"
check "and unzip finds all of it" bash -c "unzip -l '$work/moving.zip' | grep -cE 'kiosk.db/000|slots/000|sign.key/000|note.key/000|centre.kept/000|places/000' | grep -qx 6"
check "a stranger's age does not" bash -c "age-keygen -o '$work/stranger.txt' 2>/dev/null; ! age -d -i '$work/stranger.txt' '$sealed' >/dev/null 2>&1"
refuse "the old machine gives no list any more" "$ctl" export --data "$old" --to "$stick"
check "it is written once more when asked" says "moving-2.zip.age" 0 "$ctl" move --data "$old" --to "$stick"

letter=("$ctl" office letter --out "$stick" --id granvika --key "$office/office.key" --old "$office/kiosk.pub" --new "$work/new/office/kiosk.pub")
check "not without the office's identity" says "--restore needs" 28 "${letter[@]}" --number 1 --restore "$sealed"
check "nor of another machine" says "signature is not good" 21 "${letter[@]}" --number 1 --restore "$sealed" --identity "$office/office.txt" --old "$work/new/office/kiosk.pub"
check "nothing is written" test ! -e "$stick/sirkel-office-000001.json"
check "the letter that names both machines" says "takes the place of the kiosk" 0 "${letter[@]}" --number 1 --restore "$sealed" --identity "$office/office.txt"
check "the real minisign checks it" minisign -Vm "$stick/sirkel-office-000001.json" -p "$office/office.pub"
refuse "the office can't open what is sealed to the machine" age -d -i "$office/office.txt" "$stick/sirkel-office-000001.age"

# By touch, keys and switch on a copy, then for good.
for hand in touch keys switch; do
    part "by $hand" 120 "$build/walk" --template "$work/new" --assets assets --words "$build/lang" --language nb --hand "$hand" --size M --stick "$stick" tests/walk/moving/in.walk
done
check "said before it is done" says "this machine takes the old kiosk's place" 0 "$ctl" timetable take --data "$new" "$stick/sirkel-office-000001.json"
check "not before the digits were compared" says "--compared" 1 "$ctl" timetable take --data "$new" --yes "$stick/sirkel-office-000001.json"
check "then it takes the old one's place" says "in use now" 0 "$ctl" timetable take --data "$new" --yes --compared "$stick/sirkel-office-000001.json"
check "the office's letters reach it there" "$ctl" office letter --out "$stick" --id granvika --number 2 --closed none --key "$office/office.key"
check "by the key of its own setup" says "in use now" 0 "$ctl" timetable take --data "$new" --yes "$stick/sirkel-office-000002.json"
check "the new machine is in order" "$ctl" doctor --data "$new"
check "its event log goes on" "$ctl" journal verify --data "$new"
mkdir "$work/next"
check "its next list" "$ctl" export --data "$new" --to "$work/next"
second=$(ls "$work/next"/*-000002.zip.age)
open=("$ctl" open --identity "$office/office.txt" --key "$office/kiosk.pub" --seen "$work/seen")
check "the first list is noted" "${open[@]}" --out "$work/first" "$stick"/*-000001.zip.age
check "the second follows it, with everybody" says "3 people" 0 "${open[@]}" --out "$work/second" "$second"
cp -r "$old" "$work/twin"
sqlite3 "$work/twin/kiosk.db" "UPDATE kiosk SET moved = 0" # as if the old machine went on all the same
mkdir "$work/other"
check "a machine that goes on all the same" "$ctl" export --data "$work/twin" --to "$work/other"
check "is noticed" says "two machines go on with the same key" 1 "${open[@]}" --out "$work/third" "$work/other"/*.zip.age

# A dead PC: a backup, a list since then, and another machine that goes on from it.
stick=$work/backup broken=$work/broken/kiosk heir=$work/heir/kiosk office=$work/broken/office
mkdir "$stick" "$work/heir"
office_of "$work/broken" 6 "$work/centre.json"
check "a machine for later" "$ctl" init --data "$heir" --centre "$work/centre.json" --office "$work/heir/office" --pin-file "$work/heir/office/pin.txt"
check "a first list" "$ctl" export --data "$broken" --to "$stick"
check "a backup" says "It goes on here" 0 "$ctl" backup --data "$broken" --to "$stick"
sealed=$(ls "$stick"/*-backup.zip.age)
check "the real minisign checks it" minisign -Vm "$sealed" -p "$office/kiosk.pub"
check "the real age opens it for the office" age -d -i "$office/office.txt" -o "$work/backup.zip" "$sealed"
check "the kiosk gives its next list, with the digits of its key" says "$("$ctl" digits "$office/kiosk.pub" | grep -oE "[0-9]{4}( [0-9]{4}){7}")" 0 "$ctl" export --data "$broken" --to "$stick"
open=("$ctl" open --identity "$office/office.txt" --key "$office/kiosk.pub" --seen "$work/seen2")
check "the office opens both" "${open[@]}" --out "$work/both" "$stick"/*-00000[12].zip.age
letter=("$ctl" office letter --out "$stick" --id granvika --key "$office/office.key" --old "$office/kiosk.pub" --new "$work/heir/office/kiosk.pub"
    --number 1 --restore "$sealed" --identity "$office/office.txt")
check "not without the lists since then" says "is a backup: --seen" 28 "${letter[@]}"
check "the letter" says "a number above 2" 0 "${letter[@]}" --seen "$work/seen2"
check "what it means is said first" says "who left later is here again" 0 "$ctl" timetable take --data "$heir" "$stick/sirkel-office-000001.json"
for hand in touch keys switch; do
    part "a backup by $hand" 120 "$build/walk" --template "$work/heir" --assets assets --words "$build/lang" --language nb --hand "$hand" --size M --stick "$stick" tests/walk/moving/restored.walk
done
check "it goes on there" says "in use now" 0 "$ctl" timetable take --data "$heir" --yes --compared "$stick/sirkel-office-000001.json"
check "and is in order" "$ctl" doctor --data "$heir"
check "its event log too" "$ctl" journal verify --data "$heir"
mkdir "$work/third" "$work/twice"
check "its next list" "$ctl" export --data "$heir" --to "$work/third"
check "is the third, and says where it comes from" says "goes on from a backup since list 2" 0 "${open[@]}" --out "$work/three" "$work/third"/*-000003.zip.age
check "the machine that did not break after all" "$ctl" export --data "$broken" --to "$work/twice"
check "is noticed" says "two machines go on with the same key" 1 "${open[@]}" --out "$work/four" "$work/twice"/*.zip.age
check "and so is its next list" bash -c "'$ctl' export --data '$broken' --to '$work/twice' && ! ${open[*]} --out '$work/five' '$work/twice'/*-000004.zip.age"
finish
