"""An exFAT file system's own structures in a file's bytes: filled, read and bent, for sticks_forge.py. As in Microsoft's "exFAT file system
specification" 1.00. mkfs.exfat makes an empty one and nothing without a mount fills it, so files are put there here."""
import struct

from sticks_fat import put16, put32, u16, u32

LAST = 0xFFFFFFFF


class Exfat:
    """`data` begins with the boot sector of a good exFAT."""

    def __init__(self, data):
        self.data, self.sector, self.cluster = data, 1 << data[108], 1 << data[108] + data[109]
        self.table, self.table_bytes = u32(data, 80) * self.sector, u32(data, 84) * self.sector
        self.heap, self.count, self.root = u32(data, 88) * self.sector, u32(data, 92), u32(data, 96)
        self.ends = {}  # folder -> where its next entry goes
        root = self.place(self.root)
        at = next(a for a in range(root, root + self.cluster, 32) if data[a] == 0)
        self.special = {data[a]: a for a in range(root, at, 32)}  # 0x81 the bitmap, 0x82 the table of capitals, 0x83 the label
        self.ends[self.root] = at
        self.bitmap = self.place(u32(data, self.special[0x81] + 20))
        self.files = {}  # name -> (place of its set, number of entries, first cluster)

    def place(self, cluster):
        return self.heap + (cluster - 2) * self.cluster

    def link(self, cluster, value):
        put32(self.data, self.table + cluster * 4, value)

    def next_free(self):
        return next(c for c in range(2, self.count + 2) if not self.data[self.bitmap + (c - 2 >> 3)] >> (c - 2 & 7) & 1)

    def allocate(self, count):
        chain = []
        for _ in range(count):
            c = self.next_free()
            self.data[self.bitmap + (c - 2 >> 3)] |= 1 << (c - 2 & 7)
            if chain:
                self.link(chain[-1], c)
            self.link(c, LAST)
            chain.append(c)
        return chain

    def set_sum(self, at, count):
        check = 0
        for i, byte in enumerate(self.data[at:at + 32 * count]):
            if i not in (2, 3):
                check = ((check & 1) << 15 | check >> 1) + byte & 0xFFFF
        put16(self.data, at + 2, check)

    def boot_sum(self):
        """Over eleven sectors, into the twelfth: a bent boot sector that still adds up."""
        check = 0
        for i, byte in enumerate(self.data[:11 * self.sector]):
            if i not in (106, 107, 112):
                check = ((check & 1) << 31 | check >> 1) + byte & 0xFFFFFFFF
        self.data[11 * self.sector:12 * self.sector] = struct.pack('<I', check) * (self.sector // 4)

    def put(self, name, content=None, folder=None):
        """A file, or a folder when there is no content; returns its first cluster."""
        size = self.cluster if content is None else len(content)
        chain = self.allocate(max(-(-size // self.cluster), 1))
        for i, c in enumerate(chain):
            piece = (content or b'')[i * self.cluster:(i + 1) * self.cluster]
            self.data[self.place(c):self.place(c) + self.cluster] = piece.ljust(self.cluster, b'\0')
        units, check = name.encode('utf-16-le'), 0
        for byte in name.upper().encode('utf-16-le'):
            check = ((check & 1) << 15 | check >> 1) + byte & 0xFFFF
        names = [units[i:i + 30].ljust(30, b'\0') for i in range(0, len(units), 30)]
        entry = bytes([0x85, 1 + len(names), 0, 0, 0x10 if content is None else 0x20, 0]) + bytes(26)
        stream = struct.pack('<BBBBHHQIIQ', 0xC0, 1, 0, len(units) // 2, check, 0, size, 0, chain[0], size)
        whole = entry + stream + b''.join(b'\xc1\0' + n for n in names)
        folder = folder or self.root
        at = self.ends.setdefault(folder, self.place(folder))
        self.data[at:at + len(whole)] = whole
        self.ends[folder] = at + len(whole)
        self.files[name] = (at, len(whole) // 32, chain[0])
        self.set_sum(at, len(whole) // 32)
        return chain[0]

    def bend(self, name, at, form, value):
        """Sets a field of a file's entries, `at` bytes from the first one, and makes the set add up again."""
        place, count, _ = self.files[name]
        struct.pack_into(form, self.data, place + at, value)
        self.set_sum(place, count)

    def chain(self, cluster):
        found = []
        while 2 <= cluster < self.count + 2 and len(found) <= self.count:
            found.append(cluster)
            cluster = u32(self.data, self.table + cluster * 4)
        return found

    def entries(self):
        """name -> place of its set in the root"""
        slots = [at for c in self.chain(self.root) for at in range(self.place(c), self.place(c) + self.cluster, 32)]
        found = {}
        for i, at in enumerate(slots):
            if self.data[at] == 0x85:
                units = b''.join(self.data[a + 2:a + 32] for a in slots[i + 2:i + 1 + self.data[at + 1]])
                found[units.decode('utf-16-le', 'replace')[:self.data[slots[i + 1] + 3]].lower()] = slots[i + 1]
        return found

    def read(self, name):
        """A file of the root; None when it is not there."""
        at = self.entries().get(name.lower())
        if at is None:
            return None
        first, size = u32(self.data, at + 20), struct.unpack_from('<Q', self.data, at + 24)[0]
        alone = self.data[at + 1] & 2  # no chain: its clusters lie in a row
        clusters = range(first, min(first - (-size // self.cluster), self.count + 2)) if alone else self.chain(first)
        return b''.join(self.data[self.place(c):self.place(c) + self.cluster] for c in clusters)[:size]
