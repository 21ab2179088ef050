"""A machine to boot the image in: QEMU out of the tools tree, by software emulation, driven over QMP. Python's standard library only.

    with Machine(disk=Disk(image), kernel=..., append=...) as machine:
        machine.wait_log(r'first frame (\\d+) ms', 60)
        machine.touch(0.5, 0.9)

Everything has a time limit, and whatever was started is ended with the `with`."""
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time

MIRROR = 'org.sirkel.mirror'
LOUD = 'console=ttyS0 sirkel.log=kmsg printk.devkmsg=on'  # what an image for visitors does not say
FULL = 0x7FFF  # QEMU's coordinates go from 0 to this


class Failed(Exception):
    pass


class Tools:
    """Programs of the tools tree, run by the tree's own loader: no chroot, no rights."""

    def __init__(self, tree=None):
        cache = os.environ.get('SIRKEL_CACHE') or os.path.join(os.environ.get('XDG_CACHE_HOME') or os.path.expanduser('~/.cache'), 'sirkel')
        self.tree = tree or os.environ.get('SIRKEL_TOOLS') or os.path.join(cache, 'tools')
        self.libraries = os.path.join(self.tree, 'usr/lib/x86_64-linux-gnu')
        if not os.path.exists(self.path('usr/bin/qemu-system-x86_64')):
            raise Failed(f'no QEMU in {self.tree}: image/tools makes it')

    def path(self, inside):
        return os.path.join(self.tree, inside)

    def command(self, program, *words):
        for folder in ('usr/bin', 'usr/sbin'):
            if os.path.exists(self.path(f'{folder}/{program}')):
                own = f'{self.libraries}:{self.libraries}/swtpm:{self.libraries}/pulseaudio'
                return [f'{self.libraries}/ld-linux-x86-64.so.2', '--library-path', own, self.path(f'{folder}/{program}'), *map(str, words)]
        raise Failed(f'the tools have no {program}')

    def run(self, program, *words, timeout=120, **more):
        done = subprocess.run(self.command(program, *words), capture_output=True, timeout=timeout, **more)
        if done.returncode:
            raise Failed(f'{program}: {done.stderr.decode(errors="replace").strip()[:400]}')
        return done.stdout


def heard(append):
    """A kernel's command line whose lines all reach the console: `quiet` would hide what the services log."""
    return re.sub(r'\bquiet\b', '', append)


class Disk:
    """What a machine writes goes to a layer over the image, which is never changed. The layer outlives the power."""

    def __init__(self, image, tools=None, layer=None, size=None):
        self.tools = tools or Tools()
        self.folder = tempfile.mkdtemp(prefix='sirkel-disk-')
        self.layer = layer or os.path.join(self.folder, 'layer.qcow2')
        if not os.path.exists(self.layer):
            more = [size] if size else []
            self.tools.run('qemu-img', 'create', '-q', '-f', 'qcow2', '-b', os.path.abspath(image), '-F', 'raw', self.layer, *more)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def fat_image(path, tools, megabytes=64):
    """An empty stick: one FAT file system over all of it."""
    with open(path, 'wb') as f:
        f.truncate(megabytes << 20)
    tools.run('mkfs.vfat', '-F', '32', '-n', 'STICK', path)
    return path


class Qmp:
    def __init__(self, path, timeout):
        self.events, self.rest, self.lock = [], b'', threading.RLock()
        self.socket = socket.socket(socket.AF_UNIX)
        end = time.monotonic() + timeout
        while True:
            try:
                self.socket.connect(path)
                break
            except OSError:
                if time.monotonic() > end:
                    raise Failed('QEMU does not answer')
                time.sleep(0.02)
        self.line(timeout)
        self('qmp_capabilities')

    def line(self, timeout):
        end = time.monotonic() + timeout
        while b'\n' not in self.rest:
            self.socket.settimeout(max(end - time.monotonic(), 0.001))
            try:
                more = self.socket.recv(65536)
            except (TimeoutError, BlockingIOError):
                return None
            except OSError:
                more = b''
            if not more:
                raise Failed('QEMU has gone')
            self.rest += more
        line, self.rest = self.rest.split(b'\n', 1)
        return json.loads(line)

    def __call__(self, name, timeout=30, **arguments):
        with self.lock:
            self.socket.sendall(json.dumps({'execute': name, 'arguments': arguments}).encode() + b'\n')
            while True:
                answer = self.line(timeout)
                if answer is None:
                    raise Failed(f'{name}: no answer')
                if 'event' in answer:
                    self.events.append(answer)
                elif 'error' in answer:
                    raise Failed(f"{name}: {answer['error']['desc']}")
                else:
                    return answer['return']

    def wait(self, event, timeout, since=0):
        """The first such event from number `since` on; None when it does not come."""
        end = time.monotonic() + timeout
        while True:
            for e in self.events[since:]:
                if e['event'] == event:
                    return e
            with self.lock:
                try:
                    answer = self.line(max(end - time.monotonic(), 0.001))
                except Failed:
                    answer = None
                if answer and 'event' in answer:
                    self.events.append(answer)
            if answer is None and (time.monotonic() >= end):
                return None


class Machine:
    """Parameters: disk (a Disk), kernel and append, or firmware: 'plain' or 'secure' (with `variables`, a file of its settings that is
    copied); memory in MB; vga: virtio, std or ramfb, with a display of so many pixels; ports: names of virtio-serial ports; tpm: a folder
    that keeps its state."""

    def __init__(self, disk=None, kernel=None, append='', firmware=None, variables=None, memory=256, vga='virtio', display=(1080, 1920),
                 touch=True, tablet=False,
                 ports=(), tpm=None, tools=None, more=(), keep_going=False):
        self.tools = tools or Tools()
        self.disk, self.kernel, self.append, self.firmware, self.memory, self.vga, self.display = (
            disk, kernel, append, firmware, memory, vga, display)
        self.touching, self.tablet, self.ports, self.tpm, self.more, self.keep_going = touch, tablet, ports, tpm, list(more), keep_going
        self.folder = tempfile.mkdtemp(prefix='sirkel-vm-')
        self.process = self.swtpm = self.qmp = None
        self.starts, self.nodes, self.marks, self.sticks = 0, 0, {}, {}
        if firmware:
            template = variables or self.tools.path('usr/share/OVMF/OVMF_VARS_4M.fd')
            shutil.copyfile(template, os.path.join(self.folder, 'variables.fd'))

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def at(self, name):
        return os.path.join(self.folder, name)

    def port(self, name):
        return self.at(name + '.socket')

    def words(self):
        secure = self.firmware == 'secure'
        w = ['-L', self.tools.path('usr/share/qemu'), '-L', self.tools.path('usr/share/seabios'), '-nodefaults', '-no-user-config',
             '-machine', 'q35' + (',smm=on' if secure else ''), '-accel', 'tcg', '-cpu', 'max', '-smp', '2', '-m', str(self.memory),
             '-nic', 'none', '-rtc', 'base=utc', '-display', 'none', '-serial', f'file:{self.log_path()}',
             '-qmp', f'unix:{self.at("qmp")},server=on,wait=off',
             '-device', 'qemu-xhci,id=xhci', '-device', 'i6300esb', '-action', 'watchdog=reset', '-device', 'virtio-serial-pci']
        size = ',xres={},yres={}'.format(*self.display)
        w += ['-vga', 'none', '-device', {'ramfb': 'ramfb', 'std': 'VGA,edid=on' + size, 'virtio': 'virtio-vga,edid=on' + size}[self.vga]]
        w += ['-device', 'virtio-multitouch-pci'] if self.touching else []
        w += ['-device', 'usb-tablet,bus=xhci.0,id=tablet'] if self.tablet else []
        w += [] if self.keep_going else ['-no-reboot']
        for i, name in enumerate(self.ports):
            w += ['-chardev', f'socket,id=port{i},path={self.port(name)},server=on,wait=off', '-device',
                  f'virtserialport,chardev=port{i},name={name}']
        if self.disk:
            w += ['-drive', f'file={self.disk.layer},format=qcow2,if=none,id=disk,cache=writeback', '-device',
                  'virtio-blk-pci,drive=disk' + ('' if self.kernel else ',bootindex=0')]
        if self.kernel:
            w += ['-kernel', self.kernel, '-append', self.append]
        if self.firmware:
            code = 'OVMF_CODE_4M.secboot.fd' if secure else 'OVMF_CODE_4M.fd'
            w += ['-drive', f'if=pflash,format=raw,unit=0,readonly=on,file={self.tools.path("usr/share/OVMF/" + code)}',
                  '-drive', f'if=pflash,format=raw,unit=1,file={self.at("variables.fd")}']
            w += ['-global', 'driver=cfi.pflash01,property=secure,value=on'] if secure else []
        if self.tpm:
            w += ['-chardev', f'socket,id=tpm,path={self.at("tpm")}', '-tpmdev', 'emulator,id=tpm0,chardev=tpm', '-device',
                  'tpm-tis,tpmdev=tpm0']
        return w + self.more

    def start(self):
        self.starts += 1
        if self.tpm:
            os.makedirs(self.tpm, exist_ok=True)
            self.swtpm = subprocess.Popen(
                self.tools.command('swtpm', 'socket', '--tpm2', '--tpmstate', f'dir={self.tpm}', '--ctrl',
                                   f'type=unixio,path={self.at("tpm")}',
                                   '--flags', 'not-need-init'), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.wait_for(lambda: os.path.exists(self.at('tpm')), 10, 'the TPM')
        if os.path.exists(self.at('qmp')):
            os.unlink(self.at('qmp'))
        self.began = time.monotonic()
        environment = {'PATH': '/usr/bin:/bin', 'QEMU_MODULE_DIR': f'{self.tools.libraries}/qemu', 'HOME': self.folder}
        with open(self.at('qemu.log'), 'ab') as log:
            self.process = subprocess.Popen(self.tools.command('qemu-system-x86_64', *self.words()), stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log, env=environment)
        try:
            self.qmp = Qmp(self.at('qmp'), 20)
        except Failed:
            with open(self.at('qemu.log'), errors='replace') as log:
                raise Failed('QEMU did not start: ' + log.read()[-400:])

    def wait_for(self, holds, timeout, what):
        end = time.monotonic() + timeout
        while not holds():
            if time.monotonic() > end:
                raise Failed(f'{what}: not within {timeout} s')
            time.sleep(0.02)

    # --- ending ---
    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """The power goes. What QEMU had not been told to flush is what a disk's own cache would lose or keep: it stays in the layer."""
        if self.qmp:
            self.qmp.socket.close()
        self.qmp = None
        for child in (self.process, self.swtpm):
            if child:
                child.kill()
                child.wait(20)
        self.process = self.swtpm = None
        self.sticks, self.marks = {}, {}
        if os.path.exists(self.at('tpm')):
            os.unlink(self.at('tpm'))

    def close(self):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- what it says ---
    def log_path(self):
        return self.at(f'serial-{self.starts}.log')

    def log(self):
        try:
            with open(self.log_path(), errors='replace') as f:
                return f.read()
        except FileNotFoundError:
            return ''

    def wait_log(self, pattern, timeout):
        """The match, and the seconds since the start; Failed when it does not come or the machine ends first."""
        end = time.monotonic() + timeout
        while True:
            running = self.is_running()
            match = re.search(pattern, self.log(), re.MULTILINE)
            if match:
                return match, time.monotonic() - self.began
            if not running or time.monotonic() > end:
                tail = '\n'.join(self.log().splitlines()[-6:])
                raise Failed(f'/{pattern}/ did not come{"" if running else "; the machine ended"}: {tail}')
            time.sleep(0.02)

    def picture(self, path):
        self.qmp('screendump', filename=os.path.abspath(path), format='png')
        return path

    # --- what hands do ---
    def send(self, *events):
        self.qmp('input-send-event', events=list(events))

    def finger(self, phase, x, y, slot=0):
        """phase: down, move or up; x and y from 0 to 1 over the display."""
        mtt = lambda **data: {'type': 'mtt', 'data': {'slot': slot, **data}}
        key = lambda down: {'type': 'btn', 'data': {'button': 'touch', 'down': down}}
        if phase == 'up':
            self.send(mtt(type='end', axis='x', value=0, **{'tracking-id': -1}), key(False))
            self.marks.pop(slot, None)
            return
        if phase == 'down':
            self.marks[slot] = self.marks.get('next', 1)
            self.marks['next'] = self.marks[slot] + 1
        mark = {'tracking-id': self.marks.get(slot, 1)}
        place = [mtt(type='data', axis=a, value=round(min(max(v, 0), 1) * FULL), **mark) for a, v in (('x', x), ('y', y))]
        head = mtt(type='begin' if phase == 'down' else 'update', axis='x', value=0, **mark)
        self.send(head, *([key(True)] if phase == 'down' else []), *place)

    def touch(self, x, y, seconds=0.12):
        self.finger('down', x, y)
        time.sleep(seconds)
        self.finger('up', x, y)

    def click(self, x, y):
        """With the tablet. The move goes first: a button in the same packet would be pressed at the old place."""
        self.send(*({'type': 'abs', 'data': {'axis': a, 'value': round(v * FULL)}} for a, v in (('x', x), ('y', y))))
        for down in (True, False):
            time.sleep(0.12)
            self.send({'type': 'btn', 'data': {'button': 'left', 'down': down}})

    # --- what is plugged in ---
    def plug(self, driver, id, **more):
        """Any device on the USB bus: plug('usb-kbd', 'keyboard')."""
        self.qmp('device_add', driver=driver, id=id, bus=more.pop('bus', 'xhci.0'), **more)

    def unplug(self, id):
        since = len(self.qmp.events)
        self.qmp('device_del', id=id)
        if not self.qmp.wait('DEVICE_DELETED', 10, since):
            raise Failed(f'{id} does not let go')

    def plug_stick(self, image, id='stick', **more):
        self.nodes += 1
        node = self.sticks[id] = f'{id}{self.nodes}'
        self.qmp('blockdev-add', **{'driver': 'raw', 'node-name': node, 'file': {'driver': 'file', 'filename': os.path.abspath(image)}})
        self.plug('usb-storage', id, drive=node, removable=True, **more)

    def unplug_stick(self, id='stick'):
        self.unplug(id)
        self.qmp('blockdev-del', **{'node-name': self.sticks.pop(id)})


class Hand(threading.Thread):
    """The hand of docs/walks.md at a socket: the walker's lines become what happens to the machine."""

    def __init__(self, machine, path, stick=None, marks=None, more=None):
        super().__init__(daemon=True)
        self.more = more or {}  # word -> what is called with the words behind it
        self.machine, self.stick, self.over = machine, stick, False
        self.marks = marks if marks is not None else []  # (time.monotonic(), words) of what it did, told before it is done
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(path)
        self.listening.listen(1)
        self.listening.settimeout(0.2)
        self.start()

    def close(self):
        self.over = True
        self.join(10)
        self.listening.close()

    def run(self):
        while not self.over:
            try:
                walker, _ = self.listening.accept()
            except TimeoutError:
                continue
            with walker, walker.makefile('rw') as lines:
                try:
                    for line in lines:
                        lines.write(self.answer(line.split()) + '\n')
                        lines.flush()
                except OSError:
                    pass

    def answer(self, words):
        self.marks.append((time.monotonic(), words))
        try:
            if words[0] in ('down', 'move', 'up'):
                self.machine.finger(words[0], float(words[1]), float(words[2]))
            elif words[0] == 'stick':
                self.move_stick(words[1] == 'back')
            elif words[0] == 'picture':
                self.machine.picture(words[1])
            elif words[0] == 'crash':
                self.machine.kill()
                self.machine.start()
                if self.stick:
                    self.move_stick(True)
            elif words[0] in self.more:
                self.more[words[0]](*words[1:])
            else:
                return 'no: what is that?'
            return 'ok'
        except (Failed, OSError, IndexError, ValueError) as error:
            return f'no: {error}'

    def move_stick(self, is_in):
        if self.stick and is_in and not self.machine.sticks:
            self.machine.plug_stick(self.stick)
        elif self.machine.sticks and not is_in:
            self.machine.unplug_stick()
