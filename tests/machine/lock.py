#!/usr/bin/env python3
"""The data partition's lock, as on a real machine: firmware with Secure Boot and a TPM together, whose state is kept over the starts.
Usage: lock.py [story|cuts]; both without a word. Ends with "lock: N passed, M failed".
story: made with the key in the chip; a sign-up outlives the power; an update into the other slot opens it too; Secure Boot switched off,
other keys, another chip, none: locked, said on the display, and not a byte of the partition changed; each undone: open, the sign-up there.
cuts: the power goes while the partition is first made with the chip."""
import hashlib
import mmap
import os
import re
import sys

from built import FIRST_FRAME, OUT, SOURCE, Image, count_walk, walk_text, whole_test
from flips import rows
from update import GOOD_AFTER, LIMIT, Life, begin_update, build, kept, make_stick, newer
from vm import Failed

MIB = 1 << 20
WORD = r'^data: +[0-9.]+ (tpm|plain|locked|foreign|broken|none|newer|uncopied|memory)$'
NEW = 'the data partition was created'
WRITTEN = ('Kari Marker', '91234567')  # in join.walk
CUTS = (1, 8 * MIB, 20 * MIB, 30 * MIB)  # bytes written when the power goes: the mark; amid the header; the file system; what fills it
USUAL = ('--language', 'nb', '--size', 'M')
SAFE_MODE = (*USUAL, '--safe-mode')
ABOUT = ('begin\ndo HELP\ndo GO desk\ndo GO staff_pin\nenter pin\ndo MACHINE staff_machine\nwait 5\n'
         'do MACHINE staff_about\nat staff_about\n'
         'text start/boot "På"\ntext start/lock "maskinens egen brikke"\nleave\n')
SHUT = ('at out_of_order\nsee why\nsee staff STRONG\ntext trouble "Låsen på dataene åpnet seg ikke"\ntext trouble "Ingenting er slettet"\n'
        'text start/boot "{}"\nnot week\ndo HELP\nat help\ndo GO desk\nsee anyone\nnot staff\n'
        'do BACK\ndo BACK\nat out_of_order\ndo LEAVE\nat out_of_order\n')


def switched_off(variables, path):
    """The firmware's settings with their keys, and Secure Boot off, as somebody switches it off in the setup screens: one variable of one
    byte."""
    with open(variables, 'rb') as f:
        data = bytearray(f.read())
    name = 'SecureBootEnable'.encode('utf-16le') + b'\0\0'
    at = data.find(name)
    if at < 0 or data.find(name, at + 1) >= 0 or data[at + len(name)] != 1:
        raise Failed('the settings do not say once that Secure Boot is on')
    data[at + len(name)] = 0
    with open(path, 'wb') as f:
        f.write(data)
    return path


def partition(image, disk, folder):
    """A hash over every byte of the data partition."""
    raw, (start, size) = os.path.join(folder, 'disk.raw'), rows()['data']
    image.tools.run('qemu-img', 'convert', '-O', 'raw', disk.layer, raw)
    whole = hashlib.sha256()
    with open(raw, 'rb') as f:
        f.seek(start)
        for _ in range(size // MIB):
            whole.update(f.read(MIB))
    os.unlink(raw)
    return whole.hexdigest()


def first_line(machine, pattern):
    """Waits for it; the emulator sometimes stands still in the kernel's own start, before our first line: then once more, and it is
    said."""
    try:
        return machine.wait_log(pattern, 120)[0]
    except Failed as failure:
        if not machine.is_running() or re.search('^boot: ', machine.log(), re.MULTILINE):
            raise
        registers = machine.qmp('human-monitor-command', **{'command-line': 'info registers -a'})
        halted = re.findall(r'RIP=(\w+).*HLT=(\d)', registers)
        print(f'    stood still before our first line, once more: {halted}: {str(failure)[-120:]}', flush=True)
    machine.kill()
    machine.start()
    return machine.wait_log(pattern, 120)[0]


def scan(tally, image, disk, folder):
    """What the visitor wrote, searched for over the whole disk, boot partition and roots included; and that the search finds what is
    there."""
    raw = os.path.join(folder, 'disk.raw')
    image.tools.run('qemu-img', 'convert', '-O', 'raw', disk.layer, raw)
    with open(raw, 'rb') as f, mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        tally.check('the search finds the name of the partition', whole.find(b'sirkel-data') >= 0)
        for words in WRITTEN:
            places = [whole.find(words.encode(code)) for code in ('utf-8', 'utf-16le')]
            tally.check(f'"{words}" is nowhere on the disk', places == [-1, -1], str(places))
    os.unlink(raw)


class Place:
    """A disk that is started with this or that chip and firmware."""

    def __init__(self, tally, folder):
        self.tally, self.folder, self.image = tally, folder, Image('test')
        self.disk, self.chip, self.on = self.image.disk(), os.path.join(folder, 'chip'), os.path.join(OUT, 'firmware.fd')

    def machine(self, variables=None, chip=True, **more):
        return self.image.machine(self.disk, firmware='secure', variables=variables or self.on,
                                  tpm=self.chip if chip is True else chip, **more)

    def pictures(self, name):
        """Words for the walker: SIRKEL_PICTURES=FOLDER gets a folder of what was on the display."""
        if not os.environ.get('SIRKEL_PICTURES'):
            return ()
        place = os.path.join(os.environ['SIRKEL_PICTURES'], re.sub(r'\W+', '-', name))
        os.makedirs(place, exist_ok=True)
        return '--pictures', place

    def opens(self, what, records, **more):
        with self.machine(**more) as machine:
            word = first_line(machine, WORD).group(1)
            self.tally.check(f'{what}: opens by the chip', word == 'tpm' and NEW not in machine.log(), word)
            machine.wait_log(FIRST_FRAME, LIMIT)
            seen = kept(machine)
            self.tally.check(f'{what}: the sign-up is there', seen == records, f'{seen}, {records} before')
            print(f'    {what}: {word}, {seen[0]} sign-ups', flush=True)

    def is_shut(self, what, boot, **more):
        """The calm screen says it, also after touches, and nothing is written to the partition."""
        before = partition(self.image, self.disk, self.folder)
        with self.machine(**more) as machine:
            word = first_line(machine, WORD).group(1)
            self.tally.check(f'{what}: locked', word == 'locked', word)
            machine.wait_log(FIRST_FRAME, LIMIT)
            count_walk(self.tally, what, walk_text(machine, self.image, 'shut', SHUT.format(boot), more=(*SAFE_MODE, *self.pictures(what))))
            print('    ' + '; '.join(re.findall(r'^(?:tpm|data): .*', machine.log(), re.MULTILINE)), flush=True)
        self.tally.check(f'{what}: not a byte of the partition changed', partition(self.image, self.disk, self.folder) == before)


def join_text():
    """A sign-up that is opened again with its code when the power has gone and come back."""
    with open(os.path.join(SOURCE, 'tests/walk/join.walk')) as f:
        lines = [line for line in f.read().splitlines() if 'trace' not in line]
    return '\n'.join(lines[:lines.index('at      join_done') + 1]) + (
        '\nremember code\ncrash\nat start\nrecords 1 1\nbegin\ndo GO code\nenter code\nat mine\nleave\n')


def first_life(place):
    """Made, joined, cut, opened; how much is kept then."""
    with place.machine() as machine:
        word = first_line(machine, WORD).group(1)
        place.tally.check('a new disk is made with the key in the chip', word == 'tpm' and NEW in machine.log(), word)
        machine.wait_log(FIRST_FRAME, LIMIT)
        count_walk(place.tally, 'about this machine', walk_text(machine, place.image, 'about', ABOUT,
                                                                more=(*USUAL, *place.pictures('about'))))
        count_walk(place.tally, 'a sign-up and a cut', walk_text(machine, place.image, 'join', join_text()))
        place.tally.check('after the cut the chip opens it', re.search(WORD, machine.log(), re.MULTILINE).group(1) == 'tpm'
                          and NEW not in machine.log())
        return kept(machine)


def other_slot(place, records):
    """A newer version, signed with the same keys: Secure Boot's state and keys stay, so the chip gives the key."""
    stick = make_stick(place.image, build(place.image, 'test', newer(place.image, 1)), os.path.join(place.folder, 'update.img'))
    with place.machine(keep_going=True) as machine:
        first_line(machine, FIRST_FRAME)
        life = begin_update(place.tally, machine, place.image, stick, 'a new version')
        place.tally.check('it starts from slot b', life.which() == (newer(place.image, 1), 'b'), str(life.which()))
        word = life.wait(WORD, LIMIT).group(1)
        place.tally.check('the chip gives the key to slot b', word == 'tpm', word)
        life.wait(FIRST_FRAME, LIMIT)
        life.wait(r'steward: this start is good$', GOOD_AFTER)
        place.tally.check('the sign-up is there in slot b', kept(machine) == records)


def story(tally, folder):
    place = Place(tally, folder)
    try:
        records = first_life(place)
        scan(tally, place.image, place.disk, folder)
        other_slot(place, records)
        place.opens('slot b after the power went', records)
        off, other = switched_off(place.on, os.path.join(folder, 'off.fd')), os.path.join(folder, 'other-chip')
        place.is_shut('Secure Boot off', 'Av', variables=off)
        place.is_shut('no keys in the firmware', 'Av', variables=place.image.tools.path('usr/share/OVMF/OVMF_VARS_4M.fd'))
        place.opens('Secure Boot on again', records)
        place.is_shut('another chip', 'På', chip=other)
        place.is_shut('no chip', 'På', chip=None)
        place.opens('the old chip back', records)
    finally:
        place.disk.close()


def written(machine):
    return next(one['stats']['wr_bytes'] for one in machine.qmp('query-blockstats') if one.get('device') == 'disk')


def cut(tally, folder, bytes_written):
    what, place = f'cut after {bytes_written / MIB:.0f} MiB', Place(tally, os.path.join(folder, str(bytes_written)))
    os.makedirs(place.folder)
    try:
        with place.machine() as machine:
            machine.wait_for(lambda: written(machine) >= bytes_written, 120, what)
            early = NEW not in machine.log()
            machine.kill()
        tally.check(f'{what}: in the first making', early)
        with place.machine() as machine:
            word = first_line(machine, WORD).group(1)
            machine.wait_log(FIRST_FRAME, LIMIT)
            how = 'made anew' if NEW in machine.log() else 'opened'
            tally.check(f'{what}: the next start has it, by the chip', word == 'tpm', word)
            records = kept(machine)
            tally.check(f'{what}: whole', records[0] > 0, str(records))
            print(f'    {what}: {how}' + (', begun was seen' if 'it begins again' in machine.log() else ''), flush=True)
        place.opens(f'{what}, the start after that', records)
    finally:
        place.disk.close()


def cuts(tally, folder):
    for bytes_written in CUTS:
        tally.step(f'cut after {bytes_written} bytes', cut, tally, folder, bytes_written)


def perform(tally, folder):
    parts = {'story': story, 'cuts': cuts}
    for name in [name for name in sys.argv[1:] if name in parts] or parts:
        tally.step(name, parts[name], tally, folder)


if __name__ == '__main__':
    sys.exit(whole_test('lock', perform))
