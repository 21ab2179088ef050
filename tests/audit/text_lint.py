#!/usr/bin/env python3
"""Reads every text a person meets: the words of the program (English in assets/lang/sirkel.pot, every catalogue beside it) and the texts of
the demonstration centre. Complete in both languages, tokens and formats kept, easy to read (COG-02), calm, no diagnosis.
Ends with "text: N passed, M failed"."""
import collections
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests/kit"))
from tally import Tally  # noqa: E402
LIX_MOST = {"nb": 30}  # "very easy" (COG-02); a language without a scale of its own is not judged by one
SENTENCE_MOST, SENTENCE_MEAN = 18, 10
TEXT_MOST = 60  # words of one screen (COG-01)
LIX_FROM = 18  # LIX of a few words says nothing: shorter texts are judged together with their page

# Read by staff and technicians: they need the plain technical word, so calm and LIX are not asked of these.
STAFF = re.compile(r"app/(base|ctl|display|world|store|seal|feed)/|app/screen/staff")

PRESSURE = {
    "en": r"hurry|only|last|required|errors?|invalid|failed|failure|now or never|be quick|few places|places left",
    "nb": r"skynd|kun|siste|påkrevd|feil|feilet|ugyldig|mislyk\w*|må straks|raskt|få plasser|plasser igjen|dessverre",
}
# Pressure words that are none here: a date, a thing among things, something that need not be done.
HARMLESS = {
    "en": r"\blast (%s|(mon|tues|wednes|thurs|fri|satur|sun)day|word|letter|page|one|list|time)\b|\bat last\b",
    "nb": r"\bsiste (%s|(man|tirs|ons|tors|fre|lør|søn)dag|ord|ordet|bokstaven|siden|gang|lista)\b",
}
DIAGNOSIS = {
    "en": r"diagnos\w*|depress\w*|anxi\w*|cancer|addict\w*|dependency|disorders?|syndrome|disease|illness|patients?|bipolar|autis\w*"
          r"|epilep\w*|parkinson\w*|sclerosis|stroke|dementia|suicid\w*|insomnia|burnout|disabled|handicap\w*",
    "nb": r"diagnos\w*|depre\w*|angst\w*|kreft(en|syk\w*)?|avhengighet\w*|lidelse\w*|syndrom\w*|sykdom\w*|pasient\w*|bipolar\w*|autis\w*"
          r"|epilep\w*|parkinson\w*|sklerose|slag|demens|selvmord\w*|utbrent\w*|handikap\w*|funksjonshem\w*",
}
FORMAT = re.compile(r"%(?:(\d+)\$)?[-+ #0]*\d*(?:\.\d+)?(?:hh|h|ll|l|z|j)?([a-zA-Z%])")
TOKEN = re.compile(r"\{[a-z_]+\}")

tally = Tally("text")


def check(fine, where, text, what):
    tally.check(f"{where}: {what}: {text!r}", fine)


# --- reading ---------------------------------------------------------------------------------------------------------

def po_entries(path):
    """Each entry as {"files": [...], "fuzzy": bool, "msgid": ..., "msgstr": ...}."""
    for block in re.split(r"\n\n+", path.read_text(encoding="utf-8")):
        entry = {"files": [], "fuzzy": False}
        field = None
        for line in block.split("\n"):
            if line.startswith("#:"):
                entry["files"] += line[2:].split()
            elif line.startswith("#,"):
                entry["fuzzy"] |= "fuzzy" in line
            found = re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")$', line)
            if found:
                field = found[1]
                entry[field] = json.loads(found[2])
            elif line.startswith('"'):
                entry[field] += json.loads(line)
        if entry.get("msgid"):
            yield entry


def formats(text):
    """What printf will take, in the order of the arguments."""
    found = [(int(place or 0), kind) for place, kind in FORMAT.findall(text) if kind != "%"]
    return sorted(found) if any(place for place, _ in found) else found


# --- judging ---------------------------------------------------------------------------------------------------------

def sentences(text):
    text = re.sub(r"\b(kl|ca|f\.eks|e\.g)\. |\b(\d+)\. (?=[a-zæøå])", r"\1\2 ", TOKEN.sub("navn", FORMAT.sub("ord", text)))
    return [s for s in re.split(r"[.?:]+(?:\s+|$)|\n+", text) if s.strip()]


def words(text):
    return re.findall(r"[^\W_]+(?:[-'’.@][^\W_]+)*", text)


def lix(texts):
    all_words = [w for t in texts for s in sentences(t) for w in words(s)]
    count = sum(len(sentences(t)) for t in texts)
    return len(all_words) / count + 100 * sum(len(w) > 6 for w in all_words) / len(all_words) if all_words else 0


def is_prose(text):
    """A sentence, not a label on a button."""
    return len(words(text)) >= 5 and bool(re.search(r"[.?]$", text))


def judge_text(where, language, text, staff=False):
    check("!" not in text, where, text, "exclamation mark")
    longest = max((len(words(s)) for s in sentences(text)), default=0)
    check(longest <= SENTENCE_MOST, where, text, f"a sentence of {longest} words")
    check(len(words(text)) <= TEXT_MOST, where, text, f"{len(words(text))} words")
    if staff:
        return
    calm = re.sub(HARMLESS[language], "", text.lower())
    for what, pattern in (("pressure", PRESSURE), ("diagnosis", DIAGNOSIS)):
        found = re.search(rf"\b(?:{pattern[language]})\b", calm)
        check(not found, where, text, f"{what} word '{found[0] if found else ''}'")
    if language in LIX_MOST and len(words(text)) >= LIX_FROM:
        check(lix([text]) <= LIX_MOST[language], where, text, f"LIX {lix([text]):.0f}")


def judge_page(where, language, texts):
    """What stands together: a screen's file or a group's page."""
    prose = [t for t in texts if is_prose(t)]
    if not prose:
        return
    counts = [len(words(s)) for t in prose for s in sentences(t)]
    mean = sum(counts) / len(counts)
    check(len(counts) < 3 or mean <= SENTENCE_MEAN, where, prose[0], f"sentences of {mean:.1f} words in the mean")
    if language in LIX_MOST and sum(counts) >= LIX_FROM:
        check(lix(prose) <= LIX_MOST[language], where, prose[0], f"LIX {lix(prose):.0f} over the page")


# --- the words of the program ----------------------------------------------------------------------------------------

def is_staff(entry):
    return all(STAFF.match(f) for f in entry["files"])


def judge_entry(language, entry):
    """One translation beside its English."""
    source = entry["msgid"]
    where = entry["files"][0] if entry["files"] else f"{language}.po"
    for text in (entry[k] for k in entry if k.startswith("msgstr")):
        check(bool(text), where, source, f"not translated in {language}.po")
        if not text:
            continue
        check(sorted(TOKEN.findall(text)) == sorted(TOKEN.findall(source)), where, text, "tokens differ from the English")
        check(formats(text) == formats(source), where, text, "formats differ from the English")
        check(text[0].isspace() == source[0].isspace() and text[-1].isspace() == source[-1].isspace(), where, text,
              "spaces at the ends differ from the English")
        check(is_prose(text) or not source.endswith(".") or text.endswith("."), where, text, "full stop is missing")
        judge_text(where, language, text, is_staff(entry))


def judge_pages(language, entries, key):
    """The texts of a file of the program as a visitor reads them, together."""
    pages = collections.defaultdict(list)
    for entry in entries:
        if not is_staff(entry):
            for file in entry["files"]:
                if not STAFF.match(file):
                    pages[file].append(entry[key if key in entry else f"{key}[0]"])
    for file, texts in pages.items():
        judge_page(f"{file} ({language})", language, texts)


def judge_program():
    # A table for the voice (app/ui/speak.c) is no text.
    template = [e for e in po_entries(ROOT / "assets/lang/sirkel.pot") if e.get("msgctxt") != "short forms"]
    for entry in template:
        judge_text(entry["files"][0], "en", entry["msgid"], is_staff(entry))
    judge_pages("en", template, "msgid")
    catalogues = sorted((ROOT / "assets/lang").glob("*.po"))
    check(len(catalogues) > 0, "assets/lang", "", "there is no catalogue")
    for path in catalogues:
        language = path.stem
        here = [e for e in po_entries(path) if e.get("msgctxt") != "short forms"]
        for _, text in sorted({(e.get("msgctxt"), e["msgid"]) for e in template} ^ {(e.get("msgctxt"), e["msgid"]) for e in here}, key=str):
            check(False, "assets/lang", text, f"in one of sirkel.pot and {path.name} only")
        for entry in here:
            check(not entry["fuzzy"], path.name, entry["msgid"], "doubtful")
            judge_entry(language, entry)
        judge_pages(language, here, "msgstr")


# --- the demonstration centre ----------------------------------------------------------------------------------------

GROUP_DEF = (ROOT / "app/rule/group.def").read_text(encoding="utf-8")
TEXTS = re.findall(r"^    TEXT\((\w+), (\d+), (\d+), \w+, \w+, (\w+),", GROUP_DEF, re.M)  # one row a text of a group
CENTRE_DEF = (ROOT / "app/rule/centre.def").read_text(encoding="utf-8")
ROOM = {name: (int(most), int(letters)) for name, most, letters in re.findall(r"^    TEXT\((\w+), (\d+), (\d+),", CENTRE_DEF, re.M)}
CENTRE_NAME = ROOM["name"]
ROOM |= {name: (int(most), int(letters)) for name, most, letters, _ in TEXTS}
PAGE = [name for name, _, _, spoken in TEXTS if spoken == "SENTENCES"]
assert "name" in ROOM and "desk" in ROOM and PAGE, "app/rule/group.def is read by its form"


def texts_of(thing, where):
    """Every {nb, en} below a JSON value, with the place where it stands."""
    if isinstance(thing, list):
        for i, one in enumerate(thing):
            yield from texts_of(one, f"{where}[{one.get('key', i) if isinstance(one, dict) else i}]")
    elif isinstance(thing, dict) and "nb" in thing:
        yield where, thing
    elif isinstance(thing, dict):
        for key, one in thing.items():
            yield from texts_of(one, f"{where}.{key}")


def judge_centre():
    path = ROOT / "assets/demo/centre.json"
    centre = json.loads(path.read_text(encoding="utf-8"))
    for where, text in texts_of(centre, path.name):
        check(sorted(text) == sorted(centre["languages"]) and all(text.values()), where, text, "not in every language")
        most, letters = CENTRE_NAME if where == f"{path.name}.name" else ROOM["topic" if ".topics[" in where else where.rsplit(".", 1)[1]]
        for language, one in text.items():
            check(len(words(one)) <= most and len(one) <= letters, where, one, f"more than {most} words or {letters} letters")
            judge_text(where, language, one)
    for group in centre["groups"]:
        for language in centre["languages"]:
            judge_page(f"{group['key']} ({language})", language, [group[k][language] for k in PAGE if k in group])
    judge_variety(centre)


def judge_variety(centre):
    """The demonstration shows what the kiosk can do (docs/centre-file.md)."""
    groups = centre["groups"]
    meetings = [m for g in groups for m in g["meetings"]]
    icons = set(re.findall(r"^ICON\((\w+),", (ROOT / "app/base/icons.def").read_text(encoding="utf-8"), re.M))
    topics = {t["key"] for t in centre["topics"]}
    wanted = {
        "16 groups": len(groups) >= 16,
        "three settings": {g["setting"] for g in groups} == {1, 2, 3},
        "a forming and a resting group": {"forming", "resting"} <= {g["state"] for g in groups},
        "a full group": any(g.get("taken", 0) == g["capacity"] and g["state"] == "meeting" for g in groups),
        "every second week": any(m.get("every") == 2 for m in meetings),
        "the last weekday of a month": any(m["repeat"] == "last" for m in meetings),
        "the nth weekday of a month": any(m["repeat"] == "nth" for m in meetings),
        "a cancelled and a moved date": any(m.get("cancelled") for m in meetings) and any(m.get("moved") for m in meetings),
        "longer than two hours, agreed": any(m["minutes"] > 120 and m.get("longer_agreed") for m in meetings),
        "icons that exist": {t["icon"] for t in centre["topics"]} <= icons,
        "topics that are used": topics == {t for g in groups for t in g["topics"]},
        "what is said stays": all("stays_here" in g["rules"] for g in groups),
    }
    for what, fine in wanted.items():
        check(fine, "centre.json", what, "the demonstration lacks")


def main():
    judge_program()
    judge_centre()
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
