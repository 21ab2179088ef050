#!/usr/bin/env python3
"""A kiosk is made on the booted machine: through commissioning by touch, with the real steward, the power going on the way; then a visitor
joins, the machine starts anew, and the kiosk is there. What lies on the stick is opened with strangers' tools.
Usage: setup.py. Ends with "setup: N passed, M failed"."""
import json
import os
import re
import subprocess
import sys

from built import FIRST_FRAME, HERE, SOURCE, Image, count_walk, read_stick, walk, whole_test
from vm import fat_image

LIMIT = 120  # seconds from power to first frame
LEAST_MEMORY = 160  # MB; a PIN and a receipt code take 64 MiB each to hash (docs/decisions/pin.md)


def new_receiver(folder, name):
    """The text age1... of a key made with age's own tool."""
    identity = os.path.join(folder, name)
    subprocess.run(['age-keygen', '-o', identity], check=True, capture_output=True, timeout=60)
    with open(identity) as f:
        return re.search(r'age1\w+', f.read()).group(0)


def make_stick(image, folder):
    """The second stick of docs/install.md: the demonstration's centre, with two receivers that nobody has seen before."""
    with open(os.path.join(SOURCE, 'assets/demo/centre.json')) as f:
        centre = json.load(f)
    centre = {'recipients': [new_receiver(folder, name) for name in ('office.txt', 'recovery.txt')], **centre}
    file = os.path.join(folder, 'sirkel-centre.json')
    with open(file, 'w') as f:
        json.dump(centre, f, ensure_ascii=False)
    stick = fat_image(os.path.join(folder, 'stick.img'), image.tools)
    image.tools.run('mcopy', '-i', stick, file, '::', env={**os.environ, 'MTOOLS_SKIP_CHECK': '1'})
    return stick


def lists_open(tally, image, stick, folder):
    """The trial carried two lists to the stick: both receivers open each of them, and nobody else is named."""
    files = read_stick(image, stick, os.path.join(folder, 'read'))
    lists = [f for f in files if f.endswith('.zip.age')]
    tally.check('the trial carried two lists to the stick', len(lists) == 2, str(files))
    for number, path in enumerate(lists):
        for name in ('office.txt', 'recovery.txt'):
            opened = os.path.join(folder, f'{name}-{number}.zip')
            done = subprocess.run(['age', '-d', '-i', os.path.join(folder, name), '-o', opened, path], capture_output=True, timeout=60)
            tally.check(f'{name} opens list {number + 1}', done.returncode == 0, done.stderr.decode(errors='replace')[:200])
    tally.check('the protocol is on the stick', any('protocol' in os.path.basename(f) or 'protokoll' in os.path.basename(f)
                                                    for f in files), str(files))


def no_trouble(tally, machine, when):
    logs = [open(machine.at(f'serial-{n + 1}.log'), errors='replace').read() for n in range(machine.starts)]
    lines = [line for line in '\n'.join(logs).splitlines() if re.search(r'sirkel: .*(fault|setup: )|kiosk: ended|denied|seccomp', line)]
    tally.check(f'nothing went wrong {when}', not lines, ' | '.join(lines[-5:]))


def commission(tally, image, folder):
    stick, disk = make_stick(image, folder), image.disk()
    image.office = folder
    with open(os.path.join(folder, 'pin.txt'), 'w') as f:
        f.write('0000\n')  # the walker wants one; this kiosk draws its own
    try:
        with image.machine(disk, words='sirkel.mirror=1', memory=LEAST_MEMORY) as machine:
            try:
                machine.wait_log(FIRST_FRAME, LIMIT)
                count_walk(tally, 'setup', walk(machine, image, [os.path.join(HERE, 'setup.walk')], stick=stick))
                if machine.sticks:
                    machine.unplug_stick()
                count_walk(tally, 'join', walk(machine, image, [os.path.join(SOURCE, 'tests/walk/join.walk')]))
                no_trouble(tally, machine, 'until the power went')
                machine.kill()
                machine.start()
                machine.wait_log(FIRST_FRAME, LIMIT)
                count_walk(tally, 'after the power went', walk(machine, image, [os.path.join(SOURCE, 'tests/walk/look_around.walk')]))
            finally:
                if os.environ.get('SIRKEL_LOG'):
                    print(machine.log()[-20000:], flush=True)
        tally.step('the lists', lists_open, tally, image, stick, folder)
    finally:
        disk.close()


def perform(tally, folder):
    tally.step('commissioning', commission, tally, Image('bare'), folder)


if __name__ == '__main__':
    sys.exit(whole_test('setup', perform))
