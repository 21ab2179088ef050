#!/usr/bin/env python3
"""Checks the word lists of the receipt code: what assets/words/README.md promises."""
import hashlib
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests/kit"))
from tally import Tally  # noqa: E402
LETTERS = {"nb": "abcdefghijklmnopqrstuvwxyzæøå", "en": "abcdefghijklmnopqrstuvwxyz"}
# A list never changes once codes have been given from it.
PINNED = {
    "nb": "8b4d6876a66d36bdbfdcb6caf42b71dd067da26d2054fa2d070b2e07ef7d4489",
    "en": "1ff3b167b2df50ee755d39b890d32c10cf5ce81e2dce595fa2ca4cd5332379d7",
}
COUNT, SHORTEST, LONGEST, PREFIX = 2048, 3, 8, 4
# A receipt is read by a tired person: some words that must not slip in.
NEVER = {
    "nb": "bombe bibel blod djevel død drap dum feil flaks gevær gravlund gud hat hevn kniv krig kreft kirke lege mord pest prest "
          "rus selvmord sex sjuk sorg spott syk sykehus tap tvang vold våpen øl",
    "en": "alone bible bomb blood cancer church cry dead death devil doctor drug error fail fear god gun hate hell hospital kill "
          "knife last lonely loser lost murder nurse pain pill priest sad sex shame sick sin suicide war wine wrong",
}


def fold(word):
    """As text_fold in app/base/letters.c."""
    return word.replace("å", "a").replace("ø", "o").replace("æ", "ae")


def checks(language):
    """Each check is the list of what is wrong."""
    text = (ROOT / "assets/words" / (language + ".txt")).read_text(encoding="utf-8")
    words = text.split("\n")
    letters = LETTERS[language]
    yield [] if hashlib.sha256(text.encode()).hexdigest() == PINNED[language] else ["has changed: codes that were given would open nothing"]
    yield [] if words.pop() == "" else ["does not end with a line end"]
    yield [] if len(words) == COUNT else [f"{len(words)} words instead of {COUNT}"]
    yield [f"'{w}' has a length or a letter that is not allowed" for w in words
           if not SHORTEST <= len(w) <= LONGEST or not set(w) <= set(letters)]
    yield [] if words == sorted(words, key=lambda w: [letters.find(c) for c in w]) else ["is not sorted"]
    yield list(twins(words, fold, "are one word after folding"))
    yield list(twins(words, lambda w: fold(w)[:PREFIX], f"share their first {PREFIX} letters"))
    yield [f"'{w}' does not belong on a receipt" for w in sorted(set(words) & set(NEVER[language].split()))]


def twins(words, key, what):
    seen = {}
    for word in words:
        other = seen.setdefault(key(word), word)
        if other is not word:
            yield f"'{other}' and '{word}' {what}"


def main():
    tally = Tally("words")
    for language in LETTERS:
        for wrong in checks(language):
            tally.add(not wrong, bool(wrong))
            for line in wrong:
                print(f"assets/words/{language}.txt: {line}")
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
