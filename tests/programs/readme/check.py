#!/usr/bin/env python3
"""Reads the commands from README.md (code blocks, and code in a line that begins with make, build/ or NAME=... make) and runs each, word
for word. PLACES makes the words real that stand for files and folders. Each command has a row in WAYS, which says what must come of it;
a command without a row fails. `make run` and `make test` are run by .ci/run, on a clean clone. The image's three take an hour and root:
here their recipe is compared with what tests/programs/image.sh runs. Also: every link of every page leads to a file, and the reading
path is at most PATH_LINES lines."""
import collections
import glob
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

PATH_LINES = 900
PLACES = {'FILE': 'assets/demo/centre.json'}
MADE = ('DIR', 'OFFICE', 'STICK', 'list')  # each a folder of that name in a temporary one
ENOUGH_S = 900  # for the slowest command on a busy machine
FRAME_S = 90

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '../../kit'))
from tally import Tally

tally = Tally('readme')
check = tally.check


# --- what README says ---------------------------------------------------------------------------------------------

def code_blocks(text):
    """The lines of each code block: indented by four behind an empty line, or fenced."""
    blocks, block, fenced, before = [], None, False, ''
    for line in text.split('\n'):
        if line.startswith('```'):
            fenced = not fenced
            block = [] if fenced else block
            if not fenced:
                blocks.append(block)
                block = None
        elif fenced:
            block.append(line)
        elif line.startswith('    ') and (block is not None or not before.strip()):
            block = (block or []) + [line[4:]]
        elif block is not None:
            blocks.append(block)
            block = None
        before = line
    return blocks + ([block] if block else [])


def command_of(line):
    return re.sub(r'\s+#\s.*', '', line).strip()


def commands_of(text):
    blocks = [[command_of(line) for line in block if command_of(line)] for block in code_blocks(text)]
    inline = [c for c in re.findall(r'`([^`\n]+)`', text) if re.match(r'(make |build/|([A-Z_]+=\S+ )+make )', c)]
    shown = [command for block in blocks for command in block]
    return blocks[0] if blocks else [], list(dict.fromkeys(shown + inline))


def reading_path(text):
    """The files linked in "Where to read on" before its table."""
    part = text.split('\n## Where to read on', 1)[1].split('\n|', 1)[0]
    return sorted(set(re.findall(r'\]\(([A-Za-z0-9_/.]+)\)', part)))


def lines_in(path):
    with open(path, encoding='utf-8') as f:
        return sum(1 for _ in f)


def check_path(text):
    path = reading_path(text)
    missing = [p for p in path if not os.path.isfile(p)]
    if check('every file of the reading path is there', path and not missing, missing):
        count = sum(lines_in(p) for p in path)
        print(f'the reading path: {len(path)} files, {count} lines')
        check(f'the reading path has at most {PATH_LINES} lines', count <= PATH_LINES, f'it has {count}')


def check_links():
    pages = subprocess.run(['git', 'ls-files', '*.md'], check=True, stdout=subprocess.PIPE, text=True).stdout.split('\n')
    for page in filter(os.path.isfile, pages):
        with open(page, encoding='utf-8') as f:
            links = re.findall(r'\]\(([^)#\s]+)(?:#[^)]*)?\)', f.read())
        wrong = [to for to in links if '://' not in to and not os.path.exists(os.path.join(os.path.dirname(page), to))]
        check(f'the links of {page}', not wrong, ', '.join(wrong))


# --- running it ---------------------------------------------------------------------------------------------------

class Tree:
    """The working tree, as somebody without a display has it; the folders that commands make lie elsewhere."""

    def __init__(self, folder):
        self.folder = folder
        self.places = {**PLACES, **{name: os.path.join(folder, name) for name in MADE}}
        os.makedirs(self.places['STICK'])
        self.environment = {k: v for k, v in os.environ.items()
                            if k not in ('DISPLAY', 'WAYLAND_DISPLAY', 'MAKEFLAGS', 'MAKELEVEL', 'MFLAGS', 'SIRKEL_BUILD', 'SIRKEL_CHECK')}

    def place(self, command):
        return re.sub(rf'\b({"|".join(self.places)})\b(?!=)', lambda m: self.places[m.group(0)], command)

    def run(self, command, **more):
        """Exit status and all that was said."""
        done = subprocess.run(['bash', '-c', command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, timeout=ENOUGH_S, env={**self.environment, **more})
        return done.returncode, done.stdout

    def works(self, command, **more):
        status, said = self.run(command, **more)
        check(command, status == 0, f'status {status}: {said[-800:]}')
        return said

    def there(self, name, pattern):
        return glob.glob(os.path.join(self.places[name], pattern))


class Display:
    """An X server whose picture lies in a file (X Window Dump)."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='sirkel-display-')
        for number in range(120, 160):
            self.server = subprocess.Popen(['Xvfb', f':{number}', '-screen', '0', '1080x1920x24', '-nolisten', 'tcp', '-fbdir',
                                            self.folder],
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(1)
            if self.server.poll() is None:
                self.name = f':{number}'
                return
        raise SystemExit('no display for the window')

    def shows_a_screen(self):
        """A picture with letters on it: many shades, and none that is nearly all of it."""
        with open(os.path.join(self.folder, 'Xvfb_screen0'), 'rb') as f:
            dump = f.read()
        head = struct.unpack('>25I', dump[:100])
        start, width, height, stride = head[0] + 12 * head[19], head[4], head[5], head[12]
        shades = collections.Counter()
        for y in range(0, height, 4):
            row = dump[start + y * stride:start + y * stride + 4 * width]
            shades.update(row[x:x + 3] for x in range(0, len(row), 16))
        shades.pop(b'\0\0\0', None)  # the display's own ground
        return len(shades) >= 100 and shades.most_common(1)[0][1] < 0.9 * sum(shades.values())

    def close(self):
        self.server.kill()
        self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def opened(tree, command, beside=None):
    """The kiosk opens a window and shows its first frame; `beside`: a program that must then run with it."""
    display = Display()
    with tempfile.TemporaryFile('w+') as said:
        kiosk = subprocess.Popen(['bash', '-c', command], stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                                 start_new_session=True, env={**tree.environment, 'DISPLAY': display.name, 'SDL_VIDEODRIVER': 'x11'})
        try:
            until = time.monotonic() + FRAME_S
            while time.monotonic() < until and kiosk.poll() is None and not display.shows_a_screen():
                time.sleep(0.5)
            said.seek(0)
            check(f'{command}: its first frame', kiosk.poll() is None and display.shows_a_screen(), said.read()[-800:])
            if beside:
                found = subprocess.run(['ps', '-o', 'args=', '-g', str(kiosk.pid)], stdout=subprocess.PIPE, text=True).stdout
                check(f'{command}: {beside} beside it', beside in found, found)
        finally:
            if kiosk.poll() is None:
                os.killpg(kiosk.pid, signal.SIGTERM)
            try:
                kiosk.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(kiosk.pid, signal.SIGKILL)
                kiosk.wait()
            display.close()


# --- what must come of each command -------------------------------------------------------------------------------

def by_ci(tree, command):
    listed = tree.run('bash .ci/run --commands')[1].split('\n')
    check(f'{command}: .ci/run runs it', command in listed, ', '.join(listed))


def with_printer(tree, command):
    opened(tree, command, 'sirkel-printer')


def works(tree, command):
    tree.works(command)


def figures(tree, command):
    """With small counts: in full it takes ten minutes."""
    rows = [line for line in tree.works(command, SIRKEL_BENCH='quick').split('\n') if line.startswith('{')]
    check(f'{command}: one JSON line each', len([json.loads(row) for row in rows]) >= 10, '\n'.join(rows))


def targets(tree, command):
    said = tree.works(command)
    with open('Makefile', encoding='utf-8') as f:
        named = re.findall(r'^([a-z-]+):.*## ', f.read(), re.MULTILINE)
    check(f'{command}: names what there is', named and all(re.search(rf'^{t}\s', said, re.MULTILINE) for t in named), said)


def pictures(tree, command):
    tree.works(command)
    for what in ('pictures/*.png', 'sheets/*.png', 'stick/*.zip.age'):
        check(f'{command}: {what}', glob.glob(f'build/tour/{what}'))


def contents(folders):
    found = {}
    for folder in folders:
        for name in glob.glob(f'{folder}/*'):
            if os.path.isfile(name):
                with open(name, 'rb') as f:
                    found[name] = f.read()
    return found


def unchanged(tree, command):
    """It rewrites what is made from tables, and nothing was behind; a test leaves the sources as they were."""
    before = contents(('docs', 'assets/lang'))
    tree.works(command)
    after = contents(('docs', 'assets/lang'))
    changed = [name for name in after if after[name] != before.get(name)]
    check(f'{command}: nothing was behind', not changed, ', '.join(changed))
    for name in changed:
        if name in before:
            with open(name, 'wb') as f:
                f.write(before[name])
        else:
            os.remove(name)


def several_lists(tree, command):
    tree.works(tree.place('build/sirkelctl export --data DIR --to STICK'))
    check('the stick holds more than one list', len(tree.there('STICK', '*.age')) > 1)
    tree.works(command)
    check(f'{command}: the table', tree.there('list', 'signups.csv'))


def kiosk(tree, command):
    opened(tree, command)


def office_made(tree, command):
    said = tree.works(command)
    check(f'{command}: tells the PIN', re.search(r'staff PIN is \d{6}', said), said[-300:])
    check(f'{command}: two keys', tree.there('OFFICE', 'office.txt') and tree.there('OFFICE', 'recovery.txt'))


def image(tree, command):
    """The recipe, and that the suite's own part on the image runs the same scripts."""
    recipes = {'make image': (['image/build production', 'image/check'], ['image/build production', 'image/check']),
               'make image-run': (['image/run'], ['image/run']),
               'make image-test': (['tests/machine/run all'], ['tests/machine/run quick'])}
    recipe, suite = recipes[command]
    _, said = tree.run(command.replace('make ', 'make -n ', 1))
    lines = [line.strip() for line in said.split('\n')]
    with open('tests/programs/image.sh', encoding='utf-8') as f:
        runs = f.read()
    for step in recipe:
        check(f'{command}: runs {step}', step in lines, said)
        check(f'{step} is there', os.access(step.split()[0], os.X_OK))
    for step in suite:
        check(f'{command}: tests/programs/image.sh runs {step}', re.search(rf'^[^#\n]*\b{re.escape(step)}', runs, re.MULTILINE))


WAYS = [
    (r'make (run|test)', by_ci),
    (r'SIRKEL_PRINTER=\S+ make run', with_printer),
    (r'make help', targets),
    (r'make bench', figures),
    (r'make tour', pictures),
    (r'make (floors|measures)', works),
    (r'make (docs|pot)', unchanged),
    (r'make image(-run|-test)?', image),
    (r'build/sirkelctl init .*', office_made),
    (r'build/sirkel --data .*', kiosk),
    (r'build/sirkelctl export .*', works),
    (r'build/sirkelctl open .*', several_lists),
]


def main():
    with open('README.md', encoding='utf-8') as f:
        text = f.read()
    first, commands = commands_of(text)
    check('README shows commands', len(commands) >= 10, str(commands))
    check('the first code block is what .ci/run runs', first == ['make run', 'make test'], str(first))
    check_path(text)
    check_links()
    with tempfile.TemporaryDirectory(prefix='sirkel-readme-') as folder:
        tree = Tree(folder)
        for command in commands:
            real = tree.place(command)
            way = next((how for pattern, how in WAYS if re.fullmatch(pattern, command)), None)
            left = re.findall(r'(?<![\w/])[A-Z]{3,}\b(?![=_/])', real)
            if check(f'`{command}` has a row in WAYS and PLACES', way and not left, ', '.join(left)):
                began = time.monotonic()
                way(tree, real)
                print(f'{time.monotonic() - began:6.1f} s  {real}', flush=True)
    return tally.end()


if __name__ == '__main__':
    sys.exit(main())
