#!/usr/bin/env python3
"""How the voice says each word of the catalogues: words.py DATA holds the engine's phonemes against tests/data/voice/LANGUAGE.list, whose
rows a person has read: word, phonemes, then `ok` or `corrected` (by assets/voice). Versions of the engine that differ stand beside
each other with a bar. `words.py DATA new` prints the rows of words that nobody has read yet. Words of sirkelctl alone are never said aloud.
Ends with "the voice's words: N passed, M failed"."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
for place in ("tests/kit", "tests/audit", "system"):
    sys.path.append(str(ROOT / place))
import dictionary  # noqa: E402
from tally import Tally  # noqa: E402
from text_lint import FORMAT, TOKEN, po_entries  # noqa: E402

VOICES = {"nb": ("gmq/nb", ("msgstr", "msgstr[0]", "msgstr[1]")), "en": ("gmw/en", ("msgid", "msgid_plural"))}
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def catalogue_words(fields):
    words = set()
    for entry in po_entries(ROOT / "assets/lang/nb.po"):
        if all(name.startswith("app/ctl/") for name in entry["files"]):
            continue
        for field in fields:
            text = TOKEN.sub(" ", FORMAT.sub(" ", entry.get(field, "")))
            words |= {word.lower() for word in WORD.findall(text)}
    return sorted(words)


def read_table(language):
    rows = {}
    for line in (ROOT / f"tests/data/voice/{language}.list").read_text(encoding="utf-8").splitlines():
        word, sounds, verdict = line.split("\t")
        assert verdict in ("ok", "corrected") and word not in rows, line
        rows[word] = (sounds.split("|"), verdict)
    return rows


def corrected_words():
    """The words of assets/voice/no_extra."""
    lines = (ROOT / "assets/voice/no_extra").read_text(encoding="utf-8").splitlines()
    return {line.split()[0] for line in lines if line and not line.startswith("//")}


def main():
    tally = Tally("the voice's words")
    library, _ = dictionary.engine(sys.argv[1])
    for language, (voice, fields) in VOICES.items():
        table, words = read_table(language), catalogue_words(fields)
        dictionary.speak(library, voice)
        for word in words:
            said = dictionary.phonemes(library, word)
            if sys.argv[2:] == ["new"]:
                if word not in table:
                    print(language, word, said, sep="\t")
                continue
            if tally.check(f"{language}: somebody has read how {word!r} is said", word in table, said):
                tally.check(f"{language}: {word!r} is said as it was read", said in table[word][0], said)
        for word in table.keys() - set(words) if sys.argv[2:] != ["new"] else ():
            tally.check(f"{language}: {word!r} of the list is a word of the catalogue", False)
        if language == "nb" and sys.argv[2:] != ["new"]:
            for word, (_, verdict) in table.items():
                tally.check(f"{word!r} is corrected where the list says so", (verdict == "corrected") or word not in corrected_words())
    return 0 if sys.argv[2:] == ["new"] else tally.end()


if __name__ == "__main__":
    sys.exit(main())
