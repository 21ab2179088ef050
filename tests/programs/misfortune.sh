#!/bin/bash
# Bad input and bad luck, with the whole programs: damaged files, an unreadable centre file, a display too small, a clock that
# went backwards. Each must end in a sentence, a line for the technician, and nothing lost. Ends with "misfortune: N passed, …".
set -u
. "$(dirname "$0")/../kit/count.sh"
refuse() { local what=$1; shift; check "$what" bash -c '! "$@"' _ "$@"; cp "$work/out" "$work/said"; }
walk() { "$check/walk" --template "$1" --assets assets --words "$build/lang" --hand touch --size M "$2"; }
ctl=$check/sirkelctl

check "a demonstration centre is made" "$ctl" demo "$work/good" --signups 3 --seed 3
# As system/kiosk/main.c starts it: with an alarm, which a start that stands calls off. Looked at below, when its time is over.
LIMIT=25 begun=$SECONDS
timed() { exec timeout -s KILL 120 perl -e 'alarm shift; exec @ARGV' "$@"; }
cp -a "$work/good" "$work/stands"; cp -a "$work/good" "$work/hangs"
rm "$work/hangs/kiosk/timetable.db"; mkfifo "$work/hangs/kiosk/timetable.db" # opening it waits for ever
(timed "$LIMIT" "$check/sirkel" --data "$work/stands/kiosk" --headless --words "$build/lang") >/dev/null 2>&1 & started=$!
((timed 5 "$check/sirkel" --data "$work/hangs/kiosk" --headless --words "$build/lang"); echo "$?" >"$work/hung.status") 2>/dev/null & hangs=$!
fresh() { rm -rf "$work/bad"; cp -a "$work/good" "$work/bad"; }

fresh; dd if=/dev/urandom of="$work/bad/kiosk/kiosk.db" bs=4096 seek=1 count=6 conv=notrunc status=none
refuse "doctor says so" "$ctl" doctor --data "$work/bad/kiosk"
check "with what it will do" grep -q "makes a new one of what can be read" "$work/said"
check "of a damaged database what can be read goes into a new one" walk "$work/bad" tests/walk/desk/recovered.walk
rm "$work/bad/kiosk/kiosk.spare"
check "with a damaged database and nothing beside it the timetable is shown" walk "$work/bad" tests/walk/desk/desk.walk
cp -a "$work/bad/kiosk/kiosk.db" "$work/damaged"
check "what was damaged is kept, byte by byte" bash -c "cmp -s $work/damaged $work/bad/kiosk/kiosk.db || cmp -s $work/damaged $work/bad/kiosk/kiosk.db.damaged-1"

fresh; printf 'x' | dd of="$work/bad/kiosk/timetable.db" bs=1 seek=9000 conv=notrunc status=none
cp "$work/good/kiosk/timetable.db" "$work/bad/kiosk/timetable.last.db"
check "with a damaged timetable the last good one is shown" walk "$work/bad" tests/walk/look_around.walk

fresh; rm "$work/bad/kiosk/slots"
check "without the slot file the timetable is shown" walk "$work/bad" tests/walk/desk/desk.walk

echo '{"format": "sirkel-centre-1", "id": "x"' >"$work/centre.json"
refuse "a broken centre file is refused" "$ctl" init --data "$work/new" --centre "$work/centre.json"
check "with the place in it" grep -qE "centre.json|line [0-9]" "$work/said"
check "and nothing is made" test ! -e "$work/new/kiosk.db"
refuse "a missing centre file is refused" "$ctl" init --data "$work/new" --centre "$work/nowhere.json"
refuse "init refuses a kiosk that is there" "$ctl" init --data "$work/good/kiosk" --centre assets/demo/centre.json

refuse "a display too small is refused" "$check/sirkel" --data "$work/good/kiosk" --headless --first-frame --words "$build/lang" --panel 90x160,480x800
check "with the numbers" grep -qE "[0-9]+ *(x|by|mm)" "$work/said"
check "the reference display is taken" "$check/sirkel" --data "$work/good/kiosk" --headless --first-frame --words "$build/lang"
refuse "unknown options are refused" "$check/sirkel" --data "$work/good/kiosk" --nonsense
refuse "no data, no kiosk" "$check/sirkel" --data "$work/nowhere" --headless --first-frame --words "$build/lang"

wait "$hangs"
check "a start that hung was ended by its alarm" grep -qx 142 "$work/hung.status"
sleep "$((begun + LIMIT + 1 - SECONDS > 0 ? begun + LIMIT + 1 - SECONDS : 0))"
check "one whose first frame stands is not" kill "$started"
check "a clock that went backwards is said and journalled" walk "$work/good" tests/walk/clock/clock.walk
finish
