"""Hangs a virtual machine for good: through QEMU's debugger each processor is left spinning with interrupts off, as a broken driver would
leave it. Only what counts on its own (the hardware watchdog) goes on."""
import socket
import struct

from vm import Failed

RIP, FLAGS, INTERRUPTS = 16 * 8, 17 * 8, 0x200  # offsets in the register packet of x86-64; the flag


class Debugger:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        self.socket.connect(path)
        self.rest = b''

    def __call__(self, words):
        self.socket.sendall(b'$%s#%02x' % (words, sum(words) & 255))
        while True:
            while b'#' not in self.rest or len(self.rest) < self.rest.index(b'#') + 3:
                more = self.socket.recv(65536)
                if not more:
                    raise Failed('the debugger has gone')
                self.rest += more
            begin, end = self.rest.index(b'$') + 1, self.rest.index(b'#')
            answer, self.rest = self.rest[begin:end], self.rest[end + 3:]
            self.socket.sendall(b'+')
            return answer


def hang(machine, path, processors=2):
    machine.qmp('stop')
    machine.qmp('human-monitor-command', **{'command-line': f'gdbserver unix:{path},server=on,wait=off'})
    debugger = Debugger(path)
    debugger(b'?')
    for number in range(1, processors + 1):
        debugger(b'Hg%x' % number)
        registers = bytearray(bytes.fromhex(debugger(b'g').decode()))
        place, = struct.unpack_from('<Q', registers, RIP)
        flags, = struct.unpack_from('<I', registers, FLAGS)
        struct.pack_into('<I', registers, FLAGS, flags & ~INTERRUPTS)
        if debugger(b'G' + registers.hex().encode()) != b'OK' or debugger(b'M%x,2:ebfe' % place) != b'OK':
            raise Failed('the machine can not be hung')
    debugger.socket.sendall(b'$D#44')
    debugger.socket.close()
    machine.qmp('cont')
