"""Memory sticks whose file system is damaged on purpose, for sticks.py: each is a good one (an update's folder, a centre file, two lists)
with one thing bent. `forge(seed)` names them all: the bends that somebody thought of, and flips by chance without end."""
import mmap
import os
import random
import shutil
import struct
import zlib

from sticks_bends import exfat_bends, fat_bends
from sticks_exfat import Exfat
from sticks_fat import Fat

SECTOR, PART = 512, 2048  # bytes; where a partition begins, in sectors
SIZES = {'fat12': 4 << 20, 'fat16': 16 << 20, 'fat32': 36 << 20, 'exfat': 12 << 20}


def contents(centre):
    """name -> bytes: what a stick of the office carries. Manifest and signature have the form, and nobody signed them."""
    noise = random.Random(5).randbytes
    return {'sirkel-update/manifest': b'sirkel-update 1\n' + b'version 99.0\n' * 40,
            'sirkel-update/manifest.minisig': b'untrusted comment: x\n' + b'R' * 200,
            'sirkel-update/root.img': noise(90000), 'sirkel-centre.json': centre,
            'sirkel-granvika-0001.zip.age': noise(40000), 'sirkel-granvika-0001.zip.age.minisig': noise(300),
            'sirkel-granvika-0002.zip.age': noise(70000), 'sirkel-granvika-0002.zip.age.minisig': noise(300)}


class Open:
    """A file's bytes to be changed in place."""

    def __init__(self, path):
        self.file = open(path, 'r+b')
        self.data = mmap.mmap(self.file.fileno(), 0)

    def __enter__(self):
        return self.data

    def __exit__(self, *_):
        self.data.close()
        self.file.close()


def good(kind, path, tools, centre):
    """One file system over all of `path`; of exFAT, where its files are: (files, ends) of an Exfat."""
    with open(path, 'wb') as f:
        f.truncate(SIZES[kind])
    files = contents(centre)
    if kind == 'exfat':
        tools.run('mkfs.exfat', '-c', '4K', '-L', 'STICK', path)
        with Open(path) as data:
            x = Exfat(data)
            folder = x.put('sirkel-update')
            for name, content in files.items():
                x.put(name.split('/')[-1], content, folder if '/' in name else None)
        return x.files, x.ends
    tools.run('mkfs.vfat', '-F', kind[3:], *(['-s', '1'] if kind == 'fat32' else []), '-n', 'STICK', path)
    environment = {**os.environ, 'MTOOLS_SKIP_CHECK': '1'}
    tools.run('mmd', '-i', path, '::sirkel-update', env=environment)
    for name, content in files.items():
        with open(path + '.file', 'wb') as f:
            f.write(content)
        tools.run('mcopy', '-i', path, path + '.file', '::' + name, env=environment)
    os.unlink(path + '.file')
    return None


# --- partition tables -------------------------------------------------------------------------------------------------

def mbr(*rows):
    """A first sector with these partitions: (kind, first sector, sectors)."""
    sector = bytearray(SECTOR)
    for i, (kind, first, count) in enumerate(rows):
        struct.pack_into('<B3sB3sII', sector, 446 + 16 * i, 0, b'\xff\xff\xff', kind, b'\xff\xff\xff', first & 0xFFFFFFFF,
                         count & 0xFFFFFFFF)
    sector[510:] = b'\x55\xaa'
    return bytes(sector)


def gpt(sectors, first=PART, last=None, **other):
    """34 sectors: a protecting MBR, a header that adds up, 128 entries, one in use. `other`: fields of the header bent on purpose."""
    kind, last = bytes.fromhex('a2a0d0ebe5b9334487c068b6b72699c7'), sectors - 34 if last is None else last
    entries = (struct.pack('<16s16sQQQ72s', kind, b'U' * 16, first, last, 0, 'STICK'.encode('utf-16-le'))).ljust(128 * 128, b'\0')
    field = {'revision': 0x10000, 'size': 92, 'mine': 1, 'other': sectors - 1, 'usable': 34, 'usable_end': sectors - 34, 'entries': 2,
             'count': 128,
             'entry': 128, **other}
    header = lambda check: struct.pack('<8sIIIIQQQQ16sQIII', b'EFI PART', field['revision'], field['size'], check, 0, field['mine'],
                                       field['other'],
                                       field['usable'], field['usable_end'], b'D' * 16, field['entries'], field['count'], field['entry'],
                                       zlib.crc32(entries))
    return mbr((0xEE, 1, sectors - 1)) + header(zlib.crc32(header(0))).ljust(SECTOR, b'\0') + entries


def tables():
    """(name, what gives the first sectors of a disk of so many sectors)"""
    for name, rows in (('starts past its end', [(12, 1 << 30, 9000)]), ('ends past its end', [(12, PART, 0xFFFFFFFF)]),
                       ('starts at itself', [(12, 0, 9000)]),
                       ('has a partition of nothing', [(12, PART, 0)]), ('has four over each other', [(12, PART, 9000)] * 4),
                       ('leads into itself', [(5, 0, 0xFFFFFFFF), (15, 0, 1)]),
                       ('extends past its end', [(5, 0xFFFFFF00, 0xFFFFFFFF), (12, PART, 9000)]),
                       ('is shorter than what is in it', [(12, PART, 200)])):
        yield f'MBR {name}', lambda sectors, rows=rows: mbr(*rows)
    yield 'MBR extends in circles', lambda sectors: mbr((12, PART, 9000), (5, 1, 9000)) + mbr((12, 63, 900), (5, 0, 9000))
    for name, other in (('ends past the disk', {'last': 1 << 60}), ('starts past the disk', {'first': 1 << 60, 'last': (1 << 60) + 9}),
                        ('ends before it starts', {'last': 40}),
                        ('starts at 0', {'first': 0}), ('has its entries at itself', {'entries': 1}),
                        ('has its entries past the disk', {'entries': 1 << 62}),
                        ('has 4 thousand million entries', {'count': 0xFFFFFFFF}), ('has entries of nothing', {'entry': 0}),
                        ('has entries of one byte', {'entry': 1}),
                        ('has huge entries', {'entry': 0xFFFFFFFF}), ('has no header', {'size': 0}),
                        ('has a huge header', {'size': 0xFFFFFFFF}),
                        ('is its own copy', {'other': 1}), ('is somewhere else', {'mine': 7}),
                        ('uses nothing', {'usable': 99999999, 'usable_end': 34})):
        yield f'GPT {name}', lambda sectors, other=other: gpt(sectors, **other)


# --- all of them ------------------------------------------------------------------------------------------------------

class Forge:
    """Makes sticks in `folder`. `tools`: a vm.Tools; `centre`: the bytes of a centre file."""

    def __init__(self, folder, tools, centre):
        self.folder, self.good = folder, {kind: os.path.join(folder, kind) for kind in SIZES}
        for kind, path in self.good.items():
            self.exfat_files = good(kind, path, tools, centre)  # exfat is the last

    def system(self, kind, data):
        if kind != 'exfat':
            return Fat(data)
        system = Exfat(data)
        system.files, system.ends = ({**part} for part in self.exfat_files)
        return system

    def whole(self, kind, bend=None):
        path = shutil.copyfile(self.good[kind], os.path.join(self.folder, 'bent'))
        with Open(path) as data:
            if bend:
                bend(self.system(kind, data))
        return path

    def behind(self, kind, table):
        """The file system as the first partition; `table`: what gives the first sectors."""
        path = os.path.join(self.folder, 'split')
        sectors = PART + SIZES[kind] // SECTOR + 34
        with open(path, 'wb') as f, open(self.good[kind], 'rb') as inside:
            f.truncate(sectors * SECTOR)
            f.write(table(sectors))
            f.seek(PART * SECTOR)
            shutil.copyfileobj(inside, f)
        return path

    def named(self, kind, name):
        """The one of that name, whatever the order; without a name, a good one."""
        if name is None:
            return self.whole(kind)
        for other, table in tables():
            if other == name:
                return self.behind(kind, table)
        bends = exfat_bends() if kind == 'exfat' else ((n, bend) for n, kinds, bend in fat_bends() if kind in kinds)
        return self.whole(kind, next(bend for n, bend in bends if n == name))

    def flipped(self, kind, chance):
        """One to sixteen flips where the file system describes itself."""
        path = self.whole(kind)
        with Open(path) as data:
            system = self.system(kind, data)
            if kind == 'exfat':
                folder = system.place(system.files['sirkel-update'][2])
                areas = [(0, 120), (system.table, 512), (system.bitmap, 64), (system.place(system.root), 1024), (folder, 512)]
            else:
                slots = system.slots()
                areas = [(0, 90), (510, 2), (system.tables[0], 512), (slots[0], 1024),
                         (system.place(system.first(system.entries()['sirkel-update'][0])), 512)]
            for _ in range(chance.choice((1, 2, 4, 8, 16))):
                start, length = chance.choice(areas)
                data[start + chance.randrange(length)] ^= 1 << chance.randrange(8)
            if kind == 'exfat' and chance.random() < 0.8:
                system.boot_sum()
        return path

    def sticks(self, seed):
        """(name, what makes it and returns its path), without end: what somebody thought of in an order by `seed`, circles first, then
        chance."""
        chance, found = random.Random(seed), []
        for number, (name, kinds, bend) in enumerate(fat_bends()):
            for i in range(len(kinds)):
                kind = kinds[(number + i + seed) % len(kinds)]
                found.append((i, f'{kind}: {name}', lambda kind=kind, bend=bend: self.whole(kind, bend)))
        for name, bend in exfat_bends():
            found.append((int(name.startswith(('manifest.m', 'sirkel-g'))), f'exfat: {name}', lambda bend=bend: self.whole('exfat', bend)))
        for number, (name, table) in enumerate(tables()):
            kind = list(SIZES)[(number + seed) % len(SIZES)]
            found.append((0, f'{kind}: {name}', lambda kind=kind, table=table: self.behind(kind, table)))
        chance.shuffle(found)
        found.sort(key=lambda stick: (stick[0], 'circle' not in stick[1] and 'without end' not in stick[1]))
        for _, name, make in found:
            yield name, make
        number = 0
        while True:
            kind, number = chance.choice(list(SIZES)), number + 1
            own = chance.randrange(1 << 30)
            yield f'{kind}: flips {own}', lambda kind=kind, own=own: self.flipped(kind, random.Random(own))
