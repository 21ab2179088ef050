"""What is bent in a good file system, for sticks_forge.py: (name, ..., what is done to a Fat or an Exfat)."""
from sticks_fat import put16, put32, u32

FATS = ('fat12', 'fat16', 'fat32')


def fields():
    """The boot sector, one field at a time: name, place, width, values."""
    for name, at, width, values in (
            ('bytes a sector', 11, 2, (0, 1, 256, 4096, 0x8000)), ('sectors a cluster', 13, 1, (0, 3, 128, 255)),
            ('reserved', 14, 2, (0, 2, 0xFFFF)),
            ('tables', 16, 1, (0, 1, 3, 255)), ('root entries', 17, 2, (0, 1, 16, 0xFFFF)), ('sectors, short', 19, 2, (1, 100, 0xFFFF)),
            ('media', 21, 1, (0, 0xF0)), ('sectors of a table, short', 22, 2, (0, 1, 0xFFFF)),
            ('sectors, long', 32, 4, (1, 0x7FFFFFFF, 0xFFFFFFFF))):
        for value in values:
            yield f'{name} {value:#x}', FATS, at, width, value
    for name, at, width, values in (
            ('sectors of a table', 36, 4, (0, 1, 0xFFFFFFFF)), ('mirroring', 40, 2, (0x8F, 0xFFFF)), ('version', 42, 2, (0xFFFF,)),
            ('root cluster', 44, 4, (0, 1, 0x00FFFFFF, 0xFFFFFFFF)), ('FSInfo', 48, 2, (0, 6, 0xFFFF)),
            ('copy of the boot sector', 50, 2, (0, 0xFFFF)),
            ('free clusters', 512 + 488, 4, (0, 0x7FFFFFFF)), ('next free cluster', 512 + 492, 4, (0, 0xFFFFFFF0))):
        for value in values:
            yield f'{name} {value:#x}', ('fat32',), at, width, value


def set_field(at, width, value):
    def bend(fat):
        fat.data[at:at + width] = value.to_bytes(width, 'little')
    return bend


def in_circles(fat, cluster):
    """Its chain never ends."""
    chain = fat.chain(cluster)
    fat.link(chain[-1], chain[0])


def whole_table(value):
    def bend(fat):
        for cluster in range(2, fat.count + 2):
            fat.link(cluster, value if value is not None else cluster + 1 if cluster < fat.count + 1 else 2)
    return bend


def folder_of(fat):
    return fat.first(fat.entries()['sirkel-update'][0])


def entry_of(fat, name):
    return fat.entries(folder_of(fat))[name][0] if name.startswith('manifest') or name == 'root.img' else fat.entries()[name][0]


def of_file(name, what):
    """`what` is given the Fat, the file's entry and its first cluster."""
    def bend(fat):
        entry = entry_of(fat, name)
        what(fat, entry, fat.first(entry))
    return bend


def folder_is(cluster):
    def bend(fat):
        entry = fat.entries()['sirkel-update'][0]
        fat.set_first(entry, cluster(fat) if callable(cluster) else cluster)
    return bend


def names(fat):
    folder = folder_of(fat)
    for place in (None, folder):
        fat.add(b'A/B     C/D', 0, folder=place)
        fat.add(b'\x01\x02\x03\n\r\t\x7f\x1b[2J', 0, folder=place)
        fat.add(b'..         ', folder, 0x10, folder=place)
        fat.add(b'           ', 0, folder=place)
        fat.add(b'\x05\xff\xfe\x80\x81\x82\x83\x84\x85\x86\x87', 0, folder=place)


def long_names(fat):
    """255 units, of slashes, of halves of pairs, of control signs; more than 255; orders that do not fit."""
    folder = folder_of(fat)
    for number, units in enumerate(('/' * 255, '\ud800' * 255, '\x01\x1b\n' * 85, 'æ' * 255, '../' * 80, 'x' * 260)):
        fat.add(b'LONG%d      ' % number, 0, folder=folder, long=units.encode('utf-16-le', 'surrogatepass'))
    fat.data[fat.add(b'ORDER      ', 0, folder=folder, long=b'a\0' * 60) - 64] = 0x55


def twins(fat):
    for name in ('sirkel-update', 'sirkel-centre.json'):
        at = fat.entries()[name][0]
        slot = fat.free_slots(1)[0]
        fat.data[slot:slot + 32] = fat.data[at:at + 32]


def long_order(value):
    def bend(fat):
        for _, long in fat.entries().values():
            for at in long:
                fat.data[at] = value
    return bend


def endless_folder(fat):
    """No entry says that it is the last one, and the chain goes round."""
    cluster = folder_of(fat)
    in_circles(fat, cluster)
    for at in range(fat.place(cluster) + 64, fat.place(cluster) + fat.cluster, 32):
        fat.data[at:at + 32] = b'\xe5' + b'X' * 10 + bytes([0x20]) + bytes(20)


def set_size(value):
    return lambda fat, entry, _: put32(fat.data, entry + 28, value)


def set_first(value):
    return lambda fat, entry, _: fat.set_first(entry, value)


def fat_bends():
    for name, kinds, at, width, value in fields():
        yield name, kinds, set_field(at, width, value)
    files = ('manifest', 'manifest.minisig', 'sirkel-centre.json', 'sirkel-granvika-0002.zip.age')
    for file in files:
        yield f'{file} in circles', FATS, of_file(file, lambda fat, _, c: in_circles(fat, c))
        yield f'{file} of 4 GiB in circles', FATS, of_file(file, lambda fat, e, c: (in_circles(fat, c), set_size(0xFFFFFFFF)(fat, e, c)))
        yield f'{file} leads into free clusters', FATS, of_file(file, lambda fat, _, c: fat.link(c, 0))
        yield f'{file} leads past the end', FATS, of_file(file, lambda fat, _, c: fat.link(c, fat.end - 16))
        yield f'{file} begins past the end', FATS, of_file(file, set_first(0x0FFFFFF5))
        yield f'{file} begins at 1', FATS, of_file(file, set_first(1))
        yield f'{file} is a folder', FATS, of_file(file, lambda fat, e, _: fat.data.__setitem__(e + 11, 0x10))
        yield f'{file} is a label', FATS, of_file(file, lambda fat, e, _: fat.data.__setitem__(e + 11, 0x08))
        yield f'{file} is in the folder\'s cluster', FATS, of_file(file, lambda fat, e, _: fat.set_first(e, folder_of(fat)))
    yield 'folder in circles', FATS, lambda fat: in_circles(fat, folder_of(fat))
    yield 'folder without end', FATS, endless_folder
    yield 'folder is itself', FATS, lambda fat: fat.add(b'AGAIN      ', folder_of(fat), 0x10, folder=folder_of(fat))
    yield 'folder holds the root', FATS, lambda fat: fat.add(b'ROOT       ', fat.root_cluster, 0x10, folder=folder_of(fat))
    for value in (0, 1, 0x0FFFFFF6, 0x0FFFFFFF):
        yield f'folder begins at {value:#x}', FATS, folder_is(value)
    yield 'folder is a list', FATS, folder_is(lambda fat: fat.first(fat.entries()['sirkel-granvika-0002.zip.age'][0]))
    yield 'folder is a file', FATS, lambda fat: fat.data.__setitem__(fat.entries()['sirkel-update'][0] + 11, 0x20)
    yield 'root in circles', ('fat32',), lambda fat: in_circles(fat, fat.root_cluster)
    yield 'root is a list', ('fat32',), lambda fat: put32(fat.data, 44, fat.first(fat.entries()['sirkel-granvika-0002.zip.age'][0]))
    yield 'names', FATS, names
    yield 'long names', FATS, long_names
    yield 'names twice', FATS, twins
    for value in (0x00, 0x3F, 0x7F, 0xFF):
        yield f'long names\' order {value:#x}', FATS, long_order(value)
    yield 'table in one circle', FATS, whole_table(None)
    yield 'table all full', FATS, whole_table(0x0FFFFFFF)
    yield 'table all free', FATS, whole_table(0)
    yield 'table all bad', FATS, whole_table(0x0FFFFFF7)
    yield 'tables differ', FATS, lambda fat: fat.data.__setitem__(slice(fat.tables[-1], fat.tables[-1] + 512), bytes(range(256)) * 2)


def exfat_fields():
    for name, at, width, values in (
            ('partition offset', 64, 8, (1, (1 << 64) - 1)), ('length', 72, 8, (0, 1, 1 << 40, (1 << 64) - 1)),
            ('table offset', 80, 4, (0, 1, 0xFFFFFFFF)),
            ('table length', 84, 4, (0, 1, 0xFFFFFFFF)), ('heap offset', 88, 4, (0, 1, 0xFFFFFFFF)),
            ('clusters', 92, 4, (0, 1, 2, 0xFFFFFFF4, 0xFFFFFFFF)),
            ('root cluster', 96, 4, (0, 1, 2, 3, 0x00FFFFFF, 0xFFFFFFFF)), ('revision', 104, 2, (0, 0xFFFF)), ('flags', 106, 2, (0xFFFF,)),
            ('bytes a sector', 108, 1, (8, 10, 12)), ('sectors a cluster', 109, 1, (0, 1, 16, 25, 255)), ('tables', 110, 1, (2,)),
            ('in use', 112, 1, (101, 255))):
        for value in values:
            yield f'{name} {value:#x}', at, width, value


def exfat_field(at, width, value, adds_up):
    def bend(x):
        x.data[at:at + width] = value.to_bytes(width, 'little')
        if adds_up:
            x.boot_sum()
    return bend


def chain_of(file, value):
    return lambda x: x.link(x.files[file][2], value if value is not None else x.files[file][2])


def special(kind, at, width, value):
    return lambda x: x.data.__setitem__(slice(x.special[kind] + at, x.special[kind] + at + width), value.to_bytes(width, 'little'))


def exfat_folder_full(x):
    """The folder's cluster is full of sets that never end, and leads to itself."""
    _, _, cluster = x.files['sirkel-update']
    at = x.place(cluster)
    x.data[at:at + x.cluster] = (bytes([0x85, 255]) + bytes(30)) * (x.cluster // 32)
    x.link(cluster, cluster)


def exfat_bends():
    for name, at, width, value in exfat_fields():
        yield name, exfat_field(at, width, value, True)
    yield 'boot sectors do not add up', exfat_field(92, 4, 77, False)
    for file in ('sirkel-update', 'manifest', 'manifest.minisig', 'sirkel-centre.json', 'sirkel-granvika-0002.zip.age'):
        bent = lambda at, form, value, file=file: lambda x: x.bend(file, at, form, value)
        yield f'{file} in circles', chain_of(file, None)
        yield f'{file} leads to 0', chain_of(file, 0)
        yield f'{file} leads past the end', chain_of(file, 0xFFFFFF00)
        for what, at, form, value in (('begins at', 52, '<I', 0), ('begins at', 52, '<I', 1), ('begins at', 52, '<I', 0xFFFFFFF0),
                                      ('size', 56, '<Q', 1 << 63),
                                      ('size', 56, '<Q', (1 << 64) - 1), ('valid size', 40, '<Q', (1 << 64) - 1), ('size', 56, '<Q', 0),
                                      ('flags', 33, '<B', 3),
                                      ('flags', 33, '<B', 0), ('name length', 35, '<B', 0), ('name length', 35, '<B', 255),
                                      ('kind', 4, '<H', 0xFFFF)):
            yield f'{file}: {what} {value:#x}', bent(at, form, value)
        for value in (0, 1, 17, 255):
            yield f'{file}: {value} entries', lambda x, file=file, value=value: x.data.__setitem__(x.files[file][0] + 1, value)
        yield f'{file}: set does not add up', lambda x, file=file: put16(x.data, x.files[file][0] + 2, 0x1234)
    yield 'folder without end', exfat_folder_full
    yield 'root in circles', lambda x: x.link(x.root, x.root)
    yield 'root full and in circles', lambda x: (x.link(x.root, x.root), x.data.__setitem__(
        slice(x.ends[x.root], x.place(x.root) + x.cluster),
        b'\x05'.ljust(32, b'\0') * ((x.place(x.root) + x.cluster - x.ends[x.root]) // 32)))
    yield 'folder is the root', lambda x: x.bend('sirkel-update', 52, '<I', x.root)
    for kind, what in ((0x81, 'bitmap'), (0x82, 'capitals')):
        yield f'no {what}', special(kind, 0, 1, 0x05)
        for value in (0, 1, 0xFFFFFFF0):
            yield f'{what} begins at {value:#x}', special(kind, 20, 4, value)
        for value in (0, 1, 1 << 31, (1 << 64) - 1):
            yield f'{what} of {value:#x} bytes', special(kind, 24, 8, value)
    yield 'capitals do not add up', special(0x82, 4, 4, 1)
    yield 'capitals in circles', lambda x: x.link(u32(x.data, x.special[0x82] + 20), u32(x.data, x.special[0x82] + 20))
    yield 'bitmap in circles', lambda x: x.link(u32(x.data, x.special[0x81] + 20), u32(x.data, x.special[0x81] + 20))
    yield 'bitmap all full', lambda x: x.data.__setitem__(slice(x.bitmap, x.bitmap + 256), b'\xff' * 256)
    yield 'bitmap all free', lambda x: x.data.__setitem__(slice(x.bitmap, x.bitmap + 256), bytes(256))
