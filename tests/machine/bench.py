#!/usr/bin/env python3
"""Figures of the image, one JSON line each: from the start of QEMU to the first frame that can be touched (started by QEMU itself, by
firmware, and by firmware with Secure Boot and a TPM; a new disk, whose data partition is made first, and one that was used), the smallest
memory that is enough, the kiosk's own memory, sizes. Software emulation: a real machine is many times faster. Usage: bench.py [RUNS] (5)"""
import json
import os
import re
import statistics
import sys
import tempfile

from built import FIRST_FRAME, OUT, Image, walk_text
from vm import Failed

LEAST = (96, 80, 72, 64, 56, 48)


def tell(name, **figures):
    print(json.dumps({'bench': name, **figures}), flush=True)


def first_frames(image, runs, **machine):
    """Seconds on our clock and on the machine's, of a disk's first start and of those after it."""
    new, used, inside = [], [], []
    disk = image.disk()
    try:
        for run in range(runs + 1):
            with image.machine(disk, **machine) as m:
                match, seconds = m.wait_log(FIRST_FRAME, 180)
                (used if run else new).append(seconds)
                inside.append(int(match.group(1)) / 1000)
                m.wait_for(lambda: True, 1, '')
    finally:
        disk.close()
    return {'new_disk_s': round(new[0], 2), 'used_disk_median_s': round(statistics.median(used), 2), 'used_disk_min_s': round(min(used), 2),
            'used_disk_max_s': round(max(used), 2), 'runs': len(used), 'own_clock_median_s': round(statistics.median(inside[1:]), 2)}


def least_memory(image):
    """The smallest of LEAST with which a first frame comes, on a new disk and again on that disk."""
    enough = None
    for megabytes in LEAST:
        disk = image.disk()
        try:
            for _ in range(2):
                with image.machine(disk, words='sirkel.mirror=1', memory=megabytes) as m:
                    m.wait_log(FIRST_FRAME, 60)
        except Failed:
            return enough
        finally:
            disk.close()
        enough = megabytes
    return enough


def own_memory(image):
    """What the kiosk held at most, by its mirror's word, after a join."""
    disk = image.disk()
    try:
        with image.machine(disk, words='sirkel.mirror=1') as m:
            m.wait_log(FIRST_FRAME, 120)
            with open(os.path.join(os.path.dirname(__file__), '../walk/join_hold.walk')) as f:
                _, text = walk_text(m, image, 'memory', f.read())
    finally:
        disk.close()
    found = re.search(r'^memory: (\d+) KiB', text, re.MULTILINE)
    return int(found.group(1)) if found else None


def packed(image):
    if os.path.exists(image.disk_image + '.zst'):
        return os.path.getsize(image.disk_image + '.zst')
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, 'disk.zst')
        image.tools.run('zstd', '-q', '-19', '-T0', image.disk_image, '-o', out, timeout=900)
        return os.path.getsize(out)


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    image = Image('test')
    with open('/proc/loadavg') as f:
        tell('this machine', processors=os.cpu_count(), load=float(f.read().split()[0]))
    tell('first frame, started by QEMU', **first_frames(image, runs))
    tell('first frame, 1280x800', **first_frames(image, max(runs // 2, 1), display=(1280, 800)))
    tell('first frame, by firmware', **first_frames(image, max(runs // 2, 1), firmware='plain'))
    with tempfile.TemporaryDirectory() as chip:
        tell('first frame, by firmware with Secure Boot and a chip',
             **first_frames(image, max(runs // 2, 1), firmware='secure', variables=os.path.join(OUT, 'firmware.fd'), tpm=chip))
    tell('smallest memory', tried_mb=LEAST, enough_mb=least_memory(image))
    tell('the kiosk itself', most_resident_kib=own_memory(image))
    for variant in ('production', 'test'):
        try:
            built = Image(variant)
            tell(f'size, {variant}', packed_bytes=packed(built), root_bytes=os.path.getsize(os.path.join(built.place, 'root.img')),
                 kernel_file_bytes=os.path.getsize(os.path.join(built.place, 'sirkel-a.efi')))
        except Failed as failure:
            tell(f'size, {variant}', missing=str(failure))
    return 0


if __name__ == '__main__':
    sys.exit(main())
