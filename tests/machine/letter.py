#!/usr/bin/env python3
"""The office writes to the booted machine, on real FAT sticks, with the real minisign: the kiosk is given the office's key; a letter with
another room is previewed, held and in force without a restart, and after the power went; one that was altered by a byte is refused, and
nothing changes. Usage: letter.py. Ends with "letter: N passed, M failed"."""
import os
import re
import subprocess
import sys

from built import BUILD, FIRST_FRAME, SOURCE, Image, count_walk, walk_text, whole_test
from vm import fat_image

LIMIT = 120  # seconds from power to first frame
STAFF = 'begin\ndo HELP\ndo GO desk\ndo GO staff_pin\nenter pin\ndo GO staff_letter\nat staff_letter\n'
GIVEN = STAFF + '''see key
do LETTER_READ
notice LETTER_NO_KEY
do GO office_pin
enter pin
at office_key
see figures
do OFFICE_KEY 1
at staff_letter
notice OFFICE_KNOWN
not key
do LETTER_READ
at letter_shown
text title "1"
text change/values "{before}"
text change/values "{after}"
do BACK
do LETTER_READ
at letter_shown
do LETTER_USE
at letter_used
leave
'''
REFUSED = STAFF + 'do LETTER_READ\nat staff_letter\nnotice LETTER_ALTERED\nleave\n'
AGAIN = STAFF + 'do LETTER_READ\nat staff_letter\nnotice LETTER_AGAIN\nleave\n'
PLACE = 'begin\ndo GO find\ndo GO search\ntype "tirs"\ndo WRITTEN\nat groups\ndo GROUP\nat group\ntext facts/place "{room}"\nleave\n'
BEFORE, AFTER, NEVER = 'Rom B204', 'Rom A112', 'Rom C300'


def run(*words):
    subprocess.run(words, check=True, capture_output=True, timeout=60)


def letter(folder, number, room):
    """Written by sirkelctl, unsigned; minisign signs it."""
    with open(os.path.join(SOURCE, 'assets/demo/centre.json'), encoding='utf-8') as f:
        text = f.read().replace(BEFORE, room)
    centre = os.path.join(folder, f'centre-{number}.json')
    with open(centre, 'w', encoding='utf-8') as f:
        f.write(text)
    run(os.path.join(BUILD, 'sirkelctl'), 'office', 'letter', '--number', str(number), '--out', folder, '--centre', centre)
    path = os.path.join(folder, f'sirkel-office-{number:06}.json')
    run('minisign', '-S', '-W', '-s', os.path.join(folder, 'office.key'), '-m', path)
    return path


def stick_with(image, folder, name, *files):
    stick = fat_image(os.path.join(folder, name), image.tools)
    for file in files:
        image.tools.run('mcopy', '-i', stick, file, '::', env={**os.environ, 'MTOOLS_SKIP_CHECK': '1'})
    return stick


def altered(path):
    with open(path, 'r+b') as f:
        data = f.read()
        f.seek(data.index(NEVER.encode()) + len(NEVER) - 1)
        f.write(b'1')
    return path


def on_a_machine(tally, machine, image, sticks):
    def visit(what, text, stick=None):
        count_walk(tally, what, walk_text(machine, image, 'letter', text, stick=stick))
        if machine.sticks:
            machine.unplug_stick()
    machine.wait_log(FIRST_FRAME, LIMIT)
    visit('the room before', PLACE.format(room=BEFORE[4:]))
    visit('the key, and the letter that is signed with it', GIVEN.format(before=BEFORE, after=AFTER), sticks[0])
    starts = len(re.findall(FIRST_FRAME, machine.log()))
    visit('the room after, without a restart', PLACE.format(room=AFTER[4:]))
    tally.check('nothing was started anew', len(re.findall(FIRST_FRAME, machine.log())) == starts)
    visit('one altered by a byte', REFUSED, sticks[1])
    visit('nothing changed', PLACE.format(room=AFTER[4:]))
    machine.kill()
    machine.start()
    machine.wait_log(FIRST_FRAME, LIMIT)
    visit('it is in force after the power went', PLACE.format(room=AFTER[4:]))
    visit('and is not taken twice', AGAIN, sticks[0])


def letters(tally, image, folder):
    run('minisign', '-G', '-W', '-p', os.path.join(folder, 'office.pub'), '-s', os.path.join(folder, 'office.key'))
    files = []
    for number, room in ((1, AFTER), (2, NEVER)):
        path = letter(folder, number, room)
        files.append([path, path + '.minisig'])
    altered(files[1][0])
    sticks = [stick_with(image, folder, 'good.img', os.path.join(folder, 'office.pub'), *files[0]),
              stick_with(image, folder, 'bad.img', *files[1])]
    disk = image.disk()
    try:
        with image.machine(disk, words='sirkel.mirror=1') as machine:
            on_a_machine(tally, machine, image, sticks)
            if tally.failed and os.environ.get('SIRKEL_LOG'):
                print(machine.log()[-20000:], flush=True)
    finally:
        disk.close()


def perform(tally, folder):
    tally.step('a letter', letters, tally, Image('test'), folder)


if __name__ == '__main__':
    sys.exit(whole_test('letter', perform))
