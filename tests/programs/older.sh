#!/bin/bash
# A data folder and a list that version 0.3.0 made, in the hands of this version's own command line: the list opens with the
# office's identity, the folder is in order, and its journal and next list are good. Ends with "older: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
ctl=$check/sirkelctl
made=tests/data/0.3.0
people() { python3 -c 'import csv,sys; print(sum(1 for _ in csv.reader(open(sys.argv[1], encoding="utf-8-sig"), delimiter=";")) - 1)' "$1"; }

list=$made/stick/kx-granvika-000001.zip.age key=$made/stick/kx-granvika.pub
check "the old list's signature is good" "$ctl" verify --key "$key" "$list"
check "the office opens the old list" "$ctl" open --identity "$made/office/office.txt" --key "$key" --out "$work/old" "$list"
check "three people are in it" test "$(people "$work/old/signups.csv")" -eq 3

cp -r "$made/kiosk" "$work/kiosk"
chmod -R go= "$work/kiosk"
mkdir "$work/stick"
check "the kiosk starts" "$check/sirkel" --data "$work/kiosk" --headless --first-frame --words "$build/lang"
check "doctor finds it in order" "$ctl" doctor --data "$work/kiosk"
check "the journal is whole" "$ctl" journal verify --data "$work/kiosk"
check "the next list is taken out" "$ctl" export --data "$work/kiosk" --to "$work/stick"
check "the office opens the next list" "$ctl" open --identity "$made/office/office.txt" --key "$key" --out "$work/new" "$work"/stick/*-000002.zip.age
check "five people are in it" test "$(people "$work/new/signups.csv")" -eq 5
check "nothing was set aside" bash -c "! ls $work/kiosk | grep -q damaged"
finish
