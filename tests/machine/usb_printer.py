"""An IPP-over-USB printer for the virtual machine: over usbredir (usb_device.py) it is a device with several 07/01/04 interfaces; whatever
comes on one of them is handed, byte by byte, to a real ippeveprinter on this side (OpenPrinting's, Debian's cups-ipp-utils). Between the
machine and that printer there is nothing but USB. Python's standard library only.

    with Paper(folder) as paper:
        printer = Printer(paper.port)
        printer.plug(machine, 'printer', port='5')"""
import collections
import os
import re
import signal
import socket
import struct
import subprocess
import threading
import time
import urllib.parse
import urllib.request

from usb_device import CONTROL, ENDPOINTS, GET_ALTERNATE, INTERFACES, STALL, ALTERNATE, CONFIGURATION, Device
from usb_device import GET_CONFIGURATION, SET_ALTERNATE, SET_CONFIGURATION
from vm import Failed

CANCEL, BULK = 21, 101
CANCELLED = 1
HIGH_SPEED = 2
PACKET = 512  # of a bulk endpoint at high speed (USB 2.0, 5.8.3)
KEPT = 1 << 16  # bytes of an answer that the printer keeps until they are asked for

IPP, PLAIN, SCANNER, FAX, STICK = (7, 1, 4), (7, 1, 2), (0xff, 0xcc, 0), (0xff, 4, 1), (8, 6, 0x50)
# Each interface with its alternate settings. A printer that does nothing else; one as they are sold; the smallest one.
PURE = [[IPP], [IPP], [IPP]]
COMPOSITE = [[SCANNER], [PLAIN, IPP], [FAX, IPP], [STICK]]
DOUBLE = [[PLAIN, IPP], [PLAIN, IPP]]
IDENTITY = 'MFG:Sirkel;CMD:PWGRaster,URF;MDL:Test Printer;CLS:PRINTER;DES:Sirkel Test Printer;'
NAMES = {1: 'Sirkel', 2: 'Test Printer', 3: '0001'}


class Pair:
    """The bulk endpoints of one interface, and the line to the printing server behind them."""

    def __init__(self, device, number):
        self.device, self.number = device, number
        self.lock = threading.Condition()
        self.line, self.answer, self.asked, self.sent = None, b'', collections.deque(), collections.deque()
        self.over = self.spent = False
        threading.Thread(target=self.write, daemon=True).start()

    def take(self, number, stream, data):
        with self.lock:
            self.sent.append((number, stream, data))
            self.lock.notify_all()

    def ask(self, number, stream, length):
        with self.lock:
            self.asked.append((number, stream, length))
            self.give()

    def cancel(self, number):
        with self.lock:
            for row in self.asked:
                if row[0] == number:
                    self.asked.remove(row)
                    self.device.bulk(0x81 + self.number, number, row[1], CANCELLED, 0, b'')
                    return
            for row in self.sent:
                if row[0] == number:
                    self.sent.remove(row)
                    self.device.bulk(0x01 + self.number, number, row[1], CANCELLED, 0, b'')
                    return

    def give(self):
        """What is there goes to who asked first; called with the lock."""
        while self.asked and self.answer:
            number, stream, length = self.asked.popleft()
            part, self.answer = self.answer[:length], self.answer[length:]
            self.device.bulk(0x81 + self.number, number, stream, 0, len(part), part)
        self.lock.notify_all()

    def connect(self):
        """A printer on USB never hangs up; the server does, and says so before. The machine asks again only when it has the whole
        answer."""
        if self.line and (self.spent or self.has_ended()):
            self.line.close()
            self.line = None
        if not self.line:
            self.spent = False
            self.line = socket.create_connection(('127.0.0.1', self.device.server), 10)
            self.line.settimeout(None)
            threading.Thread(target=self.read, args=(self.line,), daemon=True).start()

    def has_ended(self):
        try:
            return self.line.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b''
        except BlockingIOError:
            return False
        except OSError:
            return True

    def write(self):
        while True:
            with self.lock:
                self.lock.wait_for(lambda: (self.sent and self.device.flows(len(self.sent[0][2]))) or self.over)
                if self.over:
                    return
                number, stream, data = self.sent.popleft()
            try:
                self.connect()
                self.line.sendall(data)
            except OSError:
                self.line = None  # as a printer that lost its thread: nothing is answered
            self.device.bulk(0x01 + self.number, number, stream, 0, len(data), b'')

    def read(self, line):
        while True:
            try:
                data = line.recv(KEPT)
            except OSError:
                return
            if not data:
                return
            with self.lock:
                if data.startswith(b'HTTP/1.') and b'connection: close' in data.split(b'\r\n\r\n')[0].lower():
                    self.spent = True
                self.answer += data
                self.give()
                self.lock.wait_for(lambda: len(self.answer) < KEPT or self.over)

    def close(self):
        with self.lock:
            self.over = True
            self.lock.notify_all()
        if self.line:
            try:
                self.line.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            self.line.close()


class Printer(Device):
    """server: the TCP port of the printing server. `hold_after`: has it taken so many bytes from the machine, it takes no more (None:
    all)."""
    speed = HIGH_SPEED

    def __init__(self, server, shape=PURE, identity=IDENTITY, names=None):
        super().__init__([])
        self.server, self.shape, self.identity, self.names = server, shape, identity, {**NAMES, **(names or {})}
        self.alternates, self.sending = [0] * len(shape), threading.Lock()
        self.bytes, self.hold_after = 0, None
        self.pairs = {}

    def flows(self, length, is_asked=False):
        if self.hold_after is not None and self.bytes >= self.hold_after:
            return False
        self.bytes += 0 if is_asked else length
        return True

    def send(self, kind, number, data):
        with self.sending:
            super().send(kind, number, data)

    def bulk(self, endpoint, number, stream, status, length, data):
        try:
            self.send(BULK, number, struct.pack('<BBHIH', endpoint, status, length & 0xffff, stream, length >> 16) + data)
        except OSError:
            pass  # unplugged

    # --- descriptions ---
    def device(self):
        return struct.pack('<BBHBBBBHHHBBBB', 18, 1, 0x200, 0, 0, 0, 64, *self.ids, 0x100, 1, 2, 3, 1)

    def configuration(self):
        parts = b''
        for number, settings in enumerate(self.shape):
            for alternate, triple in enumerate(settings):
                parts += struct.pack('<9B', 9, 4, number, alternate, 2, *triple, 0)
                for endpoint in (0x01 + number, 0x81 + number):
                    parts += struct.pack('<BBBBHB', 7, 5, endpoint, 2, PACKET, 0)
        return struct.pack('<BBHBBBBB', 9, 2, 9 + len(parts), len(self.shape), 1, 0, 0xc0, 1) + parts

    def tell_shape(self):
        kinds, owners, sizes = [255] * 32, [0] * 32, [0] * 32
        kinds[0] = kinds[16] = 0
        sizes[0] = sizes[16] = 64
        for number in range(len(self.shape)):
            for place in (1 + number, 17 + number):
                kinds[place], owners[place], sizes[place] = 2, number, PACKET
        self.send(ENDPOINTS, 0, bytes(kinds + [0] * 32 + owners) + struct.pack('<32H', *sizes))
        now = [settings[a] for settings, a in zip(self.shape, self.alternates)]
        rows = [[*range(len(now))]] + [[triple[n] for triple in now] for n in range(3)]
        self.send(INTERFACES, 0, struct.pack('<I', len(now)) + b''.join(bytes(r + [0] * (32 - len(r))) for r in rows))

    def words(self, index):
        if index == 0:
            return struct.pack('<BBH', 4, 3, 0x0409)
        text = self.names.get(index, '').encode('utf-16-le')
        return bytes([2 + len(text), 3]) + text

    # --- the line ---
    def answer(self, kind, number, data):
        if kind == BULK:
            endpoint, _, low, stream, high = struct.unpack('<BBHIH', data[:10])
            pair = self.pair((endpoint & 0x0f) - 1)
            if endpoint & 0x80:
                pair.ask(number, stream, low | high << 16)
            else:
                pair.take(number, stream, data[10:])
        elif kind == CANCEL:
            for pair in self.pairs.values():
                pair.cancel(number)
        elif kind in (SET_ALTERNATE, GET_ALTERNATE):
            if kind == SET_ALTERNATE and data[0] < len(self.shape) and data[1] < len(self.shape[data[0]]):
                self.alternates[data[0]] = data[1]
            self.tell_shape()
            self.send(ALTERNATE, number, bytes([0, data[0], self.alternates[data[0]]]))
        else:
            if kind == SET_CONFIGURATION:
                self.alternates = [0] * len(self.shape)
            super().answer(kind, number, data)

    def pair(self, number):
        if number not in self.pairs:
            self.pairs[number] = Pair(self, number)
        return self.pairs[number]

    def control(self, number, endpoint, request, kind, status, value, index, length):
        found = None
        if (kind, request, value >> 8) == (0x80, 6, 3):
            found = self.words(value & 0xff)
        elif (kind, request) == (0xa1, 0):  # GET_DEVICE_ID (USB printer class 1.1, 4.2.1): length, then IEEE 1284's text
            found = struct.pack('>H', 2 + len(self.identity)) + self.identity.encode()
        elif (kind, request) == (0xa1, 1):  # GET_PORT_STATUS: selected, no error
            found = b'\x18'
        if found is None:
            super().control(number, endpoint, request, kind, status, value, index, length)
            return
        found = found[:length]
        self.send(CONTROL, number, struct.pack('<4BHHH', endpoint, request, kind, 0, value, index, len(found)) + found)

    # --- what tests do ---
    def unplug(self):
        try:
            super().unplug()
        finally:
            self.close()

    def is_held(self):
        return any(pair.sent and not self.flows(len(pair.sent[0][2]), is_asked=True) for pair in self.pairs.values())

    def go_on(self):
        self.hold_after = None
        for pair in self.pairs.values():
            with pair.lock:
                pair.lock.notify_all()

    def close(self):
        for pair in self.pairs.values():
            pair.close()
        if self.line:
            self.line.close()


class Paper:
    """A real ippeveprinter. What it printed stays in `folder`/paper. `seconds`: how long a job takes it once all of it came. It
    announces nothing (-r off), but wants a D-Bus to be there all the same: it gets one of its own, with nobody on it."""

    def __init__(self, folder, seconds=1, model='Test Printer'):
        self.folder, self.process, self.bus = os.path.join(folder, 'paper'), None, None
        self.bus_path = os.path.join(folder, 'bus')
        os.makedirs(self.folder, exist_ok=True)
        self.log = os.path.join(folder, 'ippeveprinter.log')
        self.work = os.path.join(folder, 'take-paper')
        with open(self.work, 'w') as f:
            f.write(f'#!/bin/sh\nsleep {seconds}\n')
        os.chmod(self.work, 0o755)
        self.words = ['ippeveprinter', '-r', 'off', '-k', '-d', self.folder, '-M', 'Sirkel', '-m', model, '-n', 'localhost', '-c',
                      self.work, '-v',
                      '-f', 'image/pwg-raster']

    def __enter__(self):
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            self.port = free.getsockname()[1]
        try:
            self.switch_on()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.switch_off()
        if self.bus:
            self.bus.kill()
            self.bus.wait(10)

    def start_bus(self):
        with open(self.log, 'ab') as log:
            self.bus = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--nosyslog', f'--address=unix:path={self.bus_path}'],
                                        stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        end = time.monotonic() + 10
        while not os.path.exists(self.bus_path):
            if time.monotonic() > end or self.bus.poll() is not None:
                raise Failed('no D-Bus for ippeveprinter: ' + self.said()[-300:])
            time.sleep(0.02)

    def switch_on(self):
        if not self.bus:
            self.start_bus()
        with open(self.log, 'ab') as log:
            self.process = subprocess.Popen([*self.words, '-p', str(self.port), 'Sirkel test'], stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log,
                                            env={**os.environ, 'DBUS_SYSTEM_BUS_ADDRESS': f'unix:path={self.bus_path}'},
                                            start_new_session=True)
        end = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(('127.0.0.1', self.port), 1).close()
                return
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    self.switch_off()
                    raise Failed('ippeveprinter does not start: ' + self.said()[-300:])
                time.sleep(0.1)

    def switch_off(self):
        if self.process:
            for how in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.killpg(self.process.pid, how)
                    self.process.wait(5)
                except (ProcessLookupError, subprocess.TimeoutExpired):
                    pass
            self.process = None

    def said(self):
        with open(self.log, errors='replace') as f:
            return f.read()

    def sheets(self):
        """Paths of what was printed, oldest first."""
        found = [os.path.join(self.folder, name) for name in os.listdir(self.folder)]
        return sorted((f for f in found if os.path.getsize(f)), key=os.path.getmtime)

    def page(self, path, **fields):
        with urllib.request.urlopen(f'http://localhost:{self.port}{path}?{urllib.parse.urlencode(fields)}', timeout=10) as page:
            return page.read().decode(errors='replace')

    def jobs(self):
        """(number, name, who asked for it, how it stands) of every job it knows, newest first, from its own page."""
        return re.findall(r'<tr><td>(\d+)</td><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>', self.page('/'))

    def fill(self, sheets):
        """So many sheets lie in every tray from now on; 0: it is out of paper."""
        fields = {}
        for tray in set(re.findall(r'name="level(\d+)"', self.page('/media'))):
            fields.update({f'size{tray}': 'iso_a4_210x297mm', f'type{tray}': 'stationery', f'level{tray}': sheets})
        self.page('/media', **fields)
