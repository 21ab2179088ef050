#!/usr/bin/env python3
"""The power goes: at moments of a join and of an export. What a visitor was told is kept is there after the restart, and opens with their
code; nothing is half kept; and no list on the stick has a signature that is not good. Usage: power.py [quick]. Ends with "power: N
passed, M failed". QEMU is killed; its host's cache keeps what the machine had written, so what a disk's own cache would lose is not tried
here."""
import glob
import os
import shutil
import sys

from built import FIRST_FRAME, SOURCE, Image, count_walk, is_signed, new_stick, read_stick, walk_text, whole_test

AFTER_TYPING = {'type    "Kari Marker"': 'name written', 'sign': 'signed'}
CUTS_MS = (0, 20, 60, 120, 250, 500, 1000)


def lines_of(name):
    with open(os.path.join(SOURCE, f'tests/walk/{name}.walk')) as f:
        return f.read().splitlines()


def upto(lines, last):
    return '\n'.join(lines[:lines.index(last) + 1]) + '\n'


def joins():
    """(name, walk): cut before anything was promised, right after it was, and at moments between."""
    lines = [line for line in lines_of('join') if 'trace' not in line]
    for last, name in AFTER_TYPING.items():
        yield f'join cut with the {name}', upto(lines, last) + 'crash\nat start\nrecords 0 0\n'
    done = upto(lines, 'at      join_done')
    yield 'join cut when the code is shown', (done + 'remember code\ncrash\nat start\nrecords 1 1\nbegin\ndo GO code\nenter code\nat mine\n'
                                              'do GO leave_sure\ndo LEAVE_SURE\nat mine_done\nrecords 0 1\nleave\n')
    before = upto(lines, 'records 0 0')
    for ms in CUTS_MS:
        yield f'join cut {ms} ms after the last touch', f'{before}cut COMMIT_JOIN {ms}\nat start\nrecords whole\n'


def export_walk(ms):
    lines = [line for line in lines_of('staff_export') if 'stick' not in line and 'wrong' not in line and 'PIN_WRONG' not in line]
    start = lines.index('do      EXPORT')
    return '\n'.join(lines[:start]) + f'\ncut EXPORT {ms}\nat start\nrecords 0 0\n'


def check_lists(tally, image, stick, folder):
    """Signed means good. What was cut off has no signature, and says so by having none."""
    if os.path.exists(folder):
        shutil.rmtree(folder)
    read_stick(image, stick, folder, torn=True)
    for signature in glob.glob(os.path.join(folder, '*.minisig')):
        size = os.path.getsize(signature)
        good = is_signed(image, signature[:-len('.minisig')])
        tally.check(f'{os.path.basename(signature)} ({size} bytes) vouches for a whole list', good or size == 0)
    return len(glob.glob(os.path.join(folder, '*.zip.age')))


def cut_joins(tally, image, quick):
    """Each on a disk of its own: places in a group are few."""
    for name, text in list(joins())[2::3] if quick else joins():
        disk = image.disk()
        try:
            with image.machine(disk, words='sirkel.mirror=1') as machine:
                machine.wait_log(FIRST_FRAME, 120)
                result = walk_text(machine, image, 'join', text)
        finally:
            disk.close()
        count_walk(tally, name, result)
        print(''.join(f'    {line}\n' for line in result[1].splitlines() if line.startswith('cut:')), end='', flush=True)


def cut_exports(tally, image, quick, folder):
    """All on one disk and one stick; and after that an export that is let be."""
    disk, stick, opened = image.disk(), new_stick(image.tools, folder), os.path.join(folder, 'stick')
    whole = '\n'.join(line for line in lines_of('staff_export')
                      if not any(word in line for word in ('stick', 'wrong', 'PIN_WRONG', 'STICK_MISSING')))
    try:
        with image.machine(disk, words='sirkel.mirror=1') as machine:
            machine.wait_log(FIRST_FRAME, 120)
            for ms in (300,) if quick else (0, 50, 100, 200, 300, 500, 800, 1500):
                count_walk(tally, f'export cut {ms} ms after the touch', walk_text(machine, image, 'export', export_walk(ms), stick=stick))
                machine.unplug_stick()
                print(f'    lists on the stick now: {check_lists(tally, image, stick, opened)}', flush=True)
            before = check_lists(tally, image, stick, opened)
            count_walk(tally, 'an export after all that', walk_text(machine, image, 'export', once(whole), stick=stick))
            machine.unplug_stick()
            tally.check('it lies on the stick', check_lists(tally, image, stick, opened) == before + 1)
    finally:
        disk.close()


def perform(tally, folder):
    quick = 'quick' in sys.argv[1:]
    image = Image('test')
    tally.step('joins', cut_joins, tally, image, quick)
    tally.step('exports', cut_exports, tally, image, quick, folder)


def once(text):
    """staff_export asks twice, the first time without a stick: here only the last time is wanted."""
    first = text.index('do      EXPORT')
    second = text.index('do      EXPORT', first + 1)
    return text[:first] + text[second:]


if __name__ == '__main__':
    sys.exit(whole_test('power', perform))
