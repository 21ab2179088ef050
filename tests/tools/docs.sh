#!/bin/bash
# Rewrites what is made from tables: docs/events.md, the fields of a group in docs/centre-file.md, docs/library.md (what a centre file may
# name), docs/findings.md (what a check of one finds), docs/roles.md (who may do what, on which screens, and what a letter from the office
# changes) and docs/keys.md (keyboards and switches). Into docs, or another folder. Usage: docs.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
python3 - "$fresh" <<'P'
import re, sys, textwrap
out = sys.argv[1]
def rows(path, macro):
    text = re.sub(r"/\*.*?\*/", "", open(path, encoding="utf-8").read(), flags=re.S)
    return re.findall(macro + r"\(((?:[^()\"]|\"(?:[^\"\\]|\\.)*\"|\([^()]*\))*)\)", text, flags=re.S)
def columns(row):
    return [re.sub(r'^N_\("?|"?\)$|^"|"$', "", re.sub(r'"\s*"', "", c.strip())) for c in re.findall(r'(?:[^,(\"]|\([^)]*\)|"(?:[^"\\]|\\.)*")+', row)]
def block(rows): # a name and what it stands for, in two columns of an indented block, in lines of at most 138 columns
    rows = list(rows)
    width = 6 + max(len(name) for name, _ in rows)
    return "".join(textwrap.fill(what, 138, initial_indent=f"    {name}".ljust(width), subsequent_indent=" " * width, break_long_words=False,
                                 break_on_hyphens=False) + "\n" for name, what in rows)
def wrapped(item): # a row of a list
    return textwrap.fill(item, 138, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False) + "\n"
with open(f"{out}/events.md", "w", encoding="utf-8") as f:
    f.write("# The event log\n\nMade from app/base/events.def by `make docs`; not edited by hand. An entry never holds a name, a group, "
            "an answer or a time of day. In\nparentheses: the fields of an entry.\n\n")
    def meaning(row):
        name, what, fields = columns(row)
        return name, what + (f" ({fields})" if fields != "-" else "")
    f.write(block(meaning(row) for row in rows("app/base/events.def", "EVENT")))
group = open("app/rule/group.def", encoding="utf-8").read().replace("\\\n", "\n")
def fields(macro): # rows of a list in group.def, its columns without quotes
    cell = r'(?:[^,()"]|\([^)]*\)|"(?:[^"\\]|\\.)*")+'
    columns = r'((?:[^()"]|"(?:[^"\\]|\\.)*"|\([^()]*\))*)'
    for row in re.findall(rf"^    {macro}\({columns}\)", group, flags=re.M):
        yield [re.sub(r'"\s*"', "", c.strip()).strip('"') for c in re.findall(cell, row)]
kinds = {"SETTING": "number", "STATE": "string", "HELD": "string", "NUMBER": "number", "DAY": "day", "FLAG": "true/false", "ACCESS": "true/false"}
group_rows = []
for name, key, kind, least, most, must, shown, what in fields("FACT"):
    if kind == "NUMBER":
        what = f"{least} or more; {what}" if most == "2147483647" else f"{least} to {most}; {what}"
    group_rows.append((key, f"{kinds[kind]}{'' if must == 'REQUIRED' else ', optional'}: {what}"))
for name, most, letters, must, searched, spoken, label, what in fields("TEXT"):
    what += "; searched by word" if searched == "SEARCHED" else ""
    group_rows.append((name, f"text, {most}/{letters}{'' if must == 'REQUIRED' else ', optional'}: {what}"))
table = "\n" + block(group_rows).replace("`", "") + "\n"
page = open("docs/centre-file.md", encoding="utf-8").read()
with open(f"{out}/centre-file.md", "w", encoding="utf-8") as f:
    made = r"(<!-- made from app/rule/group.def by `make docs` -->\n).*?(<!-- end -->)"
    f.write(re.sub(made, lambda m: m[1] + table + m[2], page, flags=re.S))

# --- who may do what: people by acts.def, the office by its letter
JOINS, OWN = "joining joined".split(), "own own_way own_consent own_place own_outcome".split() # rows of needs.def
HELD = "held table may_draw drawn".split()
ROLES = [("EVERYONE", "Everyone"), ("ANYONE", "Visitors and staff"), ("VISITOR", "Visitors"), ("JOINS", "Visitors who join"),
         ("OWN", "Members, by their four words"), ("HELD", "A group, by its four words and round its table"),
         ("STAFF", "Staff, by the PIN"), ("SETUP", "Who sets the kiosk up, until it opens")]
def act_place(where): # the screens that an act works on
    return re.findall(r"\w+", where.removeprefix("AT")) if where.startswith("AT") else []
def act_role(who, places): # a visitor's part is told by what their screens need
    needs = {screens[place][2] for place in places}
    if who != "VISITOR" or not needs: return who
    return "JOINS" if needs <= set(JOINS) else "OWN" if needs <= set(OWN) else "HELD" if needs <= set(HELD) else who
screens = {row[0]: row for row in map(columns, rows("app/screens.def", "SCREEN"))}
if {row[1] for row in screens.values()} - {role for role, _ in ROLES}: sys.exit("docs.sh: a screen is for somebody who has no section")
acts, subject = {role: {} for role, _ in ROLES}, None
for line in open("app/acts.def", encoding="utf-8"): # a comment that is a line of its own heads the acts below it
    title = re.match(r"/\* (.+?)(?:, for staff)?(?: \([^)]*\))? \*/$", line)
    if title: subject = title.group(1)
    row = re.match(r"ACT\((.*)\)\s*(?:/\*.*)?$", line)
    if not row: continue
    name, who, safe, _, where, _ = columns(row.group(1))
    acts[act_role(who, act_place(where))].setdefault(subject, []).append(name + ("*" if safe == "SAFE" else ""))
parts = [columns(row) for row in rows("app/rule/letter.def", "PART")]
read = sum(len(names) for group in acts.values() for names in group.values())
if not parts or not all(acts.values()) or read != len(rows("app/acts.def", "ACT")): sys.exit("docs.sh: it does not read acts.def or letter.def")
said = {}
for row in parts: said.setdefault(row[5].replace('\\"', '"'), []).append(row[0])
def those(column, value): # the parts that have it
    return ", ".join(row[0] for row in parts if row[column] == value)
with open(f"{out}/roles.md", "w", encoding="utf-8") as f:
    f.write("# Who may do what\n\nMade from app/acts.def, app/screens.def and app/rule/letter.def by `make docs`; not edited by hand. An act works for nobody "
            "else. With \\*:\nin safe mode too. GO leads to the role's screens.\n")
    for role, heading in ROLES:
        shown = ", ".join(name for name, row in screens.items() if act_role(row[1], [name]) == role)
        f.write(f"\n## {heading}\n\n" + block((title, ", ".join(names)) for title, names in acts[role].items()))
        if shown: f.write("\n" + wrapped(f"Screens: {shown}").replace("\n  ", "\n"))
    f.write("\n## The office, by its signed letter\n\n" + block((", ".join(names), what) for what, names in said.items()) + "\n" +
            wrapped(f"- Two people compare the digits: {those(2, 'COMPARED')}.") +
            wrapped(f"- *As it was before the letter* takes back: {those(3, 'BACK')}. The rest stays, until a letter changes it or for good.") +
            wrapped(f"- Unsigned too, or as `sirkel-centre.json`, where the centre file has `\"timetable_by\": \"staff\"`: {those(1, 'STAFF')}."))

# --- what a check of a centre file finds
GRADES = [("REFUSED", "Refused", "The file is not taken. The answer says what is the matter and what to do: "
           "[findings.def](../app/feed/findings.def) has them all."),
          ("QUESTION", "Questions", "It is taken when a person says that it is meant so."), ("LOOK", "Worth a look", "")]
found = [columns(row) for row in rows("app/feed/findings.def", "FINDING")]
if not found or {row[1] for row in found} != {grade for grade, _, _ in GRADES}: sys.exit("docs.sh: it does not read findings.def")
with open(f"{out}/findings.md", "w", encoding="utf-8") as f:
    f.write("# Findings\n\nMade from app/feed/findings.def by `make docs`; not edited by hand. What `sirkelctl timetable check` and the display say of a\n"
            "[centre file](centre-file.md).\n")
    for grade, heading, meaning in GRADES:
        f.write(f"\n## {heading}\n\n" + (meaning + "\n" if meaning else ""))
        if grade != "REFUSED": f.write("\n" * bool(meaning) + block((row[0], row[3]) for row in found if row[1] == grade))

# --- what a centre file may name
def translations(path):
    text = open(path, encoding="utf-8").read()
    pairs = re.findall(r'^msgid ((?:"[^\n]*"\n)+)msgstr ((?:"[^\n]*"\n?)+)', text, flags=re.M)
    plain = lambda t: "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', t)).replace('\\"', '"')
    return {plain(a): plain(b) for a, b in pairs}
def icon_parts():
    parts = []
    for line in open("app/base/icons.def", encoding="utf-8"):
        title = re.match(r"/\* ([A-Z][a-z ]+) \*/$", line)
        icon = re.match(r"ICON\((\w+), .*/\* (\S+) \*/", line)
        if title: parts.append((title.group(1), []))
        elif icon: parts[-1][1].append(icon.groups())
    return sorted(parts, key=lambda part: part[0] != "Topics of life")
with open(f"{out}/library.md", "w", encoding="utf-8") as f:
    f.write("# What a centre file may name\n\nMade from app/rule/ground_rules.def and app/base/icons.def by `make docs`; not edited by hand. "
            "The file itself:\n[centre-file.md](centre-file.md).\n\n## Ground rules\n\nThe library for `rules` of a group. `stays_here` must be there. "
            "Those marked \"usual\" fit "
            "most groups.\nThe reason that the kiosk shows and reads below each stands in [ground_rules.def](../app/rule/ground_rules.def).\n\n")
    norwegian, rules = translations("assets/lang/nb.po"), rows("app/rule/ground_rules.def", "GROUND_RULE")
    if len(rules) < 14: sys.exit("docs.sh: it does not find the ground rules")
    for row in rules:
        key, _, sentence, why, usual, _ = columns(row)
        f.write(wrapped(f"- `{key}`{', usual' if usual == 'true' else ''}: {sentence} {norwegian[sentence]}"))
    f.write("\n## Icons\n\nFor `icon` of a topic. Behind a name, what the picture shows ([Phosphor](../assets/icons), by its own name), where that "
            "is another\nword. Every other name of [icons.def](../app/base/icons.def) may be used too.\n\n")
    title, icons = icon_parts()[0]
    if title != "Topics of life" or not icons: sys.exit("docs.sh: it finds no icon for topics of life")
    shown = (f"`{name}`" + (f" {picture}" if picture != name else "") for name, picture in icons)
    f.write(wrapped(", ".join(shown)).replace("\n  ", "\n"))

# --- keyboards and switches
MEANING = {"NEXT": "to the next target", "PREVIOUS": "to the target before",
           "ITEM_NEXT": "to the next choice of the group at hand", "ITEM_PREVIOUS": "to the choice before",
           "GROUP_NEXT": "to the next group", "GROUP_PREVIOUS": "to the group before", "SELECT": "use it", "BACK": "back", "HELP": "help now",
           "ERASE": "take the last letter away", "SWITCH_MOVE": "first switch: light the next target, or the next group of them",
           "SWITCH_SELECT": "second switch: use what is lit", "QUIETER": "voice: quieter", "LOUDER": "voice: louder",
           "LISTEN": "voice: read this page, or be silent", "SLOWER": "voice: slower", "FASTER": "voice: faster",
           "CURTAIN": "voice: with a headset in, the display goes dark, or comes back"}
with open(f"{out}/keys.md", "w", encoding="utf-8") as f:
    f.write("# Keyboards and switches\n\nMade from app/display/keys.def by `make docs`; not edited by hand. Everything that a finger does, these keys "
            "do. Letters, digits and\npunctuation write where something is to be written.\n\nA switch box that plugs in as a keyboard is set to "
            "**F9** (move) and\n**F10** (select); one switch alone sends either, and is held for two seconds to begin ([by-ear.md](by-ear.md)).\n\n")
    names = {}
    for row in rows("app/display/keys.def", "KEY"):
        key, _, shift, means = [c.strip() for c in row.split(",")]
        name = key.removeprefix("SDLK_").replace("KP_ENTER", "Enter (keypad)").replace("AC_BACK", "Back").replace("RETURN", "Enter")
        name = {"VOLUMEDOWN": "Volume down", "VOLUMEUP": "Volume up"}.get(name, name if re.match(r"F\d", name) or " " in name else name.capitalize())
        names.setdefault(means, []).append(("Shift + " if shift == "true" else "") + name)
    f.write(block((", ".join(keys_of), MEANING[means]) for means, keys_of in names.items()))
    f.write("\nOn the appliance a keyboard or switch box on USB works in the socket that staff named for it, and in no other\n"
            "([install.md](install.md), [decisions/usb.md](decisions/usb.md)). Its mouse and media keys do nothing there.\n")
P
cp "$fresh"/*.md "${1:-docs}"
