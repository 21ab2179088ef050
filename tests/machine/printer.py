#!/usr/bin/env python3
"""The booted machine prints, on a printer that hangs on its USB (usb_printer.py): staff tell it which, a test page comes out as a desk
paints it, a visitor's receipt is printed and taken; paper runs out, the cable is pulled in the middle, the power goes in the middle.
Usage: printer.py [quick]. SIRKEL_PICTURES: a folder that gets what was printed. Ends with "printer: N passed, M failed"."""
import os
import pathlib
import shutil
import subprocess
import sys
import time

from built import BUILD, FIRST_FRAME, SOURCE, Image, count_walk, read_png, walk_text, whole_test
from usb_printer import COMPOSITE, PURE, Paper, Printer
from vm import Failed

sys.path.append(os.path.join(SOURCE, 'tests/programs/printer'))
from kit import pwg_pages  # noqa: E402

PORT = '4'
IN_USE = 30  # seconds from a plug to a printer that answers: the steward, ipp-usb's start, the kiosk's next look
SOME = 20000  # bytes of a sheet: it has begun
SETTLE = 7  # seconds until the join itself is on the disk: ext4 commits every 5
STAFF = '''begin
do HELP
do GO desk
do GO staff_pin
at staff_pin
enter pin
at staff_home
do MACHINE staff_machine
do GO staff_printer
at staff_printer
'''
USE = STAFF + '''refused trial
do PRINTER_USE
notice PRINTER_NONE
hand plug
do PRINTER_USE
notice PRINTER_TAKEN
hand ready
do BACK
do GO staff_printer
see trial
'''


class Bench:
    """The printer beside the machine, and what a walk may ask of it (hand WORDS)."""

    def __init__(self, machine, paper, shape):
        self.machine, self.paper, self.shape, self.plugs, self.known, self.device = machine, paper, shape, 0, 0, None
        self.hands = {name: getattr(self, name) for name in ('plug', 'pull', 'ready', 'out', 'filled', 'hold', 'held', 'mark', 'printed',
                                                             'asked')}
        self.done_before = 0

    def plug(self):
        self.plugs, self.known = self.plugs + 1, len(self.paper.said())
        if self.device:
            self.device.close()  # its machine lost its power
        self.device = Printer(self.paper.port, self.shape)
        self.device.plug(self.machine, f'printer{self.plugs}', port=PORT)
        time.sleep(2)  # the steward looks

    def pull(self):
        self.device.unplug()
        self.device = None

    def until(self, holds, seconds, what):
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise Failed(f'{what}: not within {seconds} s')
            time.sleep(0.1)

    def asked(self):
        """The printer was asked how it stands, from now on."""
        before = self.paper.said().count('Get-Printer-Attributes')
        self.until(lambda: self.paper.said().count('Get-Printer-Attributes') > before, IN_USE, 'a look at the printer')

    def ready(self):
        """ipp-usb has asked it all that it wants to know. The kiosk looks when it is touched, and not oftener than every 5 s."""
        self.until(lambda: 'GET /eSCL' in self.paper.said()[self.known:], IN_USE, 'a printer that is let in')
        time.sleep(6)

    def out(self):
        self.paper.fill(0)

    def filled(self):
        self.paper.fill(250)

    def hold(self):
        self.device.hold_after = self.device.bytes + SOME

    def held(self):
        self.until(lambda: self.device.is_held(), 60, 'a sheet under way')

    def done(self):
        return sum('completed' in job[3].lower() for job in self.paper.jobs())

    def mark(self):
        self.done_before = self.done()

    def printed(self):
        """One job more is done than there was at the mark."""
        self.until(lambda: self.done() > self.done_before, 120, f'a sheet; {self.paper.jobs()}')


def black(rows):
    return sum(row.count(b) for row in rows for b in range(128))


def half(rows):
    """Four dots in one, as tests/kit/sheets.c draws."""
    return [bytes((a[i] + a[i + 1] + b[i] + b[i + 1]) // 4 for i in range(0, len(a) - 1, 2)) for a, b in zip(rows[::2], rows[1::2])]


def keep_picture(name, rows):
    folder = os.environ.get('SIRKEL_PICTURES')
    if folder:
        with open(os.path.join(folder, name + '.pgm'), 'wb') as f:
            f.write(b'P5 %d %d 255\n' % (len(rows[0]), len(rows)) + b''.join(rows))


def pages_of(tally, paper, number, name, least=1):
    """The rows of each page of a job."""
    sheets = paper.sheets()
    if not tally.check(f'{name}: something was printed', len(sheets) >= number, str(sheets)):
        return []
    pages = pwg_pages(pathlib.Path(sheets[number - 1]))
    good = [h['width'] == 2480 and h['height'] in (3507, 3508) and h['dpi'] == (300, 300) and h['size'] == b'iso_a4_210x297mm' 
            for h, _ in pages]
    tally.check(f'{name}: pages of A4 at 300 dpi', len(pages) >= least and all(good), str([h for h, _ in pages]))
    for i, (_, rows) in enumerate(pages):
        part = black(rows) / (2480 * 3508)
        tally.check(f'{name}: page {i + 1} is written on', 0.002 < part < 0.4, f'{part:.4f} black')
        keep_picture(f'{name}-{i + 1}', rows)
    return [rows for _, rows in pages]


class Desk:
    """Every sheet as a desk paints it, drawn meanwhile; what the sheets themselves are worth is another test's matter."""

    def __init__(self, image, folder):
        self.out, data = os.path.join(folder, 'painted'), os.path.join(folder, 'kiosk')
        shutil.copytree(os.path.join(os.path.dirname(image.office), 'kiosk'), data)
        os.makedirs(self.out)
        self.process = subprocess.Popen(
            [os.path.join(BUILD, 'sheets'), '--data', data, '--assets', os.path.join(SOURCE, 'assets'), '--words',
             os.path.join(BUILD, 'lang'),
             '--out', self.out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def trial(self):
        self.process.wait(300)
        return read_png(os.path.join(self.out, 'trial-nb-M-1.png'))[2]

    def close(self):
        self.process.kill()
        self.process.wait(10)


def as_painted(tally, desk, pages):
    painted, printed = desk.trial(), half(pages[0])  # 3507 rows: A4 in whole dots; the last one of the desk's is margin
    differ = sum(a != b for one, other in zip(painted, printed) for a, b in zip(one, other))
    tally.check('as much as a desk paints', 0 <= len(painted) - len(printed) <= 1, f'{len(printed)} of {len(painted)}')
    tally.check('the test page is what a desk paints, dot for dot', differ == 0, f'{differ} of {len(printed) * len(printed[0])} differ')


def lines_of_join():
    with open(os.path.join(SOURCE, 'tests/walk/join.walk')) as f:
        lines = [line for line in f.read().splitlines() if 'trace' not in line]
    return '\n'.join(lines[:lines.index('at      join_done') + 1]) + '\n'


def use(tally, machine, image, bench, desk):
    text = USE + 'hand mark\nask trial\nat print\nhand printed\nat print\nnotice none\nsee done\nleave\n'
    count_walk(tally, 'staff choose the printer and print a test page', walk_text(machine, image, 'printer', text, hands=bench.hands))
    pages = pages_of(tally, bench.paper, 1, 'trial')
    if pages:
        as_painted(tally, desk, pages)
    jobs = bench.paper.jobs()
    tally.check('the job says nothing of us', all(job[1] == 'Sirkel' and job[2] == 'sirkel' for job in jobs), str(jobs))


def receipt(tally, machine, image, bench):
    text = lines_of_join() + ('see print\nhand mark\nask print\nat print\nhand printed\nat print\nsee done\n'
                              'ask done\nat join_done\nsee code\nleave\n')
    count_walk(tally, 'a receipt', walk_text(machine, image, 'receipt', text, hands=bench.hands))
    pages_of(tally, bench.paper, 2, 'receipt')


def no_paper(tally, machine, image, bench):
    text = ('begin\ndo HELP\nsee print\nhand out\nhand asked\nhand mark\nask print\nat print\nsee cancel\nhand asked\nhand asked\n'
            'text stands "papir"\nsee cancel\nhand filled\nhand printed\nat print\nsee done\nask done\nat help\nleave\n')
    count_walk(tally, 'out of paper, and filled again', walk_text(machine, image, 'paper', text, hands=bench.hands))
    pages_of(tally, bench.paper, 3, 'help')


def pulled(tally, machine, image, bench):
    text = ('begin\ndo HELP\nsee print\nhand hold\nask print\nat print\nhand held\nhand pull\nwait 20\n'
            'at print\nsee again\nnot done/cancel\n'
            'ask done\nat help\nhand plug\nhand ready\ndo BACK\ndo HELP\nsee print\nhand mark\nask print\nat print\n'
            'hand printed\nat print\nsee done\nask done\nleave\n')
    count_walk(tally, 'pulled in the middle, and plugged in again', walk_text(machine, image, 'pull', text, hands=bench.hands))
    pages_of(tally, bench.paper, len(bench.paper.sheets()), 'again')


def written(machine):
    return sum(disk['stats']['wr_bytes'] for disk in machine.qmp('query-blockstats'))


def power_cut(tally, machine, image, bench):
    """What reaches the disk can be found on it: nothing does. The data partition is sealed, so a search for words would prove nothing."""
    before = []
    hands = {**bench.hands, 'count': lambda: before.append((written(machine), bench.device.bytes))}
    text = lines_of_join() + (f'wait {SETTLE}\nsee print\nhand hold\nhand count\nask print\nat print\nhand held\n'
                              'hand count\ncrash\nat start\nbegin\ndo HELP\nhand plug\nhand ready\ndo BACK\ndo HELP\nsee print\n')
    count_walk(tally, 'the power goes in the middle', walk_text(machine, image, 'cut', text, hands=hands))
    if len(before) == 2:
        (disk, sent), (disk_then, sent_then) = before
        print(f'{disk_then - disk} bytes were written to the disk while {sent_then - sent} bytes of a receipt went to the printer')
        tally.check('some of the sheet was out', sent_then - sent >= SOME)
        sheet = os.path.getsize(bench.paper.sheets()[1])  # the receipt before this one, packed as it was sent
        tally.check('next to nothing goes to the disk while a sheet is printed', disk_then - disk < sheet / 4,
                    f'{before}; a receipt has {sheet}')


def prints(tally, image, folder, shape, parts):
    os.makedirs(folder)
    disk, desk = image.disk(), Desk(image, folder)
    try:
        with Paper(folder) as paper, image.machine(disk, words='sirkel.mirror=1') as machine:
            try:
                machine.wait_log(FIRST_FRAME, 120)
                bench = Bench(machine, paper, shape)
                use(tally, machine, image, bench, desk)
                for name, part in parts:
                    tally.step(name, part, tally, machine, image, bench)
            finally:
                if os.environ.get('SIRKEL_LOG'):
                    print(machine.log()[-8000:], paper.said()[-4000:], flush=True)
    finally:
        desk.close()
        disk.close()


ALL = [('a receipt', receipt), ('no paper', no_paper), ('pulled', pulled), ('power', power_cut)]


def perform(tally, folder):
    image, is_quick = Image('test'), 'quick' in sys.argv[1:]
    tally.step('a printer', prints, tally, image, os.path.join(folder, 'pure'), PURE, [] if is_quick else ALL)
    if not is_quick:
        tally.step('a printer as they are sold', prints, tally, image, os.path.join(folder, 'composite'), COMPOSITE, [])


if __name__ == '__main__':
    sys.exit(whole_test('printer', perform))
