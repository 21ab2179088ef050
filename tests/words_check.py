#!/usr/bin/env python3
"""Checks the word lists of the receipt code: what assets/words/README.md promises."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LETTERS = {"nb": "abcdefghijklmnopqrstuvwxyzæøå", "en": "abcdefghijklmnopqrstuvwxyz"}
COUNT, SHORTEST, LONGEST, PREFIX = 2048, 3, 8, 4
# A receipt is read by a tired person: some words that must not slip in.
NEVER = {
    "nb": "bombe bibel blod djevel død drap dum feil flaks gevær gravlund gud hat hevn kniv krig kreft kirke lege mord pest prest "
          "rus selvmord sex sjuk sorg spott syk sykehus tap tvang vold våpen øl",
    "en": "alone bible bomb blood cancer church cry dead death devil doctor drug error fail fear god gun hate hell hospital kill "
          "knife last lonely loser lost murder nurse pain pill priest sad sex shame sick sin suicide war wine wrong",
}


def fold(word):
    """As text_fold in app/base/text.c, narrow."""
    return word.replace("å", "a").replace("ø", "o").replace("æ", "ae")


def faults_of(language):
    text = (ROOT / "assets/words" / (language + ".txt")).read_text(encoding="utf-8")
    words = text.split("\n")
    if words.pop() != "":
        yield "does not end with a line end"
    if len(words) != COUNT:
        yield f"{len(words)} words instead of {COUNT}"
    letters = LETTERS[language]
    for word in words:
        if not SHORTEST <= len(word) <= LONGEST or not set(word) <= set(letters):
            yield f"'{word}' has a letter or a length that is not allowed"
    if words != sorted(words, key=lambda w: [letters.find(c) for c in w]):
        yield "is not sorted"
    yield from twins(words, lambda w: fold(w), "are one word after folding")
    yield from twins(words, lambda w: fold(w)[:PREFIX], f"share their first {PREFIX} letters")
    for word in set(words) & set(NEVER[language].split()):
        yield f"'{word}' does not belong on a receipt"


def twins(words, key, what):
    seen = {}
    for word in words:
        other = seen.setdefault(key(word), word)
        if other is not word:
            yield f"'{other}' and '{word}' {what}"


def main():
    failed = 0
    for language in LETTERS:
        for fault in faults_of(language):
            print(f"assets/words/{language}.txt {fault}")
            failed += 1
    print(f"words: {len(LETTERS) * 7 if not failed else 0} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
