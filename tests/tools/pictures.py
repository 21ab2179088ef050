#!/usr/bin/env python3
"""Screens side by side, a fourth of their size, for a page of docs/: pictures.py OUT.png IN.png...
(8-bit RGB or RGBA, as the walker writes). After `make tour`, those of docs/office.md are made of build/tour/pictures/kept-en-M-NAME.png
(the step `picture NAME` of a walk), NAME in turn: office.png of staff, letter, keys, moving; office-setup.png of setup_centre, setup_keys,
setup_done; office-pin.png of pin, pin_leave, pin_draw, pin_new; office-close.png of house, close, closed, erase. Dates are those of the
day, and digits and PIN are drawn anew; all else comes out byte for byte.
"""
import struct
import sys
import zlib

SHRINK, GAP, STEP = 4, 12, 4  # STEP: of a channel's 256 steps one in so many is kept; flat colours stay flat, and files small


def read(path):
    data = open(path, 'rb').read()
    at, packed = 8, b''
    while at < len(data):
        length, kind = struct.unpack('>I4s', data[at:at + 8])
        if kind == b'IHDR':
            width, height, depth, colour = struct.unpack('>IIBB', data[at + 8:at + 18])
        if kind == b'IDAT':
            packed += data[at + 8:at + 8 + length]
        at += 12 + length
    if depth != 8 or colour not in (2, 6):
        sys.exit(f'{path}: not 8-bit RGB')
    return width, height, 3 if colour == 2 else 4, zlib.decompress(packed)


def rows(path):
    """Each row's bytes, its filter undone (PNG, 9.2)."""
    width, height, size, raw = read(path)
    line = width * size
    before = bytearray(line)
    for y in range(height):
        kind, row = raw[y * (line + 1)], bytearray(raw[y * (line + 1) + 1:(y + 1) * (line + 1)])
        for x in range(line if kind else 0):
            left, up = row[x - size] if x >= size else 0, before[x]
            corner = before[x - size] if x >= size else 0
            guess = left + up - corner
            paeth = min((left, up, corner), key=lambda c: abs(guess - c))
            row[x] = (row[x] + (0, left, up, (left + up) // 2, paeth)[kind]) & 255
        before = row
        yield row, size


def shrunk(path):
    """Rows of RGB, each the mean of SHRINK by SHRINK."""
    out, block = [], []
    for row, size in rows(path):
        block.append(row)
        if len(block) == SHRINK:
            line = bytearray()
            for x in range(0, len(row) // size - SHRINK + 1, SHRINK):
                for c in range(3):
                    total = sum(r[(x + i) * size + c] for r in block for i in range(SHRINK))
                    mean = total // (SHRINK * SHRINK)
                    line.append(min(255, (mean + STEP // 2) // STEP * STEP))
            out.append(bytes(line))
            block = []
    return out


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def main(out, *paths):
    parts = [shrunk(path) for path in paths]
    white = b'\xff' * (3 * GAP)
    lines = [white.join(part[y] for part in parts) for y in range(min(len(part) for part in parts))]
    head = struct.pack('>IIBBBBB', len(lines[0]) // 3, len(lines), 8, 2, 0, 0, 0)
    body = zlib.compress(b''.join(b'\0' + line for line in lines), 9)
    open(out, 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + chunk(b'IDAT', body) + chunk(b'IEND', b''))


main(*sys.argv[1:])
