#!/usr/bin/env python3
"""The power goes in the middle of an update, and of the first start after it. One run of each with QEMU's write log on the disk; then the
disk is rebuilt as it stood at many moments of them, and started: one of the two versions must come up, whole, at the first try. Moments
lie at the log's flushes and between them; between, each write since the last flush is there or not, the last one perhaps in part, as a
disk's own cache would have it. Half of all moments lie where the boot partition is written. Usage: cuts.py [N] (50) [--folder DIR]
[--only FIRST:LAST] Ends with "cuts: N passed, M failed"."""
import argparse
import collections
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from built import Tally  # noqa: E402
from flips import rows  # noqa: E402
from vm import Disk, Failed, Machine, Tools  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
SECTOR, MAGIC = 512, 0x6a736677736872
FLUSH, FUA, DISCARD, MARK = 1, 2, 4, 8
UP = r'probe: up (\S+) (\S) whole'
LIMIT = 90

Write = collections.namedtuple('Write', 'at data')     # bytes that came to the disk
Flush = collections.namedtuple('Flush', '')            # all before it is durable
Cut = collections.namedtuple('Cut', 'run at lost')     # so many entries of the log are there; lost: the seed of what its cache lost


def kernel(tools):
    given = os.environ.get('SIRKEL_KERNEL')
    if given:
        return given
    folders = (e for e in os.scandir(os.path.dirname(tools.tree)) if e.name.startswith('kernel-'))
    found = sorted((os.stat(f).st_mtime, f) for f in (os.path.join(e.path, 'bzImage') for e in folders) if os.path.exists(f))
    if not found:
        raise Failed('no kernel: image/kernel makes it')
    return found[-1][1]


def read_log(path):
    """dm-log-writes' form: a head, then entries of one sector each with their data behind them."""
    with open(path, 'rb') as f:
        magic, _, count, size = struct.unpack('<QQQL', f.read(28))
        if magic != MAGIC or size != SECTOR:
            raise Failed('that is no write log')
        f.seek(SECTOR)
        for _ in range(count):
            sector, sectors, flags, _ = struct.unpack('<QQQQ', f.read(SECTOR)[:32])
            data = b'' if flags & DISCARD else f.read(sectors * SECTOR)
            if flags & FLUSH:
                yield Flush()
            if sectors and not flags & (MARK | DISCARD):
                yield Write(sector * SECTOR, data)
            if flags & FUA:
                yield Flush()


class Run:
    """One logged life of the small machine: the disk before it, and every write and flush of it."""

    def __init__(self, cuts, name, before, second_disk, expect):
        self.before, self.after = before, os.path.join(cuts.folder, f'{name}.img')
        log = os.path.join(cuts.folder, f'{name}.log')
        shutil.copyfile(before, self.after)
        open(log, 'wb').close()
        more = ['-blockdev', f'driver=file,filename={self.after},node-name=file', '-blockdev', 'driver=raw,file=file,node-name=plain',
                '-blockdev', f'driver=file,filename={log},node-name=logfile', '-blockdev', 'driver=raw,file=logfile,node-name=log',
                '-blockdev', 'driver=blklogwrites,file=plain,log=log,node-name=logged', 
                '-device', 'virtio-blk-pci,drive=logged,bootindex=0',
                '-blockdev', f'driver=file,filename={second_disk},read-only=on,node-name=second', '-device', 'virtio-blk-pci,drive=second']
        with Machine(firmware='plain', memory=128, vga='std', touch=False, tools=cuts.tools, more=more) as machine:
            machine.wait_log(expect, 3 * LIMIT)
            machine.wait_for(lambda: not machine.is_running(), LIMIT, 'switching off')
        self.entries = list(read_log(log))
        os.unlink(log)

    def write(self, cut, path):
        """The disk as the cut left it."""
        chance, since = random.Random(cut.lost), []
        shutil.copyfile(self.before, path)
        with open(path, 'r+b') as disk:
            def put(write, length=None):
                disk.seek(write.at)
                disk.write(write.data[:length])
            for entry in self.entries[:cut.at]:
                if isinstance(entry, Write):
                    since.append(entry)
                    continue
                for write in since:
                    put(write)
                since = []
            for i, write in enumerate(since):
                if cut.lost is None or chance.random() < 0.5:
                    sectors = len(write.data) // SECTOR
                    torn = cut.lost is not None and i == len(since) - 1 and sectors > 1
                    put(write, SECTOR * chance.randrange(1, sectors) if torn else None)


class Cuts:
    def __init__(self, folder):
        self.folder, self.tools, self.tally, self.hung = folder, Tools(), Tally('cuts'), 0
        self.came = collections.Counter()
        disk, stick, good = (os.path.join(folder, name) for name in ('disk.img', 'stick.img', 'good.img'))
        if not os.path.exists(stick):
            subprocess.run([os.path.join(HERE, 'cut_disk'), folder, kernel(self.tools)], check=True, stdout=subprocess.DEVNULL, timeout=600)
        with open(good, 'wb') as f:
            f.write(b'good'.ljust(1 << 20, b'\0'))
        update = Run(self, 'update', disk, stick, r'probe: written')
        first = Run(self, 'first', update.after, good, r'probe: good none\s+probe: up 2\.0 b')
        self.runs = {'update': update, 'first start': first}

    def moments(self, count):
        """Half over all the log, half over what concerns the boot partition; of both every second one with a cache that loses."""
        chance, found = random.Random(2026), []
        start, size = rows()['esp']
        for name, run in self.runs.items():
            esp = [i + 1 for i, e in enumerate(run.entries) if isinstance(e, Write) and start <= e.at < start + size
                   and len(e.data) <= 65536]
            for i in range(count // 2 if name == 'update' else count - count // 2):
                at = chance.choice(esp) if i % 2 else chance.randrange(len(run.entries) + 1)
                found.append(Cut(name, at, chance.randrange(1 << 30) if i % 4 < 2 else None))
        return found

    def start(self, path):
        disk = Disk(path, self.tools)
        try:
            with Machine(disk=disk, firmware='plain', memory=128, vga='std', touch=False, tools=self.tools) as machine:
                match, _ = machine.wait_log(UP, LIMIT)
                return match.groups()
        finally:
            disk.close()

    def start_twice(self, path):
        """A machine that hangs without a word from the kernel about its disk has been starved by the host: software emulation on a busy
        machine does that. What is wrong with the disk is wrong again at the second start, for each begins with the same disk."""
        try:
            return self.start(path)
        except Failed as error:
            if 'rcu' not in str(error) or 'the machine ended' in str(error):
                raise
            self.hung += 1
            return self.start(path)

    def check(self, cut):
        path = os.path.join(self.folder, 'state.img')
        run = self.runs[cut.run]
        run.write(cut, path)
        where = f'{cut.run}, {cut.at} of {len(run.entries)} entries' + ('' if cut.lost is None else ', its cache lost')
        try:
            came = self.start_twice(path)
            good = came in (('1.0', 'a'), ('2.0', 'b')) and (cut.run, cut.at, came[0]) != ('first start', len(run.entries), '1.0')
        except Failed as error:
            came, good = ('nothing', str(error)), False
        self.came[f'{cut.run}: {came[0]}'] += 1
        self.tally.check(where, good, ' '.join(came))
        if good:
            print(f'good: {where}: {" ".join(came)}', flush=True)
        if good:
            os.unlink(path)
        else:
            os.rename(path, os.path.join(self.folder, f'failed-{self.tally.failed}.img'))


def main():
    words = argparse.ArgumentParser(usage='cuts.py [N] [--folder DIR] [--only FIRST:LAST]')
    words.add_argument('count', nargs='?', type=int, default=50)
    words.add_argument('--folder')
    words.add_argument('--only', default=':')
    words = words.parse_args()
    folder = os.path.abspath(words.folder) if words.folder else tempfile.mkdtemp(prefix='sirkel-cuts-')
    os.makedirs(folder, exist_ok=True)
    first, last = (int(w) if w else None for w in words.only.split(':'))
    try:
        cuts = Cuts(folder)
        for name, run in cuts.runs.items():
            print(f'{name}: {sum(isinstance(e, Write) for e in run.entries)} writes, '
                  f'{sum(isinstance(e, Flush) for e in run.entries)} flushes')
        for cut in cuts.moments(words.count)[first:last]:
            cuts.check(cut)
        print(', '.join(f'{name} came up {n} times' for name, n in sorted(cuts.came.items())))
        if cuts.hung:
            print(f'{cuts.hung} machines hung and were started again')
        return cuts.tally.end()
    finally:
        if not words.folder:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    sys.exit(main())
