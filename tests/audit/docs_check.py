#!/usr/bin/env python3
"""Checks what can be counted of the docs: the words of all Markdown (as `wc -w` counts them), the columns of each line of Markdown, of
Python and of C in app/ and system/, the characters of each cell of a table; and that each path that a page names from the top folder is
there."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / 'tests/kit'))
from tally import Tally  # noqa: E402
WORDS, COLUMNS, CELL = 24000, 140, 200
PATH = re.compile(r'(?<![\w./-])(?:app|assets|docs|image|system|tests)/[\w./-]*\w')


def files(wanted):
    """What stands in the repository's own folders, the tests' data aside."""
    aside = {'.git', 'build', 'data'}
    return sorted(p for p in ROOT.rglob('*') if not aside & set(p.relative_to(ROOT).parts) and p.is_file() and wanted(p))


def is_python(path):
    return path.suffix == '.py' or (path.suffix == '' and path.open('rb').readline().rstrip().endswith(b'python3'))


def is_c(path):
    return path.suffix in ('.c', '.h') and path.relative_to(ROOT).parts[0] in ('app', 'system')


def long_lines(text):
    return [f'line {n} has {len(line)} columns' for n, line in enumerate(text.splitlines(), 1) if len(line) > COLUMNS]


def large_cells(text):
    for n, line in enumerate(text.splitlines(), 1):
        for cell in re.split(r'(?<!\\)\|', line) if line.startswith('|') else ():
            if len(cell.strip()) > CELL:
                yield f'line {n} has a cell of {len(cell.strip())} characters'


def paths_gone(text):
    return [f'names {name}, which is not there' for name in sorted(set(PATH.findall(text))) if not (ROOT / name).exists()]


def main():
    tally, words = Tally('docs_check'), 0
    for path in files(lambda p: p.suffix == '.md' or is_python(p) or is_c(p)):
        text = path.read_text(encoding='utf-8')
        wrong = long_lines(text)
        if path.suffix == '.md':
            words += len(text.split())
            wrong += [*large_cells(text), *paths_gone(text)]
        tally.check(path.relative_to(ROOT), not wrong, '; '.join(wrong))
    tally.check(f'all Markdown has at most {WORDS} words', 0 < words <= WORDS, words)
    return tally.end()


if __name__ == '__main__':
    sys.exit(main())
