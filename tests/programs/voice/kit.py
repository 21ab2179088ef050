"""The kiosk's end of the line to the voice, and the sound that came out: what the tests of sirkel-voice share."""
import array, math, os, pathlib, select, socket, struct, subprocess, sys, time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "kit"))
from tally import Tally  # noqa: E402

SAY, HUSH = 0, 1
READY, BEGAN, WORD, ENDED, FAILED = range(5)
TEXT = 4096
ENGINE = 22050


def packet(verb, serial, language="", text="", rate=2, volume=5):
    return struct.pack(f"<IIBB2s8s{TEXT}s", verb, serial, rate, volume, b"", language.encode(), text.encode())


class Voice:
    """The program itself, and a line to it."""

    def __init__(self, program, folder, device, conf, data=None):
        self.path = os.path.join(folder, "voice")
        words = [program, "--listen", self.path, "--device", device] + (["--data", data] if data else [])
        environment = dict(os.environ, ALSA_CONFIG_PATH=conf)
        self.process = subprocess.Popen(words, env=environment, stderr=subprocess.PIPE)
        self.line = self.connect()

    def connect(self):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        until = time.monotonic() + 20
        while True:
            try:
                line.connect(self.path)
                return line
            except (FileNotFoundError, ConnectionRefusedError):
                assert time.monotonic() < until and self.process.poll() is None, "the voice does not come up"
                time.sleep(0.02)

    def tell(self, seconds=20, line=None):
        """The next packet as (told, serial, from, bytes, when); None when the line closed; TimeoutError when nothing came."""
        line = line or self.line
        if not select.select([line], [], [], seconds)[0]:
            raise TimeoutError
        try:
            got = line.recv(64)
        except ConnectionResetError:
            return None
        return (*struct.unpack("<IIII", got), time.monotonic()) if got else None

    def ask(self, *words, **more):
        self.line.send(packet(*words, **more))
        return time.monotonic()

    def say(self, serial, language, text, seconds=60, **more):
        """Says a text; all that was told until its end."""
        self.ask(SAY, serial, language, text, **more)
        told = []
        while not told or told[-1][0] not in (ENDED, FAILED):
            told.append(self.tell(seconds))
            assert told[-1], "the line closed"
        return told

    def memory_kb(self, row="VmRSS"):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith(row))

    def end(self):
        self.process.terminate()
        status = self.process.wait(20)
        return status, self.process.stderr.read().decode()


def samples(path, skip=0):
    """16-bit samples of a raw file or of a WAV (skip 44)."""
    data = open(path, "rb").read()[skip:]
    out = array.array("h")
    out.frombytes(data[: len(data) // 2 * 2])
    return out


def sounding(sound):
    """(first, last) sample that is heard."""
    loud = [i for i, value in enumerate(sound) if value]
    return (loud[0], loud[-1]) if loud else (0, 0)


def rms(sound):
    first, last = sounding(sound)
    return math.sqrt(sum(v * v for v in sound[first:last]) / max(1, last - first))
