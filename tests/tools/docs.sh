#!/bin/bash
# Rewrites what is made from tables: docs/screens.md (every screen, its row and the keys on it), docs/events.md, the table of a
# group in docs/centre-file.md, docs/library.md (what a centre file may name) and docs/keys.md (keyboards and switches). Into
# docs, or another folder. Usage: docs.sh BUILD [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1 fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
python3 - "$fresh" <<'P'
import glob, os, re, sys
out = sys.argv[1]
def rows(path, macro):
    text = re.sub(r"/\*.*?\*/", "", open(path, encoding="utf-8").read(), flags=re.S)
    return re.findall(macro + r"\(((?:[^()\"]|\"(?:[^\"\\]|\\.)*\"|\([^()]*\))*)\)", text, flags=re.S)
def columns(row):
    return [re.sub(r'^N_\("?|"?\)$|^"|"$', "", re.sub(r'"\s*"', "", c.strip())) for c in re.findall(r'(?:[^,(\"]|\([^)]*\)|"(?:[^"\\]|\\.)*")+', row)]
def keys(name):
    path = f"app/screen/{name}.c"
    if not os.path.exists(path): return []
    text = open(path, encoding="utf-8").read()
    found = re.findall(r'(ui_open|ui_add|ui_target|[a-z]+_[a-z_]+)\(u, (?:UI_([A-Z]+), )?"([a-z_]+)"', text)
    found += [("", "", name) for name in re.findall(r"part_group_(?:text|fact)\(u, [^;]*GROUP_TEXT_(\w+)", text)]
    seen = []
    for _, role, key in found:
        item = f"`{key}`" + (f" {role.lower()}" if role else "")
        if item not in seen: seen.append(item)
    return seen
with open(f"{out}/screens.md", "w", encoding="utf-8") as f:
    f.write("# Screens\n\nMade from app/screens.def and the views by `make docs`; not edited by hand. Every screen also has `dock/tools/…` "
            "(smaller, bigger, language, contrast, cover), `dock/bar/…` (back, help, leave), and, where it does not fit on one page, "
            "`pages/more` and `pages/earlier`.\n\n| screen | title | for | class | keys in the view |\n|---|---|---|---|---|\n")
    table = [columns(row) for row in rows("app/screens.def", "SCREEN")]
    for name, who, needs, reach, back, idle, cls, safe, field, follows, words, pages, title in table:
        f.write(f"| {name} | {title} | {who.lower()} | {cls.lower()} | {', '.join(keys(name))} |\n")
    f.write("\n## When a screen is shown, and where it leads\n\nThe head of app/screens.def explains the columns.\n\n"
            "| screen | needs | reached | safe mode | Back | next | writes | idle s | words | pages at M |\n|---|---|---|---|---|---|---|---|---|---|\n")
    for name, who, needs, reach, back, idle, cls, safe, field, follows, words, pages, title in table:
        blank = lambda cell: "" if cell.lower() in ("none", "nothing") else cell.lower()
        f.write(f"| {name} | {blank(needs)} | {reach.lower()} | {'yes' if safe == 'SAFE' else 'no'} | {back.lower()} | {blank(follows)} "
                f"| {blank(field)} | {idle} | {words} | {'a list' if pages == '0' else pages} |\n")
    f.write("\n## Needs\n\nMade from app/needs.def.\n\n| name | what must be true |\n|---|---|\n")
    for row in rows("app/needs.def", "NEED"):
        c = columns(row)
        f.write(f"| {c[0]} | {c[1]} |\n")
    f.write("\n## Acts\n\nMade from app/acts.def. A screen must offer an act, with its number, before it is done; those marked `keys` "
            "may also be asked by a key, a letter typed or the headset.\n\n| act | for | safe mode | by | from |\n|---|---|---|---|---|\n")
    for row in rows("app/acts.def", "ACT"):
        name, who, safe, by, places, function = columns(row)
        f.write(f"| {name} | {who.lower()} | {'yes' if safe == 'SAFE' else 'no'} | {by.lower()} | {places + ')' if '(' in places else places.lower()} |\n")
with open(f"{out}/events.md", "w", encoding="utf-8") as f:
    f.write("# Events of the journal\n\nMade from app/base/events.def by `make docs`; not edited by hand. An entry never holds a name, a group, "
            "an answer or a time of day.\n\n| event | meaning | fields |\n|---|---|---|\n")
    for row in rows("app/base/events.def", "EVENT"):
        c = columns(row)
        f.write("| " + " | ".join(c) + " |\n")
group = open("app/rule/group.def", encoding="utf-8").read().replace("\\\n", "\n")
def fields(macro): # rows of a list in group.def, its columns without quotes
    cell = r'(?:[^,()"]|\([^)]*\)|"(?:[^"\\]|\\.)*")+'
    columns = r'((?:[^()"]|"(?:[^"\\]|\\.)*"|\([^()]*\))*)'
    for row in re.findall(rf"^    {macro}\({columns}\)", group, flags=re.M):
        yield [re.sub(r'"\s*"', "", c.strip()).strip('"') for c in re.findall(cell, row)]
kinds = {"SETTING": "number", "STATE": "string", "NUMBER": "number", "DAY": "day", "FLAG": "true/false"}
table = "| key | kind | must | what |\n|---|---|---|---|\n"
for name, key, kind, least, most, must, shown, what in fields("FACT"):
    if kind == "NUMBER":
        what = f"{least} or more; {what}" if most == "2147483647" else f"{least} to {most}; {what}"
    table += f"| `{key}` | {kinds[kind]} | {'yes' if must == 'REQUIRED' else 'no'} | {what} |\n"
for name, size, must, searched, spoken, label, what in fields("TEXT"):
    what += "; searched by word" if searched == "SEARCHED" else ""
    table += f"| `{name}` | text, {size} | {'yes' if must == 'REQUIRED' else 'no'} | {what} |\n"
page = open("docs/centre-file.md", encoding="utf-8").read()
with open(f"{out}/centre-file.md", "w", encoding="utf-8") as f:
    made = r"(<!-- made from app/rule/group.def by `make docs` -->\n).*?(<!-- end -->)"
    f.write(re.sub(made, lambda m: m[1] + table + m[2], page, flags=re.S))

# --- what a centre file may name
def translations(path):
    text = open(path, encoding="utf-8").read()
    pairs = re.findall(r'^msgid ((?:"[^\n]*"\n)+)msgstr ((?:"[^\n]*"\n?)+)', text, flags=re.M)
    plain = lambda t: "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', t)).replace('\\"', '"')
    return {plain(a): plain(b) for a, b in pairs}
def icon_parts():
    parts = []
    for line in open("app/ui/icons.def", encoding="utf-8"):
        title = re.match(r"/\* ([A-Z][a-z ]+) \*/$", line)
        icon = re.match(r"ICON\((\w+), .*/\* (\S+) \*/", line)
        if title: parts.append((title.group(1), []))
        elif icon: parts[-1][1].append(icon.groups())
    return sorted(parts, key=lambda part: part[0] != "Topics of life")
with open(f"{out}/library.md", "w", encoding="utf-8") as f:
    f.write("# What a centre file may name\n\nMade from app/rule/ground_rules.def and app/ui/icons.def by `make docs`; not edited by hand. "
            "The file itself:\n[centre-file.md](centre-file.md).\n\n## Ground rules\n\nThe library for `rules` of a group. `stays_here` must be there. "
            "Those marked \"usual\" fit most groups.\n\n| key | English | Norwegian | usual |\n|---|---|---|---|\n")
    norwegian, rules = translations("assets/lang/nb.po"), rows("app/rule/ground_rules.def", "GROUND_RULE")
    if len(rules) != 12: sys.exit("docs.sh: it does not find the twelve ground rules")
    for row in rules:
        key, _, sentence, why, usual, _ = columns(row)
        f.write(f"| `{key}` | {sentence} | {norwegian[sentence]} | {'yes' if usual == 'true' else ''} |\n")
    f.write("\nEach has a reason, which the kiosk shows and reads below it:\n\n")
    for row in rules:
        key, _, sentence, why, _, _ = columns(row)
        f.write(f"- `{key}`: {why}\n  {norwegian[why]}\n")
    f.write("\n## Icons\n\nFor `icon` of a topic; every name may be used, those of the first part are meant for it. Behind each name, what the "
            "picture\nshows ([Phosphor](../assets/icons), by its own name).\n")
    for title, icons in icon_parts():
        if not icons: sys.exit(f"docs.sh: it finds no icon under {title}")
        f.write(f"\n### {title}\n\n")
        line = ""
        for name, picture in icons:
            item = f"`{name}` {picture}" + ("" if (name, picture) == icons[-1] else ",")
            if line and len(line) + len(item) > 138:
                f.write(line + "\n")
                line = ""
            line += (" " if line else "") + item
        f.write(line + "\n")

# --- keyboards and switches
MEANING = {"NEXT": "to the next target", "PREVIOUS": "to the target before", "SELECT": "use it", "BACK": "back", "HELP": "help now",
           "ERASE": "take the last letter away", "SWITCH_MOVE": "**first switch**: light the next target, or the next group of them",
           "SWITCH_SELECT": "**second switch**: use what is lit", "QUIETER": "voice: quieter", "LOUDER": "voice: louder",
           "LISTEN": "voice: read this page, or be silent", "SLOWER": "voice: slower", "FASTER": "voice: faster",
           "CURTAIN": "voice: with a headset in, the display goes dark, or comes back"}
with open(f"{out}/keys.md", "w", encoding="utf-8") as f:
    f.write("# Keyboards and switches\n\nMade from app/shell/keys.def by `make docs`; not edited by hand. Everything that a finger does, these keys "
            "do. Letters, digits and\npunctuation write where something is to be written.\n\nA switch box that plugs in as a keyboard is set to "
            "**F9** (move) and **F10** (select).\n\n| keys | what they do |\n|---|---|\n")
    names = {}
    for row in rows("app/shell/keys.def", "KEY"):
        key, _, shift, means = [c.strip() for c in row.split(",")]
        name = key.removeprefix("SDLK_").replace("KP_ENTER", "Enter (keypad)").replace("AC_BACK", "Back").replace("RETURN", "Enter")
        name = {"VOLUMEDOWN": "Volume down", "VOLUMEUP": "Volume up"}.get(name, name if re.match(r"F\d", name) or " " in name else name.capitalize())
        names.setdefault(means, []).append(("Shift + " if shift == "true" else "") + name)
    for means, keys_of in names.items():
        f.write(f"| {', '.join(keys_of)} | {MEANING[means]} |\n")
    f.write("\nOn the appliance no keyboard, mouse or switch box on USB is let in today ([decisions/usb.md](decisions/usb.md)): it is used "
            "by touch.\nThe keys work where the kiosk runs on a desk (`make run`).\n")
P
cp "$fresh"/*.md "${2:-docs}"
