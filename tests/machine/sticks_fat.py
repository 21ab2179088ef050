"""A FAT file system's own structures in a file's bytes, read and bent: for sticks_forge.py. Numbers and names as in Microsoft's "FAT:
General Overview of On-Disk Format" 1.03. Python's standard library only."""
import struct


def u16(data, at):
    return struct.unpack_from('<H', data, at)[0]


def u32(data, at):
    return struct.unpack_from('<I', data, at)[0]


def put16(data, at, value):
    struct.pack_into('<H', data, at, value & 0xFFFF)


def put32(data, at, value):
    struct.pack_into('<I', data, at, value & 0xFFFFFFFF)


class Fat:
    """`data` begins with the boot sector of a good FAT12, FAT16 or FAT32."""

    def __init__(self, data):
        self.data, sector, reserved, fats, roots = data, u16(data, 11), u16(data, 14), data[16], u16(data, 17)
        total, size = u16(data, 19) or u32(data, 32), u16(data, 22) or u32(data, 36)
        self.tables = [(reserved + i * size) * sector for i in range(fats)]
        self.root = (reserved + fats * size) * sector  # of FAT12 and FAT16
        self.heap, self.cluster = self.root + roots * 32, data[13] * sector
        self.count = (total * sector - self.heap) // self.cluster
        self.bits = 12 if self.count < 4085 else 16 if self.count < 65525 else 32
        self.root_bytes, self.root_cluster = roots * 32, u32(data, 44) if self.bits == 32 else 0
        self.end = (1 << min(self.bits, 28)) - 1

    def link(self, cluster, value=None):
        """What the first table says of the cluster; with a value, every table says that from now on."""
        before = None
        for table in self.tables:
            if self.bits == 12:
                at, odd = table + cluster * 3 // 2, cluster & 1
                word = u16(self.data, at)
                before = word >> 4 if odd else word & 0xFFF if before is None else before
                if value is not None:
                    put16(self.data, at, (word & 0x000F) | (value & 0xFFF) << 4 if odd else (word & 0xF000) | value & 0xFFF)
            else:
                at, get, put = (table + cluster * 2, u16, put16) if self.bits == 16 else (table + cluster * 4, u32, put32)
                before = get(self.data, at) if before is None else before
                if value is not None:
                    put(self.data, at, value)
        return before

    def chain(self, cluster):
        found = []
        while 2 <= cluster < self.count + 2 and len(found) <= self.count:
            found.append(cluster)
            cluster = self.link(cluster)
        return found

    def place(self, cluster):
        return self.heap + (cluster - 2) * self.cluster

    def slots(self, cluster=None):
        """Where the 32-byte entries of a folder lie; without a cluster, the root's."""
        if cluster is None and self.bits != 32:
            return range(self.root, self.root + self.root_bytes, 32)
        chain = self.chain(cluster or self.root_cluster)
        return [at for c in chain for at in range(self.place(c), self.place(c) + self.cluster, 32)]

    def entries(self, cluster=None):
        """name in small letters -> (place of its entry, places of the entries of its long name)"""
        found, long, name = {}, [], ''
        for at in self.slots(cluster):
            entry = self.data[at:at + 32]
            if entry[0] == 0:
                break
            if entry[0] == 0xE5:
                long, name = [], ''
            elif entry[11] == 0x0F:
                long.append(at)
                name = (entry[1:11] + entry[14:26] + entry[28:32]).decode('utf-16-le', 'replace').split('\0')[0] + name
            else:
                short = entry[:8].decode('latin-1').rstrip() + '.' + entry[8:11].decode('latin-1').rstrip()
                found[(name or short.rstrip('.')).lower()] = (at, long)
                long, name = [], ''
        return found

    def free_slots(self, count, cluster=None):
        """Places of so many entries in a row at the folder's end."""
        slots = list(self.slots(cluster))
        first = next((i for i, at in enumerate(slots) if self.data[at] == 0), len(slots))
        while first + count > len(slots):
            slots += self.grow(cluster or self.root_cluster)
        return slots[first:first + count]

    def grow(self, cluster):
        """One more cluster for a folder; the places of its entries."""
        free = next(c for c in range(2, self.count + 2) if self.link(c) == 0)
        self.link(self.chain(cluster)[-1], free)
        self.link(free, self.end)
        place = self.place(free)
        self.data[place:place + self.cluster] = bytes(self.cluster)
        return list(range(place, place + self.cluster, 32))

    def first(self, entry):
        return u16(self.data, entry + 26) | (u16(self.data, entry + 20) << 16 if self.bits == 32 else 0)

    def set_first(self, entry, cluster):
        put16(self.data, entry + 26, cluster)
        put16(self.data, entry + 20, cluster >> 16)

    def add(self, name, cluster, attributes=0x20, size=0, folder=None, long=None):
        """An entry with these 11 bytes as its name; `long`: UTF-16 units of a long one, as they are."""
        pieces = [] if long is None else [(long + b'\0\0' + b'\xff' * 26)[i:i + 26] for i in range(0, len(long), 26)]
        slots = self.free_slots(len(pieces) + 1, folder)
        check = 0
        for byte in name:
            check = ((check & 1) << 7 | check >> 1) + byte & 0xFF
        for number, at in zip(range(len(pieces), 0, -1), slots):
            piece = pieces[number - 1].ljust(26, b'\xff')
            order = number | (0x40 if number == len(pieces) else 0)
            self.data[at:at + 32] = bytes([order & 0xFF]) + piece[:10] + b'\x0f\0' + bytes([check]) + piece[10:22] + b'\0\0' + piece[22:26]
        at = slots[-1]
        self.data[at:at + 32] = name + bytes([attributes]) + bytes(20)
        self.set_first(at, cluster)
        put32(self.data, at + 28, size)
        return at

    def read(self, name):
        """A file of the root, as far as its chain and its size go; None when it is not there."""
        entry = self.entries().get(name.lower())
        if not entry:
            return None
        pieces = (self.data[self.place(c):self.place(c) + self.cluster] for c in self.chain(self.first(entry[0])))
        return b''.join(pieces)[:u32(self.data, entry[0] + 28)]
