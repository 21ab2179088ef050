#!/usr/bin/env python3
"""The booted machine reads aloud, by its sound card: silent until somebody asks (AUD-16), then speech, and silence as soon as a finger
comes down (AUD-06); on a personal screen nothing but one sentence that holds nothing of anybody (AUD-03). Without a sound card nothing
offers to read. Usage: sound.py [quick]. Ends with "sound: N passed, M failed"."""
import os
import sys
import time

from built import FIRST_FRAME, Image, count_walk, walk_text, whole_test
from hear import Ear

FIRST_SOUND = 1.0  # seconds from a finger to the first sound
LAST_SOUND = 0.1 + 0.085 + 0.061  # AUD-06, then the voice's falling edge, and what QEMU holds back (hear.py)
WORDS = 46  # on the home screen in Bokmål; what it offers is said besides
SLOWEST, FASTEST = 60, 250  # words of the screen a minute, at the usual 125 of speech with its pauses
SENTENCE = 15  # seconds at most: why a personal screen is not read
EMPTY = (0.5, 0.02)  # nothing to be touched there
HOME = 'at start\nbegin\nat home\n'  # every walk begins at the start
JOIN = """do GO find
do GO topics
do TOPIC
do GROUP
at group
do JOIN
do GO join_rule
at join_rule
agree all
do GO join_name
at join_name
"""


def ask(tally, machine, image, what, text):
    """Performs a few steps; the time at which the last finger came down and that at which it was lifted."""
    marks = []
    count_walk(tally, what, walk_text(machine, image, 'sound', text, marks=marks))
    times = {words[0]: when for when, words in marks}
    return times.get('down', time.monotonic()), times.get('up', time.monotonic())


def wait_speech(ear, seconds=10):
    """Until it is in the middle of a word."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        loud = [level for when, level in ear.levels(time.monotonic() - 0.5)]
        if loud and min(loud[-6:]) > 20:
            return True
        time.sleep(0.02)
    return False


def silent(tally, ear, since, what):
    heard = ear.sounds(since)
    tally.check(f'no sound {what}', not heard, f'{len(heard)} hundredths of a second')


def begins(tally, machine, image, ear):
    silent(tally, ear, 0, 'before anybody came')
    ask(tally, machine, image, 'begin', HOME)
    time.sleep(1)
    silent(tally, ear, 0, 'before anybody asked')
    down, up = ask(tally, machine, image, 'listen', HOME + 'ask dock/tools/listen\n')
    first = ear.wait(down, 10)
    if tally.check('then it speaks', first is not None):
        print(f'the first sound came {first - down:.2f} s after the finger came down, {first - up:.2f} s after it was lifted')
        tally.check('soon', first - up < FIRST_SOUND, f'{first - up:.2f} s')


def stops(tally, machine, image, ear, times):
    slowest = 0.0
    for number in range(times):
        if number:
            ask(tally, machine, image, 'listen again', HOME + 'do LISTEN 1\n')
        if not tally.check('it is speaking', wait_speech(ear)):
            return
        touched = time.monotonic()
        machine.touch(*EMPTY)
        last = ear.wait_silence(touched, 10)
        if not tally.check('a finger ends it', last is not None):
            return
        slowest = max(slowest, last - touched)
    print(f'silence: {slowest * 1000:.0f} ms after a finger at most, of {times}')
    tally.check('at once', slowest <= LAST_SOUND, f'{slowest:.3f} s')


def whole_page(tally, machine, image, ear):
    down, _ = ask(tally, machine, image, 'the whole page', HOME + 'do LISTEN 1\n')
    last = ear.wait_silence(down, 90, quiet=4)
    heard = ear.sounds(down)
    if tally.check('the page comes to its end', heard and last is not None):
        rate = WORDS / (last - heard[0]) * 60
        print(f'the home screen took {last - heard[0]:.1f} s: {rate:.0f} of its words a minute')
        tally.check('in the time its words need', SLOWEST < rate < FASTEST, f'{rate:.0f} words a minute')


def personal(tally, machine, image, ear):
    before = time.monotonic()
    down, _ = ask(tally, machine, image, 'a personal screen', HOME + JOIN + 'refused dock/tools/listen\n')
    last = ear.wait_silence(down, SENTENCE + 10, quiet=4)
    heard = ear.sounds(before) or [down]
    tally.check('no sound on the way there', heard[0] >= down, f'{down - heard[0]:.1f} s too early')
    if tally.check('a personal screen is not read', last is not None and last - down < SENTENCE):
        print(f'why not was said in {last - heard[0]:.1f} s')
    before = time.monotonic()
    ask(tally, machine, image, 'to write there', HOME + JOIN + 'type "Kari"\n')
    time.sleep(1)
    heard = ear.sounds(before)
    tally.check('no sound of what is written', not heard, f'{len(heard)} hundredths of a second')


def with_card(tally, image, folder, is_quick):
    disk, ear = image.disk(), Ear(os.path.join(folder, 'heard.wav'))
    try:
        with image.machine(disk, words='sirkel.mirror=1', more=ear.words()) as machine:
            machine.wait_log(FIRST_FRAME, 120)
            time.sleep(2)
            begins(tally, machine, image, ear)
            stops(tally, machine, image, ear, 1 if is_quick else 5)
            if not is_quick:
                whole_page(tally, machine, image, ear)
                personal(tally, machine, image, ear)
    finally:
        ear.close()
        disk.close()


def without_card(tally, image):
    disk = image.disk()
    try:
        with image.machine(disk, words='sirkel.mirror=1') as machine:
            machine.wait_log(FIRST_FRAME, 120)
            time.sleep(2)
            ask(tally, machine, image, 'no card',
                'at start\nnot dock/tools/listen\nbegin\nat home\nnot dock/tools/listen\nsee dock/tools/smaller TOOL\n')
    finally:
        disk.close()


def perform(tally, folder):
    image, is_quick = Image('test'), 'quick' in sys.argv[1:]
    tally.step('with a sound card', with_card, tally, image, folder, is_quick)
    if not is_quick:
        tally.step('without one', without_card, tally, image)


if __name__ == '__main__':
    sys.exit(whole_test('sound', perform))
