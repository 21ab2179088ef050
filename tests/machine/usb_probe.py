"""The small machine of usb_probe.c: its root, and its lines spoken from outside. Python's standard library only."""
import os
import socket
import subprocess
import time

import vm

HERE = os.path.dirname(os.path.abspath(__file__))
MAKE_ROOT = r'''
. image/lib.sh
mkdir -p "$out/usb"
in_tools bash -euc '
    make -s -C /src BUILD=/out/usb /out/usb/system/steward >&2
    gcc -O2 -std=gnu2x -D_GNU_SOURCE -I/src/app -I/src -o /out/usb/probe /src/tests/machine/usb_probe.c
    root=$(mktemp -d)
    chmod 755 "$root" # the kiosk passes through it
    mkdir -p "$root"/{dev,proc,sys,run,data,etc/runit,usr/sbin}
    cp /out/usb/probe "$root/usr/sbin/init"
    cp /out/usb/system/steward "$root/usr/sbin/"
    ldd /out/usb/probe /out/usb/system/steward | grep -o "/[^ ]*\.so[^ ]*" | sort -u | xargs cp -L --parents -t "$root"
    rm -f /out/usb/root.img
    mkfs.erofs --quiet /out/usb/root.img "$root"
    rm -r "$root"'
echo "$out/usb/root.img"
'''


def make_root():
    done = subprocess.run(['bash', '-euc', MAKE_ROOT], cwd=os.path.join(HERE, '../..'), stdout=subprocess.PIPE, text=True, timeout=600)
    if done.returncode:
        raise vm.Failed('the test machine does not build')
    return done.stdout.split()[-1]


def kernel(tools):
    given = os.environ.get('SIRKEL_KERNEL')
    if given:
        return given
    cache = os.path.dirname(tools.tree)
    found = sorted((e.stat().st_mtime, e.path) for e in os.scandir(cache) if e.name.startswith('kernel-') and e.is_dir())
    if not found:
        raise vm.Failed('no kernel: image/kernel makes it')
    return os.path.join(found[-1][1], 'bzImage')


class Probe:
    """The lines of usb_probe.c."""

    def __init__(self, machine):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(machine.port('probe'))
        self.socket.settimeout(90)
        self.lines = self.socket.makefile('rw')

    def __call__(self, words):
        self.lines.write(words + '\n')
        self.lines.flush()
        answer = []
        while True:
            line = self.lines.readline()
            if not line:
                raise vm.Failed('the probe is gone')
            if line == '.\n':
                return answer
            answer.append(line.rstrip('\n'))

    def ask(self, verb, number=0):
        answer = self(f'ask {verb} {number}')
        return int(answer[0].split()[0]) if answer[0] != 'hung up' else None

    def devices(self):
        """path -> (ids, is in, interfaces with a driver)"""
        return {w[0]: (w[1], w[2] == '1', int(w[3])) for w in (line.split() for line in self('usb'))}

    def keys(self):
        return int(self('hands')[-1].split()[1])

    def until(self, holds, seconds=15):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if holds():
                return True
            time.sleep(0.1)
        return False

    def mounted(self):
        lines = self('mount')
        return lines[0] if lines else ''
