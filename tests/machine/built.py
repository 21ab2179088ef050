"""What image/build made, and what the tests share: a tally, the walker against a machine, an export opened by strangers' tools."""
import glob
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../kit'))
import tally  # noqa: E402
from vm import LOUD, MIRROR, Disk, Failed, Hand, Machine, Tools, fat_image, heard  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.normpath(os.path.join(HERE, '../..'))
OUT = os.path.abspath(os.environ.get('SIRKEL_OUT') or os.path.join(SOURCE, 'build/image'))
BUILD = os.path.abspath(os.environ.get('SIRKEL_BUILD') or os.path.join(SOURCE, 'build'))
FIRST_FRAME = r'first frame (\d+) ms'


class Tally(tally.Tally):
    def step(self, what, function, *arguments):
        """Runs a test that may raise; its own checks count too."""
        try:
            function(*arguments)
        except (Failed, OSError, subprocess.SubprocessError, KeyError, ValueError) as error:
            self.check(what, False, str(error))


def whole_test(name, parts):
    """A test's main: parts(tally, folder) runs it; without an image it fails, and its folder goes whatever happens. The exit status."""
    tally, folder = Tally(name), tempfile.mkdtemp(prefix=f'sirkel-{name}-')
    try:
        parts(tally, folder)
    except Failed as failure:
        tally.check('the image is there', False, str(failure))
    finally:
        shutil.rmtree(folder)
    return tally.end()


class Image:
    """A variant of image/variants/, as built."""

    def __init__(self, variant='test', tools=None, out=OUT):
        self.place, self.variant, self.tools = os.path.join(out, variant), variant, tools or Tools()
        self.disk_image, self.kernel = os.path.join(self.place, 'disk.img'), os.path.join(out, 'kernel')
        self.office = os.path.join(out, 'demo/office')
        for needed in (self.disk_image, self.kernel):
            if not os.path.exists(needed):
                raise Failed(f'{os.path.relpath(needed)} is not there: image/build {variant} makes it')
        with open(os.path.join(self.place, 'cmdline-a')) as f:
            self.cmdline = f.read().strip()

    def disk(self):
        return Disk(self.disk_image, self.tools)

    def machine(self, disk, words=LOUD, **more):
        """Started by QEMU itself, or by firmware when that is given."""
        if 'firmware' not in more:
            more.update(kernel=self.kernel, append=heard(self.cmdline) + ' ' + words)
        return Machine(disk=disk, tools=self.tools, ports=(MIRROR,) if self.variant in ('test', 'bare') else (), **more)


def walk(machine, image, walks, stick=None, timeout=900, more=('--language', 'nb', '--size', 'M'), marks=None, hands=None):
    """Performs the walks on the machine. Returns (passed, failed, skipped) and what was printed; `marks`: a list that
    gets what the hand did; `hands`: what else it can do (vm.Hand)."""
    place = machine.at('hands')
    hand = Hand(machine, place, stick, marks, hands)
    try:
        if stick:
            hand.move_stick(True)
        words = [os.path.join(BUILD, 'walk'), '--display', machine.port(MIRROR), '--touch', place,
                 '--pin', os.path.join(image.office, 'pin.txt'),
                 '--assets', os.path.join(SOURCE, 'assets'), '--words', os.path.join(BUILD, 'lang'), *more, *walks]
        done = subprocess.run(words, capture_output=True, timeout=timeout, text=True, errors='replace')
        text = done.stdout + done.stderr
    except subprocess.TimeoutExpired as error:
        return (0, 1, 0), f'the walk did not end within {timeout} s: ' + (error.stdout or b'').decode(errors='replace')[-400:]
    finally:
        hand.close()
        os.unlink(place)
    match = re.search(r'walks: (\d+) passed, (\d+) failed(?:, (\d+) skipped)?', text)
    return (tuple(int(n or 0) for n in match.groups()) if match else (0, 1, 0)), text


def walk_text(machine, image, name, text, **more):
    with tempfile.NamedTemporaryFile('w', suffix=f'-{name}.walk') as f:
        f.write(text)
        f.flush()
        return walk(machine, image, [f.name], **more)


def count_walk(tally, what, result):
    (passed, failed, skipped), text = result
    tally.add(passed, failed, skipped)
    for line in sorted(set(re.findall(r'^skipped: .*', text, re.MULTILINE))):
        print(line)
    print(f'{what}: {passed} passed, {failed} failed, {skipped} skipped', flush=True)
    if failed:
        print('    ' + '\n    '.join(text.strip().splitlines()[-12:]), flush=True)


def new_stick(tools, folder):
    return fat_image(os.path.join(folder, 'stick.img'), tools)


def read_stick(image, stick, folder, torn=False):
    """All that lies in the stick's root, copied out with mtools. `torn`: the power went while it was written, so a file whose clusters
    were not all linked yet is no reason to miss the others; it is left out and named, as a reader of the stick would be told."""
    os.makedirs(folder, exist_ok=True)

    def copy(what):
        image.tools.run('mcopy', '-n', '-s', '-i', stick, what, folder, env={**os.environ, 'MTOOLS_SKIP_CHECK': '1'})

    try:
        copy('::*')
    except Failed as failure:
        if 'not found' not in str(failure):  # mtools' word for an empty stick
            if not torn:
                raise
            for name in image.tools.run('mdir', '-b', '-i', stick, '::', env={**os.environ, 'MTOOLS_SKIP_CHECK': '1'}).decode().split():
                try:
                    copy(name)
                except Failed as broken:
                    print(f'    {name} can not be read: {broken}', flush=True)
    return sorted(glob.glob(os.path.join(folder, '*')))


def is_signed(image, path):
    key = os.path.join(image.office, 'kiosk.pub')
    return subprocess.run(['minisign', '-Vm', path, '-p', key], capture_output=True, timeout=60).returncode == 0


def open_export(image, path, folder):
    """The records of an export as the office reads them, with age and unzip alone."""
    identity, archive, opened = os.path.join(image.office, 'office.txt'), os.path.join(folder, 'list.zip'), os.path.join(folder, 'open')
    subprocess.run(['age', '-d', '-i', identity, '-o', archive, path], check=True, capture_output=True, timeout=60)
    subprocess.run(['unzip', '-q', archive, '-d', opened], check=True, capture_output=True, timeout=60)
    records = []
    for record in sorted(glob.glob(os.path.join(opened, '*/*.age'))):
        done = subprocess.run(['age', '-d', '-i', identity, record], check=True, capture_output=True, timeout=60)
        records.append(json.loads(done.stdout))
    return records


def read_png(path):
    """(width, height, rows of RGB or grey bytes) of an 8-bit picture without interlace."""
    with open(path, 'rb') as f:
        data = f.read()
    at, packed, width, height, channels = 8, b'', 0, 0, 3
    while at < len(data):
        size, kind = struct.unpack('>I4s', data[at:at + 8])
        if kind == b'IHDR':
            width, height, depth, colour = struct.unpack('>IIBB', data[at + 8:at + 18])
            if depth != 8 or colour not in (0, 2, 6):
                raise Failed(f'{path}: not 8-bit RGB or grey')
            channels = {0: 1, 2: 3, 6: 4}[colour]
        elif kind == b'IDAT':
            packed += data[at + 8:at + 8 + size]
        at += 12 + size
    raw, stride, rows, above = zlib.decompress(packed), width * channels, [], bytearray(width * channels)
    for y in range(height):
        how, row = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        unfilter(how, row, above, channels)
        above = row
        rows.append(bytes(row) if channels < 4 else bytes(b for i, b in enumerate(row) if i % 4 != 3))
    return width, height, rows


def unfilter(how, row, above, step):
    for i in range(len(row)) if how else ():
        left, up, corner = (row[i - step] if i >= step else 0), above[i], (above[i - step] if i >= step else 0)
        if how == 4:
            guess = left + up - corner
            a, b, c = abs(guess - left), abs(guess - up), abs(guess - corner)
            add = left if a <= b and a <= c else up if b <= c else corner
        else:
            add = (0, left, up, (left + up) // 2)[how]
        row[i] = (row[i] + add) & 255


def difference(one, other):
    """The part of the pixels that differ by more than a shade; 1.0 for other sizes."""
    if one[:2] != other[:2]:
        return 1.0
    wrong = 0
    for a, b in zip(one[2], other[2]):
        if a != b:
            wrong += sum(any(abs(a[i + k] - b[i + k]) > 8 for k in range(3)) for i in range(0, len(a), 3))
    return wrong / (one[0] * one[1])
