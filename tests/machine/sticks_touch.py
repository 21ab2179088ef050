"""What people do by touch with a damaged stick, for sticks.py: staff carry the lists out to it, and whoever sets a kiosk up reads the
centre file from it. They always get a sentence, and nothing half-written or half-read is called done."""
import json
import os
import re

from built import FIRST_FRAME, HERE, SOURCE, Image, is_signed, walk_text
from setup import new_receiver
from sticks_forge import Forge, Open
from vm import Failed

FAST = 'sirkel.mirror=1 usb-storage.delay_use=0'  # the kernel's second of patience with a new stick tests nothing here
STAY = 'bare\n'  # a walk that begins so begins where the display stands
STAFF = 'begin\ndo HELP\ndo GO desk\ndo GO staff_pin\nenter pin\ndo GO staff_export\nat staff_export\n'
CARRIED = (('fat16', None), ('fat32', None), ('exfat', None), ('fat32', 'free clusters 0x0'), ('fat32', 'next free cluster 0xfffffff0'),
           ('fat16', 'table all full'),
           ('fat12', 'table all free'), ('fat32', 'table in one circle'), ('fat32', 'tables differ'), ('fat16', 'long names'),
           ('fat12', 'sectors, short 0xffff'),
           ('fat16', 'root entries 0x10'), ('fat16', 'MBR is shorter than what is in it'), ('fat32', 'root in circles'),
           ('exfat', 'root in circles'),
           ('exfat', 'bitmap all full'), ('exfat', 'bitmap all free'), ('exfat', 'bitmap in circles'), ('exfat', 'clusters 0x2'))
READ = (('fat16', None), ('exfat', None),
        *(('fat32', f'sirkel-centre.json {how}')
          for how in ('in circles', 'of 4 GiB in circles', 'leads into free clusters', 'leads past the end', 'begins at 1', 'is a folder',
                      'is a label', 'is in the folder\'s cluster')),
        ('fat16', 'names twice'), ('fat12', 'long names\' order 0x7f'),
        *(('exfat', f'sirkel-centre.json{how}')
          for how in (' in circles', ' leads to 0', ': size 0x8000000000000000', ': valid size 0xffffffffffffffff', ': 255 entries',
                      ': name length 0xff', ': begins at 0xfffffff0')),
        ('exfat', 'capitals in circles'))


def sentence(machine, image):
    """What is said on the display: a name of rule/verdicts.def; "done" on the done screen. The walker tells it of a step that can't be."""
    _, text = walk_text(machine, image, 'seen', STAY + 'notice ?\n')
    seen = re.search(r'\(at (\w+), notice (\w+)\)', text)
    if not seen:
        raise Failed('nothing is seen of the display: ' + text[-300:])
    return 'done' if seen.group(1) == 'staff_exported' else seen.group(2)


def lists_on(image, forge, kind, path, folder):
    """(whole lists, signatures that vouch for what is not whole), as a stranger reads them from the stick."""
    found, bad = [], []
    with Open(path) as data:
        system = forge.system(kind, data)
        for name in system.entries():
            if not name.endswith('.minisig') or name.startswith('sirkel-granvika'):
                continue
            place = os.path.join(folder, name[:-len('.minisig')])
            for suffix, content in (('', system.read(name[:-len('.minisig')])), ('.minisig', system.read(name))):
                with open(place + suffix, 'wb') as f:
                    f.write(content or b'')
            if os.path.getsize(place + '.minisig'):
                (found if is_signed(image, place) else bad).append(name)
    return found, bad


def carry(tally, folder, image, forge):
    disk, said = image.disk(), {}
    try:
        with image.machine(disk, words=FAST) as machine:
            machine.wait_log(FIRST_FRAME, 120)
            go(machine, image, STAFF)
            for kind, name in CARRIED:
                path = forge.named(kind, name)
                put_in(machine, path)
                go(machine, image, STAY + 'do EXPORT\n')
                seen = said[f'{kind}: {name}'] = sentence(machine, image)
                pull(machine)
                good, bad = lists_on(image, forge, kind, path, folder) if seen == 'done' else ([], [])
                tally.check(f'{kind}: {name}: a sentence', seen == 'done' or seen.startswith(('STICK_', 'EXPORT_')), seen)
                tally.check(f'{kind}: {name}: done means whole', (seen == 'done') == bool(good) and not bad, f'{seen} {good} {bad}')
                if seen == 'done':
                    go(machine, image, STAY + 'do BACK\nat staff_export\n')
    finally:
        disk.close()
        print('carried out: ' + ', '.join(f'{what}: {word}' for what, word in said.items()), flush=True)
    tally.check('a good stick takes the list', said.get('fat16: None') == said.get('fat32: None') == said.get('exfat: None') == 'done')


def read(tally, folder, image, forge, centre):
    disk, said = image.disk(), {}
    with open(os.path.join(HERE, 'setup.walk')) as f:
        lines = f.read().splitlines()
    before = '\n'.join(lines[:lines.index('at      setup_centre') + 1]) + '\n'
    try:
        with image.machine(disk, words=FAST) as machine:
            machine.wait_log(FIRST_FRAME, 120)
            go(machine, image, before)
            for kind, name in READ:
                path = forge.named(kind, name)
                with Open(path) as data:
                    system = forge.system(kind, data)
                    whole = system.read('sirkel-centre.json') == centre
                put_in(machine, path)
                go(machine, image, STAY + 'do SETUP_CENTRE\n')
                seen = said[f'{kind}: {name}'] = sentence(machine, image)
                pull(machine)
                tally.check(f'{kind}: {name}: a sentence', seen.startswith(('STICK_', 'SETUP_')) and seen != 'SETUP_DISK', seen)
                tally.check(f'{kind}: {name}: taken only whole', whole or seen != 'SETUP_CENTRE_GOOD', seen)
    finally:
        disk.close()
        print('centre file: ' + ', '.join(f'{what}: {word}' for what, word in said.items()), flush=True)
    tally.check('a good centre file is taken', said.get('fat16: None') == said.get('exfat: None') == 'SETUP_CENTRE_GOOD')


def put_in(machine, path):
    """Plugs the stick, and waits until the steward has done with it: mounted, or refused."""
    since = len(machine.log())
    machine.plug_stick(path, port='1')
    machine.wait_for(lambda: re.search(r'memory stick is mounted.*\n|no file system on it can be mounted\n', machine.log()[since:]), 25,
                     f'a word of the stick: {path}')


def pull(machine):
    since = len(machine.log())
    machine.unplug_stick()
    machine.wait_for(lambda: 'the memory stick was removed\n' in machine.log()[since:], 20, 'the stick is gone')


def go(machine, image, text):
    (passed, failed, _), seen = walk_text(machine, image, 'go', text)
    if failed or not passed:
        raise Failed(seen[-400:])


def by_touch(tally, folder, test, bare):
    """`bare`: an image that nobody set up, or None."""
    with open(os.path.join(SOURCE, 'assets/demo/centre.json')) as f:
        centre = {'recipients': [new_receiver(folder, name) for name in ('office.txt', 'recovery.txt')], **json.load(f)}
    centre = json.dumps(centre, ensure_ascii=False).encode()
    forge = Forge(folder, test.tools, centre)
    tally.step('carrying the lists out', carry, tally, folder, test, forge)
    if bare:
        bare.office = test.office
        tally.step('reading a centre file', read, tally, folder, bare, forge, centre)
    else:
        tally.skip('reading a centre file', 'image/build bare makes what it needs', len(READ))
