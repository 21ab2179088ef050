#!/usr/bin/env python3
"""Memory sticks whose file system is damaged on purpose (sticks_forge.py), one after another into the booted machine with staff signed
in. For each: it is mounted with the hard flags, and the steward reads of it what staff ask for by touch, or it is refused with a line in
the log; the machine, its kiosk and its steward live; after it is pulled nothing is left of it. Then one that stops answering, and what
people do by touch with damaged ones (sticks_touch.py). Usage: sticks.py [STICKS [SEED]] (110 and 1, some three minutes; the 478 that
somebody thought of come first, then flips without end). Ends with "sticks: N passed, M failed, K skipped"."""
import itertools
import os
import re
import socket
import sys
import time

from built import FIRST_FRAME, OUT, SOURCE, Image, walk_text, whole_test
from sticks_forge import Forge
from sticks_touch import FAST, by_touch
from update import HEAD
from vm import MIRROR, Failed

IN = ('begin\ndo HELP\ndo GO desk\ndo GO staff_pin\nenter pin\ndo MACHINE staff_machine\nwait 2\n'
      'do MACHINE staff_update\nat staff_update\nask look\n')
FLAGS = ('vfat|exfat', 'nosuid', 'nodev', 'noexec', 'nosymfollow', 'uid=900', 'gid=900', 'fmask=0177', 'dmask=0077', 'errors=remount-ro')
SAID = (r'usb \S+: (?:the memory stick is mounted(?P<beside> beside another)?: (?P<mount>.*)|'
        r'(?P<refused>no file system on it can be mounted))')
TROUBLE = re.compile(r'BUG|Oops|Kernel panic|WARNING:|rcu.*stall|protection fault|Call Trace|blocked for more|lockup|'
                     r'steward: cannot start|no heartbeat for|'
                     r'kiosk: ended|KASAN|UBSAN|still mounted|beside another')
GONE = r'usb \S+: the memory stick was removed$'
ANSWER = r'update: .*\(\w+\)$'
HELD = 12  # seconds, after those that the steward waits
REPEAT = 0.7  # seconds; a touch at the same place before that is the same tap (TCH-06)
LIMITS = {'mounted': 9, 'refused': 15, 'answer': 10, 'gone': 10}  # seconds; software emulation is some ten times slower than a machine


class Room:
    """The machine, with staff at the screen that looks for an update; its log is read once."""

    def __init__(self, tally, image, machine):
        self.tally, self.machine, self.image, self.rest, self.lines = tally, machine, image, '', []
        self.file = open(machine.log_path(), errors='replace')
        self.longest, self.button, self.trouble, self.touched, self.again = {}, None, [], 0, 0

    def sign_in(self):
        marks = []
        (passed, failed, _), text = walk_text(self.machine, self.image, 'in', IN, marks=marks)
        if failed or not passed:
            raise Failed('staff could not sign in: ' + text[-300:])
        self.button = [float(n) for n in next(words for _, words in reversed(marks) if words[0] == 'down')[1:]]
        self.read()
        self.lines.clear()

    def read(self):
        """Takes in what the machine has said since."""
        self.rest += self.file.read()
        *lines, self.rest = self.rest.split('\n')
        self.trouble += [line for line in lines if TROUBLE.search(line)]
        self.lines += lines

    def wait(self, what, pattern, limit=None):
        """The first line after the one found before that has it, within the limit of that kind; None. How long it took is kept."""
        began = time.monotonic()
        while True:
            self.read()
            took = time.monotonic() - began
            while self.lines:
                match = re.search(pattern, self.lines.pop(0))
                if match:
                    self.longest[what] = max(self.longest.get(what, (0, '')), (took, self.name))
                    return match
            if took > (limit or LIMITS[what]) or not self.machine.is_running():
                return None
            time.sleep(0.01)

    def one(self, name, path):
        self.name = name
        self.machine.plug_stick(path, port='1')
        match = self.wait('refused', SAID)
        holds, seen = bool(match), 'no word of it'
        if match and match['mount']:
            holds, seen = self.mounted(match['mount'])
        self.machine.unplug_stick()
        gone = self.wait('gone', GONE)
        calm = not self.trouble and self.machine.is_running()
        self.tally.check(name, holds and gone and calm, ' | '.join([seen, '' if gone else 'not gone', *self.trouble[:3]]))
        self.trouble = []
        return 'mounted' if match and match['mount'] else 'refused'

    def mounted(self, line):
        words = re.split('[ ,]', line)
        lacking = [flag for flag in FLAGS if not any(word in flag.split('|') for word in words)]
        if lacking:
            return False, f'no {lacking} in {line}'
        time.sleep(max(self.touched + REPEAT - time.monotonic(), 0))
        self.machine.touch(*self.button)
        answered = self.wait('answer', ANSWER, 3)
        if not answered:  # it came too early, when the kiosk was still deaf (TCH-07): a person touches again
            self.again += 1
            self.machine.touch(*self.button)
            answered = self.wait('answer', ANSWER)
        self.touched = time.monotonic()
        return bool(answered), 'the steward did not answer'


def kiosk_start(machine):
    """The kiosk's own number, which differs from start to start (tests/kit/mirror.h)."""
    seen, end = b'', time.monotonic() + 20
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(20)
        line.connect(machine.port(MIRROR))
        while time.monotonic() < end:
            seen += line.recv(65536)
            at = seen.rfind(b'sirkel mirror 1\0', 0, len(seen) - HEAD.size + 16)
            if at >= 0:
                return HEAD.unpack_from(seen, at)[7]
    raise Failed('the mirror is silent')


def plugs(tally, forge, image, count, seed):
    disk, kinds = image.disk(), {'mounted': 0, 'refused': 0}
    try:
        with image.machine(disk, words=FAST) as machine:
            machine.wait_log(FIRST_FRAME, 120)
            room = Room(tally, image, machine)
            room.sign_in()
            before, began = kiosk_start(machine), time.monotonic()
            for name, make in itertools.islice(forge.sticks(seed), count):
                kinds[room.one(name, make())] += 1
            took = time.monotonic() - began
            print(f'sticks: seed {seed}: {kinds}, {took / count:.1f} s each; the longest: ' +
                  ', '.join(f'{what} {s:.1f} s ({name})' for what, (s, name) in room.longest.items()), flush=True)
            tally.check('the same kiosk as before', kiosk_start(machine) == before)
            if os.environ.get('SIRKEL_LOG'):
                print(machine.log())
    finally:
        disk.close()


def stuck(tally, forge, image):
    """A stick that stops answering in the middle: staff get a sentence, the machine goes on. Not for longer than the kernel waits before it
    resets the stick, for that reset makes QEMU itself wait for the block that never comes."""
    disk, path = image.disk(), forge.whole('fat16')
    try:
        with image.machine(disk, words=FAST, more=('-object', 'throttle-group,id=tap')) as machine:
            machine.wait_log(FIRST_FRAME, 120)
            room = Room(tally, image, machine)
            room.sign_in()
            before, room.name = kiosk_start(machine), 'stuck'
            machine.qmp('blockdev-add', **{'driver': 'throttle', 'throttle-group': 'tap', 'node-name': 'stuck',
                                           'file': {'driver': 'raw', 'file': {'driver': 'file', 'filename': path}}})
            machine.plug('usb-storage', 'stuck', drive='stuck', removable=True, port='1')
            tally.check('it is mounted', room.wait('refused', SAID))
            machine.qmp('qom-set', path='/objects/tap', property='limits', value={'bps-total': 1})
            time.sleep(REPEAT)
            machine.touch(*room.button)
            answered = room.wait('answer', ANSWER, 15)
            tally.check('the steward says so', answered and 'did not answer' in answered.string, answered and answered.string)
            time.sleep(HELD)
            room.read()
            tally.check('the machine goes on', machine.is_running() and not room.trouble, ' | '.join(room.trouble[:3]) or 'it stopped')
            tally.check('with the same kiosk', machine.is_running() and kiosk_start(machine) == before)
            machine.qmp('qom-set', path='/objects/tap', property='limits', value={'bps-total': 0})
            machine.unplug('stuck')
            tally.check('pulled, it is gone', room.wait('gone', GONE, 60))
            room.one('a good stick after it', forge.whole('fat32'))
            if os.environ.get('SIRKEL_LOG'):
                print(machine.log()[-5000:])
    finally:
        disk.close()


def perform(tally, folder):
    count, seed = [int(n) for n in sys.argv[1:3]] + [110, 1][len(sys.argv[1:3]):]
    test = Image('test')
    bare = Image('bare') if os.path.exists(os.path.join(OUT, 'bare/disk.img')) else None
    with open(os.path.join(SOURCE, 'assets/demo/centre.json'), 'rb') as f:
        forge = Forge(folder, test.tools, f.read())
    tally.step('the sticks', plugs, tally, forge, test, count, seed)
    tally.step('a stuck stick', stuck, tally, forge, test)
    by_touch(tally, folder, test, bare)


if __name__ == '__main__':
    sys.exit(whole_test('sticks', perform))
