#!/usr/bin/env python3
"""Writes the table of letters that the typefaces in assets/fonts can draw, app/feed/glyphs.def; tests/audit/fonts_check.py fails where
it is behind."""
import pathlib
import struct

ROOT = pathlib.Path(__file__).resolve().parents[2]
WEIGHTS = (400, 600, 700)
FACES = ("atkinson", "noto")
COLUMNS = 120


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


def drawn(face):
    """What a face can draw in each of its weights."""
    return set.intersection(*(code_points(ROOT / f"assets/fonts/{face}-{weight}.ttf") for weight in WEIGHTS))


def runs(codes):
    out = []
    for code in sorted(codes):
        if out and out[-1][1] == code - 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return out


def filled(rows):
    """Rows one behind the other, in lines of at most COLUMNS."""
    lines = [""]
    for row in rows:
        if len(lines[-1]) + 1 + len(row) > COLUMNS:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + row
    return "\n".join(lines) + "\n"


def glyphs():
    text = ("/* Made from assets/fonts by tests/tools/letters.py; not edited by hand. What the typefaces can draw, each in all of "
            "its weights:\n * GLYPHS(face, first, last). A word is drawn from one of them. */\n")
    for face in FACES:
        text += filled(f"GLYPHS({face.upper()}, 0x{first:X}, 0x{last:X})" for first, last in runs(c for c in drawn(face) if c >= 0x20))
    return text


if __name__ == "__main__":
    (ROOT / "app/feed/glyphs.def").write_text(glyphs(), encoding="utf-8")
