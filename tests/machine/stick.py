#!/usr/bin/env python3
"""The stick that installs, as a centre uses it: plugged into a machine whose disk holds another Sirkel, started by the firmware under
Secure Boot, tried, then installed by touch over what was there, once cut by the power; then that disk starts, with the stick still in and
without it. The same on an empty disk. Usage: stick.py. Ends with "stick: N passed, M failed"."""
import os
import re
import sys

from built import FIRST_FRAME, OUT, Image, count_walk, walk_text, whole_test
from flips import rows
from vm import Disk, Failed

LIMIT = 180  # seconds from power to first frame; the root is read whole, over USB
MIB = 1 << 20
DISK = 'Kvardag 1000'  # what the machine's disk calls itself

TRY = '''bare
at setup_language
begin
at setup_place
text disk "Kvardag 1000"
hand picture {folder}/place.png
ask try
at setup_touch
'''
INSTALL = '''bare
at setup_language
begin
at setup_place
ask disk
at install_disk
text disk/name "Kvardag 1000"
{kiosk} kiosk
hand picture {folder}/disk.png
hold
at install_runs
hand picture {folder}/runs.png
'''
RESTART = '''bare
at install_runs
wait 3
see restart
hand picture {folder}/over.png
do SETUP_POWER 1
'''
FIRST = '''bare
at setup_language
begin
at setup_touch
'''
AGAIN = '''bare
at setup_touch
'''


def drives(image, disk, stick):
    """The disk as a SATA one; the stick, where there is one, on USB. The firmware starts the stick first, as somebody chose it to."""
    words = ['-blockdev', f'driver=qcow2,node-name=disk,file.driver=file,file.filename={disk.layer}', '-device', 'ich9-ahci,id=ahci',
             '-device', f'ide-hd,bus=ahci.0,drive=disk,model={DISK},bootindex=1']
    if stick:
        first = stick[1]
        words += ['-blockdev', f'driver=qcow2,node-name=stick,file.driver=file,file.filename={stick[0].layer}',
                  '-device', f'usb-storage,bus=xhci.0,drive=stick,removable=on,bootindex={0 if first else 2}']
    return words


def machine(image, disk, stick=None):
    return image.machine(None, firmware='secure', variables=os.path.join(OUT, 'firmware.fd'), memory=256, more=drives(image, disk, stick))


def is_untouched(image, layer, base):
    """Does the layer read as what lies below it?"""
    try:
        image.tools.run('qemu-img', 'compare', '-f', 'qcow2', '-F', 'raw', layer.layer, base)
        return True
    except Failed:
        return False


def said(tally, running, what, pattern):
    tally.check(what, re.search(pattern, running.log()), running.log()[-300:])


def tries(tally, image, disk, stick, folder):
    with machine(image, disk, (stick, True)) as running:
        running.wait_log(FIRST_FRAME, LIMIT)
        said(tally, running, 'the stick runs, not the disk beside it', r'sirkel\.slot=stick')
        said(tally, running, 'what is tried stays in memory', r'data: \S+ memory')
        count_walk(tally, 'just try it', walk_text(running, image, 'try', TRY.format(folder=folder)))
    tally.check('the disk is as it was', is_untouched(image, disk, os.path.join(OUT, 'test/disk.img')))
    tally.check('nothing was written to the stick', is_untouched(image, stick, image.place + '/stick.img'))


def install_walk(tally, running, image, what, kiosk, folder):
    running.wait_log(FIRST_FRAME, LIMIT)
    text = INSTALL.format(folder=folder, kiosk='see' if kiosk else 'not')
    count_walk(tally, what, walk_text(running, image, 'install', text))


def is_cut(tally, image, disk, stick, folder):
    """The power goes while the disk is written: it starts nothing any longer, and the stick begins again."""
    with machine(image, disk, (stick, True)) as running:
        install_walk(tally, running, image, 'installing until the power goes', True, folder)
        running.wait_log(r'install: \S+ installing to sd', LIMIT)
    with machine(image, disk) as running:
        try:
            running.wait_log(FIRST_FRAME, 25)
            tally.check('half an installation starts nothing', False, running.log()[-300:])
        except Failed:
            tally.check('half an installation starts nothing', True)


def installs(tally, image, disk, stick, what, folder):
    with machine(image, disk, (stick, True)) as running:
        install_walk(tally, running, image, f'installing {what}', False, folder)
        running.wait_log(r'update: \S+ done', LIMIT)
        count_walk(tally, 'restart', walk_text(running, image, 'restart', RESTART.format(folder=folder)))
        running.wait_for(lambda: not running.is_running(), LIMIT, 'starting anew')


def is_copied(tally, image, disk, folder):
    """The disk has what a machine's disk is built to have, byte by byte."""
    raw = os.path.join(folder, 'disk.raw')
    image.tools.run('qemu-img', 'convert', '-O', 'raw', disk.layer, raw)
    for name in ('esp', 'root-a'):
        at, size = rows()[name]
        with open(raw, 'rb') as installed, open(image.disk_image, 'rb') as built:
            installed.seek(at)
            built.seek(at)
            tally.check(f'{name} is what was built', installed.read(size) == built.read(size))
    os.unlink(raw)


def starts(tally, image, disk, stick, what, text):
    with machine(image, disk, stick) as running:
        running.wait_log(FIRST_FRAME, LIMIT)
        said(tally, running, f'{what}: the disk runs', r'sirkel\.slot=a')
        said(tally, running, f'{what}: its data are on it', r'data: \S+ plain')
        count_walk(tally, what, walk_text(running, image, 'there', text))


def over_another(tally, image, stick, folder, pictures):
    disk = Disk(os.path.join(OUT, 'test/disk.img'), image.tools, size='1000M')  # another version, with the same partition ids
    try:
        tally.step('trying', tries, tally, image, disk, stick, pictures)
        tally.step('a cut', is_cut, tally, image, disk, stick, pictures)
        tally.step('installing', installs, tally, image, disk, stick, 'over another', folder)
        tally.step('the copy', is_copied, tally, image, disk, folder)
        tally.step('with the stick in', starts, tally, image, disk, (stick, False), 'with the stick left in', FIRST)
        tally.step('without', starts, tally, image, disk, None, 'without the stick', AGAIN)
    finally:
        disk.close()


def on_an_empty_one(tally, image, stick, folder):
    empty = os.path.join(folder, 'empty.img')
    with open(empty, 'wb') as f:
        f.truncate(700 * MIB)
    disk = Disk(empty, image.tools)
    try:
        tally.step('installing', installs, tally, image, disk, stick, 'on an empty disk', folder)
        tally.step('without', starts, tally, image, disk, None, 'from what was empty', FIRST)
    finally:
        disk.close()


def perform(tally, folder):
    image = Image('bare')
    stick = Disk(os.path.join(image.place, 'stick.img'), image.tools)
    try:
        over_another(tally, image, stick, folder, os.environ.get('SIRKEL_PICTURES') or folder)
        on_an_empty_one(tally, image, stick, folder)
    finally:
        stick.close()


if __name__ == '__main__':
    sys.exit(whole_test('stick', perform))
