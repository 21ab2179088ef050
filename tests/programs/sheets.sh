#!/bin/bash
# Every sheet of paper from the demonstration centre, drawn as the printer gets it: audited with the real letters and with
# sanitizers, then looked at by a stranger: the codes are read (zbarimg) from the picture of the page at half its size, and say
# a time and a place and nothing of anybody. Ends with "sheets: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
need "$build/sheets" "$check/sheets"
demonstration "$work/demo" --signups 0 --seed 1
sheets() { local program=$1; shift; "$program" --data "$work/demo/kiosk" --assets assets --words "$build/lang" "$@"; }
sheets "$check/sheets" >"$work/audit" 2>&1
add "$work/audit"
grep -v ' passed, ' "$work/audit" | head -20
mkdir "$work/pictures"
check "the pages are drawn" sheets "$build/sheets" --out "$work/pictures"

version=$(sed -nE 's/^#define SIRKEL_VERSION "(.*)"$/\1/p' app/base/version.h)
event='^BEGIN:VEVENT.SUMMARY:(Møte|Meeting)\\, [^;]+.DTSTART:20[0-9]{6}T[0-9]{6}.DTEND:20[0-9]{6}T[0-9]{6}.(RRULE:[A-Z0-9=;-]+.)?(EXDATE:20[0-9]{6}T[0-9]{6}.)*END:VEVENT.?$'
read_code() { zbarimg -q --raw "$1" 2>/dev/null | tr -d '\r' | tr '\n' '|' | sed 's/||*$/|/'; }
codes=0
for picture in "$work"/pictures/group-*.png "$work"/pictures/trial-*.png; do
    text=$(read_code "$picture")
    [ -n "$text" ] || continue
    codes=$((codes + 1)) name=$(basename "$picture" .png)
    case $name in
    trial-*) check "$name: the code says $text" test "$text" = "Sirkel $version|" ;;
    *) check "$name: the code says a time and a place ($text)" grep -qE "$event" <<<"$text" ;;
    esac
    check "$name: no identifier, no address" bash -c "! grep -qiE 'UID|ORGANIZER|ATTENDEE|URL|https?:|@' <<<'$text'"
done
check "every sheet that should has a code ($codes)" test "$codes" -ge 14
finish
