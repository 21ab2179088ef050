#!/usr/bin/env python3
"""Checks that what comments and pages name is there: files, by name or path (a NAME in capitals stands for any); functions and all else
with an underscore, in comments and in Markdown; and requirements: requirements.list lists those that anything else names, and no other."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / 'tests/kit'))
from tally import Tally  # noqa: E402
FOREIGN = {'age.md', 'hda_generic.c', 'no_new_privs'}  # age's specification; the kernel's
LIST = 'tests/audit/requirements.list'
BLANK = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
FILE = re.compile(r'(?<![\w./*{<-])\w[\w./-]*\.(?:c|h|def|py|sh|walk|md|list)\b(?![\w(])')
PATTERN = re.compile(r'(?:^|/)[A-Z_]+\.\w+$')  # NAME.c
NAME = re.compile(r'(?<![\w./-])[a-z]+_[a-z0-9_]*[a-z0-9](?![\w*.…<])')
REQUIREMENT = re.compile(r'\b(?:AUD|CLM|CNS|COG|CRS|KBD|LAN|OUT|PRV|RCH|SCN|SGN|SIZ|TCH|TIM|TXT)-\d\d\b')


def texts():
    """Path and text of all that is ours and text, tests' data and pictures aside."""
    for path in sorted(p for p in ROOT.rglob('*') if p.is_file()):
        name = path.relative_to(ROOT)
        if {'.git', 'build', 'data', 'assets'} & set(name.parts) or path.suffix in ('.png', '.lock'):
            continue
        yield str(name), path.read_text(encoding='utf-8', errors='replace')


def comments_of(text):
    """Each comment of a C file, and the rest."""
    found = []

    def blank(match):
        if match[0].startswith('/'):
            found.append(match[0])
            return ' '
        return match[0]
    return found, BLANK.sub(blank, text)


def said_in(name, text, comments):
    """What a file says to people: a page, its comments."""
    if name.endswith('.md'):
        return text
    return '\n'.join(comments[name] if name in comments else re.findall(r'(?:^|\s)#[^\n]*|"""(?:.|\n)*?"""', text))


def main():
    tally, all_texts = Tally('names_check'), dict(texts())
    files = {f'/{p.relative_to(ROOT)}' for p in ROOT.rglob('*') if p.is_file() and not {'.git', 'build'} & set(p.relative_to(ROOT).parts)}
    stems = {name.rpartition('/')[2].partition('.')[0] for name in files}
    comments, words = {}, set(stems)
    for name, text in all_texts.items():
        if name.endswith(('.c', '.h', '.def')):
            comments[name], text = comments_of(text)
        if not name.endswith('.md'):
            words |= set(re.findall(r'\w+', text))
    for name, text in all_texts.items():
        said = said_in(name, text, comments)
        gone = {f for f in FILE.findall(said) if not PATTERN.search(f) and not any(there.endswith(f'/{f}') for there in files)}
        gone |= {n for n in NAME.findall(said) if n not in words}
        tally.check(f'{name} names what is there', not gone - FOREIGN, ', '.join(sorted(gone - FOREIGN)))
    named = {r for name, text in all_texts.items() if name != LIST for r in REQUIREMENT.findall(text)}
    listed = REQUIREMENT.findall(all_texts[LIST])
    tally.check(f'{LIST} lists each requirement that is named', not named - set(listed), ', '.join(sorted(named - set(listed))))
    tally.check(f'{LIST} lists none that nothing names, and none twice', len(listed) == len(set(listed)) and not set(listed) - named,
                ', '.join(sorted(set(listed) - named)))
    return tally.end()


if __name__ == '__main__':
    sys.exit(main())
