#!/usr/bin/env python3
"""The screens and the keys in their views, from which a scenario's paths are made (docs/walks.md). Fails where a view and its row of
app/screens.def do not meet. Usage: keys.py [SCREEN...]"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEY = re.compile(r'(?:ui_open|ui_add|ui_target|[a-z]+_[a-z_]+)\(u, (?:UI_[A-Z]+, )?"([a-z_]+)"')
FIELD = re.compile(r'part_group_(?:text|fact)\(u, [^;]*GROUP_TEXT_(\w+)')


def main():
    screens = re.findall(r'^SCREEN\((\w+),', (ROOT / 'app/screens.def').read_text(encoding='utf-8'), re.M)
    views, wrong = {}, []
    for path in sorted((ROOT / 'app/screen').glob('*.c')):
        text = path.read_text(encoding='utf-8')
        for name in re.findall(r'^const struct screen_file (\w+)_screen\b', text, re.M):
            views[name] = list(dict.fromkeys(k for k in KEY.findall(text) + FIELD.findall(text) if k != 'title'))
            if path.stem != name or name not in screens:
                wrong.append(f'{path.name}: app/screens.def has no row {name}, or its file is another')
    wrong += [f'{name}: no such screen' for name in sys.argv[1:] if name not in views]
    wrong += [f'{name}: no view' for name in screens if name not in views]
    for name in sys.argv[1:] or screens:
        print(f'{name:<16}{", ".join(views.get(name, []))}'.rstrip())
    sys.exit('\n'.join(wrong) or None)


main()
