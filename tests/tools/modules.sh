#!/bin/bash
# Where is each module tested? A module of rule, store, seal or flow has a unit test of its own name (tests/unit/FLOOR_MODULE.c), or a row in
# tests/unit/elsewhere.list. The unit tests named there must be linked with the module; a row that is no longer needed fails too. Needs
# `make units`. Ends with "modules: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
list=tests/unit/elsewhere.list
declare -A row modules
while read -r module tests; do row[$module]=$tests; done < <(sed -E 's/#.*//; /^ *$/d' $list)
defined() { nm "$1" 2>/dev/null | awk '$2 == "T" { print $3 }' | sort; }
linked() { # unit test, object: does the program hold the object's functions?
    [ -n "$(comm -12 <(defined "$check/unit/$1") <(defined "$2"))" ]
}
while read -r source; do
    floor=$(cut -d/ -f2 <<<"$source") base=$(basename "$source" .c)
    module=$floor/$base object=$check/obj/${source%.c}.o
    modules[$module]=$source
    if [ -e "tests/unit/${floor}_$base.c" ]; then
        check "$list: $module has a unit test of its own name, and needs no row" test -z "${row[$module]:-}"
        continue
    fi
    check "$source has a unit test of its own name, or a row in $list" test -n "${row[$module]:-}"
    for test in ${row[$module]:-}; do
        case $test in
        */*) check "$list: $module: there is $test" test -e "$test" ;;
        *) check "$list: $module: the unit test $test is linked with it" linked "$test" "$object" ;;
        esac
    done
done < <(find app/{rule,store,seal,flow} -name '*.c' | LC_ALL=C sort)
# What is only built for a test on the machine, which takes an hour, fits the program all the same.
for source in tests/machine/*.c; do
    check "$source compiles" cc -fsyntax-only -std=gnu2x -D_GNU_SOURCE -Wall -Werror -Iapp -I. "$source"
done
for module in "${!row[@]}"; do check "$list: there is a module $module" test -n "${modules[$module]:-}"; done
finish
