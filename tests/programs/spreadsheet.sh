#!/bin/bash
# The table that sirkelctl open writes, as spreadsheets show it: each cell as it was written, nothing reckoned.
# Ends with "spreadsheet: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
need "$check/unit/ctl_csv"
"$check/unit/ctl_csv" "$work" >"$work/unit" && [ -e "$work/signups.ods" ] || give_up "a table is written"
check "it is a sound ZIP whose type comes first" python3 -c '
import sys, zipfile, xml.dom.minidom
z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None and z.namelist()[0] == "mimetype"
[xml.dom.minidom.parseString(z.read(n)) for n in z.namelist()[1:]]' "$work/signups.ods"
shown() { # name, file of CSV that the program made
    check "$1 shows the key's and the number's zeros, and no formula" python3 -c '
import csv, sys
row = list(csv.reader(open(sys.argv[1], encoding="utf-8")))[1]
assert row[0] == "0007" and row[4] == "004796054203" and row[2] == "=1+1 <&> \"Å\"", row
assert "00000000000000e1" in row, row' "$2"
}
ssconvert "$work/signups.ods" "$work/gnumeric.csv" >"$work/said" 2>&1
shown gnumeric "$work/gnumeric.csv"
HOME=$work timeout 120 soffice --headless --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1' --outdir "$work/office" \
    "$work/signups.ods" >"$work/said" 2>&1
shown LibreOffice "$work/office/signups.csv"
finish
