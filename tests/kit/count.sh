# The one counter of what passed, of every shell program under tests/; to be sourced. It stands in the checkout's top folder, has a folder
# of its own in $work, and ends with `finish`, which prints "NAME: N passed, M failed" (", K skipped"), the line that tests/run adds up.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
build=${SIRKEL_BUILD:-build}
check=${SIRKEL_CHECK:-$build/check}
name=$(basename "$0" .sh)
passed=0 failed=0 skipped=0
work=$(mktemp -d)
cleanup() { :; } # a program's own, before its folder goes
trap 'cleanup; rm -rf "$work"' EXIT

check() { # what, command...: holds when the command succeeds; what it said lies in $work/out
    local what=$1
    shift
    if "$@" >"$work/out" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not so: $what"; tail -5 "$work/out"; fi
}
refuse() { # what, program...: holds when the program fails
    local what=$1
    shift
    check "$what" bash -c '! "$@"' _ "$@"
}
says() { # text, exit status, command...: it says that, with that status
    local text=$1 want=$2 got
    shift 2
    "$@" >"$work/said" 2>&1
    got=$?
    cat "$work/said"
    [ "$got" -eq "$want" ] && tr '\n' ' ' <"$work/said" | grep -qF -- "$text"
}
skip() { skipped=$((skipped + ${2:-1})); echo "skipped: $1"; } # why, how many
add() { # file: adds the last line in it that counts; without one, something failed
    local line p f s
    line=$(grep -oE '[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?' "$1" | tail -1)
    read -r p _ f _ s _ <<<"${line//,/}"
    passed=$((passed + ${p:-0})) failed=$((failed + ${f:-1})) skipped=$((skipped + ${s:-0}))
}
part() { # name, seconds, command...: adds what it counted, and shows what it skipped and why it failed
    local name=$1 limit=$2 before="$passed $failed $skipped" status p f s text
    shift 2
    text=$(mktemp "$work/part-XXXXXX")
    timeout -k 20 "$limit" "$@" >"$text" 2>&1
    status=$?
    read -r p f s <<<"$before"
    add "$text"
    if [ "$status" -ne 0 ] && [ "$failed" -eq "$f" ]; then failed=$((failed + 1)); echo "ended with status $status" >>"$text"; fi
    printf '%-28s %d passed, %d failed, %d skipped\n' "$name" $((passed - p)) $((failed - f)) $((skipped - s))
    grep 'skipped:' "$text" | sort | uniq -c | sed 's/^/    /'
    [ "$failed" -eq "$f" ] || tail -60 "$text" | sed 's/^/    /' | tee -a "$work/failures"
}
need() { # targets of the Makefile
    make --no-print-directory -s BUILD="$build" CHECK="$check" "$@" >"$work/make" 2>&1 || { tail -20 "$work/make"; give_up "it does not build"; }
}
demonstration() { # folder, options: an invented centre
    "$build/sirkelctl" demo "$@" >"$work/out" 2>&1 || { cat "$work/out"; give_up "no demonstration centre"; }
}
give_up() { echo "not so: $1"; failed=$((failed + 1)); finish; }
finish() {
    local more=
    [ "$skipped" -eq 0 ] || more=", $skipped skipped"
    echo "${name:+$name: }$passed passed, $failed failed$more"
    [ "$failed" -eq 0 ] && [ $((passed + skipped)) -gt 0 ]
    exit
}
