"""USB devices of our own invention for the virtual machine: touch screens, and hostile ones that pretend to be. QEMU takes them over
its usbredir protocol (version 0.7; little endian, 64-bit packet numbers after the first word). Python's standard library only.

    panel = Device([Interface(3, 0, 0, TOUCH)])
    panel.plug(machine, 'panel', port='4')
    panel.report(0, touch_at(0.5, 0.5))"""
import os
import socket
import struct
import threading
import time

HELLO, CONNECT, INTERFACES, ENDPOINTS = 0, 1, 4, 5
SET_CONFIGURATION, GET_CONFIGURATION, CONFIGURATION = 6, 7, 8
SET_ALTERNATE, GET_ALTERNATE, ALTERNATE = 9, 10, 11
RECEIVE, RECEIVE_END, RECEIVING = 15, 16, 17
CONTROL, INTERRUPT = 100, 103
STALL = 4
FULL_SPEED = 1
ABILITIES = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 6  # versions, packet sizes, 64-bit numbers, long transfers: XHCI asks for them

# A finger that is down or not, and where: the smallest touch screen there is (HID usage tables, page 0x0d).
FINGER = bytes.fromhex('0922 a102 0942 1500 2501 7501 9501 8102 9507 8103 0501 0930 0931 26ff7f 7510 9502 8102 c0')
TOUCH = bytes.fromhex('050d 0904 a101') + FINGER + b'\xc0'
KEYBOARD = bytes.fromhex('0501 0906 a101 0507 19e0 29e7 1500 2501 7501 9508 8102 9501 7508 8101 9506 7508 2565 1900 2965 8100 c0')
HIDDEN_KEYS = bytes.fromhex('050d 0904 a101') + FINGER + bytes.fromhex('0507 1904 291d 1500 2501 7501 951a 8102 7506 9501 8103 c0')
KEYBOARD_BESIDE = bytes.fromhex('050d 0904 a101 8501') + FINGER + b'\xc0' + bytes.fromhex(
    '0501 0906 a101 8502 0507 1904 291d 1500 2501 7501 951a 8102 7506 9501 8103 c0')


def touch_at(x, y, down=True):
    return struct.pack('<BHH', int(down), round(x * 0x7fff), round(y * 0x7fff))


class Interface:
    def __init__(self, klass, subclass, protocol, report=None):
        self.triple, self.report = (klass, subclass, protocol), report


class Device(threading.Thread):
    """`silent`: it never answers what is asked of its interfaces, so that every question waits for its time to run out."""

    speed, ids = FULL_SPEED, (0x1209, 0x0001)

    def __init__(self, interfaces, device_class=0, silent=False):
        super().__init__(daemon=True)
        self.interfaces, self.device_class, self.silent = interfaces, device_class, silent
        self.polled, self.line, self.number = set(), None, 1

    # --- descriptions ---
    def device(self):
        return struct.pack('<BBHBBBBHHHBBBB', 18, 1, 0x200, self.device_class, 0, 0, 64, *self.ids, 1, 0, 0, 0, 1)

    def configuration(self):
        parts = b''
        for number, one in enumerate(self.interfaces):
            parts += struct.pack('<9B', 9, 4, number, 0, 1, *one.triple, 0)
            if one.report is not None:
                parts += struct.pack('<BBHBBBH', 9, 0x21, 0x111, 0, 1, 0x22, len(one.report))
            parts += struct.pack('<BBBBHB', 7, 5, 0x81 + number, 3, 16, 10)
        return struct.pack('<BBHBBBBB', 9, 2, 9 + len(parts), len(self.interfaces), 1, 0, 0x80, 50) + parts

    # --- the line ---
    def send(self, kind, number, data):
        self.line.sendall(struct.pack('<III' if kind == HELLO else '<IIQ', kind, len(data), number) + data)

    def take(self, length):
        data = b''
        while len(data) < length:
            more = self.line.recv(length - len(data))
            if not more:
                raise OSError('QEMU hung up')
            data += more
        return data

    def tell_shape(self):
        kinds, intervals, owners, sizes = [255] * 32, [0] * 32, [0] * 32, [0] * 32
        kinds[0] = kinds[16] = 0
        sizes[0] = sizes[16] = 64
        for number in range(len(self.interfaces)):
            kinds[17 + number], intervals[17 + number], owners[17 + number], sizes[17 + number] = 3, 10, number, 16
        self.send(ENDPOINTS, 0, bytes(kinds + intervals + owners) + struct.pack('<32H', *sizes))
        rows = [[*range(len(self.interfaces))]] + [[i.triple[n] for i in self.interfaces] for n in range(3)]
        self.send(INTERFACES, 0, struct.pack('<I', len(self.interfaces)) + b''.join(bytes(r + [0] * (32 - len(r))) for r in rows))

    def run(self):
        try:
            kind, length, number = struct.unpack('<III', self.take(12))
            while True:
                self.answer(kind, number, self.take(length))
                kind, length, number = struct.unpack('<IIQ', self.take(16))
        except OSError:
            pass

    def answer(self, kind, number, data):
        if kind == HELLO:
            self.tell_shape()
            self.send(CONNECT, 0, struct.pack('<4BHHH', self.speed, self.device_class, 0, 0, *self.ids, 0x0100))
        elif kind in (SET_CONFIGURATION, GET_CONFIGURATION):
            self.tell_shape()
            self.send(CONFIGURATION, number, bytes([0, data[0] if data else 1]))
        elif kind in (SET_ALTERNATE, GET_ALTERNATE):
            self.send(ALTERNATE, number, bytes([0, data[0], data[1] if len(data) > 1 else 0]))
        elif kind in (RECEIVE, RECEIVE_END):
            (self.polled.add if kind == RECEIVE else self.polled.discard)(data[0])
            self.send(RECEIVING, number, bytes([0, data[0]]))
        elif kind == CONTROL:
            self.control(number, *struct.unpack('<4BHHH', data[:10]))

    def control(self, number, endpoint, request, kind, _, value, index, length):
        found = None
        if (kind, request) == (0x80, 6):
            found = {1: self.device(), 2: self.configuration()}.get(value >> 8)
        elif self.silent and kind & 0x1f == 1:
            return
        elif (kind, request, value >> 8) == (0x81, 6, 0x22) and index < len(self.interfaces):
            found = self.interfaces[index].report
        elif kind & 0x80 == 0:
            found = b''
        status, found = (0, found[:length]) if found is not None else (STALL, b'')
        size = len(found) if kind & 0x80 else length
        self.send(CONTROL, number, struct.pack('<4BHHH', endpoint, request, kind, status, value, index, size) + found)

    # --- what tests do ---
    def plug(self, machine, name, port=None):
        path = os.path.join(machine.folder, f'{name}.usb')
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(path)
        listening.listen(1)
        listening.settimeout(10)
        machine.qmp('chardev-add', id=name + 'c', backend={'type': 'socket', 'data': {
            'addr': {'type': 'unix', 'data': {'path': path}}, 'server': False}})
        self.line, _ = listening.accept()
        listening.close()
        os.unlink(path)
        self.line.settimeout(None)
        self.send(HELLO, 0, b'sirkel'.ljust(64, b'\0') + struct.pack('<I', ABILITIES))
        self.start()
        machine.plug('usb-redir', name, chardev=name + 'c', **({'port': port} if port else {}))
        self.machine, self.name_ = machine, name

    def unplug(self):
        self.machine.unplug(self.name_)
        self.line.close()  # QEMU has let go of its end with the device

    def report(self, interface, data):
        """True when the machine listens to that interface."""
        if 0x81 + interface not in self.polled:
            return False
        self.number += 1
        self.send(INTERRUPT, self.number, struct.pack('<BBH', 0x81 + interface, 0, len(data)) + data)
        time.sleep(0.05)
        return True
