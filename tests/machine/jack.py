#!/usr/bin/env python3
"""A headset at the booted machine: its plug goes in and the screen is spoken, personal or not; it goes out, and there is silence and a
personal screen is covered (AUD-01 to AUD-03). Usage: jack.py. Ends with "jack: N passed, M failed"."""
import os
import sys
import time

from built import FIRST_FRAME, Image, count_walk, walk_text, whole_test
from hear import Ear
from jack_device import Jack
from sound import HOME, JOIN, wait_speech

MEMORY = 256
SPOKEN = 1.0  # seconds after the plug went in
HUSHED = 0.2 + 0.061  # seconds after it went out; and what QEMU holds back (hear.py)


class Plug:
    """Moves the plug when a walk says so, and looks at what is heard then."""

    def __init__(self, tally, ear, jack):
        self.tally, self.ear, self.jack, self.spoken, self.hushed = tally, ear, jack, [], []

    def headset(self, way):
        {'in': self.put_in, 'out': self.pull}[way]()

    def put_in(self):
        moved = self.jack.move(True)
        first = self.ear.wait(moved, 8)
        if self.tally.check('in: it speaks', first is not None):
            self.spoken.append(first - moved)
            self.tally.check('in: within a second', first - moved <= SPOKEN, f'{first - moved:.2f} s')

    def pull(self):
        self.tally.check('it is speaking', wait_speech(self.ear))
        moved = self.jack.move(False)
        last = self.ear.wait_silence(moved, 10)
        if self.tally.check('out: silence', last is not None):
            self.hushed.append(last - moved)
            self.tally.check('out: within a fifth of a second', last - moved <= HUSHED, f'{last - moved:.3f} s')

    def speaks(self):
        self.tally.check('it speaks in the headset', wait_speech(self.ear))


WALK = HOME + 'hand headset in\nhand headset out\nhand headset in\n' + JOIN + '''hand speaks
type "Ka"
hand speaks
hand headset out
at cover
do UNCOVER
at join_name
'''


def plug(tally, image, folder):
    disk, ear, jack = image.disk(), Ear(os.path.join(folder, 'heard.wav')), Jack(os.path.join(folder, 'jack'))
    try:
        with image.machine(disk, words='sirkel.mirror=1', memory=MEMORY, more=ear.words('hda-output') + jack.words(MEMORY)) as machine:
            machine.wait_log(FIRST_FRAME, 120)
            time.sleep(2)
            hand = Plug(tally, ear, jack)
            count_walk(tally, 'a headset', walk_text(machine, image, 'jack', WALK, hands={'headset': hand.headset, 'speaks': hand.speaks}))
            uncovered = time.monotonic()
            time.sleep(2)
            tally.check('no sound after the cover', not ear.sounds(uncovered))
            if hand.spoken and hand.hushed:
                print(f'speech {max(hand.spoken):.2f} s after the plug went in at most, '
                      f'silence {max(hand.hushed) * 1000:.0f} ms after it went out')
    finally:
        ear.close()
        jack.close()
        disk.close()


def perform(tally, folder):
    tally.step('a headset', plug, tally, Image('test'), folder)


if __name__ == '__main__':
    sys.exit(whole_test('jack', perform))
