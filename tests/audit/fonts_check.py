#!/usr/bin/env python3
"""Is there a glyph for everything we show? Letters of all texts in each weight (Atkinson Hyperlegible Next, else Noto Sans), and
every row of app/base/icons.def in the icon font; and the tables of letters are those of the fonts. Ends with
"fonts: N passed, M failed"."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "tests/kit"), str(ROOT / "tests/tools")]
import letters  # noqa: E402
from tally import Tally  # noqa: E402
TEXTS = [*(f"assets/{p.relative_to(ROOT / 'assets')}"
           for p in sorted(ROOT.glob("assets/lang/*.po*")) + sorted(ROOT.glob("assets/words/*.txt"))),
         "assets/demo/centre.json", "app/base/languages.def", "app/screen/keys.c"]
INVISIBLE = {0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069}  # marks for order and breaks, never drawn


def main():
    tally = Tally("fonts")
    shown = set()
    for name in TEXTS:
        shown |= {ord(c) for c in (ROOT / name).read_text(encoding="utf-8")}
    shown = {c for c in shown if c >= 0x20} - INVISIBLE
    for weight in (400, 600, 700):
        drawn = [letters.code_points(ROOT / f"assets/fonts/{face}-{weight}.ttf") for face in ("atkinson", "noto")]
        missing = shown - drawn[0] - drawn[1]
        tally.add(len(shown - missing), len(missing))
        for code in sorted(missing):
            print(f"neither face of weight {weight} has U+{code:04X} {chr(code)}")
    icons = re.findall(r"^ICON\((\w+), 0x([0-9A-F]{4}), [01]\)", (ROOT / "app/base/icons.def").read_text(encoding="utf-8"), re.M)
    there = letters.code_points(ROOT / "assets/icons/phosphor-bold.ttf")
    for name, code in icons:
        tally.check(f"phosphor-bold.ttf has {name} {code}", int(code, 16) in there)
    tally.check("there are icons, each once", icons and len(icons) == len({name for name, _ in icons}))
    name = "app/feed/glyphs.def"
    tally.check(f"{name} is as tests/tools/letters.py makes it", (ROOT / name).read_text(encoding="utf-8") == letters.glyphs())
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
