#!/usr/bin/env python3
"""A panel that hangs turned: somebody who sets the machine up says so by touch, and the picture turns, now and after every start; fingers
turn with it. A lying screen turned by a quarter shows pixel by pixel what a standing one shows. Usage: turn.py. Ends with "turn: N
passed, M failed"."""
import os
import sys
import time

from built import FIRST_FRAME, Image, count_walk, read_png, walk_text, whole_test

LIMIT = 120  # seconds from power to first frame
NORWEGIAN = (0.5, 0.58)  # the first row of the standing picture


def clockwise(picture):
    width, height, rows = picture
    pixels = [[row[3 * x:3 * x + 3] for x in range(width)] for row in rows]
    return height, width, [b''.join(pixels[height - 1 - y][x] for y in range(height)) for x in range(width)]


def seen(machine, folder, name):
    time.sleep(1.5)
    return read_png(machine.picture(os.path.join(folder, name)))


def stands(image, folder):
    disk = image.disk()
    try:
        with image.machine(disk, words='sirkel.mirror=1') as machine:
            machine.wait_log(FIRST_FRAME, LIMIT)
            return seen(machine, folder, 'stands.png')
    finally:
        disk.close()


def turned(tally, image, folder):
    wanted = clockwise(stands(image, folder))
    disk = image.disk()
    try:
        with image.machine(disk, words='sirkel.mirror=1', display=(1920, 1080)) as machine:
            machine.wait_log(FIRST_FRAME, LIMIT)
            lies = seen(machine, folder, 'lies.png')
            count_walk(tally, 'it is asked to turn', walk_text(machine, image, 'turn', 'bare\nat setup_language\ndo SETUP_ROTATE\n'))
            tally.check('the picture has turned', seen(machine, folder, 'turned.png') == wanted != lies)
            machine.kill()
            machine.start()
            machine.wait_log(FIRST_FRAME, LIMIT)
            tally.check('and is turned after the power went', seen(machine, folder, 'again.png') == wanted)
            x, y = NORWEGIAN
            machine.touch(1 - y, x)  # of the picture as it stands, on the panel as it lies
            time.sleep(1)
            count_walk(tally, 'a finger finds what it sees', walk_text(machine, image, 'went', 'bare\nat setup_touch\n'))
            tally.check('and nothing went wrong', 'kiosk: ended' not in machine.log(), machine.log()[-400:])
    finally:
        disk.close()


def perform(tally, folder):
    tally.step('a panel that hangs turned', turned, tally, Image('bare'), folder)


if __name__ == '__main__':
    sys.exit(whole_test('turn', perform))
