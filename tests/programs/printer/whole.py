"""What tests/programs/print.sh runs: whole.py KIOSK PRINTER WALK DEMO ROWS WORDS WORK. The kiosk with a mirror, the printing program and
the real ippeveprinter; walks of tests/walk/paper by touch. Their `hand` lines that are not a finger's are answered here: paper out|in
the printer's tray hold, go        the printer keeps what it prints until told; then a job that was cancelled is over came SHEET
one more whole document came, and it is that sheet as the display paints it kept SHEET      the printer has a job of ours under way, and the
printing program has that sheet in its memory canceled        the newest job is cancelled, and nothing of the sheet kept last is in the
printing program's memory memory WORDS    tells what the kiosk has held at most"""
import os, pathlib, re, socket, subprocess, sys, threading, time
from kit import *

KIOSK, PROGRAM, WALK, DEMO, ROWS, WORDS, WORK = sys.argv[1:8]
searched = os.geteuid() == 0 and "check" not in pathlib.Path(PROGRAM).parts  # sanitizers keep what is freed
LANGUAGE, SIZE = "nb", "M"
TALL = 29700 * DPI // 2540  # PWG raster rounds A4 down: our last row, white, stays here


class Kiosk(threading.Thread):
    """Started again whenever it dies, as the machine does."""

    def __init__(self):
        super().__init__(daemon=True)
        self.over, self.process, self.log = False, None, open(f"{WORK}/kiosk.log", "w+")
        os.makedirs(f"{WORK}/stick", exist_ok=True)
        self.start()

    def run(self):
        words = [KIOSK, "--headless", "--data", f"{DEMO}/kiosk", "--stick", f"{WORK}/stick", "--assets", "assets", "--words", WORDS,
                 "--printer", f"{WORK}/line"]
        places = {"SIRKEL_MIRROR": f"{WORK}/display", "SIRKEL_HANDS": f"{WORK}/mirror_hands"}
        while not self.over:
            self.process = subprocess.Popen(words, env=os.environ | places, stdout=self.log, stderr=self.log)
            self.process.wait()
            time.sleep(0.2)

    def held(self):
        return int(re.search(r"VmHWM:\s*(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text())[1])

    def end(self):
        self.over = True
        self.process.kill()
        self.join(5)
        self.log.seek(0)
        return self.log.read()


class Hand(threading.Thread):
    """Between the walker and the kiosk: fingers are passed on, the rest is done here."""

    def __init__(self, printer, program, kiosk):
        super().__init__(daemon=True)
        self.printer, self.program, self.kiosk, self.seen, self.needle = printer, program, kiosk, len(printer.documents()), None
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(f"{WORK}/hands")
        self.listener.listen(4)
        self.start()

    def run(self):
        while True:
            line, _ = self.listener.accept()
            with line, self.reach() as kiosk:
                for words in line.makefile():
                    try:
                        good = self.answer(words.split(), kiosk, words)
                    except Exception as e:  # told, and the walk ends; a thread that died would be waited for
                        good = check(f"hand {words.strip()}", False, repr(e))
                    try:
                        line.sendall(b"ok\n" if good else b"no\n")
                    except OSError:
                        break

    def reach(self):
        for _ in range(600):
            kiosk = socket.socket(socket.AF_UNIX)
            try:
                kiosk.connect(f"{WORK}/mirror_hands")
                return kiosk
            except OSError:
                kiosk.close()
                time.sleep(0.1)
        raise AssertionError("the kiosk does not come back")

    def answer(self, words, kiosk, line):
        own = {"paper": self.paper, "hold": self.hold, "go": self.go, "came": self.came, "kept": self.kept, "canceled": self.canceled,
               "memory": self.memory}
        if words[0] in own:
            return own[words[0]](*words[1:])
        kiosk.sendall(line.encode())
        return kiosk.recv(16) == b"ok\n"

    def paper(self, how):
        waits = how == "out" or check("without paper the job waits", self.job().get("job-state") == "processing", self.job())
        self.printer.tray(0 if how == "out" else 125)
        return waits

    def hold(self):
        pathlib.Path(WORK, "hold").touch()
        return True

    def go(self):
        called_back = self.called_back()
        pathlib.Path(WORK, "hold").unlink()
        return not called_back or check("canceled", until(lambda: self.job().get("job-state") == "canceled", 10), self.job())

    def memory(self, *words):
        print(f"memory: the kiosk held {self.kiosk.held()} KiB at most, {' '.join(words)} printing", flush=True)
        return True

    def came(self, sheet):
        new = self.printer.documents()[self.seen:]
        self.seen += len(new)
        return check(f"{sheet}: one document came", len(new) == 1, new) and compare(sheet, pwg_pages(new[0]))

    def kept(self, sheet):
        under_way = lambda: self.job().get("job-state") == "processing"
        self.needle = needle(reference(sheet))
        good = check(f"{sheet}: a job is under way", until(under_way, 15), self.job())
        return check(f"{sheet}: the printing program has it", not searched or memory_holds(self.program.process.pid, self.needle)) and good

    def canceled(self):
        good = check("cancelled at the printer", until(self.called_back, 10), self.job())
        gone = until(lambda: not memory_holds(self.program.process.pid, self.needle), 2) if searched else True
        self.seen = len(self.printer.documents())
        return check("nothing of it is left in the printing program", gone) and good

    def called_back(self):
        """A printer that is held in the middle says so, and is done with it when it is let go."""
        return self.job().get("job-state") == "canceled" or "processing-to-stop-point" in self.job().get("job-state-reasons", "")

    def job(self):
        jobs = self.printer.jobs()
        return jobs[max(jobs)] if jobs else {}


def reference(sheet):
    """Its pages as the display paints them, each as rows."""
    pages = []
    for path in sorted(pathlib.Path(ROWS).glob(f"{sheet}-{LANGUAGE}-{SIZE}-*.grey")):
        grey = path.read_bytes()
        pages.append([grey[at:at + WIDTH] for at in range(0, len(grey), WIDTH)])
    assert pages, f"{sheet} was not drawn"
    return pages


def needle(pages):
    """The longest piece of a row that packing leaves as it is: no two px alike beside each other, nor the first and the one before it."""
    best = b""
    for row in set(row for page in pages for row in page):
        for piece in re.finditer(rb"(?s)(?:(.)(?!\1))+", row):
            best = max(best, piece[0][1:], key=len)
    assert len(best) >= 8, best
    return best


def compare(sheet, got):
    drawn = reference(sheet)
    whole = check(f"{sheet}: {len(drawn)} pages of A4 at 300 dpi", len(got) == len(drawn) and all(
        (h["width"], h["height"], h["bits"], h["dpi"], h["pages"]) == (WIDTH, TALL, 8, (DPI, DPI), len(drawn)) for h, _ in got),
        [h for h, _ in got])
    for n, ((_, rows), page) in enumerate(zip(got, drawn)):
        # A receipt is somebody's own below the fold; what lies outside is the same for everybody
        last = TALL if sheet != "receipt" else HEIGHT // 2 - 12 if n == 0 else 0
        wrong = [y for y in range(last) if rows[y] != page[y]]
        whole &= check(f"{sheet}: page {n + 1} to row {last}, every px", not wrong, f"rows {wrong[:5]} of {len(wrong)}")
        marks = sum(row.count(0) for row in rows[last:])
        own = sheet == "receipt" and (any(a != b for a, b in zip(rows[last:], page[last:])) or n > 0)
        whole &= check(f"{sheet}: page {n + 1} has marks", last == TALL or (marks > 5000 and own), marks)
    return whole


def walk(name):
    words = [WALK, "--display", f"{WORK}/display", "--touch", f"{WORK}/hands", "--pin", f"{DEMO}/office/pin.txt", "--assets", "assets",
             "--words", WORDS, "--language", LANGUAGE, "--size", SIZE, f"tests/walk/paper/{name}.walk"]
    out = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=400).stdout
    result = re.search(r"^walks: (\d+) passed, (\d+) failed", out, re.M)
    tally.add(result[1] if result else 0, 0)
    check(f"{name}.walk", result and int(result[1]) > 5 and result[2] == "0", out)


def main():
    tally.name = "print"
    names = sys.argv[8:] or ["public", "gone", "receipt"]
    with Printer(WORK, f"while [ -e {WORK}/hold ]; do sleep 0.1; done") as printer, Program(PROGRAM, WORK, printer.port) as program:
        kiosk = Kiosk()
        Hand(printer, program, kiosk)
        for name in names:
            try:
                walk(name)
            except subprocess.TimeoutExpired:
                check(f"{name}.walk ends in time", False)
        said = kiosk.end()
        check("no sanitizer has a word to say of the kiosk", not re.search("ERROR: |runtime error", said), said[-3000:])
        check("nor of the printing program", not re.search("ERROR: |runtime error", program.said()), program.said()[-3000:])
    return tally.end()


sys.exit(main())
