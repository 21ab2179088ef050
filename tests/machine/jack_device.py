"""A headset's plug for the virtual machine. QEMU's sound card feels no plug, so an input device of our own does: it has one switch,
SW_HEADPHONE_INSERT, as the jack of a real card has. QEMU takes it over the vhost-user protocol (vhost-user-input;
docs/interop/vhost-user.rst of QEMU, virtio 1.2 chapter 5.8). The machine's memory must be shared for that: words(). Python's standard
library only.

    jack = Jack(path)
    with image.machine(disk, more=jack.words(256)) as machine:
        jack.move(True)"""
import array
import mmap
import os
import select
import socket
import struct
import threading
import time

GET_FEATURES, SET_FEATURES, SET_MEM_TABLE, SET_VRING_NUM, SET_VRING_ADDR, SET_VRING_BASE, GET_VRING_BASE = 1, 2, 5, 8, 9, 10, 11
SET_VRING_KICK, SET_VRING_CALL, SET_VRING_ERR, GET_PROTOCOL_FEATURES, GET_QUEUE_NUM, SET_VRING_ENABLE = 12, 13, 14, 15, 17, 18
GET_CONFIG, SET_CONFIG = 24, 25
REPLY, WANTS_REPLY = 4, 8
VERSION_1, PROTOCOL_FEATURES = 1 << 32, 1 << 30
FEATURE_REPLY, FEATURE_CONFIG = 1 << 3, 1 << 9
EVENTS, STATUS = 0, 1  # the queues
NAME, IDS, BITS = 0x01, 0x03, 0x11  # what the driver selects in the configuration
SYN, SWITCH, HEADPHONE_INSERT = 0, 5, 2
CONFIG = 136  # bytes: select, subselect, size, 5 of nothing, 128 of answer
DESCRIPTOR_WRITES = 2


class Queue:
    def __init__(self):
        self.size, self.next, self.used = 0, 0, 0
        self.places = None  # descriptors, used ring, available ring: QEMU's own addresses
        self.call = self.kick = None


class Jack(threading.Thread):
    def __init__(self, path, name='HDA Intel Headphone'):
        super().__init__(daemon=True)
        self.path, self.name_, self.is_in, self.over = path, name.encode(), False, False
        self.lock = threading.RLock()
        self.forget()
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(path)
        self.listening.listen(1)
        self.listening.settimeout(0.2)
        self.start()

    def forget(self):
        self.regions, self.queues, self.selected = [], [Queue(), Queue()], (0, 0)

    def words(self, memory):
        return ['-object', f'memory-backend-memfd,id=shared,size={memory}M,share=on', '-machine', 'memory-backend=shared',
                '-chardev', f'socket,id=jack,path={self.path}', '-device', 'vhost-user-input-pci,chardev=jack']

    def close(self):
        self.over = True
        self.join(10)
        self.listening.close()
        if os.path.exists(self.path):
            os.unlink(self.path)

    # --- the plug ---
    def move(self, is_in, timeout=20):
        """The time (time.monotonic()) at which the machine was told; the switch only tells changes."""
        end = time.monotonic() + timeout
        while not self.put([(SWITCH, HEADPHONE_INSERT, int(is_in)), (SYN, 0, 0)]):
            if time.monotonic() > end:
                raise OSError('the machine does not listen to the jack')
            time.sleep(0.02)
        self.is_in = is_in
        return time.monotonic()

    def put(self, events):
        with self.lock:
            queue = self.queues[EVENTS]
            if not queue.places or queue.call is None or self.waiting(queue) < len(events):
                return False
            for event in events:
                head = self.take(queue)
                address, length, flags, _ = struct.unpack('<QIHH', self.read(queue.places[0] + 16 * head, 16))
                if length < 8 or not flags & DESCRIPTOR_WRITES:
                    raise OSError('the driver offers no room for an event')
                self.write(address, struct.pack('<HHI', *event), is_guest=True)
                self.give(queue, head, 8)
            os.write(queue.call, struct.pack('<Q', 1))
            return True

    # --- the queues: virtio 1.2, 2.7 ---
    def waiting(self, queue):
        index, = struct.unpack('<H', self.read(queue.places[2] + 2, 2))
        return (index - queue.next) & 0xffff

    def take(self, queue):
        head, = struct.unpack('<H', self.read(queue.places[2] + 4 + 2 * (queue.next % queue.size), 2))
        queue.next = (queue.next + 1) & 0xffff
        return head

    def give(self, queue, head, length):
        self.write(queue.places[1] + 4 + 8 * (queue.used % queue.size), struct.pack('<II', head, length))
        queue.used = (queue.used + 1) & 0xffff
        self.write(queue.places[1] + 2, struct.pack('<H', queue.used))

    def settle(self, queue):
        """What the driver says (lamps to be lit) is taken and forgotten."""
        if queue.places and self.waiting(queue):
            while self.waiting(queue):
                self.give(queue, self.take(queue), 0)
            if queue.call is not None:
                os.write(queue.call, struct.pack('<Q', 1))

    # --- the machine's memory ---
    def place(self, address, is_guest):
        for guest, size, own, memory, offset in self.regions:
            start = guest if is_guest else own
            if start <= address < start + size:
                return memory, address - start + offset
        raise OSError(f'{address:#x} is no memory of the machine')

    def read(self, address, length, is_guest=False):
        memory, at = self.place(address, is_guest)
        return memory[at:at + length]

    def write(self, address, data, is_guest=False):
        memory, at = self.place(address, is_guest)
        memory[at:at + len(data)] = data

    # --- the line to QEMU ---
    def run(self):
        while not self.over:
            try:
                line, _ = self.listening.accept()
            except TimeoutError:
                continue
            with line:
                try:
                    self.serve(line)
                except OSError:
                    pass
            with self.lock:
                self.forget()

    def serve(self, line):
        while not self.over:
            kicks = {q.kick: q for q in self.queues if q.kick is not None}
            ready, _, _ = select.select([line, *kicks], [], [], 0.2)
            for one in ready:
                if one is line:
                    self.message(line)
                    break
                os.read(one, 8)
                with self.lock:
                    if kicks[one] is self.queues[STATUS]:
                        self.settle(kicks[one])

    def message(self, line):
        head, given, _, _ = line.recvmsg(12, socket.CMSG_SPACE(8 * 4))
        if not head:
            raise OSError('QEMU hung up')
        files = array.array('i')
        for _, _, data in given:
            files.frombytes(data[:len(data) - len(data) % files.itemsize])
        while len(head) < 12:
            head += line.recv(12 - len(head))
        request, flags, size = struct.unpack('<III', head)
        body = b''
        while len(body) < size:
            body += line.recv(size - len(body))
        with self.lock:
            answer = self.answer(request, body, list(files))
        if answer is None and flags & WANTS_REPLY:
            answer = struct.pack('<Q', 0)
        if answer is not None:
            line.sendall(struct.pack('<III', request, 1 | REPLY, len(answer)) + answer)

    def answer(self, request, body, files):
        number = struct.unpack('<Q', body[:8])[0] if len(body) >= 8 else 0
        index, value = number & 0xffffffff, number >> 32
        if request == GET_FEATURES:
            return struct.pack('<Q', VERSION_1 | PROTOCOL_FEATURES)
        if request == GET_PROTOCOL_FEATURES:
            return struct.pack('<Q', FEATURE_REPLY | FEATURE_CONFIG)
        if request == GET_QUEUE_NUM:
            return struct.pack('<Q', len(self.queues))
        if request == GET_CONFIG:
            offset, size, _ = struct.unpack('<III', body[:12])
            return body[:12] + self.config()[offset:offset + size].ljust(size, b'\0')
        if request == SET_CONFIG:
            self.select(*struct.unpack('<II', body[:8]), body[12:])
        elif request == SET_MEM_TABLE:
            self.share(body, files)
        elif request == SET_VRING_NUM:
            self.queues[index].size = value
        elif request == SET_VRING_BASE:
            self.queues[index].next = self.queues[index].used = value
        elif request == SET_VRING_ADDR:
            self.queues[index].places = struct.unpack('<QQQ', body[8:32])
        elif request == GET_VRING_BASE:
            self.queues[index].places = None
            return struct.pack('<II', index, self.queues[index].next)
        elif request in (SET_VRING_KICK, SET_VRING_CALL, SET_VRING_ERR):
            self.hand_over(request, self.queues[number & 0xff], files)
        return None

    def hand_over(self, request, queue, files):
        name = {SET_VRING_KICK: 'kick', SET_VRING_CALL: 'call'}.get(request)
        if name is None:
            for file in files:
                os.close(file)
            return
        old = getattr(queue, name)
        if old is not None:
            os.close(old)
        setattr(queue, name, files[0] if files else None)

    def share(self, body, files):
        count, = struct.unpack('<I', body[:4])
        self.regions = []
        for i, file in zip(range(count), files):
            guest, size, own, offset = struct.unpack('<QQQQ', body[8 + 32 * i:40 + 32 * i])
            self.regions.append((guest, size, own, mmap.mmap(file, size + offset), offset))
            os.close(file)

    # --- what it is ---
    def select(self, offset, size, data):
        now = bytearray(self.selected)
        for i in range(min(size, len(data))):
            if offset + i < 2:
                now[offset + i] = data[i]
        self.selected = tuple(now)

    def config(self):
        found = b''
        if self.selected == (NAME, 0):
            found = self.name_
        elif self.selected == (IDS, 0):
            found = struct.pack('<HHHH', 0x06, 0x1209, 0x0002, 1)  # BUS_VIRTUAL
        elif self.selected == (BITS, SWITCH):
            found = bytes([1 << HEADPHONE_INSERT])
        return (bytes([*self.selected, len(found), 0, 0, 0, 0, 0]) + found).ljust(CONFIG, b'\0')
