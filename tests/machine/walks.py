#!/usr/bin/env python3
"""The walks of the desk on the booted machine, with real touches; then the stick they filled is opened by strangers' tools.
Usage: walks.py [WALK...] (join join_hold mine look_around staff_export). Ends with "walks: N passed, M failed, K skipped"."""
import os
import sys

from built import FIRST_FRAME, SOURCE, Image, count_walk, is_signed, new_stick, open_export, read_stick, walk, whole_test

NAME = 'Kari Marker'  # of join.walk


def check_stick(tally, image, stick, folder, name):
    files = read_stick(image, stick, os.path.join(folder, 'stick'))
    lists = [f for f in files if f.endswith('.zip.age')]
    if not tally.check('a list lies on the stick', len(lists) == 1, str(files)):
        return
    tally.check('minisign accepts it', is_signed(image, lists[0]))
    records = open_export(image, lists[0], folder)
    names = [r.get('name') for r in records]
    tally.check('age and unzip open its records', len(records) > 0)
    if name:
        tally.check('who joined is among them', name in names)


# Each on a disk of its own, since places in a group are few; what the export carries must have been made before it.
VISITS = [['join', 'staff_export'], ['join_hold'], ['mine'], ['look_around']]


def visit(tally, image, names, folder):
    disk, stick = image.disk(), new_stick(image.tools, folder)
    try:
        with image.machine(disk, words='sirkel.mirror=1') as machine:
            machine.wait_log(FIRST_FRAME, 120)
            for name in names:
                count_walk(tally, name, walk(machine, image, [os.path.join(SOURCE, f'tests/walk/{name}.walk')], stick=stick))
            if tally.failed and os.environ.get('SIRKEL_LOG'):
                print(machine.log())
        if 'staff_export' in names:
            tally.step('the stick can be opened', check_stick, tally, image, stick, folder, NAME if 'join' in names else None)
    finally:
        disk.close()


def perform(tally, folder):
    image = Image('test')
    for names in [sys.argv[1:]] if len(sys.argv) > 1 else VISITS:
        tally.step(' '.join(names), visit, tally, image, names, folder)


if __name__ == '__main__':
    sys.exit(whole_test('walks', perform))
