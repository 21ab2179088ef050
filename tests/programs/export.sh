#!/bin/bash
# A stranger's tools accept and open what the centre carries out: the real minisign, age and unzip; and nothing a visitor
# typed stands readable in the database, the journal or the export. Ends with "export: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
ctl=$check/sirkelctl
none() { [ "$(cat "$@" | strings -n 4 | grep -cE "$pattern")" -eq 0 ]; }

mkdir "$work/stick"
check "a demonstration centre is made" "$ctl" demo "$work/demo" --signups 25 --seed 7
check "it is in order" "$ctl" doctor --data "$work/demo/kiosk"
check "the journal is whole" "$ctl" journal verify --data "$work/demo/kiosk"
check "the list is exported" bash -c "'$ctl' export --data '$work/demo/kiosk' --to '$work/stick' >'$work/exported'"
file=$(ls "$work"/stick/*.zip.age) key=$work/demo/office/kiosk.pub
check "minisign accepts it" minisign -Vm "$file" -p "$key"
check "sirkelctl accepts it" "$ctl" verify --key "$key" "$file"
words=$("$ctl" digits "$file" | sed -n 's/^  nb  //p') digits=$("$ctl" digits "$key" | sed -n 's/^  //p')
check "the display's four words are those of digits" grep -qF "these four words: $words" "$work/exported"
check "and of verify, with the digits of the key" bash -c "'$ctl' verify --key '$key' '$file' | tr '\n' ' ' | grep -F '$words' | grep -qF '$digits'"
check "the key line has the same digits" bash -c "'$ctl' digits \"\$(sed -n 2p '$key')\" | grep -qF '$digits'"
check "the read-me names --key" grep -q -- "--key KIOSK.pub" "$work/stick/LES-MEG.txt"
for at in 100 $(($(stat -c %s "$file") / 2)) $(($(stat -c %s "$file") - 1)); do
    mkdir -p "$work/bad"; cp "$file" "$file.minisig" "$work/bad/"
    bad=$work/bad/$(basename "$file")
    printf "\\x$(printf %02x $(($(od -An -tu1 -j "$at" -N 1 "$file") ^ 1)))" | dd of="$bad" bs=1 seek="$at" conv=notrunc status=none
    refuse "minisign refuses a flipped byte at $at" minisign -Vm "$bad" -p "$key"
    refuse "sirkelctl refuses a flipped byte at $at" "$ctl" verify --key "$key" "$bad"
done
for who in office recovery; do
    check "age opens the outer file for $who" age -d -i "$work/demo/office/$who.txt" -o "$work/list-$who.zip" "$file"
done
check "unzip finds the list whole" unzip -qt "$work/list-office.zip"
mkdir "$work/open"
check "unzip lists it" unzip -q "$work/list-office.zip" -d "$work/open"
for record in "$work"/open/*/*.age; do
    check "age opens $(basename "$record")" age -d -i "$work/demo/office/office.txt" -o "$record.json" "$record"
    check "$(basename "$record") is JSON" python3 -c 'import json,sys; json.load(open(sys.argv[1]))' "$record.json"
done
check "sirkelctl opens it" "$ctl" open --identity "$work/demo/office/recovery.txt" --out "$work/csv" "$file"
check "the table has 25 people" bash -c "[ \$(python3 -c 'import csv,sys; print(sum(1 for _ in csv.reader(open(sys.argv[1], encoding=\"utf-8-sig\"), delimiter=\";\")))' $work/csv/signups.csv) -eq 26 ]"

# What was signed can be read: by every row's hash, from the list and from the kiosk, the same bytes; by sha256sum it is what it says.
for sha in $(python3 -c 'import csv,sys; print(*{r["notice_sha256"] for r in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig"), delimiter=";")})' "$work/csv/signups.csv"); do
    check "the text $sha is beside the rows" test "$(sha256sum <"$work/csv/notices/$sha.txt")" = "$sha  -"
    check "and in the ZIP" cmp "$work/csv/notices/$sha.txt" "$work/open/notices/$sha.txt"
    check "sirkelctl notice prints it from the list" test "$("$ctl" notice "$sha" --list "$work/csv" | sha256sum)" = "$sha  -"
    check "and from the kiosk" test "$("$ctl" notice "$sha" --data "$work/demo/kiosk" | sha256sum)" = "$sha  -"
    check "a statement names the group" grep -q '"statement":' "$work/csv/signups.jsonl"
    cp -r "$work/csv" "$work/changed"; echo >>"$work/changed/notices/$sha.txt"
    refuse "a changed text is not printed" "$ctl" notice "$sha" --list "$work/changed"; rm -r "$work/changed"
done
refuse "a text that was never shown" "$ctl" notice "$(echo never | sha256sum | cut -c1-64)" --data "$work/demo/kiosk"
refuse "a hash that is none" "$ctl" notice 12 --list "$work/csv"
check "a list of version 0.3.0 opens" "$ctl" open --identity tests/data/0.3.0/office/office.txt --out "$work/older" tests/data/0.3.0/stick/*.age
check "and says that its texts are not kept" bash -c "rm -r $work/older; '$ctl' open --identity tests/data/0.3.0/office/office.txt --out '$work/older' tests/data/0.3.0/stick/*.age | grep -q 'kept none'"
age-keygen -o "$work/stranger.txt" 2>/dev/null
refuse "a stranger's key opens nothing" "$ctl" open --identity "$work/stranger.txt" --out "$work/none" "$file"
minisign -GWp "$work/other.pub" -s "$work/other.key" >/dev/null 2>&1
refuse "a stranger's signature is refused" "$ctl" verify --key "$work/other.pub" "$file"

# The event log as a file: signed, and the same log that the list was signed over.
check "the event log is taken out" "$ctl" journal take --data "$work/demo/kiosk" --to "$work/stick"
log=$(ls "$work"/stick/*-journal-*.txt)
check "minisign accepts it" minisign -Vm "$log" -p "$key"
check "it is whole, and the list's" "$ctl" journal verify --file "$log" --key "$key" --list "$file"
check "with the root that the kiosk has" bash -c "[ \"\$('$ctl' journal verify --file '$log' --key '$key' | tail -1)\" = \"\$('$ctl' journal verify --data '$work/demo/kiosk' | tail -1)\" ]"
refuse "never over a file that is there" "$ctl" journal take --data "$work/demo/kiosk" --to "$work/stick"
refuse "another key did not sign it" "$ctl" journal verify --file "$log" --key "$work/other.pub"
mkdir "$work/log"; cp "$log" "$log.minisig" "$work/log/"
bad=$work/log/$(basename "$log")
sed -i '3s/visitor/staff/' "$bad"
refuse "a changed entry is found" "$ctl" journal verify --file "$bad" --key "$key"
sed '$d' "$log" >"$bad"
refuse "a missing entry is found" "$ctl" journal verify --file "$bad" --key "$key"
cp "$file.minisig" "$bad.minisig"; cp "$file" "$bad"
refuse "a signed list is no event log" "$ctl" journal verify --file "$bad" --key "$key"

# The office's own key: minisign signs a letter with it, and both accept the letter and refuse a changed one.
office=$work/demo/office letter=$work/sirkel-office-000001.json
check "the office key is made beside the others" "$ctl" office new --out "$office"
refuse "and never over one that is there" "$ctl" office new --out "$office"
check "its files are their owner's alone" test "$(stat -c %a "$office/office.key" "$office/office.pub" | paste -sd' ')" = "600 600"
echo '{"letter": 1}' >"$letter"
check "minisign signs with it" minisign -Sm "$letter" -s "$office/office.key"
check "minisign accepts the letter" minisign -Vm "$letter" -p "$office/office.pub"
check "sirkelctl accepts the letter" "$ctl" verify --key "$office/office.pub" "$letter"
refuse "the kiosk's key did not sign it" "$ctl" verify --key "$key" "$letter"
echo >>"$letter"
refuse "a changed letter is refused" "$ctl" verify --key "$office/office.pub" "$letter"
rm "$letter.minisig"
refuse "a letter without a signature is refused" "$ctl" verify --key "$office/office.pub" "$letter"

# What people wrote must be there for the office and nowhere else.
pattern=$(python3 - "$work/csv/signups.jsonl" <<'P'
import json, re, sys
words = set()
for line in open(sys.argv[1], encoding="utf-8"):
    def walk(v, k=""):
        if isinstance(v, dict):
            for a, b in v.items(): walk(b, a)
        elif isinstance(v, list):
            for b in v: walk(b, k)
        elif isinstance(v, str) and k in ("name", "contact", "sign_name", "witness") and len(v) >= 5: words.add(v)
    walk(json.loads(line))
print("|".join(sorted(re.escape(w) for w in words)))
P
)
check "the office has words to look for" test -n "$pattern"
export pattern
check "nothing readable in the database" none "$work"/demo/kiosk/kiosk.db*
check "nothing readable in the slots" none "$work/demo/kiosk/slots"
check "nothing readable in the export" none "$file" "$file.minisig"
check "nothing readable in the journal" bash -c "! sqlite3 '$work/demo/kiosk/kiosk.db' 'select entry from journal' | grep -E \"\$pattern\""
cp -r "$work/demo/kiosk" "$work/copy"
check "a second export is another file" "$ctl" export --data "$work/demo/kiosk" --to "$work/stick"
check "there are two now" bash -c "[ \$(ls $work/stick/*.zip.age | wc -l) -eq 2 ]"
# Two machines that go on with one key: a copy of the kiosk takes out its own second list.
second=$(ls "$work"/stick/*2.zip.age) seen=$work/seen
open=("$ctl" open --identity "$work/demo/office/office.txt" --key "$key" --seen "$seen")
check "the first list is noted" bash -c "\"\$@\" | grep -q 'first list of this key'" . "${open[@]}" --out "$work/seen-1" "$file"
check "and the second" "${open[@]}" --out "$work/seen-2" "$second"
check "an older one is named" bash -c "\"\$@\" | grep -q 'older than list 2'" . "${open[@]}" --out "$work/seen-8" "$file"
check "and again, without a new line" "${open[@]}" --out "$work/seen-3" "$file" "$second"
check "there are two lines" test "$(wc -l <"$seen")" -eq 2
mkdir "$work/twin"
check "the other machine takes its list out" "$ctl" export --data "$work/copy" --to "$work/twin"
refuse "the other machine is noticed" "${open[@]}" --out "$work/seen-4" "$work"/twin/*2.zip.age
check "and nothing is written" test ! -e "$work/seen-4"
check "without --seen its list opens" "$ctl" open --identity "$work/demo/office/office.txt" --key "$key" --out "$work/seen-5" "$work"/twin/*2.zip.age
refuse "--seen without --key is no use" "$ctl" open --identity "$work/demo/office/office.txt" --seen "$seen" --out "$work/seen-6" "$file"
echo "no line of ours" >>"$seen"
refuse "a damaged note is refused" "${open[@]}" --out "$work/seen-7" "$second"
refuse "no second export over the first" bash -c "ls $work/stick/*.zip.age | sort | uniq -d | grep ."
finish
