"""The tools of the printing program's test: the program itself, a kiosk's end of its line, the real ippeveprinter, a reader of PWG
raster."""
import os, pathlib, re, select, signal, socket, struct, subprocess, sys, time, urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "tests/kit"))
from tally import Tally  # noqa: E402
WIDTH, HEIGHT, ROWS, DPI = 2480, 3508, 24, 300
VERBS = "LOOK BEGIN GREY SEND CANCEL".split()
STATES = re.findall(r"^PRINTER\((\w+),", (ROOT / "app/base/printer.def").read_text(), re.M)
TELL = struct.Struct("IIII64s")
tally = Tally("printer")
check = tally.check


def until(condition, seconds):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Program:
    """sirkel-printer; `with` ends it and looks that it ended well."""

    def __init__(self, binary, work, port):
        self.path, self.log = f"{work}/line", open(f"{work}/printer.log", "w+")
        self.process = subprocess.Popen([binary, "--listen", self.path, "--uri", f"ipp://127.0.0.1:{port}/ipp/print"], stderr=self.log)
        check("the program listens", until(lambda: os.path.exists(self.path), 10))

    def said(self):
        self.log.seek(0)
        return self.log.read()

    def children(self):
        return pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()

    def number(self, field, pid=None):
        return int(re.search(field + r":\s*(\d+)", pathlib.Path(f"/proc/{pid or self.process.pid}/status").read_text())[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        check("the program is still alive", self.process.poll() is None)
        self.process.terminate()
        try:
            check("it ends well", self.process.wait(5) == 0, self.said()[-2000:])
        except subprocess.TimeoutExpired:
            check("it ends within 5 s", False)
            self.process.kill()
            self.process.wait()
        self.log.close()


class Line:
    """The kiosk's end."""

    def __init__(self, program):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        end = time.monotonic() + 5
        while True:  # the socket stands a moment before anybody listens at it
            try:
                self.socket.connect(program.path)
                break
            except ConnectionRefusedError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)
        self.serial, self.told = 0, []

    def ask(self, verb, number=0, tail=b"", serial=None):
        self.raw(struct.pack("IIII", VERBS.index(verb), self.serial if serial is None else serial, number, 0) + tail)

    def raw(self, packet):
        self.socket.settimeout(10)
        self.socket.send(packet)

    def sheet(self, pages, send=True):
        """Pages of HEIGHT rows of bytes."""
        self.serial += 1
        self.ask("BEGIN", len(pages))
        rows = [row for page in pages for row in page]
        for at in range(0, len(rows), ROWS):
            some = rows[at:at + ROWS]
            self.ask("GREY", len(some), b"".join(some))
        if send:
            self.ask("SEND")

    def take(self, seconds):
        """What is told next, or None; "ended" when the line is."""
        if not select.select([self.socket], [], [], max(0, seconds))[0]:
            return None
        try:
            packet = self.socket.recv(4096)
        except OSError:
            return "ended"
        if not packet:
            return "ended"
        state, serial, page, pages, name = TELL.unpack(packet)
        tell = (STATES[state], serial, page, pages, name.rstrip(b"\0").decode())
        self.told.append(tell)
        return tell

    def wait(self, states, seconds):
        """The first of those states that is told of our sheet; None when none is in time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            tell = self.take(left)
            if tell == "ended":
                return "ended"
            if tell and tell[1] == self.serial and tell[0] in states.split():
                return tell[0]
        return None

    def ended(self, seconds=2):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.take(end - time.monotonic()) == "ended":
                return True
        return False

    def close(self):
        self.socket.close()


class Printer:
    """ippeveprinter, the sample printer of those who made the protocol. `command`: a shell script that prints."""

    def __init__(self, work, command="exit 0", attributes=None, formats="image/pwg-raster", port=None):
        self.port, self.spool = port or free_port(), pathlib.Path(work, f"spool{time.monotonic_ns()}")
        self.spool.mkdir()
        script = self.spool.with_suffix(".sh")
        script.write_text("#!/bin/sh\n" + command + "\n")
        script.chmod(0o755)
        options = ["-a", str(attributes)] if attributes else ["-f", formats, "-M", "Prøve", "-m", "Skriver"]
        self.log = open(self.spool.with_suffix(".log"), "w")
        self.process = subprocess.Popen(["ippeveprinter", "-r", "off", "-n", "localhost", "-p", str(self.port), "-d", str(self.spool), "-k",
                                         "-c", str(script), *options, "-vv", "Test"], stdout=self.log, stderr=self.log)
        check("ippeveprinter answers", until(self.answers, 10))

    def answers(self):
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", self.port)) == 0

    def tray(self, sheets):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/media", timeout=5) as page:
            numbers = re.findall(r'name="level(\d+)"', page.read().decode())
        form = "&".join(f"size{n}=iso_a4_210x297mm&type{n}=stationery&level{n}={sheets}" for n in numbers)
        urllib.request.urlopen(f"http://127.0.0.1:{self.port}/media?{form}", timeout=5).read()

    def documents(self):
        return sorted(self.spool.glob("*.pwg"), key=lambda p: p.stat().st_mtime_ns)

    def jobs(self):
        """Every job's attributes by ipptool: {number: {attribute: value}}."""
        test = self.spool.with_suffix(".test")
        test.write_text("""{ OPERATION Get-Jobs GROUP operation-attributes-tag ATTR charset attributes-charset utf-8
            ATTR naturalLanguage attributes-natural-language en ATTR uri printer-uri $uri ATTR keyword which-jobs all
            ATTR keyword requested-attributes all STATUS successful-ok }""")
        out = subprocess.run(["ipptool", "-tv", f"ipp://127.0.0.1:{self.port}/ipp/print", test], capture_output=True, text=True,
                             timeout=20).stdout
        jobs, now = {}, {}
        for name, value in re.findall(r"^ {8}([a-z-]+) \([^)]*\) = (.*)$", out.split("RECEIVED")[-1], re.M):
            if name in now:
                now = {}
            now[name] = value
            if name == "job-id":
                jobs[int(value)] = now
        return jobs

    def end(self, how=signal.SIGKILL):
        if self.process.poll() is None:
            self.process.send_signal(how)
            if how == signal.SIGKILL:
                self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end(signal.SIGCONT)
        self.end()
        self.log.close()


def pwg_pages(path):
    """[(header, rows of bytes)] of a PWG raster file (PWG 5102.4), read without the library that wrote it."""
    data, at, pages = path.read_bytes(), 4, []
    assert data[:4] == b"RaS2", data[:4]
    while at < len(data):
        head = data[at:at + 1796]
        word = lambda o: struct.unpack(">I", head[o:o + 4])[0]
        h = dict(kind=head[:64].rstrip(b"\0"), dpi=(word(276), word(280)), width=word(372), height=word(376), bits=word(388),
                 bytes=word(392),
                 space=word(400), pages=word(452), size=head[1732:1796].rstrip(b"\0"), duplex=word(272))
        at, rows, unit = at + 1796, [], max(1, h["bits"] // 8)
        while len(rows) < h["height"]:
            again, row, at = data[at] + 1, bytearray(), at + 1
            while len(row) < h["bytes"]:
                n = data[at]
                if n < 128:
                    row += data[at + 1:at + 1 + unit] * (n + 1)
                    at += 1 + unit
                elif n == 128:
                    row += (b"\0" if h["space"] == 3 else b"\xff") * (h["bytes"] - len(row))
                    at += 1
                else:
                    row += data[at + 1:at + 1 + unit * (257 - n)]
                    at += 1 + unit * (257 - n)
            assert len(row) == h["bytes"]
            rows += [bytes(row)] * again
        pages.append((h, rows))
    return pages


def memory_holds(pid, needle):
    """Is it in the writable memory of that process?"""
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            if line.split()[1].startswith("rw"):
                begin, end = (int(x, 16) for x in line.split()[0].split("-"))
                try:
                    memory.seek(begin)
                    if needle in memory.read(end - begin):
                        return True
                except OSError:
                    continue
    return False
