#!/usr/bin/env python3
"""A new version from a stick, on the booted machine under Secure Boot, through its screens: a damaged one and one that is not newer are
refused; a good one is written, started, found good, and stays, with all that was kept. Usage: update.py: that; update.py fallback: a
version whose kiosk always ends at once is tried three times, and the one before it comes back by itself (this takes long: the last try is
left alone). Builds the next versions unless they are there. Ends with "update: N passed, M failed, K skipped"."""
import contextlib
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import time

from built import FIRST_FRAME, HERE, OUT, SOURCE, Image, count_walk, walk, walk_text, whole_test
from flips import rows
from vm import MIRROR, Failed, fat_image

NEXT_OUT = OUT + '-next'
LIMIT = 300  # seconds from power to first frame, by firmware
GOOD_AFTER = 240  # the kiosk must stand for one of the machine's minutes, and that clock may be slow here
TRIAL = 900  # the steward waits five of the machine's minutes for a good start
HEAD = struct.Struct('<16s9I4xQQ3q8sQ')  # struct mirror_head of tests/kit/mirror.h
TO_UPDATE = ('begin\ndo HELP\ndo GO desk\ndo GO staff_pin\nenter pin\ndo MACHINE staff_machine\nwait 5\n'
             'do MACHINE staff_update\nat staff_update\n')
DAMAGED = TO_UPDATE + 'do UPDATE_BEGIN\nwait 60\ntext said "En fil i oppdateringen er skadet"\nsee look\nleave\n'
OLD = TO_UPDATE + 'see keep HOLD\ndo UPDATE_KEEP\nnotice UPDATE_KEPT\ndo MACHINE staff_update\ntext said "ikke nyere"\nnot write\nleave\n'


def version_of(place):
    with open(os.path.join(place, 'cmdline-a')) as f:
        return re.search(r'sirkel\.version=(\S+)', f.read()).group(1)


def newer(image, by):
    """The version that comes after what was built."""
    numbers = version_of(image.place).split('.')
    return '.'.join([*numbers[:-1], str(int(numbers[-1]) + by)])


def is_fresh(image, place, version):
    """Made after the image that takes it: the walker reads the display only of what was built from its own sources."""
    disk = os.path.join(place, 'disk.img')
    return (os.path.exists(os.path.join(place, 'sirkel-update/manifest.minisig')) and version_of(place) == version and
            os.path.getmtime(disk) >= os.path.getmtime(image.disk_image))


def build(image, variant, version):
    """The folder sirkel-update/ of another version, signed with the same keys."""
    place = os.path.join(NEXT_OUT, variant)
    bundle = os.path.join(place, 'sirkel-update')
    if not is_fresh(image, place, version):
        environment = {**os.environ, 'SIRKEL_OUT': NEXT_OUT, 'SIRKEL_VERSION': version}
        for stage, limit in (('build', 1500), ('bundle', 300)):
            subprocess.run([os.path.join(SOURCE, 'image', stage), variant], env=environment, check=True, timeout=limit,
                           stdout=subprocess.DEVNULL)
    return bundle


def make_stick(image, bundle, path):
    fat_image(path, image.tools)
    image.tools.run('mcopy', '-s', '-i', path, bundle, '::', env={**os.environ, 'MTOOLS_SKIP_CHECK': '1'})
    return path


def damage(bundle, folder):
    """The same with one bit of its root turned."""
    damaged = shutil.copytree(bundle, os.path.join(folder, 'damaged/sirkel-update'))
    with open(os.path.join(damaged, 'root.img'), 'r+b') as f:
        f.seek(os.path.getsize(f.name) // 2)
        byte = f.read(1)[0]
        f.seek(-1, os.SEEK_CUR)
        f.write(bytes([byte ^ 1]))
    return damaged


def kept(machine, timeout=60):
    """(memberships, consents) as the mirror counts them."""
    end, seen = time.monotonic() + timeout, b''
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(timeout)
        line.connect(machine.port(MIRROR))
        while time.monotonic() < end:
            seen += line.recv(65536)
            at = seen.rfind(b'sirkel mirror 1\0', 0, len(seen) - HEAD.size + 16)
            if at >= 0 and len(seen) >= at + HEAD.size:
                head = HEAD.unpack_from(seen, at)
                if head[9]:
                    return head[12], head[13]
            seen = seen[-(1 << 20):]
    raise Failed('the mirror does not say what is kept')


class Life:
    """One start of the system in what the serial line says: QEMU's file goes on over a restart, so each is looked for behind the last
    one."""

    def __init__(self, machine, since=0):
        self.machine, self.since, self.began = machine, since, time.monotonic()

    def text(self):
        return self.machine.log()[self.since:]

    def wait(self, pattern, timeout):
        found = lambda: re.search(pattern, self.text(), re.MULTILINE)
        try:
            self.machine.wait_for(lambda: found() or not self.machine.is_running(), timeout, f'/{pattern}/')
        except Failed as failure:
            raise Failed(f'{failure}: ' + ' | '.join(self.text().splitlines()[-5:]))
        if not found():
            raise Failed(f'/{pattern}/: the machine ended')
        return found()

    def which(self):
        """(version, slot) of what starts here."""
        line = self.wait(r'ommand line: .*sirkel\.slot=([ab]) .*sirkel\.version=(\S+)', LIMIT)
        return line.group(2), line.group(1)

    def again(self):
        """The start after this one, in the same file."""
        return Life(self.machine, len(self.machine.log()))


def start_files(image, disk, folder):
    """The names in EFI/Linux of the boot partition, as mtools reads them."""
    raw = os.path.join(folder, 'disk.raw')
    image.tools.run('qemu-img', 'convert', '-O', 'raw', disk.layer, raw)
    listed = image.tools.run('mdir', '-b', '-i', f'{raw}@@{rows()["esp"][0]}', '::EFI/Linux', env={**os.environ, 'MTOOLS_SKIP_CHECK': '1'})
    os.unlink(raw)
    return sorted(line.rsplit('/', 1)[-1] for line in listed.decode().split())


@contextlib.contextmanager
def told(machine):
    """SIRKEL_LOG=1: what the machine said last, when a test breaks off."""
    try:
        yield
    except BaseException:
        if os.environ.get('SIRKEL_LOG'):
            print(machine.log()[-20000:], flush=True)
        raise


def secure_machine(image, disk):
    return image.machine(disk, firmware='secure', variables=os.path.join(OUT, 'firmware.fd'), keep_going=True)


def begin_update(tally, machine, image, stick, what):
    """Has the stick's version written, and the machine restarted; the start that follows."""
    mark = Life(machine, len(machine.log()))
    began = time.monotonic()
    count_walk(tally, what, walk(machine, image, [os.path.join(HERE, 'update.walk')], stick=stick))
    mark.wait(r'ommand line: .*sirkel\.slot=', LIMIT)
    print(f'    {what}: {time.monotonic() - began:.0f} s from the door for staff to the next start', flush=True)
    if machine.sticks:
        machine.unplug_stick()
    return mark


def good_start(tally, image, disk, machine, life, folder):
    new = (newer(image, 1), 'b')
    tally.check('the new version starts from slot b', life.which() == new, str(life.which()))
    life.wait(FIRST_FRAME, LIMIT)
    life.wait(r'steward: this start is good$', GOOD_AFTER)
    print(f'    {life.wait(r"update: .*started well", 10).group(0)}', flush=True)
    machine.kill()
    names = start_files(image, disk, folder)
    tally.check('it is no longer counted, and the one before is still there', names == ['sirkel-a.efi', 'sirkel-b.efi'], str(names))
    machine.start()
    life = Life(machine)
    tally.check('it starts again after the power went', life.which() == new, str(life.which()))
    life.wait(FIRST_FRAME, LIMIT)


def update(tally, image, folder):
    bundle, disk = build(image, 'test', newer(image, 1)), image.disk()
    good = make_stick(image, bundle, os.path.join(folder, 'good.img'))
    bad = make_stick(image, damage(bundle, folder), os.path.join(folder, 'bad.img'))
    try:
        with secure_machine(image, disk) as machine, told(machine):
            life = Life(machine)
            before = life.which()
            tally.check('what was built starts from slot a', before == (version_of(image.place), 'a'), str(before))
            life.wait(FIRST_FRAME, LIMIT)
            records = kept(machine)
            tally.check('the demonstration has sign-ups', records[0] > 0, str(records))
            count_walk(tally, 'a damaged update is refused', walk_text(machine, image, 'damaged', DAMAGED, stick=bad))
            machine.unplug_stick()
            life = begin_update(tally, machine, image, good, 'a new version')
            good_start(tally, image, disk, machine, life, folder)
            tally.check('all sign-ups are still there', kept(machine) == records, f'{records} before')
            count_walk(tally, 'the same one again is not newer', walk_text(machine, image, 'old', OLD, stick=good))
    finally:
        disk.close()


def end_at_once(path):
    """A program that ends with 1 before it does anything: its first bytes become exit_group(1)."""
    with open(path, 'r+b') as f:
        head = f.read(64)
        entry, table, size, count = (struct.unpack_from('<Q', head, 24)[0], struct.unpack_from('<Q', head, 32)[0],
                                     *struct.unpack_from('<HH', head, 54))
        for i in range(count):
            f.seek(table + i * size)
            kind, _, offset, address, _, length = struct.unpack('<IIQQQQ', f.read(40))
            if kind == 1 and address <= entry < address + length:
                f.seek(offset + entry - address)
                f.write(bytes.fromhex('bf01000000b8e70000000f05'))  # mov edi, 1; mov eax, 231; syscall
                return
    raise Failed(f'{path} has no entry')


def build_broken(image):
    """As the next version, with a kiosk that always ends at once. It is linked as the real one: else the image would not agree with
    itself."""
    build(image, 'test', newer(image, 1))
    program = os.path.join(NEXT_OUT, 'program')
    shutil.copyfile(os.path.join(program, 'mirror'), os.path.join(program, 'broken'))
    end_at_once(os.path.join(program, 'broken'))
    return build(image, 'broken', newer(image, 2))


def fallback(tally, image, folder):
    stick, disk = make_stick(image, build_broken(image), os.path.join(folder, 'broken.img')), image.disk()
    try:
        with secure_machine(image, disk) as machine, told(machine):
            life = Life(machine)
            before = life.which()
            life.wait(FIRST_FRAME, LIMIT)
            records = kept(machine)
            life, new = begin_update(tally, machine, image, stick, 'a version that does not work'), (newer(image, 2), 'b')
            for number in (1, 2):
                tally.check(f'try {number} is the new version', life.which() == new, str(life.which()))
                life.wait(r'(?s)(kiosk: ended with.*){2}', LIMIT)
                machine.kill()
                print(f'    after try {number}, cut: {" ".join(start_files(image, disk, folder))}', flush=True)
                machine.start()
                life = Life(machine)
            tally.check('try 3 is the new version', life.which() == new, str(life.which()))
            began = time.monotonic()
            life.wait(r'the new version did not start well: the machine restarts', TRIAL)
            print(f'    the third was given up by itself after {time.monotonic() - began:.0f} s', flush=True)
            life = life.again()
            tally.check('the version before it comes back by itself', life.which() == before, str(life.which()))
            life.wait(FIRST_FRAME, LIMIT)
            tally.check('with all sign-ups', kept(machine) == records, f'{records} before')
    finally:
        disk.close()


def perform(tally, folder):
    parts = {'update': update, 'fallback': fallback}
    wanted = [name for name in sys.argv[1:] if name in parts] or ['update']
    image = Image('test')
    for name in wanted:
        tally.step(name, parts[name], tally, image, folder)
    if 'fallback' not in wanted:
        tally.skip('a version that does not work', 'takes long: update.py fallback')


if __name__ == '__main__':
    sys.exit(whole_test('update', perform))
