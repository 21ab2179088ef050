#!/usr/bin/env python3
"""What a language still lacks, by name: `make language CODE=pl`. Ends with 1 while anything is missing; the row in
app/base/languages.def is the last piece. Called without a code it asks this of every language that has a row."""
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/audit"))
sys.path.insert(0, str(ROOT / "tests/tools"))
import letters  # noqa: E402
import text_lint  # noqa: E402
import words_check  # noqa: E402


def text(path):
    return (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).exists() else ""


def rows():
    return re.findall(r'^LANGUAGE\("(\w+)",.*"(\w*)"\)$', text("app/base/languages.def"), re.M)


def entries(code):
    path = ROOT / f"assets/lang/{code}.po"
    return list(text_lint.po_entries(path)) if path.exists() else []


def letters_of(code):
    """Letters beyond a to z in the words of the language: its row's, and those of its catalogue."""
    written = "".join(e[k] for e in entries(code) for k in e if k.startswith("msgstr"))
    letters = {c for c in unicodedata.normalize("NFC", written.lower()) if unicodedata.category(c) == "Ll" and c > "z"}
    return letters | set(dict(rows()).get(code, ""))


def catalogue(code):
    if code == "en":
        return ""
    if not entries(code):
        return f"assets/lang/{code}.po: no translation (msginit -i assets/lang/sirkel.pot -l {code})"
    said = subprocess.run(["msgfmt", "--check", "--statistics", "-o", "/dev/null", f"assets/lang/{code}.po"], cwd=ROOT,
                          env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}, capture_output=True, text=True).stderr.strip()
    fine = said.endswith("translated messages.") and "untranslated" not in said and "fuzzy" not in said
    return "" if fine else f"assets/lang/{code}.po: not complete: {said.splitlines()[-1] if said else 'msgfmt is missing'}"


def plural_rule(code):
    if code == "en":
        return ""
    count = re.search(r"Plural-Forms: nplurals=(\d)", text(f"assets/lang/{code}.po"))
    if not count:
        return f"assets/lang/{code}.po: no Plural-Forms in the header"
    short = [e["msgid"] for e in entries(code) if "msgid_plural" in e and sum(k.startswith("msgstr[") for k in e) != int(count[1])]
    return f"assets/lang/{code}.po: not {count[1]} plural forms: {short[0]!r}" if short else ""


def keyboard(code):
    keys = set("".join(re.findall(r'(?:qwerty|alphabet|accents)\[?\]? ?= ?\{?([^;]*);', text("app/screen/keys.c"))))
    missing = sorted(letters_of(code) - keys)
    if not letters_of(code) and code != "en":
        return "app/screen/keys.c: the letters are not known before there is a catalogue or a row"
    return f"app/screen/keys.c: no key for {' '.join(missing)}" if missing else ""


def typeface(code):
    faces = [letters.code_points(ROOT / f"assets/fonts/{f}-400.ttf") for f in ("atkinson", "noto")]
    missing = sorted(c for c in letters_of(code) if ord(c) not in faces[0] | faces[1])
    if not letters_of(code) and code != "en":
        return "assets/fonts: the letters are not known before there is a catalogue or a row"
    return f"assets/fonts: no face has {' '.join(missing)}" if missing else ""


def voice_row(code):
    return re.search(rf'^LANGUAGE\("{code}", "[^"]+", "([^"]+)"', text("app/voice/languages.def"), re.M)


def voice(code):
    return "" if voice_row(code) else "app/voice/languages.def: no row (a language without a voice of espeak-ng says so there)"


def dictionary(code):
    row = voice_row(code)
    if not row:
        return "image/packages.list: the voice's file and dictionary are not known before there is a row of the voice"
    wanted = f"espeak-ng-data/lang/{row[1]} "
    return "" if wanted in text("image/packages.list") else f"image/packages.list: no {wanted.strip()} and its dictionary"


def sorting(code):
    return "" if f'{{"{code}", ' in text("app/store/rows.c") else "app/store/rows.c: no row that says how names are sorted"


def lint(code):
    lacks = [n for n in ("PRESSURE", "HARMLESS", "DIAGNOSIS") if code not in getattr(text_lint, n)]
    return f"tests/audit/text_lint.py: {', '.join(lacks)} lack it" if lacks else ""


def receipt_words(code):
    if not (ROOT / f"assets/words/{code}.txt").exists():
        return f"assets/words/{code}.txt: no list of 2,048 words for receipt codes (assets/words/README.md)"
    return "" if code in words_check.LETTERS and code in words_check.NEVER else "tests/audit/words_check.py: LETTERS or NEVER lack it"


def demonstration(code):
    lists = json.loads(text("assets/demo/centre.json"))["languages"]
    return "" if code in lists else "assets/demo/centre.json: the demonstration centre's texts, without which no walk plays it"


def centre_file_page(code):
    return "" if f"`{code}`" in text("docs/centre-file.md") else "docs/centre-file.md: `languages` does not name the code"


def row(code):
    return "" if code in dict(rows()) else "app/base/languages.def: no row; add it when nothing else is missing"


PIECES = (catalogue, plural_rule, keyboard, typeface, voice, dictionary, sorting, lint, receipt_words, demonstration, centre_file_page, row)


def missing(code):
    return [line for line in (piece(code) for piece in PIECES) if line]


def main():
    codes = sys.argv[1:] or [code for code, _ in rows()]
    lacking = 0
    for code in codes:
        lines = missing(code)
        lacking += len(lines)
        for line in lines:
            print(f"{code}: {line}")
        print(f"language {code}: {len(PIECES) - len(lines)} of {len(PIECES)} pieces are there")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
