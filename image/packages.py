#!/usr/bin/env python3
"""Which Debian packages the tools tree is made of, compared with image/packages.lock; called by image/tools and image/lock.
Needs apt, and nothing beside Python's standard library.

    packages.py plan CACHE LOCK [--renew|--add]   writes CACHE/plan; every file it names is then in CACHE/packages
    packages.py repository CACHE                  describes the plan's packages for apt: CACHE/repository
    packages.py differences LOCK USED FILE        what USED (in the lock's form) has that the lock has not: a table; rows to FILE
    packages.py contents USED FILE VERSION BOM    the list of contents in CycloneDX, with the differences in FILE
    packages.py licences                          packages whose licences belong to the image
    packages.py renew CACHE LOCK --renew|--add    writes the plan as the new lock
    packages.py review OLD NEW TREE FILE          what a renewed lock changes, with Debian's security notes; the same to FILE

A row of the lock: part, name, version, SHA-256; the row of a source file has the file's name too. Part is `image` for what
enters the image and `build` for what only builds it. CACHE/packages keeps each file that was ever used under its SHA-256: the
package source may drop it tomorrow."""
import concurrent.futures
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import namedtuple

HERE = os.path.dirname(os.path.abspath(__file__))
KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
RELEASE = 'trixie'
PARTS = ('image', 'build')
ROLES = {'image': 'enters the image', 'build': 'only builds it'}
SHOWN = 12  # rows of the table that only build the image; what enters it is always named
NOTES = 20  # security notes of one source that a review prints
Row = namedtuple('Row', 'part name version hash file', defaults=('',))


class Failed(Exception):
    pass


# --- lists -----------------------------------------------------------------------------------------------------------

def first_words(path):
    """The first word of each line of a list, without its comments."""
    with open(path) as f:
        return [line.split()[0] for line in f if line.strip() and not line.startswith('#')]


def recipes():
    """Source package and binary package of each recipe of image/libraries."""
    found = {}
    for name in sorted(os.listdir(os.path.join(HERE, 'libraries'))):
        with open(os.path.join(HERE, 'libraries', name)) as f:
            match = re.search(r'^source=(\S+) package=(\S+)', f.read(), re.MULTILINE)
        found[name] = match.groups()
    return found


def entering():
    """Names of what enters the image: packages, and sources as 'source:NAME'."""
    ours = recipes()
    names = {f'source:{ours[n][0]}' if n in ours else n for n in first_words(os.path.join(HERE, 'packages.list'))}
    return names | set(first_words(os.path.join(HERE, 'enters.list')))


def read_rows(path):
    if not os.path.exists(path):
        return []
    with open(path) as f:
        return [Row(*line.split()) for line in f if line.strip() and not line.startswith('#')]


def order(row):
    return PARTS.index(row.part), row.name, row.file


def write_rows(path, rows, head=''):
    with open(path + '.part', 'w') as f:
        f.write(head)
        for row in sorted(rows, key=order):
            f.write(' '.join(row).rstrip() + '\n')
    os.replace(path + '.part', path)


def moments_of(lock):
    """When the lock's versions were what Debian served: names of folders in a dated archive, the newest last. One for the
    whole lock, and one more for each time that rows were only added."""
    if not os.path.exists(lock):
        return []
    with open(lock) as f:
        match = re.search(r'^# taken ((?: ?\d{8}T\d{6}Z)+)$', f.read(), re.MULTILINE)
    return match.group(1).split() if match else []


# --- the cache of files ----------------------------------------------------------------------------------------------

class Pool:
    """Files under their SHA-256."""

    def __init__(self, place):
        self.place = place
        os.makedirs(place, exist_ok=True)

    def path(self, digest):
        return os.path.join(self.place, digest)

    def has(self, digest):
        return os.path.exists(self.path(digest))

    def take(self, file):
        """Moves a file in; its hash."""
        with open(file, 'rb') as f:
            digest = hashlib.sha256(f.read()).hexdigest()
        os.chmod(file, 0o644)
        shutil.move(file, self.path(digest))
        return digest

    def verify(self, digests):
        """A file that is no longer what its name says is removed. The names of such files."""
        def damaged(digest):
            with open(self.path(digest), 'rb') as f:
                return hashlib.sha256(f.read()).hexdigest() != digest
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            bad = [d for d, is_bad in zip(digests, pool.map(damaged, digests)) if is_bad]
        for digest in bad:
            os.unlink(self.path(digest))
        return bad

    def stanza(self, digest):
        """The package's own description, as an index of apt has it."""
        path = self.path(digest)
        fields = subprocess.run(['dpkg-deb', '-f', path], capture_output=True, check=True, text=True).stdout.strip()
        return f'{fields}\nFilename: {digest}\nSize: {os.path.getsize(path)}\nSHA256: {digest}\n'

    def describe(self, digests, folder):
        """A repository for apt in `folder`: an index, and links to these files."""
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        with concurrent.futures.ThreadPoolExecutor(4) as pool, open(os.path.join(folder, 'Packages'), 'w') as f:
            f.write('\n'.join(pool.map(self.stanza, digests)))
        for digest in digests:
            os.link(self.path(digest), os.path.join(folder, digest))


# --- apt, apart from the machine's own -------------------------------------------------------------------------------

class Apt:
    """apt with sources and lists of its own in `place`; nothing is installed by it."""

    def __init__(self, place, sources):
        self.place, self.sources, self.packages, self.files = place, sources, {}, {}
        os.makedirs(os.path.join(place, 'lists/partial'), exist_ok=True)
        os.makedirs(os.path.join(place, 'cache/archives/partial'), exist_ok=True)
        for name in ('status', 'preferences'):
            open(self.at(name), 'w').close()
        with open(self.at('sources.list'), 'w') as f:
            f.write(''.join(line + '\n' for line in sources))

    def at(self, name):
        return os.path.join(self.place, name)

    def run(self, program, *words, cwd=None):
        options = {'Dir::Etc::sourcelist': self.at('sources.list'), 'Dir::Etc::sourceparts': '/dev/null',
                   'Dir::Etc::preferences': self.at('preferences'), 'Dir::Etc::preferencesparts': '/dev/null',
                   'Dir::State::lists': self.at('lists'), 'Dir::State::status': self.at('status'),
                   'Dir::State::extended_states': self.at('extended'), 'Dir::Cache': self.at('cache'), 'APT::Architecture': 'amd64',
                   'APT::Architectures': 'amd64', 'APT::Install-Recommends': 'false', 'APT::Sandbox::User': 'root',
                   'Acquire::Languages': 'none', 'Acquire::Retries': '3', 'Debug::NoLocking': 'true', 'APT::Get::List-Cleanup': 'false'}
        command = [program, '-qq', *(w for k, v in options.items() for w in ('-o', f'{k}={v}')), *words]
        return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env={**os.environ, 'LC_ALL': 'C'})

    def update(self):
        """Fetches the lists and reads them: self.packages[name][version] = stanza. What could not be fetched is said; an older
        list of the same place still counts."""
        done = self.run('apt-get', 'update') if self.sources else None
        if done and (done.returncode or done.stderr.strip()):
            print('image: ' + (done.stderr.strip().splitlines() or ['apt-get update failed'])[0], file=sys.stderr)
        lists = self.run('apt-get', 'indextargets', '--format', '$(CREATED_BY) $(FILENAME)').stdout if self.sources else ''
        wanted = {source for source, _ in recipes().values()}
        for line in lists.splitlines():
            kind, path = line.split(' ', 1)
            if kind in ('Packages', 'Sources'):
                text = subprocess.run(['/usr/lib/apt/apt-helper', 'cat-file', path], capture_output=True, text=True).stdout
                self.read(kind, text, wanted)

    def read(self, kind, text, wanted):
        for stanza in text.split('\n\n'):
            name, version = field(stanza, 'Package'), field(stanza, 'Version')
            if kind == 'Packages' and name:
                self.packages.setdefault(name, {})[version] = stanza
            elif name in wanted:
                block = re.search(r'^Checksums-Sha256:\n((?: .*\n?)+)', stanza, re.MULTILINE).group(1)
                self.files[name, version] = [(digest, file) for digest, _, file in (line.split() for line in block.splitlines())]

    def serves(self, row):
        """Can exactly this row of a lock be fetched?"""
        if row.name.startswith('source:'):
            return (row.hash, row.file) in self.files.get((row.name[7:], row.version), ())
        stanza = self.packages.get(row.name, {}).get(row.version)
        return stanza is not None and field(stanza, 'SHA256') == row.hash

    def pin(self, rows):
        with open(self.at('preferences'), 'w') as f:
            for row in rows:
                f.write(f'Package: {row.name}\nPin: version {row.version}\nPin-Priority: 1001\n\n')

    def essential(self):
        return {name for name, versions in self.packages.items() if any('\nEssential: yes' in s for s in versions.values())}

    def solve(self, names):
        """name -> version of all that these need, or None when they do not fit together."""
        done = self.run('apt-get', '--simulate', 'install', *sorted(names))
        if done.returncode:
            return None
        return {n.split(':')[0]: v for n, v in re.findall(r'^Inst (\S+) \((\S+) ', done.stdout, re.MULTILINE)}

    def fetch(self, rows, pool):
        """Puts the files of these rows into the pool; apt holds each against the signed list that names it."""
        folder = self.at('new')
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        packages = sorted(f'{r.name}={r.version}' for r in rows if not r.file)
        sources = sorted({f'{r.name[7:]}={r.version}' for r in rows if r.file})
        said = ''
        if packages:
            said += self.run('apt-get', 'download', *packages, cwd=folder).stderr
        if sources:
            said += self.run('apt-get', 'source', '--download-only', *sources, cwd=folder).stderr
        for name in os.listdir(folder):
            pool.take(os.path.join(folder, name))
        lacking = [r.name for r in rows if not pool.has(r.hash)]
        if lacking:
            raise Failed(f'could not be fetched: {" ".join(lacking[:8])}: {said.strip()[:400]}')


def field(stanza, name):
    """Of one paragraph of an index. By hand: an index has tens of thousands of them."""
    head = f'{name}: '
    at = 0 if stanza.startswith(head) else stanza.find('\n' + head) + 1
    if at == 0 and not stanza.startswith(head):
        return ''
    end = stanza.find('\n', at)
    return stanza[at + len(head):end if end >= 0 else None].strip()


def machine_sources():
    """Where this machine has its own Debian packages from, and the security updates; empty when it names no Debian."""
    command = ['apt-get', 'indextargets', '--format', '$(LABEL)|$(REPO_URI)', 'Created-By: Packages']
    targets = subprocess.run(command, capture_output=True, text=True).stdout
    places = {}
    for line in targets.splitlines():
        label, _, place = line.partition('|')
        places.setdefault(label, place.rstrip('/'))
    return source_lines(places.get('Debian'), places.get('Debian-Security'), f'signed-by={KEYRING}')


def archive_sources(address, moments):
    """A dated archive, laid out as snapshot.debian.org: ADDRESS/debian/MOMENT, ADDRESS/debian-security/MOMENT. Its signatures
    are checked; that they were to expire some days later is not."""
    lines, place = [], (address or '').rstrip('/')
    for moment in moments if place else ():
        lines += source_lines(f'{place}/debian/{moment}', f'{place}/debian-security/{moment}',
                              f'signed-by={KEYRING} check-valid-until=no')
    return lines


def source_lines(main, security, options):
    lines = []
    for kind in ('deb', 'deb-src') if main else ():
        lines += [f'{kind} [{options}] {main} {RELEASE} main', f'{kind} [{options}] {main} {RELEASE}-updates main']
        lines += [f'{kind} [{options}] {security} {RELEASE}-security main'] if security else []
    return lines


# --- the plan --------------------------------------------------------------------------------------------------------

class Planner:
    """Chooses the tree's packages: those of the lock where the cache, the package source or a dated archive has them; otherwise
    what is served today."""

    def __init__(self, cache, lock, sources, tools=None):
        self.cache, self.lock = cache, read_rows(lock)
        self.pool, self.apt = Pool(os.path.join(cache, 'packages')), Apt(os.path.join(cache, 'apt'), sources)
        self.tools = tools if tools is not None else first_words(os.path.join(HERE, 'tools.list'))
        self.enters = entering()
        self.is_read = False

    def plan(self, renew=False, add=False):
        """The rows of the plan. Failed when neither cache nor package source has enough."""
        locked = {r.name for r in self.lock}
        whole = not renew and not add and locked >= {*self.tools, *self.enters}
        if whole and all(self.pool.has(r.hash) for r in self.lock):
            return self.as_parts(self.lock)
        self.look()
        if whole and all(self.pool.has(r.hash) or self.apt.serves(r) for r in self.lock):
            return self.as_parts(self.lock)
        return self.solved([] if renew else [r for r in self.lock if not r.file])

    def look(self):
        """Reads the package source's lists, once."""
        if self.is_read:
            return
        self.apt.update()
        self.is_read = True
        if not self.apt.packages:
            have = sum(self.pool.has(r.hash) for r in self.lock)
            raise Failed(f'no package source can be reached, and the cache has {have} of the {len(self.lock)} locked files. Connect '
                         'the machine to its Debian package source, or name a dated archive: SIRKEL_DEBIAN_ARCHIVE=ADDRESS')

    def solved(self, wanted):
        """Keeps as many of the wanted (locked) versions as fit together with what is served."""
        kept = [r for r in wanted if self.pool.has(r.hash) or self.apt.serves(r)]
        self.offer_kept(kept)
        names = {*self.tools, *(n for n in self.enters if not n.startswith('source:')), 'apt', *self.apt.essential()}
        for pins in (kept, self.whole_sources(kept, wanted), [r for r in kept if r.part == 'image'], []):
            self.apt.pin(pins)
            versions = self.apt.solve(names)
            if versions:
                break
        else:
            raise Failed('the packages of tools.list can not be installed together from what is served')
        rows = [self.row(name, version) for name, version in versions.items()]
        for source, package in recipes().values() if self.tools else ():
            rows += self.source_rows(source, package, versions.get(package))
        return rows

    def whole_sources(self, kept, wanted):
        """Of the kept versions those whose source package has none that is gone: packages of one source must often have one version."""
        source_of = lambda name: next((field(s, 'Source').split(' ')[0] for s in self.apt.packages.get(name, {}).values()), '') or name
        torn = {source_of(r.name) for r in wanted if r not in kept}
        return [r for r in kept if source_of(r.name) not in torn]

    def offer_kept(self, kept):
        """Packages that only the cache still has become choices for apt too."""
        mine = [r.hash for r in kept if not self.apt.serves(r)]
        if not mine:
            return
        folder = os.path.join(self.cache, 'kept')
        self.pool.describe(mine, folder)
        self.apt = Apt(self.apt.place, [f'deb [trusted=yes] copy:{folder} ./', *self.apt.sources])
        self.apt.update()

    def row(self, name, version):
        return Row('image' if name in self.enters else 'build', name, version, field(self.apt.packages[name][version], 'SHA256'))

    def source_rows(self, source, package, version):
        """The source files that belong to this version of the recipe's package; as locked where that is the locked version."""
        said = field(self.apt.packages[package][version], 'Source') if version else ''
        match = re.search(r'\((.*)\)', said)
        wanted = match.group(1) if match else version
        locked = [r for r in self.lock if r.name == f'source:{source}' and r.version == wanted]
        if locked and all(self.pool.has(r.hash) or self.apt.serves(r) for r in locked):
            return self.as_parts(locked)
        if (source, wanted) not in self.apt.files:
            raise Failed(f'the package source has no source files of {source} {wanted}')
        return [Row('image', f'source:{source}', wanted, digest, file) for digest, file in self.apt.files[source, wanted]]

    def as_parts(self, rows):
        return [r._replace(part='image' if r.name in self.enters else 'build') for r in rows]

    def fetch(self, rows):
        """All files of the plan into the cache."""
        lacking = [r for r in rows if not self.pool.has(r.hash)]
        if lacking:
            self.look()
            print(f'image: fetching {len(lacking)} files of packages', flush=True)
            self.apt.fetch(lacking, self.pool)


def plan(cache, lock, mode=''):
    sources = machine_sources() + archive_sources(os.environ.get('SIRKEL_DEBIAN_ARCHIVE'), moments_of(lock))
    planner = Planner(cache, lock, sources)
    rows = planner.plan(renew=mode == '--renew', add=mode == '--add')
    planner.fetch(rows)
    bad = planner.pool.verify(sorted({r.hash for r in rows}))
    if bad: # a damaged cache: once more
        planner.fetch(rows)
    write_rows(os.path.join(cache, 'plan'), rows)


def repository(cache):
    rows = read_rows(os.path.join(cache, 'plan'))
    Pool(os.path.join(cache, 'packages')).describe([r.hash for r in rows if not r.file], os.path.join(cache, 'repository'))


# --- what differs ----------------------------------------------------------------------------------------------------

def by_name(rows):
    """name -> (part, version, hashes)"""
    found = {}
    for row in rows:
        part, version, hashes = found.get(row.name, (row.part, row.version, frozenset()))
        found[row.name] = part, version, hashes | {row.hash}
    return found


def compare(old, new):
    """(part, name, old version, new version) of all that is not the same; '-' for what is not there."""
    a, b, rows = by_name(old), by_name(new), []
    for name in {*a, *b}:
        if a.get(name, (0,))[1:] == b.get(name, (0,))[1:]:
            continue
        part = b[name][0] if name in b else 'build'  # what is no longer there enters nothing
        rows.append((part, name, a[name][1] if name in a else '-', b[name][1] if name in b else '-'))
    return sorted(rows, key=lambda r: (PARTS.index(r[0]), r[1]))


def table(rows, heads):
    rows = [heads, *rows]
    widths = [max(len(r[i]) for r in rows) for i in range(len(heads))]
    return [('  ' + '  '.join(cell.ljust(w) for cell, w in zip(r, widths))).rstrip() for r in rows]


def differences(lock, used, file):
    rows = compare(read_rows(lock), read_rows(used))
    with open(file, 'w') as f:
        f.writelines(' '.join(r) + '\n' for r in rows)
    if not rows:
        return
    image = [r for r in rows if r[0] == 'image']
    shown = image + [r for r in rows if r[0] == 'build'][:SHOWN]
    print(f'image: {len(rows)} packages are not as packages.lock names them:')
    cells = [(name, old, f'{new} (another file)' if old == new else new, ROLES[part]) for part, name, old, new in shown]
    print('\n'.join(table(cells, ('package', 'locked', 'used', 'role'))))
    if len(shown) < len(rows):
        print(f'  and {len(rows) - len(shown)} more that only build it: {file}')
    verdict = 'it is marked "unlocked" and can not be signed as a release' if image else 'it counts as locked'
    print(f'image: {len(image)} of them enter the image: {verdict}')


# --- the list of contents --------------------------------------------------------------------------------------------

def licence_of(name):
    """The package in whose documentation the licence of this entry of the lock stands: its own, or that of a recipe's source."""
    return next((binary for source, binary in recipes().values() if name == f'source:{source}'), name)


def licences():
    for name in sorted(entering()):
        print(licence_of(name))


def component(name, rows, differs):
    version = rows[0].version
    kind = 'source' if name.startswith('source:') else 'amd64'
    plain = name.removeprefix('source:')
    hashes = [{'alg': 'SHA-256', 'content': row.hash} for row in rows]
    properties = [{'name': 'sirkel:file', 'value': f'{row.file} sha256:{row.hash}'} for row in rows if row.file]
    properties += [{'name': 'sirkel:locked-version', 'value': differs[name][0]}] if name in differs else []
    return {'type': 'library', 'name': plain, 'version': version, 'purl': f'pkg:deb/debian/{plain}@{version}?arch={kind}&distro={RELEASE}',
            **({'hashes': hashes} if len(rows) == 1 else {}), **({'properties': properties} if properties else {}),
            'licenses': [{'license': {'name': f'licences/{licence_of(name)}.txt'}}]}


def contents(used, file, version, bom):
    rows, names, differs = read_rows(used), entering(), {}
    with open(file) as f:
        for part, name, locked, now in (line.split() for line in f):
            differs[name] = locked, now, part
    word = 'unlocked' if any(part == 'image' for _, _, part in differs.values()) else 'locked'
    properties = [{'name': 'sirkel:packages', 'value': word}]
    properties += [{'name': 'sirkel:built-with', 'value': f'{name} {now}, locked {locked}'}
                   for name, (locked, now, part) in sorted(differs.items()) if part == 'build']
    parts = [{'type': 'application', 'name': 'sirkel', 'version': version}]
    parts += [component(name, [r for r in rows if r.name == name], differs) for name in sorted(names)]
    document = {'bomFormat': 'CycloneDX', 'specVersion': '1.5', 'version': 1, 'components': parts,
                'metadata': {'component': {'type': 'operating-system', 'name': 'sirkel', 'version': version}, 'properties': properties}}
    with open(bom, 'w') as f:
        json.dump(document, f, indent=1, sort_keys=True)


# --- the review of a renewed lock --------------------------------------------------------------------------------------

def changelog(tree, package):
    for name in ('changelog.Debian.gz', 'changelog.gz'):
        path = os.path.join(tree, 'usr/share/doc', package, name)
        if os.path.exists(path):
            with gzip.open(path, 'rt', errors='replace') as f:
                return f.read()
    return ''


def is_newer(one, other):
    return subprocess.run(['dpkg', '--compare-versions', one, 'gt', other]).returncode == 0


def security_notes(text, old):
    """(version, line) of what Debian's changelog says of security in the versions after `old`."""
    notes = []
    for entry in re.split(r'\n(?=\S+ \([^)]+\) )', text):
        head = re.match(r'\S+ \(([^)]+)\) ([^;]*); urgency=(\w+)', entry)
        if not head:
            continue
        if not is_newer(head.group(1), old):
            break
        points = [' '.join(p.split()) for p in re.split(r'\n\s*[*+-] ', entry)[1:]]
        points = [re.sub(r' (-- \S|\[ \S).*$', '', p) for p in points]  # the next person's part, and the signature
        told = [p for p in points if re.search(r'CVE-|security', p, re.IGNORECASE)]
        if not told and 'security' in head.group(2):
            told = [f'security update ({head.group(2)})']
        notes += [(head.group(1), p if len(p) <= 180 else p[:177] + '...') for p in told]
    return notes


def review(old, new, tree, file):
    before, after = read_rows(old), read_rows(new)
    rows, lines, notes = compare(before, after), [], {}
    for part in PARTS:
        mine = [(name, a, b) for p, name, a, b in rows if p == part]
        lines += [f'{len(mine)} packages, each of which {ROLES[part]}:' if mine else f'nothing changes of what {ROLES[part]}.']
        lines += table(mine, ('package', 'before', 'now')) if mine else []
        lines.append('')
    for part, name, was, now in rows:
        if '-' in (was, now):
            continue
        found = security_notes(changelog(tree, dict((s, p) for s, p in recipes().values()).get(name[7:], name)), was)
        if found:
            notes.setdefault(tuple(found), []).append(name)
    lines.append('Security notes of Debian\'s changelogs:' if notes else 'Debian\'s changelogs name no security update among these.')
    for found, names in notes.items():
        lines.append('  ' + ', '.join(names[:4]) + (f' and {len(names) - 4} more' if len(names) > 4 else ''))
        lines += [f'    {version}: {line}' for version, line in found[:NOTES]]
        lines += [f'    and {len(found) - NOTES} more in its changelog'] if len(found) > NOTES else []
    counts = [sum(r[0] == part for r in rows) for part in PARTS]
    text = '\n'.join([f'image: renew packages.lock ({counts[0]} that enter the image, {counts[1]} that only build it)', '', *lines]) + '\n'
    with open(file, 'w') as f:
        f.write(text)
    print(text)


def renew(cache, lock, mode='--renew'):
    """Writes the plan as the new lock. The moment stays where nothing else changes."""
    rows, old = read_rows(os.path.join(cache, 'plan')), read_rows(lock)
    now, moments = time.strftime('%Y%m%dT%H%M%SZ', time.gmtime()), moments_of(lock)
    if sorted(rows) != sorted(old):
        moments = [now] if mode == '--renew' else [*moments, now]
    taken = ' '.join(moments)
    write_rows(lock, rows, f'# Written by image/lock; the two parts and the columns: image/packages.py.\n# taken {taken}\n')


def main():
    verbs = {f.__name__: f for f in (plan, repository, differences, contents, licences, review, renew)}
    try:
        verbs[sys.argv[1]](*sys.argv[2:])
        return 0
    except Failed as failure:
        print(f'image: {failure}', file=sys.stderr)
        return 1


if __name__ == '__main__':
    sys.exit(main())
