"""What tests/programs/printer.sh runs: check.py PROGRAM CHECKED WORK [NAME...]. CHECKED is the one with sanitizers, PROGRAM the
product's: only in that one memory is searched, since sanitizers keep what is freed."""
import concurrent.futures, itertools, os, pathlib, random, signal, struct, subprocess, sys, tempfile, time
from evil import KINDS, Evil
from kit import *
from pretend import ABORTED, CANCELED, COMPLETED, PROCESSING, Pretend, job

PROGRAM, CHECKED, WORK = sys.argv[1:4]
chance = random.Random(4)
WHITE, NEEDLE = b"\xff" * WIDTH, bytes(chance.randrange(1, 255) for _ in range(96))


def pattern(seed):
    """A page with what packing may get wrong: noise, single px, runs of each length, greys, more equal rows than one count holds."""
    r, rows = random.Random(seed), []
    rows += [r.randbytes(WIDTH) for _ in range(120)]
    rows += [bytes((x // n % 2) * 255 for x in range(WIDTH)) for n in range(1, 300, 7)]
    rows += [bytes((x * 255 // WIDTH + y) % 256 for x in range(WIDTH)) for y in range(256)]
    rows += [bytes([y]) * WIDTH for y in range(256)]
    rows += [b"\0" * WIDTH] * 700
    rows += [bytes(r.choice((0, 255, 255, 255)) for _ in range(WIDTH)) for _ in range(60)]
    rows += [bytes([seed]) + b"\xff" * (WIDTH - 2) + b"\0"] * (HEIGHT - len(rows))
    return rows


def text_page(seed):
    """About as busy as a sheet at 16 pt: words with grey edges on two thirds of the lines."""
    r, rows = random.Random(seed), []
    while len(rows) < HEIGHT:
        for y in range(46):
            row = bytearray(WHITE)
            for x in range(280, 2200, 1):
                if r.random() < 0.06:
                    row[x:x + 5] = bytes((r.randrange(256), 0, 0, 0, r.randrange(256)))
            rows.append(bytes(row))
        rows += [WHITE] * 46
    return rows[:HEIGHT]


def secret_page():
    page = [WHITE] * HEIGHT
    for y in (7, 100, HEIGHT - 1):
        page[y] = NEEDLE + WHITE[len(NEEDLE):]
    return page


BAYER = [0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]


def expected(page, h, kind):
    """The rows the file must hold, by the nearest of ours."""
    (xd, yd), made = h["dpi"], {}
    for y in range(h["height"]):
        source = min(y * DPI // yd, HEIGHT - 1)
        key = (source, y % 4 if h["bits"] == 1 else 0)
        if key not in made:
            ours = page[source]
            if xd % DPI == 0:
                row = bytes(itertools.chain.from_iterable(itertools.repeat(b, xd // DPI) for b in ours))
            else:
                row = bytes(ours[min(x * DPI // xd, WIDTH - 1)] for x in range(h["width"]))
            row = (row + row[-1:] * 8)[:h["width"]]
            if kind == "srgb_8":
                row = bytes(itertools.chain.from_iterable((b, b, b) for b in row))
            elif kind == "black_1":
                edge = [BAYER[y % 4][x] * 16 + 8 for x in range(4)]
                bits = "".join("1" if b < edge[x % 4] else "0" for x, b in enumerate(row))
                bits += "0" * (-len(bits) % 8)
                row = int(bits, 2).to_bytes(len(bits) // 8, "big")
            made[key] = row
        yield made[key]


def compare(what, printer, pages, kind, dpi):
    documents = printer.documents()
    if not check(f"{what}: one document came", len(documents) == 1, documents):
        return
    got = pwg_pages(documents[0])
    check(f"{what}: {len(pages)} pages", len(got) == len(pages))
    for n, ((h, rows), page) in enumerate(zip(got, pages)):
        check(f"{what}: page {n}'s head", h["kind"] == b"PwgRaster" and h["dpi"] == dpi and h["pages"] == len(pages) and h["duplex"] == 0
              and h["size"] == b"iso_a4_210x297mm" and h["width"] == 21000 * dpi[0] // 2540 and h["height"] == 29700 * dpi[1] // 2540, h)
        wrong = [y for y, (a, b) in enumerate(zip(rows, expected(page, h, kind))) if a != b]
        check(f"{what}: page {n}'s every px", not wrong, f"rows {wrong[:5]} of {len(wrong)}")


def test_pages():
    """Two pages of everything come out px by px; what the job says tells nothing."""
    pages = [pattern(1), pattern(2)]
    counts = "echo 'ATTR: job-impressions-completed=%d' >&2"
    with Printer(WORK, f"{counts % 1}; sleep 3; {counts % 2}") as printer, Program(CHECKED, WORK, printer.port) as program:
        line = Line(program)
        line.ask("LOOK")
        check("ready", line.wait("READY", 3))
        check("its name", line.told[-1][4] == "Prøve Skriver", line.told)
        line.sheet(pages)
        check("done", line.wait("DONE SILENT NONE REFUSED GONE", 30) == "DONE", program.said())
        compare("sgray_8", printer, pages, "sgray_8", (300, 300))
        states = [(t[0], t[2], t[3]) for t in line.told if t[1] == 1]
        check("busy, a page, done, and each once", states[:1] == [("BUSY", 0, 2)] and ("BUSY", 1, 2) in states
              and states[-1] == ("DONE", 2, 2)
              and len(line.told) == len(set(line.told)), states)
        job = printer.jobs()[1]
        check("the job says nothing", job["job-name"] == "Sirkel" and job["job-originating-user-name"] == "sirkel", job)
        check("the job's wishes", job.get("media") == "iso_a4_210x297mm" and job.get("sides") == "one-sided" and job.get("copies") == "1"
              and job.get("print-color-mode") == "monochrome", job)
        line.sheet([secret_page()])
        check("a second sheet on the same line", line.wait("DONE SILENT NONE REFUSED GONE", 30) == "DONE")
        check("of two sheets and their printer nothing is in the log but that it is ready", program.said() == "printer: ready\n",
              program.said())


def attributes(path, kind, resolutions):
    """What a printer says of itself, in ippeveprinter's own language."""
    path.write_text(f'''
ATTR keyword media-supported iso_a4_210x297mm
ATTR keyword media-default iso_a4_210x297mm
ATTR keyword media-ready iso_a4_210x297mm
ATTR keyword media-source-supported main
ATTR keyword media-type-supported stationery
ATTR collection media-col-ready {{ MEMBER collection media-size {{ MEMBER integer x-dimension 21000 MEMBER integer y-dimension 29700 }} }}
ATTR octetString printer-input-tray "type=sheetFeedAutoRemovableTray;mediafeed=29700;mediaxfeed=21000;maxcapacity=250;\
level=100;status=0;name=main;"
ATTR text printer-make-and-model "Other"
ATTR keyword sides-supported one-sided
ATTR keyword pwg-raster-document-type-supported {kind}
ATTR resolution pwg-raster-document-resolution-supported {resolutions}
''')
    return path


def test_forms():
    """Printers that take nothing but one form, each another."""
    page = [pattern(3)]
    for kind, offered, dpi in [("srgb_8", "600dpi", (600, 600)), ("black_1", "600dpi", (600, 600)), ("sgray_8", "360dpi", (360, 360)),
                               ("srgb_8", "200dpi", (200, 200)), ("black_1,srgb_16,sgray_8", "1200dpi,400dpi,300dpi", (300, 300))]:
        with Printer(WORK, attributes=attributes(pathlib.Path(WORK, "form.conf"), kind, offered)) as printer, \
                Program(PROGRAM, WORK, printer.port) as program:
            line = Line(program)
            line.sheet(page)
            check(f"{kind} {offered}: done", line.wait("DONE SILENT NONE REFUSED GONE", 40) == "DONE", program.said())
            compare(f"{kind} {offered}", printer, page, kind.split(",")[-1], dpi)
    for kind, offered in [("cmyk_8", "300dpi"), ("sgray_8", "3dpi")]:
        with Printer(WORK, attributes=attributes(pathlib.Path(WORK, "form.conf"), kind, offered)) as printer, \
                Program(CHECKED, WORK, printer.port) as program:
            line = Line(program)
            line.ask("LOOK")
            check(f"{kind} {offered}: refused when asked", line.wait("REFUSED", 3), line.told)
            line.sheet([secret_page()])
            check(f"{kind} {offered}: refused when printing", line.wait("DONE SILENT NONE REFUSED GONE", 20) == "REFUSED", line.told)
    with Printer(WORK, formats="image/jpeg,image/urf") as printer, Program(CHECKED, WORK, printer.port) as program:
        line = Line(program)
        line.ask("LOOK")
        check("no PWG raster: refused", line.wait("REFUSED", 3), line.told)


def test_states():
    """Everything a printer may wait for is told, once, and then it goes on. (ippeveprinter says each reason as a warning while it
    prints.)"""
    steps = "".join(f"echo 'STATE: +{r}' >&2; sleep 2; echo 'STATE: -{r}' >&2; sleep 2;"
                    for r in ["media-jam", "cover-open", "toner-low", "media-low"])
    with Printer(WORK, steps) as printer, Program(CHECKED, WORK, printer.port) as program:
        line = Line(program)
        line.sheet([secret_page()])
        check("done at last", line.wait("DONE SILENT NONE REFUSED GONE", 40) == "DONE")
        states = [state for state, _ in itertools.groupby(t[0] for t in line.told)]
        check("jam, cover; what is low is no trouble", states == "BUSY JAM BUSY OPEN BUSY DONE".split(), states)
        check("each once", len(line.told) <= len(states) + 1, line.told)
    with Printer(WORK) as printer, Program(CHECKED, WORK, printer.port) as program:
        line = Line(program)
        printer.tray(0)
        line.sheet([secret_page()])
        check("no paper", line.wait("PAPER DONE SILENT NONE REFUSED", 20) == "PAPER", line.told)
        line.ask("LOOK")
        check("asked while it waits", line.wait("PAPER", 1))
        printer.tray(125)
        check("refilled: done", line.wait("DONE SILENT NONE REFUSED GONE", 20) == "DONE", line.told)


def test_away():
    """No printer, one that is pulled out, one that falls asleep, one that comes back."""
    port = free_port()
    with Program(CHECKED, WORK, port) as program:
        line = Line(program)
        began = time.monotonic()
        line.ask("LOOK")
        check("none, at once", line.wait("NONE", 2) and time.monotonic() - began < 1)
        line.sheet([secret_page()])
        check("none for a sheet", line.wait("DONE SILENT NONE REFUSED GONE", 10) == "NONE", line.told)
        line.ask("CANCEL")
        check("calling back what never was", line.wait("GONE", 5))
    for how, state, limit in [(signal.SIGKILL, "NONE", 5), (signal.SIGSTOP, "SILENT", 25)]:
        with Printer(WORK, "sleep 30") as printer, Program(PROGRAM, WORK, printer.port) as program:
            line = Line(program)
            line.sheet([secret_page()])
            check("it prints", until(lambda: printer.documents(), 10))
            time.sleep(1.5)
            printer.end(how)
            check(f"{state} is told", line.wait("DONE SILENT NONE REFUSED GONE", limit) == state, line.told)
            if os.geteuid() == 0:
                check(f"{state}: wiped", until(lambda: not memory_holds(program.process.pid, NEEDLE), 2))
            if how == signal.SIGSTOP:
                line.ask("LOOK")
                began = time.monotonic()
                check("asked in vain: silent within its 2 s", line.wait("SILENT", 4) and time.monotonic() - began < 2.6,
                      time.monotonic() - began)
                printer.end(signal.SIGCONT)
                jobs = lambda: printer.jobs().get(1, {}).get("job-state")
                log = printer.spool.with_suffix(".log")
                check("awake again: cancelled", until(lambda: "Cancel-Job" in log.read_text(errors="replace"), 25), jobs())


def test_cancel():
    """Leave: the job is cancelled at the printer, and nothing is left in our memory."""
    with Printer(WORK, "sleep 3") as printer, Program(PROGRAM, WORK, printer.port) as program:
        line, pid = Line(program), program.process.pid
        line.sheet([secret_page()])
        check("it prints", until(lambda: printer.documents(), 10))
        if os.geteuid() == 0:
            check("the sheet is in memory while it prints", memory_holds(pid, NEEDLE))
        line.ask("CANCEL")
        if os.geteuid() == 0:
            check("and within 0.3 s no more", until(lambda: not memory_holds(pid, NEEDLE), 0.3))
        else:
            print("skipped: searching memory needs root")
        check("gone", line.wait("GONE", 5))
        check("the printer has called it back", until(lambda: printer.jobs()[1]["job-state"] == "canceled", 8), printer.jobs())
        line.sheet([secret_page()], send=False)
        check("rows are in memory", os.geteuid() or memory_holds(pid, NEEDLE))
        line.ask("CANCEL")
        check("cancelled while it comes", line.wait("GONE", 5) and (os.geteuid() or not memory_holds(pid, NEEDLE)))
        line.sheet([secret_page()])
        check("prints again", line.wait("BUSY", 5) and until(lambda: len(printer.documents()) == 2, 10))
        line.sheet([pattern(5)])
        check("BEGIN calls back too", line.wait("DONE SILENT NONE REFUSED GONE", 30) == "DONE", line.told)
        check("the second was cancelled", printer.jobs()[2]["job-state"] == "canceled", printer.jobs())
        if os.geteuid() == 0:
            check("done: wiped", until(lambda: not memory_holds(pid, NEEDLE), 2))
        line.sheet([secret_page()])
        check("prints once more", until(lambda: len(printer.documents()) == 4, 20), printer.documents())
        line.close()
        check("the line's end calls back", until(lambda: printer.jobs()[4]["job-state"] == "canceled", 8), printer.jobs())
        if os.geteuid() == 0:
            check("the line's end wipes", not memory_holds(pid, NEEDLE))
        line = Line(program)
        line.sheet([secret_page()])
        check("prints before the end", until(lambda: len(printer.documents()) == 5, 20))
        program.process.terminate()
        program.process.wait(5)
        check("its end calls back", until(lambda: printer.jobs()[5]["job-state"] == "canceled", 8), printer.jobs())
        program.process = subprocess.Popen(["sleep", "60"])  # for Program's end to look at
        program.process.terminate, program.process.wait = program.process.kill, lambda *_: 0
    with Printer(WORK, "sleep 4") as printer:
        with Program(PROGRAM, WORK, printer.port) as program:
            line = Line(program)
            line.sheet([secret_page()])
            check("prints before the crash", until(lambda: printer.documents(), 10))
            program.process.kill()
            program.process.wait()
            os.unlink(program.path)
            program.process = Program(PROGRAM, WORK, printer.port).process
            check("the next life calls back", until(lambda: printer.jobs()[1]["job-state"] == "canceled", 10), printer.jobs())


def test_packets():
    """What is no packet, or not now, closes the line; the program goes on, with the next kiosk."""
    pack = lambda *words: struct.pack("IIII", *words)
    with Program(CHECKED, WORK, free_port()) as program:
        wrong = {"short": b"x", "long": pack(0, 0, 0, 0) + b"x", "verb": pack(5, 0, 0, 0), "zero": pack(0, 0, 0, 1),
                 "no pages": pack(1, 1, 0, 0),
                 "many pages": pack(1, 1, 9, 0), "rows before": pack(2, 0, 1, 0) + WHITE, "send before": pack(3, 0, 0, 0),
                 "count": pack(0, 0, 1, 0),
                 "few bytes": pack(2, 0, 2, 0) + WHITE, "many rows": pack(2, 0, 25, 0) + WHITE * 25, "no rows": pack(2, 0, 0, 0),
                 "huge count": pack(2, 0, 0xffffffff, 0) + WHITE, "cancel of": pack(4, 0, 1, 0)}
        for what, packet in wrong.items():
            line = Line(program)
            line.raw(packet)
            check(f"{what}: the line is closed", line.ended())
            line.close()
        for what, packets in {"early": [pack(3, 1, 0, 0)], "other serial": [pack(2, 2, 1, 0) + WHITE],
                              "wrong count": [pack(2, 1, 2, 0) + WHITE]}.items():
            line = Line(program)
            line.ask("BEGIN", 1, serial=1)
            for packet in packets:
                line.raw(packet)
            check(f"{what}: the line is closed", line.ended())
            line.close()
        line = Line(program)
        line.sheet([[WHITE] * HEIGHT], send=False)
        line.ask("GREY", 1, WHITE)
        check("a row too many: the line is closed", line.ended())
        line = Line(program)
        second = Line(program)
        check("a second kiosk is shown out", second.ended())
        line.ask("LOOK")
        check("the first is still heard", line.wait("NONE", 3))
        noise = [[chance.randbytes(WIDTH) for _ in range(HEIGHT)]] * 2
        line.sheet(noise)
        check("more than the memory holds: refused", line.wait("REFUSED", 5), line.told)
        line.sheet([[WHITE] * HEIGHT])
        check("and the next is taken", line.wait("NONE", 10), line.told)


WELL, ERRORS = "job-completed-successfully", "job-completed-with-errors"
ENDS = {  # what is said of a sheet of two pages, one answer after the other: how it ends for the visitor
    "all of it": ("DONE", [job(PROCESSING, 0), job(PROCESSING, 1), job(COMPLETED, 2, WELL)]),
    "it counts no pages": ("DONE", [job(PROCESSING, None), job(COMPLETED, None, WELL)]),
    "it counts none of them": ("DONE", [job(PROCESSING, 0), job(COMPLETED, 0, WELL)]),
    "completed with one page": ("PART", [job(PROCESSING, 1), job(COMPLETED, 1, WELL)]),
    "completed with errors, all out": ("MAYBE", [job(PROCESSING, 1), job(COMPLETED, 2, ERRORS)]),
    "completed with errors, none counted": ("MAYBE", [job(PROCESSING, 0), job(COMPLETED, 0, ERRORS)]),
    "completed, and the document was not right": ("MAYBE", [job(COMPLETED, None, "processing-to-stop-point", "document-format-error")]),
    "forgotten while it worked on it": ("MAYBE", [job(PROCESSING, 0), None]),
    "forgotten after its pages": ("MAYBE", [job(PROCESSING, 2), None]),
    "forgotten before it began": ("GONE", [job(3, 0), None]),
    "aborted at the first page": ("PART", [job(PROCESSING, 1), job(ABORTED, 1, "aborted-by-system")]),
    "aborted with nothing out": ("REFUSED", [job(PROCESSING, 0), job(ABORTED, 0, "aborted-by-system")]),
    "cancelled at the printer, half of it out": ("PART", [job(PROCESSING, 1), job(CANCELED, 1, "job-canceled-by-operator")]),
    "cancelled at the printer, nothing out": ("GONE", [job(PROCESSING, 0), job(CANCELED, 0, "job-canceled-by-operator")]),
}


def end_one(name):
    want, says = ENDS[name]
    with Pretend(says) as printer, Program(CHECKED, tempfile.mkdtemp(dir=WORK), printer.port) as program:
        line = Line(program)
        line.sheet([[WHITE] * HEIGHT] * 2)
        got = line.wait("DONE GONE PART MAYBE SILENT NONE REFUSED", 20)
        check(f"{name}: {want}", got == want, line.told)


def test_ends():
    """What the printer said is what we say: "printed" without an error and with every page."""
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(end_one, ENDS))


def evil_one(kind):
    work = tempfile.mkdtemp(dir=WORK)
    with Evil(kind) as evil, Program(CHECKED, work, evil.port) as program:
        line, began = Line(program), time.monotonic()
        line.ask("LOOK")
        check(f"{kind.__name__}: asked", line.wait("SILENT REFUSED", 4), line.told)
        check(f"{kind.__name__}: in its 2 s", time.monotonic() - began < 3, time.monotonic() - began)
        line.sheet([secret_page()])
        check(f"{kind.__name__}: printing", line.wait("SILENT REFUSED", 20), line.told)
        check(f"{kind.__name__}: no child is left", until(lambda: not program.children(), 6), program.children())
        check(f"{kind.__name__}: memory stays small", program.number("VmHWM") < 200_000)


def test_evil():
    """Whatever a printer sends, the program lives and says so in time. All of them at once: most of the time is waiting."""
    with concurrent.futures.ThreadPoolExecutor(len(KINDS)) as pool:
        list(pool.map(evil_one, KINDS))
    with Evil(KINDS[3]) as evil, Program(PROGRAM, WORK, evil.port) as program:
        line, most = Line(program), 0
        line.ask("LOOK")
        while not line.take(0.05):
            for child in program.children():
                try:
                    most = max(most, program.number("VmHWM", child))
                except (OSError, TypeError):
                    pass
        check("an endless answer takes bounded memory", 0 < most < 64_000, most)
        print(f"an endless answer: a child of {most} kB at most")


def test_memory():
    """How much four pages of text take."""
    with Printer(WORK, "sleep 1") as printer, Program(PROGRAM, WORK, printer.port) as program:
        line, child_most = Line(program), 0
        before = program.number("VmRSS")
        pages = [text_page(n) for n in range(4)]
        line.sheet(pages)
        while (told := line.take(0.02)) is None or told[0] == "BUSY":
            for child in program.children():
                try:
                    child_most = max(child_most, program.number("RssAnon", child))
                except (OSError, TypeError):
                    pass
        check("done", line.told[-1][0] == "DONE", line.told)
        most = program.number("VmHWM")
        time.sleep(0.2)
        print(f"four pages of text: {before} kB before, {most} kB at most, "
              f"{program.number('VmRSS')} kB after; a child's own {child_most} kB")
        check("the program stays under 16 MB", most < 16_000, most)
        check("a child's own memory stays under 8 MB", child_most < 8_000, child_most)


for name, test in [(n, t) for n, t in globals().copy().items() if n.startswith("test_")]:
    if len(sys.argv) == 4 or name[5:] in sys.argv[4:]:
        began = time.monotonic()
        test()
        print(f"{name[5:]}: {time.monotonic() - began:.0f} s", flush=True)
sys.exit(tally.end())
