#!/usr/bin/env python3
"""The small machine of cuts.py installs itself on an empty disk, and on one that was full of something else; then that disk alone starts, whole,
and takes an update. Usage: install.py [--folder DIR]. Ends with "install: N passed, M failed"."""
import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cuts import HERE, LIMIT, UP, kernel  # noqa: E402
from vm import Failed, Machine, Tools  # noqa: E402


def drive(path, name, first=False, read_only=False):
    return ['-blockdev', f'driver=file,filename={path},node-name={name}' + (',read-only=on' if read_only else ''),
            '-device', f'virtio-blk-pci,drive={name}' + (',bootindex=0' if first else '')]


class Install:
    def __init__(self, folder):
        self.folder, self.tools, self.passed, self.failed = folder, Tools(), 0, 0
        if not os.path.exists(self.at('stick.img')):
            subprocess.run([os.path.join(HERE, 'cut_disk'), folder, kernel(self.tools)], check=True, stdout=subprocess.DEVNULL, timeout=600)

    def at(self, name):
        return os.path.join(self.folder, name)

    def blank(self, name, size, text=b''):
        with open(self.at(name), 'wb') as f:
            f.write(text)
            f.truncate(size)
        return self.at(name)

    def life(self, drives, pattern):
        """Starts, waits for the line, and for the machine to switch itself off; what it said."""
        with Machine(firmware='plain', memory=128, vga='std', touch=False, tools=self.tools, more=sum(drives, [])) as machine:
            machine.wait_log(pattern, 3 * LIMIT)
            machine.wait_for(lambda: not machine.is_running(), LIMIT, 'switching off')
            return machine.log()

    def check(self, what, drives, pattern):
        try:
            log = self.life(drives, pattern)
        except Failed as error:
            log, self.failed = '', self.failed + 1
            print(f'NOT good: {what}: {error}')
            return log
        self.passed += 1
        print(f'good: {what}', flush=True)
        return log

    def run(self, what, target):
        running = shutil.copyfile(self.at('disk.img'), self.at('running.img'))
        wish = self.blank('wish.img', 1 << 20, b'inst')
        disk = drive(target, 'target')
        self.check(f'installed on {what}', [drive(running, 'running', True), drive(wish, 'wish', read_only=True), disk],
                   rf'probe: disks \d+\t{os.path.getsize(target)}\tvdc\s+probe: written')
        self.check(f'{what}: starts alone, whole', [drive(target, 'target', True)], UP.replace(r'(\S+) (\S)', '1.0 a'))
        self.check(f'{what}: takes an update', [drive(target, 'target', True), drive(self.at('stick.img'), 'stick', read_only=True)], r'probe: written')
        self.check(f'{what}: starts the new version', [drive(target, 'target', True)], UP.replace(r'(\S+) (\S)', '2.0 b'))


def main():
    words = argparse.ArgumentParser(usage='install.py [--folder DIR]')
    words.add_argument('--folder')
    words = words.parse_args()
    folder = os.path.abspath(words.folder) if words.folder else tempfile.mkdtemp(prefix='sirkel-install-')
    os.makedirs(folder, exist_ok=True)
    try:
        install = Install(folder)
        install.run('an empty disk', install.blank('target.img', 700 << 20))
        full = install.blank('target.img', 1000 << 20)
        shutil.copyfile(install.at('disk.img'), full)
        with open(full, 'r+b') as f: # an older Sirkel lies there, and other things
            f.truncate(1000 << 20)
            for place in range(200, 1000, 7):
                f.seek(place << 20)
                f.write(random.Random(place).randbytes(65536))
        install.run('a disk with an older one', full)
        print(f'install: {install.passed} passed, {install.failed} failed')
        return install.failed > 0
    finally:
        if not words.folder:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    sys.exit(main())
