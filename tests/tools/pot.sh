#!/bin/bash
# Collects the words of the program into assets/lang/sirkel.pot and brings every translation up to date with them.
# English is the language of the source. Tables (.def) are read as C. With --check nothing is changed: fails if words are
# missing from the template or if a translation is not complete.
set -euo pipefail
cd "$(dirname "$0")/../.."
lang=assets/lang
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

collect() {
    find app -name '*.c' -o -name '*.h' -o -name '*.def' | LC_ALL=C sort > "$work/files"
    xgettext --language=C --from-code=UTF-8 --files-from="$work/files" --output="$work/sirkel.pot" \
        --keyword= --keyword=N_ --keyword=_ --keyword=words --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=words_context:1c,2 \
        --keyword=words_plural:1,2 --add-comments=TRANSLATORS: --sort-by-file --no-wrap --package-name=Sirkel
    # The template says nothing that changes without the words changing: no date, no line numbers.
    sed -i -e '/^"POT-Creation-Date:/d' -e 's/^\(#: .*\)$/\1/' -e 's/charset=CHARSET/charset=UTF-8/' -e '/^# SOME DESCRIPTIVE/,/^#$/d' "$work/sirkel.pot"
    sed -i -E '/^#: /s/:[0-9]+//g' "$work/sirkel.pot"
}

complete() { # complete FILE: fails unless every word is translated and none is doubtful
    local numbers
    numbers=$(LC_ALL=C msgfmt --check --statistics -o /dev/null "$1" 2>&1)
    echo "$1: $numbers"
    [[ $numbers != *fuzzy* && $numbers != *untranslated* ]]
}

collect
if [[ ${1:-} == --check ]]; then
    fine=0
    cmp -s "$work/sirkel.pot" $lang/sirkel.pot || { echo "$lang/sirkel.pot is behind the sources: run make pot"; fine=1; }
    for po in $lang/*.po; do
        complete "$po" || fine=1
    done
    exit $fine
fi
cmp -s "$work/sirkel.pot" $lang/sirkel.pot || cp "$work/sirkel.pot" $lang/sirkel.pot
for po in $lang/*.po; do
    msgmerge --quiet --no-wrap --sort-by-file --no-fuzzy-matching --output-file="$work/new.po" "$po" $lang/sirkel.pot
    msgattrib --no-obsolete --no-wrap --sort-by-file -o "$work/clean.po" "$work/new.po"
    cmp -s "$work/clean.po" "$po" || cp "$work/clean.po" "$po"
    complete "$po" || true
done
