#!/bin/bash
# The image's starters pass options to the programs (system/kiosk, system/helper): each program knows every one of them. Ends with
# "started: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
need "$build/sirkel" "$build/sirkel-voice" "$build/sirkel-printer"

options() { grep -oE '"--[a-z-]+"' "$1" | tr -d '"' | grep -v '^--check$' | sort -u; }
knows() { # program, option: getopt names those that it does not know
    timeout 5 "$1" "$2" "$work/nothing" >"$work/said" 2>&1
    ! grep -qE "(unrecognized|invalid|ambiguous) option" "$work/said"
}
unknown() { ! knows "$build/sirkel" --no-such-option; }
check "an unknown option is noticed" unknown
for option in $(options system/kiosk/main.c); do check "sirkel knows $option" knows "$build/sirkel" "$option"; done
accepts() { # program, options...: it fails for another reason than its usage
    timeout 5 "$@" >"$work/said" 2>&1
    [ $? -ne 2 ]
}
check "sirkel-voice knows what the helper passes" accepts "$build/sirkel-voice" --listen "$work/none/line" --device plughw:9,0
check "sirkel-printer knows what the helper passes" accepts "$build/sirkel-printer" --listen "$work/none/line"
for option in $(options system/helper/main.c); do check "tested above: $option" grep -qE "sirkel-(voice|printer).* $option " "$0"; done
finish
