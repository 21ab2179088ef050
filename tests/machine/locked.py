#!/usr/bin/env python3
"""image/packages.py against package sources of our own invention: what is in the lock comes from the cache, the package source
or a dated archive; what none of them has is replaced by what is served, and named. Needs apt and dpkg-deb, no network, no rights.
Ends with "packages: N passed, M failed"."""
import contextlib
import io
import os
import re
import subprocess
import sys

from built import SOURCE, whole_test
from vm import Failed

sys.path.insert(0, os.path.join(SOURCE, 'image'))
import packages  # noqa: E402

LISTS = {'packages.list': 'app-lib usr/lib/app.so what the app loads\nour-lib usr/lib/our.so ours\n',
         'enters.list': 'kernel-source compiled\n',
         'tools.list': 'apt and\ncompiler builds\napp-dev headers\nkernel-source the kernel\nour-dev builds ours\n',
         'libraries/our-lib': 'source=ours package=our-bin file=our.so\n'}
OLD = {'base': '1', 'apt': '1', 'compiler': '1', 'app-lib': '1', 'app-dev': '1', 'kernel-source': '1', 'our-bin': '1', 'our-dev': '1'}
NEEDS = {'app-dev': 'app-lib (= {v})', 'our-dev': 'our-bin (= {v})', 'compiler': 'base'}
SOURCES = {'our': 'ours', 'app': 'application'}
ESSENTIAL = ('base',)


class Served:
    """A package source: a flat repository with an index of packages and one of sources."""

    def __init__(self, folder, versions):
        self.folder, self.stanzas = folder, []
        os.makedirs(folder)
        for name, version in versions.items():
            self.package(name, version)
        with open(os.path.join(folder, 'Packages'), 'w') as f:
            f.write('\n'.join(self.stanzas))
        self.source('ours', versions.get('our-bin', '1'))

    def package(self, name, version):
        tree = os.path.join(self.folder, 'tree', name)
        os.makedirs(os.path.join(tree, 'DEBIAN'))
        text = f'Package: {name}\nVersion: {version}\nArchitecture: amd64\nMaintainer: nobody <nobody@example.org>\nDescription: invented\n'
        text += f'Depends: {NEEDS[name].format(v=version)}\n' if name in NEEDS else ''
        text += 'Essential: yes\n' if name in ESSENTIAL else ''
        text += f'Source: {SOURCES[name[:3]]}\n' if name[:3] in SOURCES else ''
        with open(os.path.join(tree, 'DEBIAN/control'), 'w') as f:
            f.write(text)
        file = f'{name}_{version}_amd64.deb'
        path = os.path.join(self.folder, file)
        subprocess.run(['dpkg-deb', '--root-owner-group', '-b', tree, path], check=True, capture_output=True,
                       env={**os.environ, 'SOURCE_DATE_EPOCH': '1'})
        self.stanzas.append(f'{text}Filename: {file}\nSize: {os.path.getsize(path)}\nSHA256: {digest(path)}\n')

    def source(self, name, version):
        dsc, tar = f'{name}_{version}.dsc', f'{name}_{version}.tar.xz'
        with open(os.path.join(self.folder, tar), 'w') as f:
            f.write(f'source {version}')
        with open(os.path.join(self.folder, dsc), 'w') as f:
            f.write(f'Source: {name}\nVersion: {version}\n')
        places = [os.path.join(self.folder, n) for n in (dsc, tar)]
        sums = ''.join(f' {digest(p)} {os.path.getsize(p)} {os.path.basename(p)}\n' for p in places)
        with open(os.path.join(self.folder, 'Sources'), 'w') as f:
            f.write(f'Package: {name}\nBinary: our-bin\nVersion: {version}\nDirectory: .\nFormat: 3.0 (native)\nChecksums-Sha256:\n{sums}')

    def lines(self):
        return [f'{kind} [trusted=yes] copy:{self.folder} ./' for kind in ('deb', 'deb-src')]


def digest(path):
    with open(path, 'rb') as f:
        return packages.hashlib.sha256(f.read()).hexdigest()


class Bench:
    """A cache and a lock of its own, over the invented lists."""

    def __init__(self, folder):
        self.folder, self.count = folder, 0
        for name, text in LISTS.items():
            path = os.path.join(folder, 'image', name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w') as f:
                f.write(text)
        packages.HERE = os.path.join(folder, 'image')

    def cache(self):
        self.count += 1
        return os.path.join(self.folder, f'cache-{self.count}')

    def serve(self, name, **changed):
        return Served(os.path.join(self.folder, name), {**OLD, **{n.replace('_', '-'): v for n, v in changed.items()}})

    def plan(self, cache, lock, sources, **more):
        planner = packages.Planner(cache, lock, sources)
        rows = planner.plan(**more)
        planner.fetch(rows)
        return rows, planner

    def versions(self, rows):
        return {r.name: r.version for r in rows}


def perform(tally, folder):
    bench = Bench(folder)
    old, lock = bench.serve('old'), os.path.join(folder, 'lock')
    warm = bench.cache()
    rows, _ = bench.plan(warm, lock, old.lines(), renew=True)
    packages.write_rows(lock, rows)
    locked = bench.versions(rows)
    tally.check('all of it and its sources are in a new lock', locked == {**OLD, 'source:ours': '1'}, locked)
    parts = {p: {r.name for r in rows if r.part == p} for p in packages.PARTS}
    tally.check('what enters is told from what only builds', parts['image'] == {'app-lib', 'kernel-source', 'source:ours'}, parts)

    for name, cache, sources in (('from the cache alone', warm, []), ('from the package source', bench.cache(), old.lines())):
        rows, _ = bench.plan(cache, lock, sources)
        tally.check(f'the locked versions come {name}', rows == packages.read_rows(lock), rows)
    new = bench.serve('new', app_lib='2', app_dev='2', compiler='3')
    rows, _ = bench.plan(bench.cache(), lock, new.lines() + old.lines())
    tally.check('an archive beside what is served gives the locked versions', rows == packages.read_rows(lock))

    dated = packages.archive_sources('https://archive.example/', ['20261124T000000Z'])
    place = 'https://archive.example/debian-security/20261124T000000Z trixie-security'
    tally.check('a dated archive is asked for the moment of the lock', len(dated) == 6 and any(place in d for d in dated), dated)
    tally.check('whatever the day', all('check-valid-until=no' in d and 'signed-by' in d for d in dated), dated)

    cache = bench.cache()
    rows, _ = bench.plan(cache, lock, new.lines())
    wanted = {**locked, 'app-lib': '2', 'app-dev': '2', 'compiler': '3'}
    tally.check('what nobody has any more is taken as served', bench.versions(rows) == wanted, bench.versions(rows))
    said, word = differences(folder, lock, rows)
    tally.check('three differences are named', re.search(r'^image: 3 packages', said, re.MULTILINE), said)
    tally.check('one of them enters the image', re.search(r'app-lib +1 +2 +enters the image', said) and word == 'image', said)
    tally.check('two only build it', len(re.findall(r'only builds it', said)) == 2, said)

    only = bench.serve('only', compiler='3')
    rows, _ = bench.plan(bench.cache(), lock, only.lines())
    said, word = differences(folder, lock, rows)
    tally.check('where tools alone differ it counts as locked', word == 'build' and 'counts as locked' in said, said)

    partly = bench.cache()
    rows, planner = bench.plan(partly, lock, new.lines() + old.lines())
    os.unlink(planner.pool.path(next(r.hash for r in rows if r.name == 'app-dev')))  # the cache has app-lib 1, nobody has app-dev 1
    rows, _ = bench.plan(partly, lock, new.lines())
    pair = [bench.versions(rows)[n] for n in ('app-lib', 'app-dev')]
    tally.check('versions that do not fit together give way', pair == ['2', '2'], pair)
    tally.check('a version that only the cache has stays where it fits', bench.versions(rows)['compiler'] == '1', bench.versions(rows))

    bent = [r._replace(hash='0' * 64) if r.name == 'compiler' else r for r in packages.read_rows(lock)]
    packages.write_rows(lock, bent)
    rows, _ = bench.plan(bench.cache(), lock, old.lines())
    said, _ = differences(folder, lock, rows)
    tally.check('the same version as another file is a difference', 'another file' in said, said)
    try:
        bench.plan(bench.cache(), lock, [])
        tally.check('without package source and cache it fails', False)
    except packages.Failed as failure:
        tally.check('without package source and cache it fails in a sentence', 'no package source can be reached' in str(failure), failure)

    damage(tally, bench, old, lock)
    renewed(tally, bench, rows)
    review(tally)


def renewed(tally, bench, rows):
    """The lock as image/lock writes it."""
    cache, lock = bench.cache(), os.path.join(bench.folder, 'renewed')
    os.makedirs(cache)
    packages.write_rows(os.path.join(cache, 'plan'), rows)
    packages.renew(cache, lock)
    first = open(lock).read()
    tally.check('a renewed lock has the rows of the plan, and one moment', packages.read_rows(lock) == sorted(rows, key=packages.order) and
                len(packages.moments_of(lock)) == 1)
    packages.renew(cache, lock)
    tally.check('it is the same file where nothing changed', open(lock).read() == first)
    packages.write_rows(os.path.join(cache, 'plan'), [*rows, packages.Row('build', 'more', '1', '0' * 64)])
    packages.renew(cache, lock, '--add')
    tally.check('what is only added adds its moment', len(packages.moments_of(lock)) == 2, packages.moments_of(lock))
    packages.write_rows(os.path.join(cache, 'plan'), rows)
    packages.renew(cache, lock)
    tally.check('what is renewed has one moment again', len(packages.moments_of(lock)) == 1, packages.moments_of(lock))


def differences(folder, lock, rows):
    """What is printed, and the part of the first difference."""
    used, file, said = os.path.join(folder, 'used'), os.path.join(folder, 'differences'), io.StringIO()
    packages.write_rows(used, rows)
    with contextlib.redirect_stdout(said):
        packages.differences(lock, used, file)
    with open(file) as f:
        return said.getvalue(), f.read().split(' ')[0]


def damage(tally, bench, old, lock):
    cache = bench.cache()
    rows, planner = bench.plan(cache, lock, old.lines())
    victim = planner.pool.path(rows[0].hash)
    with open(victim, 'r+b') as f:
        f.write(b'X')
    tally.check('a damaged file of the cache is found and thrown out', planner.pool.verify([r.hash for r in rows]) == [rows[0].hash] and
                not os.path.exists(victim))
    planner.fetch(rows)
    tally.check('and fetched again', planner.pool.verify([r.hash for r in rows]) == [])


def review(tally):
    text = ('lib (1.2-3) trixie-security; urgency=high\n\n  * CVE-2026-1234: a crafted file\n    overflows.\n  * New translation.\n\n'
            ' -- A Person <a@example.org>  Mon, 02 Nov 2026 10:00:00 +0000\n\n'
            'lib (1.2-2) trixie; urgency=medium\n\n  * Tidy up.\n\n -- A Person <a@example.org>  Sun, 01 Nov 2026 10:00:00 +0000\n\n'
            'lib (1.2-1) trixie; urgency=medium\n\n  * CVE-2025-1: an older one.\n\n'
            ' -- A Person <a@example.org>  Thu, 01 Oct 2026 10:00:00 +0000\n')
    notes = packages.security_notes(text, '1.2-1')
    wanted = [('1.2-3', 'CVE-2026-1234: a crafted file overflows.')]
    tally.check('the security notes after the old version are taken, and no others', notes == wanted, notes)


if __name__ == '__main__':
    sys.exit(whole_test('packages', perform))
