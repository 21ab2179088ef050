#!/usr/bin/env python3
"""Is there a glyph for everything we show? Letters of all texts in each weight (Atkinson Hyperlegible Next, else Noto Sans), and
every row of app/ui/icons.def in the icon font. Ends with "fonts: N passed, M failed"."""
import pathlib
import re
import struct
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests/kit"))
from tally import Tally  # noqa: E402
TEXTS = [*(f"assets/{p.relative_to(ROOT / 'assets')}"
           for p in sorted(ROOT.glob("assets/lang/*.po*")) + sorted(ROOT.glob("assets/words/*.txt"))),
         "assets/demo/centre.json", "app/base/languages.def", "app/screen/keys.c"]
INVISIBLE = {0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069}  # marks for order and breaks, never drawn


def code_points(path):
    """What the font's character map (OpenType `cmap`, formats 4 and 12) has a glyph for."""
    data = path.read_bytes()
    tables = {data[at:at + 4]: struct.unpack_from(">I", data, at + 8)[0]
              for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)}
    cmap = tables[b"cmap"]
    found = set()
    for i in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * i)[0]
        kind = struct.unpack_from(">H", data, at)[0]
        if kind == 4:
            found |= segments(data, at)
        elif kind == 12:
            for group in range(struct.unpack_from(">I", data, at + 12)[0]):
                first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * group)
                found |= set(range(first, last + 1))
    return found


def segments(data, at):
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = at + 14
    starts, deltas, offsets = ends + 2 * count + 2, ends + 4 * count + 2, ends + 6 * count + 2
    found = set()
    for i in range(count):
        first, last = (struct.unpack_from(">H", data, table + 2 * i)[0] for table in (starts, ends))
        delta, offset = (struct.unpack_from(">H", data, table + 2 * i)[0] for table in (deltas, offsets))
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code if not offset else struct.unpack_from(">H", data, offsets + 2 * i + offset + 2 * (code - first))[0]
            if (glyph + delta if glyph or not offset else 0) & 0xFFFF:
                found.add(code)
    return found


def main():
    tally = Tally("fonts")
    shown = set()
    for name in TEXTS:
        shown |= {ord(c) for c in (ROOT / name).read_text(encoding="utf-8")}
    shown = {c for c in shown if c >= 0x20} - INVISIBLE
    for weight in (400, 600, 700):
        drawn = [code_points(ROOT / f"assets/fonts/{face}-{weight}.ttf") for face in ("atkinson", "noto")]
        missing = shown - drawn[0] - drawn[1]
        tally.add(len(shown - missing), len(missing))
        for code in sorted(missing):
            print(f"neither face of weight {weight} has U+{code:04X} {chr(code)}")
    icons = re.findall(r"^ICON\((\w+), 0x([0-9A-F]{4}), [01]\)", (ROOT / "app/ui/icons.def").read_text(encoding="utf-8"), re.M)
    there = code_points(ROOT / "assets/icons/phosphor-bold.ttf")
    for name, code in icons:
        tally.check(f"phosphor-bold.ttf has {name} {code}", int(code, 16) in there)
    tally.check("there are icons, each once", icons and len(icons) == len({name for name, _ in icons}))
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
