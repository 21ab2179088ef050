#!/bin/bash
# The words: collected and translated, easy to read, calm, drawable; the word lists as promised. Ends with "texts: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
for audit in tests/audit/*.py; do
    python3 "$audit" >"$work/out"
    cat "$work/out"
    add "$work/out"
done
# Every language that has a row is whole; one that has nothing (tlh: Klingon) is told each piece by name.
check "every language is whole" tests/tools/language.py
lacks=$(tests/tools/language.py tlh) && lacks=
for piece in assets/lang/tlh.po keys.c assets/fonts app/voice/languages.def image/packages.list app/store/rows.c text_lint.py assets/words/tlh.txt \
    assets/demo/centre.json docs/centre-file.md app/base/languages.def; do
    check "the one who brings tlh is told that it lacks $piece" grep -q "$piece" <<<"$lacks"
done
check "collected and translated" tests/tools/pot.sh --check
finish
