#!/bin/bash
# The office's own work, from its key to what the kiosk does: a key, letters of every part written and signed by sirkelctl and by the real
# minisign, taken by a kiosk, and the list that names whose letters it takes. Ends with "letter: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
ctl=$check/sirkelctl
need "$build/sirkelctl" all
office=$work/office
stick=$work/stick
mkdir "$stick"
check "the office key" "$ctl" office new --out "$office"
line=$(sed -n 2p "$office/office.pub")
sed "1,/\"id\"/s|\"id\"|\"office_key\": \"$line\", \"id\"|" assets/demo/centre.json >"$work/centre.json"
check "a kiosk that knows it" "$ctl" init --data "$work/kiosk" --centre "$work/centre.json" --office "$office" --pin-file "$work/pin"
sed 's/Rom B204/Rom A112/' assets/demo/centre.json >"$work/next.json"
letter=("$ctl" office letter --out "$stick" --id granvika)
take=("$ctl" timetable take --data "$work/kiosk" --yes)

check "a letter with a timetable, signed" says "signed beside it" 0 "$ctl" office letter --number 1 --out "$stick" --centre "$work/next.json" --key "$office/office.key"
one=$stick/sirkel-office-000001.json
check "the real minisign checks it" minisign -Vm "$one" -p "$office/office.pub"
check "the kiosk takes it" says "It is in use now." 0 "${take[@]}" "$one"
check "no letter is written over" says FILE_EXISTS 17 "$ctl" office letter --number 1 --out "$stick" --centre "$work/next.json"
check "places, closed days, erase and the PIN, unsigned" says "No kiosk takes it unsigned" 0 "${letter[@]}" --number 2 --places tirsdagsgruppa=6,onsdag-kveld=7 \
    --closed 2027-12-24,2027-12-28..2028-01-02 --erase 00112233445566778899aabbccddeeff --pin
two=$stick/sirkel-office-000002.json
check "the kiosk refuses it" says "Nobody has signed this letter" 1 "${take[@]}" "$two"
check "the real minisign signs it" minisign -S -W -s "$office/office.key" -m "$two"
check "now the kiosk takes it" says "It is in use now." 0 "${take[@]}" "$two"
check "and the closed days stand in it" grep -q "^closed office 2027-12-28 2028-01-02$" "$work/kiosk/house"
check "the centre's own texts" "${letter[@]}" --number 20 --phone "nb=87 65 43 21" --phone "en=87 65 43 21" --key "$office/office.key"
check "are shown before they hold" says "after   87 65 43 21" 0 "$ctl" timetable take --data "$work/kiosk" "$stick/sirkel-office-000020.json"
check "one language alone is no letter for this centre" says "not in the languages of the centre" 1 bash -c \
    "'$ctl' office letter --out '$stick' --id granvika --number 21 --phone 'nb=87 65 43 21' --key '$office/office.key' >/dev/null && '$ctl' timetable take --data '$work/kiosk' '$stick/sirkel-office-000021.json'"
check "who has approved the list, in words that a screen holds" says "approval.nb: more than 14 words or 90 letters" 28 "${letter[@]}" --number 22 \
    --approval "nb=1 2 3 4 5 6 7 8 9 10 11 12 13 14 15" --approval "en=The board." --key "$office/office.key"
check "and in shorter ones" "${letter[@]}" --number 22 --approval "nb=Komiteen 7." --approval "en=Board 7." --key "$office/office.key"
check "is shown before it holds" says "  the centre: approval" 0 "$ctl" timetable take --data "$work/kiosk" "$stick/sirkel-office-000022.json"
check "how long sign-ups are kept" "${letter[@]}" --number 23 --retention 180,60 --key "$office/office.key"
check "is shown before it holds" says "days that a sign-up is kept: 365 before, 180 after" 0 "$ctl" timetable take --data "$work/kiosk" "$stick/sirkel-office-000023.json"
for days in 29,60 366,60 180,6 180,1096 180 180,60,1 x; do
    check "not $days" says "retention" 28 "${letter[@]}" --number 24 --retention "$days" --key "$office/office.key"
done
rm "$stick"/sirkel-office-00002*
age-keygen -o "$work/a.txt" 2>/dev/null
age-keygen -o "$work/b.txt" 2>/dev/null
a=$(age-keygen -y "$work/a.txt") b=$(age-keygen -y "$work/b.txt")
check "receivers and their digits" says "For the telephone: $("$ctl" digits "$a" | grep -oE "[0-9]{4}( [0-9]{4}){7}")" 0 "${letter[@]}" --number 3 --receivers "$a,$b" --key "$office/office.key"
check "they are in force" says "It is in use now." 0 "${take[@]}" --compared "$stick/sirkel-office-000003.json"
check "a list opens for them" "$ctl" export --data "$work/kiosk" --to "$stick"
check "and names the key whose letters the kiosk takes" says "letters that are signed with this key: $("$ctl" digits "$office/office.pub" | grep -oE "[0-9]{4}( [0-9]{4}){7}")" 0 \
    "$ctl" open --identity "$work/a.txt" --out "$work/list" "$stick"/*.age
check "the next office key" "$ctl" office new --out "$work/next"
check "goes by letter" "${letter[@]}" --number 4 --office-key "$work/next/office.pub" --key "$office/office.key"
check "is taken" says "It is in use now." 0 "${take[@]}" --compared "$stick/sirkel-office-000004.json"
check "a letter by the old one" "${letter[@]}" --number 5 --closed none --key "$office/office.key"
check "is refused now" says "Someone other than your office" 1 "${take[@]}" "$stick/sirkel-office-000005.json"
check "the house opens again by the new one" "${letter[@]}" --number 6 --closed none --key "$work/next/office.key"
check "it does" says "It is in use now." 0 "${take[@]}" "$stick/sirkel-office-000006.json"
check "no closed day is left" bash -c "! grep -q '^closed' '$work/kiosk/house'"

# A year of a kiosk, by touch (tests/walk/year), and what the office makes of the two lists: one from before the receivers were replaced.
year=$work/year
mkdir "$year"
demonstration "$work/demo" --signups 0 --seed 1
part "a year" 300 "$build/walk" --template "$work/demo" --assets assets --words "$build/lang" --language nb --hand touch --size M --stick "$year" tests/walk/year/year.walk
mkdir "$work/year-en"
part "a year, in English" 300 "$build/walk" --template "$work/demo" --assets assets --words "$build/lang" --language en --hand touch --size M --stick "$work/year-en" tests/walk/year/year.walk
for n in 1 2 3 4 5 6; do
    check "the real minisign checks letter $n" minisign -Vm "$year/sirkel-office-00000$n.json" -p "$year/office.pub"
done
lists=("$year"/kx-granvika-*.zip.age)
first=${lists[-2]} second=${lists[-1]} key=$(echo "$year"/kx-granvika-*.pub)
check "the real minisign checks the list before" minisign -Vm "$first" -p "$key"
check "and the list after" minisign -Vm "$second" -p "$key"
check "the real age opens the list before for the office of then" age -d -i "$year/first.txt" -o "$work/first.zip" "$first"
check "which can't open the one after" bash -c "! age -d -i '$year/first.txt' -o '$work/no.zip' '$second' 2>/dev/null"
check "that one opens for the receiver who came" age -d -i "$year/receiver.txt" -o "$work/second.zip" "$second"
check "and is a list" unzip -qt "$work/second.zip"
check "of the one who was not erased" says "1 people" 0 "$ctl" open --identity "$year/receiver.txt" --key "$key" --out "$work/after" "$second"

# Refused before anybody carries it, with nothing written.
before=$(ls "$stick" | wc -l)
check "a number that is none" says "number" 28 "${letter[@]}" --number 7a --pin
check "a letter that says nothing" says "the letter says nothing" 28 "${letter[@]}" --number 7
check "days in the wrong order" says "closed[0]" 28 "${letter[@]}" --number 7 --closed 2027-12-28..2027-12-24
check "places that are no number" says "places.tirsdagsgruppa" 28 "${letter[@]}" --number 7 --places tirsdagsgruppa=six
check "a mistyped receiver" says "perhaps mistyped" 28 "${letter[@]}" --number 7 --receivers "$a,${b%??}"
check "another centre than the file's" says "another centre" 28 "$ctl" office letter --out "$stick" --id other --centre "$work/next.json" --number 7
check "a key that is none" says "no secret key of minisign" 16 "${letter[@]}" --number 7 --pin --key "$office/office.pub"
check "nothing of these was written" test "$(ls "$stick" | wc -l)" -eq "$before"
finish
