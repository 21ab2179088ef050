#!/bin/bash
# docs/office.md followed by the letter, on a demonstration kiosk that knows the office: each command and option that the page shows has a
# step here, and what it says comes of it does. A command without a step fails. Ends with "office: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
page=docs/office.md
ctl=$check/sirkelctl
need "$ctl"
ctl=$(realpath "$ctl") centre=$(realpath assets/demo/centre.json)
demo=$work/demo DIR=$work/demo/kiosk STICK=$work/stick CENTRE=granvika
mkdir "$STICK" "$work/office"
declare -A step
shown() { grep -oE '`[^`]+`' "$page" | tr -d '`' | grep -E '^(sirkelctl|minisign|age-keygen|--)' | sort -u; }
follow() { # the command as the page shows it, what comes of it, command...
    local command=$1 what=$2
    shift 2
    step[$command]=1
    check "$command: $what" "$@"
}
part_of() { # the option as the page shows it, number, options of the letter...: written, signed and taken
    local option=$1 number=$2 letter
    shift 2
    letter=$STICK/sirkel-office-$(printf %06d "$number").json
    follow "$option" "a letter is written" "$ctl" office letter --out "$STICK" --id $CENTRE --number "$number" --key "$work/office/signs.key" "$@"
    check "$option: the kiosk takes it" says "It is in use now." 0 "$ctl" timetable take --data "$DIR" --yes --compared "$letter"
}
cd "$work/office" || exit 1
follow 'minisign -G -p office.pub -s office.key' "a key" bash -c "printf 'a\na\n' | minisign -G -p office.pub -s office.key"
sed "1,/\"id\"/s|\"id\"|\"office_key\": \"$(sed -n 2p office.pub)\", \"id\"|" "$centre" >centre.json
(cd - >/dev/null && "$ctl" demo "$demo" --signups 3 --seed 1 --centre "$work/office/centre.json") >"$work/out" 2>&1 || give_up "no demonstration with an office key"
# The page's own letter, with these days: nothing but what it shows.
sed -n '/^    {"format"/,/}}$/p' "$OLDPWD/$page" | sed -E "s/\"kiosks\": \"all\", .*/\"kiosks\": \"all\",/; s/(\"number\": 7),.*/\1,/
    s/\"issued\": \"[0-9-]+\", \"last\": \"[0-9-]+\"/\"issued\": \"$(date -I)\", \"last\": \"$(date -I -d +30days)\"/" >sirkel-office-000007.json
follow 'minisign -S -s office.key -m sirkel-office-000007.json' "it signs" bash -c "echo a | minisign -S -s office.key -m sirkel-office-000007.json"
follow 'sirkelctl timetable take --data DIR FILE' "what would change" says "places taken: 4 before, 5 after" 0 "$ctl" timetable take --data "$DIR" sirkel-office-000007.json
follow '--yes' "it is in force" says "It is in use now." 0 "$ctl" timetable take --data "$DIR" --yes sirkel-office-000007.json
follow 'sirkelctl timetable back' "and taken back" says "as they were before" 0 "$ctl" timetable back --data "$DIR"
# The next letters by the office's other key, which sirkelctl made: it has no passphrase.
follow "sirkelctl office" "makes one, too" "$ctl" office new --out "$work/office/made"
cp made/office.key signs.key
"$ctl" office letter --out . --id $CENTRE --number 8 --office-key made/office.pub >"$work/out" && echo a | minisign -S -s office.key -m sirkel-office-000008.json >"$work/out" 2>&1
follow '--compared' "new keys need it" says "compare the digits with the office" 1 "$ctl" timetable take --data "$DIR" --yes sirkel-office-000008.json
check "with it they hold" says "It is in use now." 0 "$ctl" timetable take --data "$DIR" --yes --compared sirkel-office-000008.json
follow 'sirkelctl office letter --out STICK --id CENTRE --number N --key office.key PART…' "a letter with a part" \
    "$ctl" office letter --out "$STICK" --id $CENTRE --number 9 --key signs.key --places tirsdagsgruppa=6
sed 's/Rom B204/Rom A112/' centre.json >next.json
follow 'sirkelctl timetable check FILE --against DIR' "what is the matter with it" says "The file is good" 0 "$ctl" timetable check next.json --against "$DIR"
part_of '--centre FILE' 10 --centre next.json
part_of '--closed 2026-12-21..2027-01-03' 11 --closed 2030-12-21..2031-01-03
check "the house is closed" grep -q '^closed office 2030-12-21 2031-01-03$' "$DIR/house"
part_of '--closed none' 12 --closed none
check "and open" bash -c "! grep -q '^closed' '$DIR/house'"
check "a list" "$ctl" export --data "$DIR" --to "$STICK"
list=$(ls "$STICK"/*-000001.zip.age) key=$(ls "$STICK"/kx-*.pub)
follow 'sirkelctl open … --key kx-….pub --seen seen.txt' "it opens" says "3 people" 0 "$ctl" open --identity "$demo/office/office.txt" --out "$work/list" --key "$key" --seen seen.txt "$list"
ids=$(python3 -c "import csv,sys
row = next(csv.DictReader(open(sys.argv[1], encoding='utf-8-sig'), delimiter=';'))
print(row['membership_id'] + ',' + row['consent_id'])" "$work/list/signups.csv")
part_of '--erase ID,ID' 13 --erase "$ids"
check "the next list" "$ctl" export --data "$DIR" --to "$STICK"
check "is of one person less" says "2 people" 0 "$ctl" open --identity "$demo/office/office.txt" --out "$work/next" --key "$key" --seen seen.txt "$STICK"/*-000002.zip.age
check "and erased.txt names them" bash -c "grep -qx '${ids%,*}' '$work/next/erased.txt' && grep -qx '${ids#*,}' '$work/next/erased.txt'"
follow 'age-keygen -o new.txt' "a new key" age-keygen -o new.txt
follow 'sirkelctl digits new.txt' "its digits" says "$("$ctl" digits "$(age-keygen -y new.txt)" | grep -oE '[0-9]{4}( [0-9]{4}){7}')" 0 "$ctl" digits new.txt
part_of '--receivers' 14 --receivers "$(age-keygen -y new.txt),$(age-keygen -y "$demo/office/recovery.txt")"
check "a list after it" "$ctl" export --data "$DIR" --to "$STICK"
cat new.txt "$demo/office/office.txt" >both.txt
check "opens with the new key and, what was signed before, with the old one" says "2 people" 0 "$ctl" open --identity both.txt --out "$work/third" --key "$key" --seen seen.txt "$STICK"/*-000003.zip.age
refuse "and not with the old one" "$ctl" open --identity "$demo/office/office.txt" --out "$work/no" "$STICK"/*-000003.zip.age
step[--identity]=1
check "the earlier ones open with the old one still" "$ctl" open --identity "$demo/office/office.txt" --out "$work/old" "$STICK"/*-000002.zip.age
part_of '--pin' 15 --pin
part_of '--retention 180,60' 16 --retention 180,60
part_of '--codes KEY' 17 --codes onsdag-kveld
cd "$OLDPWD" || exit 1
while read -r command; do
    check "$page: \`$command\` was followed" test -n "${step[$command]:-}"
done < <(shown)
for command in "${!step[@]}"; do
    check "$page shows \`$command\`" bash -c 'grep -qF -- "\`$1\`" "$2"' _ "$command" "$page"
done
finish
