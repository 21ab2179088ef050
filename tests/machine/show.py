#!/usr/bin/env python3
"""`make image-run`: the demonstration in a window where there is a display, else a picture of its first screen.
Usage: show.py TOOLS LAYER. The pointer is a tablet there: one finger."""
import os
import subprocess
import sys

from vm import LOUD, Disk, Failed, Machine, Tools, heard

CARD = ['-device', 'intel-hda', '-device', 'hda-output,audiodev=sound']
HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, '../../build/image')


def sound():
    """To the desk's own sound server where there is one (PulseAudio, or PipeWire in its clothes), else to nobody."""
    server = os.path.join(os.environ.get('XDG_RUNTIME_DIR') or '/nonexistent', 'pulse/native')
    driver = f'pa,server=unix:{server}' if os.path.exists(server) else 'none'
    return ['-audiodev', f'{driver},id=sound', *CARD]


def window(machine):
    words = machine.words()
    words[words.index('none', words.index('-display'))] = 'gtk,zoom-to-fit=on,show-menubar=off'
    environment = {**os.environ, 'QEMU_MODULE_DIR': f'{machine.tools.libraries}/qemu'}
    return subprocess.call(machine.tools.command('qemu-system-x86_64', *words), env=environment)


def main():
    tools = Tools(sys.argv[1])
    disk = Disk(os.path.join(OUT, 'demonstration/disk.img'), tools, layer=sys.argv[2])
    with open(os.path.join(OUT, 'demonstration/cmdline-a')) as f:
        append = heard(f.read())
    machine = Machine(disk, kernel=os.path.join(OUT, 'kernel'), append=f'{append} {LOUD} sirkel.input=any', memory=512, tablet=True,
                      vga='std', tools=tools, more=sound())
    try:
        print('The staff PIN of this demonstration is ' + open(os.path.join(OUT, 'demo/office/pin.txt')).read().strip() + '.')
        if os.environ.get('DISPLAY') or os.environ.get('WAYLAND_DISPLAY'):
            return window(machine)
        machine.start()
        machine.wait_log(r'first frame \d+ ms', 90)
        picture = machine.picture(os.path.join(OUT, 'demonstration/first-frame.png'))
        print(f'There is no display here; its first screen: {os.path.relpath(picture)}')
        return 0
    except Failed as failure:
        print(f'image-run: {failure}', file=sys.stderr)
        return 1
    finally:
        machine.close()


if __name__ == '__main__':
    sys.exit(main())
