#!/usr/bin/env python3
"""The consent text can't lie: app/rule/says.def binds each sentence of the nine facts to what is stored, exported, printed and logged.
Fails where a byte about a person has no sentence, or a sentence names what isn't there. Then the check is tried on changed copies of
schema, export, receipt, event log, text and table: each change must be found, and the unchanged copy must not."""
import ast
import pathlib
import re
import sqlite3
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / 'tests/kit'))
from tally import Tally  # noqa: E402

SCHEMA, TEXT, TABLE = 'app/store/schema.def', 'app/rule/consent.def', 'app/rule/says.def'
RECORD, CHANGE, PEOPLE = 'app/flow/join/record.c', 'app/feed/signup.c', 'app/ctl/people.c'
MANIFEST, RECEIPT, EVENTS = 'app/flow/export/manifest.c', 'app/sheet/receipt.c', 'app/base/events.def'
FILES = [SCHEMA, TEXT, TABLE, RECORD, CHANGE, PEOPLE, MANIFEST, RECEIPT, EVENTS]
STRING = r'"(?:[^"\\]|\\.)*"'
PURPOSE = re.compile(r'PURPOSE\((\w+),')
MUTATIONS = 100


def bare(text):
    return re.sub(r'/\*.*?\*/|//[^\n]*', ' ', text, flags=re.S)


def strings(text):
    return ''.join(ast.literal_eval(s) for s in re.findall(STRING, text))


def rows(text, macro, count):
    """The arguments of each row of a table; adjacent strings are one."""
    found = []
    for match in re.finditer(r'^' + macro + r'\(((?:[^()"]|' + STRING + r'|N_\((?:\s|' + STRING + r')*\))*)\)', bare(text), re.M):
        parts = [p for p in re.split(r',(?=(?:[^"]*"[^"]*")*[^"]*$)', match[1])]
        found.append([strings(p) if '"' in p else p.strip() for p in parts][:count])
    return found


def columns(schema):
    """Every column of kiosk.db after its last step."""
    db = sqlite3.connect(':memory:')
    for body in re.split(r'^STEP\(\d+,', bare(schema), flags=re.M)[1:]:
        db.executescript(strings(body))
    tables = [name for name, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {f'{table}.{row[1]}' for table in tables for row in db.execute(f'PRAGMA table_info({table})')}


def function(text, name):
    """From the name of a function's definition to its last line."""
    start = re.search(r'^[\w ]+\b[*]*' + name + r'\([^;]*?\)\n{', text, re.M)
    return text[start.start():text.index('\n}', start.start())] if start else ''


def fields(text):
    """Names that a function writes into JSON: by its helpers, and in strings of JSON."""
    helped = re.findall(r'\b(?:text|number|day|id)\(out, "(\w+)"', text)
    return helped + re.findall(r'\\"(\w+)\\":', ''.join(re.findall(STRING, text)))


def record_fields(files):
    """Of the place and of the consent, after a change too."""
    text, change = bare(files[RECORD]), bare(files[CHANGE])
    place, consent = set(fields(function(text, 'head')) + fields(function(text, 'membership_json'))), set(fields(function(text, 'head')))
    consent |= set(fields(function(text, 'consent_json')))
    for part, inside in (('notice', 'notice'), ('signature', 'signature'), ('statement', 'signature'), ('purposes', '')):
        names = fields(function(text, part))
        consent |= {f'{inside}.{name}' if inside and name != inside else name for name in names}
    later = set(re.findall(r'\bput\((?:line|event), "(\w+)"', change)) | set(re.findall(r'"(\w+)", event', change))
    later |= set(re.findall(r'json_pack\("[^"]*", "(\w+)", \w+, "(\w+)"', change)[0])
    consent |= {f'events.{name}' for name in later}
    consent = {f'events.{name}' if name == 'event' else name for name in consent}
    return place, consent, set(re.findall(r'\bput\(root, "(\w+)"', change))


def inventory(files):
    """What is there, place by place."""
    place, consent, _ = record_fields(files)
    table = bare(files[PEOPLE])
    csv = re.findall(r'"(\w+)"', ''.join(re.findall(r'\b(?:before|after)\[\] = {(.*?)};', table, re.S)))
    csv += re.findall(r'\b(?:csv_)?cell\(out, "(\w+)"\)', function(table, 'head')) + PURPOSE.findall(files[TEXT])
    nodes = re.findall(r'\b(?:part_\w+|sheet_part|ui_add|ui_open)\(u, (?:UI_\w+, )?"(\w+)"', bare(files[RECEIPT]))
    return {'COLUMN': columns(files[SCHEMA]), 'PLACE': place, 'CONSENT': consent, 'CSV': set(csv), 'PAPER': set(nodes),
            'MANIFEST': set(re.findall(r'\\"(\w+)\\":', ''.join(re.findall(STRING, bare(files[MANIFEST]))))),
            'LOG': {row[0] for row in rows(files[EVENTS], 'EVENT', 3)}}


def sentences(text):
    return [(row[0], s) for row in rows(text, 'FACT', 4) for s in re.split(r'(?<=[.?!]) +', row[3])]


def faults(files):
    """What does not fit, a line each."""
    found, there, said = [], inventory(files), {}
    def say(place, names):
        twice = said.setdefault(place, set()) & set(names.split())
        found.extend(f'{place}: {name} stands there twice' for name in sorted(twice))
        said[place].update(names.split())
    for place, names in rows(files[TABLE], 'MACHINE', 2):
        say(place, names)
    table = {row[0]: (row[1], row[2]) for row in rows(files[TABLE], 'SENTENCE', 3)}
    bound = {row[0] for row in rows(files[TABLE], 'PROMISE', 2)}
    for key, place, names in rows(files[TABLE], 'SAYS', 3):
        bound.add(key)
        say(place, names)
    shown = sentences(files[TEXT])
    found += [f'no row for the sentence "{s}" of {fact}' for fact, s in shown if (fact, s) not in table.values()]
    found += [f'{key}: the text has no such sentence' for key, row in table.items() if row not in shown]
    found += [f'{key}: speaks of nothing' for key in table if key not in bound]
    found += [f'{key}: no such sentence in the table' for key in bound if key not in table]
    for place, names in there.items():
        found += [f'{place}: no sentence names {name}' for name in sorted(names - said.get(place, set()))]
        found += [f'{place}: {name} is named and is not there' for name in sorted(said.get(place, set()) - names)]
    found += [f'{place}: no such place' for place in said if place not in there]
    _, consent, changed = record_fields(files)
    found += [f'a change writes {name}, which no sign-up has' for name in sorted(changed - consent)]
    # Whoever follows an event with an id of a record must be named as of a person.
    machine = {name for place, names in rows(files[TABLE], 'MACHINE', 2) if place == 'LOG' for name in names.split()}
    found += [f'LOG: {row[0]} has a record id' for row in rows(files[EVENTS], 'EVENT', 3) if row[0] in machine and 'record id' in row[2]]
    return found


def without(text, match):
    return text[:match.start()] + text[match.end():]


def add_after(text, match, more):
    return text[:match.end()] + more + text[match.end():]


def changes(files):
    """Every change to try: what it is, and the files after it."""
    def one(name, text, what):
        return what, {**files, name: text}
    schema, record, people, receipt = files[SCHEMA], files[RECORD], files[PEOPLE], files[RECEIPT]
    for table in sorted({c.split('.')[0] for c in columns(schema)}):
        yield one(SCHEMA, schema + f'STEP(99, "ALTER TABLE {table} ADD COLUMN remark TEXT;")\n', f'a column more in {table}')
    for table, column in (('record', 'epoch'), ('kiosk', 'age_seen'), ('tries', 'boot'), ('tombstone', 'day'), ('damaged', 'day')):
        step = f'STEP(99, "ALTER TABLE {table} RENAME COLUMN {column} TO stamp;")\n'
        yield one(SCHEMA, schema + step, f'{table}.{column} has another name')
    yield one(SCHEMA, schema + 'STEP(99, "CREATE TABLE visit(day INTEGER, word TEXT);")\n', 'a table more')
    yield one(SCHEMA, schema + 'STEP(99, "DROP TABLE tries;")\n', 'a table less')
    for match in re.finditer(r'    (?:text|number|day|id)\(out, "\w+", [^\n]*\);\n', record):
        yield one(RECORD, without(record, match), f'gone from the record: {match[0].strip()}')
        yield one(RECORD, add_after(record, match, '    text(out, "hour", s->hour);\n'), f'a field after: {match[0].strip()}')
    for match in list(re.finditer(r'"(\w+)",?', ''.join(re.findall(r'\b(?:before|after)\[\] = {.*?};', people, re.S))))[:12]:
        yield one(PEOPLE, people.replace(f'"{match[1]}"', '"phone_of_kin"', 1), f'the column {match[1]} is another one')
    for match in re.finditer(r'    (?:part_fact|part_text|sheet_part)\(u, "(\w+)"', receipt):
        other = match[0][:-1] + '_more"'
        yield one(RECEIPT, receipt[:match.start()] + other + receipt[match.end():], f'on paper {match[1]} is another part')
    for event in ('joined', 'group_left', 'code_wrong', 'expired', 'made', 'staff_in'):
        yield one(EVENTS, files[EVENTS].replace(f'EVENT({event},', f'EVENT({event}_by_name,'), f'{event} is another event')
    yield one(EVENTS, files[EVENTS] + 'EVENT(looked, N_("A visitor looked."), "the group")\n', 'an event more')
    yield one(EVENTS, files[EVENTS].replace('N_("Staff signed in."), "-"', 'N_("Staff signed in."), "a record id"'),
              'an id more in the log')
    for key in ('erased', 'damaged', 'rows', 'office'):
        yield one(MANIFEST, files[MANIFEST].replace(f'\\"{key}\\":', '\\"names\\":'), f'the manifest names something else than {key}')
    for word in ('contact_changed', 'language'):
        text = files[CHANGE]
        yield one(CHANGE, text.replace('put(line, "language"', 'put(line, "voice"') if word == 'language' else
                  text.replace('put(root, "contact"', 'put(root, "friend"'), f'a change writes another field than {word}')
    plain = files[TEXT]
    for fact, sentence in sentences(plain):
        last = sentence[-30:]
        if plain.count(last) != 1:
            continue
        yield one(TEXT, plain.replace(last, last[:-1] + ' and more.'), f'{fact} says more: {sentence}')
        yield one(TEXT, plain.replace(last, 'Nothing is kept.'), f'{fact} says something else: {sentence}')
    for row in re.finditer(r'^(?:SENTENCE|SAYS|MACHINE|PROMISE)\([^\n]*\n', files[TABLE], re.M):
        yield one(TABLE, without(files[TABLE], row), f'gone from the table: {row[0].strip()}')


def main():
    tally = Tally('says')
    files = {name: (ROOT / name).read_text(encoding='utf-8') for name in FILES}
    for fault in faults(files):
        tally.check('the consent text says what is', False, fault)
    tally.check('it says something of every place', all(inventory(files).values()))
    tried = caught = 0
    for what, changed in changes(files):
        if tally.check(f'{what}: the copy is another one', changed != files):
            tried += 1
            caught += bool(tally.check(f'{what}: found', bool(faults(changed))))
    tally.check('nothing is found where nothing was changed', not faults(dict(files)))
    tally.check(f'{MUTATIONS} changes at least', tried >= MUTATIONS, tried)
    print(f'says: {tried} changes, {caught} found')
    return tally.end()


if __name__ == '__main__':
    sys.exit(main())
