#!/bin/bash
# Rewrites what is made from tables: docs/screens.md (every screen, its row and the keys on it), docs/events.md and
# the table of a group in docs/centre-file.md. With --check it only compares. Usage: docs.sh BUILD [--check]
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
            "`pages/more` and `pages/earlier`.\n\n| screen | title | for | Back | idle s | class | keys in the view |\n|---|---|---|---|---|---|---|\n")
    for row in rows("app/screens.def", "SCREEN"):
        name, who, back, idle, cls, title = columns(row)
        f.write(f"| {name} | {title} | {who.lower()} | {back.lower()} | {idle} | {cls.lower()} | {', '.join(keys(name))} |\n")
    f.write("\n## Verbs\n\nMade from app/acts.def.\n\n| verb | who may ask it |\n|---|---|\n")
    for row in rows("app/acts.def", "ACT"):
        c = columns(row)
        f.write(f"| {c[0]} | {c[1].lower()} |\n")
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
P
if [ "${2:-}" = --check ]; then
    failed=0
    for page in screens events centre-file; do cmp -s "$fresh/$page.md" "docs/$page.md" || { echo "docs/$page.md is not what the tables say: make docs"; failed=$((failed + 1)); }; done
    echo "docs: $((3 - failed)) passed, $failed failed"
    exit $((failed > 0))
fi
cp "$fresh"/*.md docs/
