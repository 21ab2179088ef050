#!/usr/bin/env python3
"""One byte is changed somewhere on the disk, and the machine is started under Secure Boot: it must not come up as anything else than what
was built. Usage: flips.py [PLACES] (60). Places over the root, its hash tree, both start files, the boot loader, and the boot partition's
own tables. Ends with "flips: N passed, M failed"."""
import concurrent.futures
import os
import random
import subprocess
import sys

from built import Tally
from vm import Disk, Failed, Machine, Tools

HERE = os.path.dirname(os.path.abspath(__file__))
IMAGE = os.environ.get('SIRKEL_OUT') or os.path.join(HERE, '../../build/image')
MIB = 1 << 20
UP = r'first frame \d+ ms'


def rows():
    start, found = 1, {}
    with open(os.path.join(HERE, '../../image/disk.list')) as f:
        for line in f:
            words = line.split('#')[0].split()
            if words:
                found[words[0]] = (start * MIB, int(words[1]) * MIB)
                start += int(words[1])
    return found


def facts(place):
    with open(os.path.join(place, 'root.facts')) as f:
        return dict(line.strip().split('=') for line in f)


class Flips:
    def __init__(self, variant='test'):
        self.place = os.path.join(IMAGE, variant)
        self.image, self.tools, self.rows, self.random = os.path.join(self.place, 'disk.img'), Tools(), rows(), random.Random(2026)
        self.data_blocks = int(facts(self.place)['blocks'])

    def esp(self):
        start, size = self.rows['esp']
        with open(self.image, 'rb') as f:
            f.seek(start)
            return f.read(size)

    def file_at(self, name):
        """Where a start file lies in the disk, and how long it is; mtools wrote it in one piece."""
        with open(os.path.join(self.place, name), 'rb') as f:
            content = f.read()
        at = self.esp().find(content)
        if at < 0:
            raise Failed(f'{name} does not lie in one piece')
        return self.rows['esp'][0] + at, len(content)

    def places(self, count):
        """(name, offset in the disk): a fifth in the data, a fifth in the hash tree, two fifths in start files, a fifth in FAT's tables."""
        root = self.rows['root-a'][0]
        tree = os.path.getsize(os.path.join(self.place, 'root.img')) - self.data_blocks * 4096
        kernel, loader = self.file_at('sirkel-a.efi'), self.file_at('loader.efi')
        esp, size = self.rows['esp']
        tables = min(kernel[0], loader[0]) - esp
        areas = [('root', root, self.data_blocks * 4096), ('hash tree', root + self.data_blocks * 4096, tree), ('start file', *kernel),
                 ('boot loader', *loader), ('boot partition', esp, tables)]
        return [(name, start + self.random.randrange(length)) for name, start, length in (areas[i % 5] for i in range(count))]

    def unchanged(self, disk):
        """Do the start files read as they were built, through FAT? Only then may the machine have come up."""
        raw = os.path.join(disk.folder, 'raw.img')
        self.tools.run('qemu-img', 'convert', '-O', 'raw', disk.layer, raw)
        for name, inside in (('sirkel-a.efi', 'EFI/Linux/sirkel-a.efi'), ('loader.efi', 'EFI/BOOT/BOOTX64.EFI')):
            done = subprocess.run(self.tools.command('mtype', '-i', f'{raw}@@{self.rows["esp"][0]}', f'::{inside}'), capture_output=True,
                                  timeout=60, env={**os.environ, 'MTOOLS_SKIP_CHECK': '1'})
            with open(os.path.join(self.place, name), 'rb') as f:
                if done.stdout != f.read():
                    return False
        return True

    def start(self, offset=None):
        """'up', 'unchanged' (up, and what was changed is nothing that is run) or 'not'."""
        disk = Disk(self.image, self.tools)
        try:
            if offset is not None:
                with open(self.image, 'rb') as f:
                    f.seek(offset)
                    flipped = f.read(1)[0] ^ (1 << self.random.randrange(8))
                self.tools.run('qemu-io', '-f', 'qcow2', '-c', f'write -q -P {flipped} {offset} 1', disk.layer)
            with Machine(disk, firmware='secure', variables=os.path.join(IMAGE, 'firmware.fd'), tools=self.tools) as machine:
                try:
                    machine.wait_log(UP, 60 if offset is None else 25)
                except Failed:
                    return 'not'
            return 'up' if offset is None or not self.unchanged(disk) else 'unchanged'
        finally:
            disk.close()


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    flips, tally = Flips(), Tally('flips')
    if not tally.check('the image as it was built starts under Secure Boot', flips.start() == 'up'):
        return tally.end()
    places, outcomes = flips.places(count), {}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for (name, offset), outcome in zip(places, pool.map(lambda p: flips.start(p[1]), places)):
            good = outcome == 'not' or (outcome == 'unchanged' and name == 'boot partition')
            tally.check(f'{name} at {offset}', good, outcome)
            outcomes[name, outcome] = outcomes.get((name, outcome), 0) + 1
    for (name, outcome), number in sorted(outcomes.items()):
        print(f'{number:4} in the {name}: {"did not start" if outcome == "not" else outcome}')
    return tally.end()


if __name__ == '__main__':
    sys.exit(main())
