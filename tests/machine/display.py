#!/usr/bin/env python3
"""Firmware that starts with a small picture (OVMF on ramfb: 800 x 600, modes up to 1024 x 768; no driver of ours knows the card,
so what the firmware leaves is what the kiosk has): the kiosk's picture is the largest mode's. Ends with "display: N passed, M
failed"."""
import os
import sys
import time

from built import FIRST_FRAME, Image, read_png, whole_test
from vm import Failed

SMALL, LARGEST = (800, 600), (1024, 768)  # OVMF's modes on ramfb, and the one it chooses
LIMIT = 300  # seconds from power to first frame, by firmware
# Without Secure Boot the stub takes more words for the command line. The last of their kind counts, and there is no mode 99.
NO_MODE = ['-smbios', 'type=11,value=io.systemd.stub.kernel-cmdline-extra=video=efifb:mode=99']


def sizes(image, folder, more=()):
    """The sizes of the picture from power to first frame, in the order in which they were seen; the last one is the kiosk's."""
    disk, seen, path = image.disk(), [], os.path.join(folder, 'display.png')
    try:
        with image.machine(disk, firmware='plain', vga='ramfb', more=more) as machine:
            end = time.monotonic() + LIMIT
            while True:
                last = 'first frame' in machine.log()
                if last:
                    machine.wait_log(FIRST_FRAME, 5)
                    time.sleep(1)
                picture = read_png(machine.picture(path))
                if not seen or seen[-1] != picture[:2]:
                    seen.append(picture[:2])
                if last:
                    return seen, any(any(row) for row in picture[2])
                if not machine.is_running() or time.monotonic() > end:
                    raise Failed(f'no first frame within {LIMIT} s; sizes so far: {seen}')
                time.sleep(0.5)
    finally:
        disk.close()


def largest(tally, image, folder):
    seen, lit = sizes(image, folder)
    print(f'sizes from power to first frame: {seen}')
    tally.check('the firmware started with the small picture', SMALL in seen[:-1], seen)
    tally.check('the kiosk has the largest', seen[-1] == LARGEST, seen)
    tally.check('it shows something', lit)


def left_alone(tally, image, folder):
    seen, _ = sizes(image, folder, NO_MODE)
    tally.check('asked for a mode that is not there it stays small: the command line decides, and no one else', seen[-1] == SMALL, seen)


def perform(tally, folder):
    image = Image('test')
    tally.step('the largest mode', largest, tally, image, folder)
    tally.step('no such mode', left_alone, tally, image, folder)


if __name__ == '__main__':
    sys.exit(whole_test('display', perform))
