#!/usr/bin/env python3
"""The image starts into the kiosk and into nothing else: what is on its display, how the kiosk is sandboxed, what happens when it crashes
and when the machine hangs, how little memory is enough, and the same by firmware. Usage: boot.py [quick]. Ends with "boot: N passed, M
failed"."""
import os
import re
import shutil
import socket
import subprocess
import sys
import time

from built import BUILD, FIRST_FRAME, SOURCE, Image, difference, read_png, whole_test
from gdb import hang
from vm import MIRROR


def desk_picture(image, folder):
    """The start screen as the desk draws it, without a window."""
    with open(os.path.join(folder, 'start.walk'), 'w') as f:
        f.write('at start\n')
    template = os.path.join(folder, 'demo')
    shutil.copytree(os.path.dirname(image.office), template)
    subprocess.run([os.path.join(BUILD, 'walk'), '--template', template, '--assets', os.path.join(SOURCE, 'assets'), '--words',
                    os.path.join(BUILD, 'lang'), '--hand', 'touch', '--language', 'nb', '--size', 'M', '--pictures', folder, f.name],
                   check=True, capture_output=True, timeout=120)
    return os.path.join(folder, 'nb-M-start.png')


def without_buttons(picture):
    """The rows above and below the buttons. Those stand lower on a machine without a port for a keyboard: it does not speak of switches."""
    width, height, rows = picture
    kept = [*rows[:height * 57 // 100], *rows[height * 82 // 100:]]
    return width, len(kept), kept


def display(tally, image, folder):
    disk = image.disk()
    try:
        with image.machine(disk, words='sirkel.mirror=1 sirkel.check=1') as machine:
            machine.wait_log(FIRST_FRAME, 120)
            time.sleep(1)
            shown = read_png(machine.picture(os.path.join(folder, 'display.png')))
            tally.check('the first picture is not black', any(any(row) for row in shown[2]))
            part = difference(without_buttons(shown), without_buttons(read_png(desk_picture(image, folder))))
            tally.check('it is what a desk shows', part < 0.01, f'{part:.4f} of its pixels differ')
            match, _ = machine.wait_log(r'sandbox: (\d+) passed, (\d+) failed', 30)
            print(f'the sandbox: {match.group(1)} passed, {match.group(2)} failed')
            tally.add(match.group(1), match.group(2))
            for name in ('voice', 'printer', 'bridge'):
                match, _ = machine.wait_log(rf'sandbox {name}: (\d+) passed, (\d+) failed', 60)
                print(f'the sandbox of the {name}: {match.group(1)} passed, {match.group(2)} failed')
                tally.add(match.group(1), match.group(2))
            machine.touch(0.5, 0.683)
            machine.wait_for(lambda: difference(shown, read_png(machine.picture(os.path.join(folder, 'display.png')))) > 0.05, 30,
                             'what a touch changes')
            tally.check('a touch changes it', True)
    finally:
        disk.close()


def production(tally, folder):
    """The image that goes to a centre. Asked by QEMU to say on the serial line what it does; who owns it alone can't ask that of its
    start file."""
    image = Image('production')
    for never in ('sh', 'bash', 'dash', 'busybox', 'getty', 'agetty', 'login', 'mirror'):
        tally.check(f'no {never} in it', not any(never in names for _, _, names in os.walk(os.path.join(image.place, 'root'))))
    tally.check('it is told nothing of tests', not re.search(r'sirkel\.(mirror|check|input)|console=', image.cmdline))
    disk = image.disk()
    try:
        with image.machine(disk) as machine:
            machine.wait_log(FIRST_FRAME, 120)
            time.sleep(1)
            tally.check('it shows something', any(any(row) for row in read_png(machine.picture(os.path.join(folder, 'new.png')))[2]))
            machine.send(*({'type': 'key', 'data': {'key': {'type': 'qcode', 'data': k}, 'down': True}} for k in ('ctrl', 'alt', 'delete')))
            time.sleep(3)
            tally.check('Ctrl-Alt-Delete does nothing', machine.is_running())
    finally:
        disk.close()


def die(machine):
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(30)
    line.connect(machine.port(MIRROR))
    line.recv(1)
    line.sendall(b'die\n')
    end = time.monotonic() + 30
    while time.monotonic() < end and line.recv(65536):
        if machine.log().count('kiosk: ended with') >= die.count + 1:
            break
    line.close()
    die.count += 1


def crashes(tally, image):
    disk, die.count = image.disk(), 0
    try:
        with image.machine(disk, words='sirkel.mirror=1') as machine:
            for number in range(1, 4):
                machine.wait_for(lambda: len(re.findall(FIRST_FRAME, machine.log())) >= number, 90, f'start {number}')
                began = time.monotonic()
                die(machine)
                if number == 1:
                    machine.wait_for(lambda: len(re.findall(FIRST_FRAME, machine.log())) >= 2, 30, 'the second start')
                    print(f'after a crash the next first frame came within {time.monotonic() - began:.1f} s')
            machine.wait_log(r'kiosk: starting in safe mode', 60)
            tally.check('three crashes bring the screen of safe mode', True)
            machine.wait_for(lambda: len(re.findall(FIRST_FRAME, machine.log())) >= 4, 60, 'the screen of safe mode')
            time.sleep(1)
            picture = machine.picture(os.path.join(machine.folder, 'calm.png'))
            tally.check('it shows something', any(any(row) for row in read_png(picture)[2]))
            if os.environ.get('SIRKEL_PICTURES'):
                shutil.copy(picture, os.environ['SIRKEL_PICTURES'])
    finally:
        disk.close()


def watchdog(tally, image):
    disk = image.disk()
    try:
        with image.machine(disk, words='sirkel.mirror=1', keep_going=True) as machine:
            machine.wait_log(FIRST_FRAME, 120)
            time.sleep(12)
            tally.check('while all is well the watchdog is fed', not any(e['event'] == 'WATCHDOG' for e in machine.qmp.events))
            began = time.monotonic()
            hang(machine, machine.at('debugger'))
            tally.check('a hung machine is reset', machine.qmp.wait('WATCHDOG', 90) is not None)
            print(f'after {time.monotonic() - began:.0f} s')
            machine.wait_for(lambda: len(re.findall(FIRST_FRAME, machine.log())) >= 2, 120, 'the start after that')
            tally.check('and shows the kiosk again', True)
    finally:
        disk.close()


def memory(tally, image, megabytes=96):
    disk = image.disk()
    try:
        with image.machine(disk, words='sirkel.mirror=1', memory=megabytes) as machine:
            machine.wait_log(FIRST_FRAME, 120)
            time.sleep(2)
            tally.check(f'{megabytes} MB are enough', 'Out of memory' not in machine.log())
    finally:
        disk.close()


def firmware(tally, image):
    disk = image.disk()
    try:
        with image.machine(disk, firmware='plain') as machine:
            _, seconds = machine.wait_log(FIRST_FRAME, 180)
            print(f'by firmware: first frame {seconds:.1f} s after the start of QEMU, on a new disk')
            tally.check('it starts by firmware', True)
    finally:
        disk.close()


def perform(tally, folder):
    image = Image('test')
    parts = [('the display', display, image, folder), ('memory', memory, image), ('crashes', crashes, image)]
    if 'quick' not in sys.argv[1:]:
        parts += [('the watchdog', watchdog, image), ('firmware', firmware, image), ('production', production, folder)]
    for name, function, *arguments in parts:
        tally.step(name, function, tally, *arguments)
        print(f'{name}: looked at', flush=True)


if __name__ == '__main__':
    sys.exit(whole_test('boot', perform))
