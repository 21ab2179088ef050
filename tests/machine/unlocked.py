#!/usr/bin/env python3
"""A lock that names versions which nobody has: one of a package that enters the image, two of tools. The image is built all the
same, says everywhere that it is unlocked, passes image/check, starts, and is signed by no release key; where tools alone differ
it counts as locked. It has an output of its own beside the image's, and takes the compiled program from there. Ends with
"unlocked: N passed, M failed"."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

from built import FIRST_FRAME, OUT, SOURCE, Image, count_walk, walk_text, whole_test
from vm import Tools

PLACE = OUT + '-unlocked'
LIES = ('libpng16-16t64', 'bison', 'mtools')  # the first enters the image
ABOUT = """begin
do HELP
do GO desk
do GO staff_pin
enter pin
do MACHINE staff_machine
do MACHINE staff_about
text facts/packages "Ulåst"
leave
"""


def lie(folder, names):
    """A lock with invented versions of these packages; its path."""
    with open(os.path.join(SOURCE, 'image/packages.lock')) as f:
        rows = [line.split() for line in f]
    path = os.path.join(folder, f'{len(names)}.lock')
    with open(path, 'w') as f:
        for row in rows:
            if row[0] in ('image', 'build') and row[1] in names:
                row = [row[0], row[1], '99:1-invented', hashlib.sha256(row[1].encode()).hexdigest()]
            f.write(' '.join(row) + '\n')
    return path


def run(stage, *words, lock, out=PLACE, keys=None, limit=1500):
    """A stage of image/build with that lock. (status, what it printed)"""
    environment = {**os.environ, 'SIRKEL_LOCK': lock, 'SIRKEL_OUT': out}
    environment.pop('SIRKEL_KEYS', None)
    if keys:
        environment['SIRKEL_KEYS'] = keys
    command = [os.path.join(SOURCE, 'image', stage), *words]
    if stage == 'tools':  # image/build takes turns with others by itself
        command = ['flock', os.path.join(os.path.dirname(Tools().tree), 'lock'), *command]
    done = subprocess.run(command, env=environment, timeout=limit, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors='replace')
    return done.returncode, done.stdout


def read(*names):
    with open(os.path.join(PLACE, *names)) as f:
        return f.read()


def marked(tally, printed):
    """Everywhere where somebody may look."""
    table = re.findall(r'^  (\S+) +99:1-invented +(\S+) +(enters the image|only builds it)$', printed, re.MULTILINE)
    roles = {name: role for name, _, role in table}
    wanted = {LIES[0]: 'enters the image', LIES[1]: 'only builds it', LIES[2]: 'only builds it'}
    tally.check('the table names the three, and what each is', roles == wanted, printed[:600])
    tally.check('the table has no others', re.search(r'^image: 3 packages ', printed, re.MULTILINE), printed[:300])
    version = re.search(r'^VERSION_ID=(.*)$', read('production/root/usr/lib/os-release'), re.MULTILINE).group(1)
    names = {n for n in os.listdir(PLACE) if n.endswith('.img.zst')}
    own = f'sirkel-{version}-unlocked.img.zst'
    tally.check('the file is called so', own in names, names)
    with open(os.path.join(PLACE, f'sirkel-{version}.sha256')) as f:
        tally.check('and its hash is', f.read().split()[1] == own)
    tally.check('os-release says so', 'SIRKEL_PACKAGES=unlocked\n' in read('production/root/usr/lib/os-release'))
    for slot in ('a', 'b', 'stick'):
        tally.check(f'the signed command line of {slot} says so', ' sirkel.packages=unlocked ' in read(f'production/cmdline-{slot}'))
    bom = json.loads(read('production/bom.json'))
    tally.check('the list of contents says so', {'name': 'sirkel:packages', 'value': 'unlocked'} in bom['metadata']['properties'])
    part = next(c for c in bom['components'] if c['name'] == LIES[0])
    locked = {'name': 'sirkel:locked-version', 'value': '99:1-invented'}
    tally.check('and of the package what the lock names', locked in part.get('properties', []), part)
    used = next(used for name, used, _ in table if name == LIES[0])
    tally.check('and has the version that is in the image', part['version'] == used, part)
    built = sorted(p['value'].split()[0] for p in bom['metadata']['properties'] if p['name'] == 'sirkel:built-with')
    tally.check('and the two tools', built == sorted(LIES[1:]), built)


def starts(tally):
    image = Image('test', out=PLACE)
    disk = image.disk()
    try:
        with image.machine(disk, words='sirkel.mirror=1') as machine:
            machine.wait_log(FIRST_FRAME, 120)
            count_walk(tally, 'staff read it on the machine', walk_text(machine, image, 'about', ABOUT))
    finally:
        disk.close()


def released(tally, folder, lock):
    """Keys that image/keys did not draw: a centre's, or the project's."""
    with open(os.path.join(PLACE, 'keys.place')) as f:
        drawn = f.read().strip()
    keys = os.path.join(folder, 'keys')
    shutil.copytree(drawn, keys, ignore=shutil.ignore_patterns('development'))
    before = os.stat(os.path.join(PLACE, 'production/sirkel-a.efi')).st_ctime_ns
    bundle = ('production', os.path.join(keys, 'image.key'))
    for stage, words in (('build', ('production',)), ('disk', ('production',)), ('bundle', bundle)):
        if stage == 'disk':  # even called by itself, for a folder of keys that was chosen before
            with open(os.path.join(PLACE, 'keys.place'), 'w') as f:
                f.write(keys + '\n')
        status, printed = run(stage, *words, lock=lock, keys=keys)
        refused = status != 0 and 'no release is signed of an unlocked image' in printed
        tally.check(f'image/{stage} signs no release of it', refused, printed[-400:])
    after = os.stat(os.path.join(PLACE, 'production/sirkel-a.efi')).st_ctime_ns
    signed = os.path.exists(os.path.join(PLACE, 'production/sirkel-update'))
    tally.check('nothing was signed', before == after and not signed)
    status, printed = run('bundle', 'production', os.path.join(drawn, 'image.key'), lock=lock)
    tally.check('development keys sign an update of it', status == 0, printed[-400:])

    tools = lie(folder, LIES[1:])
    other = os.path.join(folder, 'out')
    status, printed = run('tools', lock=tools, out=other)
    counts = status == 0 and 'it counts as locked' in printed and 'enters the image\n' not in printed
    tally.check('where tools alone differ it counts as locked', counts, printed)
    status, printed = run('keys', lock=tools, out=other, keys=keys)
    tally.check('and is signed', status == 0, printed)


def perform(tally, folder):
    lock = lie(folder, LIES)
    shutil.rmtree(PLACE, ignore_errors=True)
    os.makedirs(PLACE)
    for made in ('program', 'demo'):
        if os.path.isdir(os.path.join(OUT, made)):
            subprocess.run(['cp', '-a', os.path.join(OUT, made), PLACE], check=True)
    status, printed = run('build', 'production', 'test', lock=lock)
    if not tally.check('it is built', status == 0, printed[-600:]):
        return
    tally.step('the marks', marked, tally, printed)
    status, printed = run('check', lock=lock)
    tally.check('it passes image/check', status == 0 and re.search(r'image: \d+ passed, 0 failed', printed), printed[-600:])
    print(printed.strip().splitlines()[-1])
    tally.step('the machine', starts, tally)
    tally.step('signing', released, tally, folder, lock)
    shutil.rmtree(PLACE)


if __name__ == '__main__':
    sys.exit(whole_test('unlocked', perform))
