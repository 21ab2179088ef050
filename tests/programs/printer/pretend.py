"""A printer that says of a job what it is told to say: how jobs end that the real ippeveprinter can't end so."""
import http.server, struct, threading

PROCESSING, STOPPED, CANCELED, ABORTED, COMPLETED = 5, 6, 7, 8, 9
GET_PRINTER, CREATE, SEND, JOB, JOBS = 0x000B, 0x0005, 0x0006, 0x0009, 0x000A
NOT_FOUND = 0x0406


def one(tag, name, value):
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value)) + value


def several(tag, name, values):
    return b"".join(one(tag, name if i == 0 else "", value) for i, value in enumerate(values))


def words(name, *values):
    return several(0x44, name, [v.encode() for v in values])


def enums(name, *values):
    return several(0x23, name, [struct.pack(">i", v) for v in values])


FACTS = (enums("printer-state", 3) + words("printer-state-reasons", "none") + one(0x22, "printer-is-accepting-jobs", b"\x01")
         + one(0x41, "printer-make-and-model", b"Pretend 1") + one(0x49, "document-format-supported", b"image/pwg-raster")
         + enums("operations-supported", 2, 4, 5, 6, 8, 9, 10, 11) + words("pwg-raster-document-type-supported", "black_8")
         + one(0x32, "pwg-raster-document-resolution-supported", struct.pack(">iib", 300, 300, 3)))


def job(state, out, *reasons):
    """What it says of the job: `out` pages, or None where it counts none."""
    count = b"" if out is None else one(0x21, "job-impressions-completed", struct.pack(">i", out))
    said = enums("job-state", state) + count + words("job-state-reasons", *(reasons or ("none",)))
    return one(0x21, "job-id", struct.pack(">i", 1)) + said


class Pretend:
    """`says`: what it answers when it is asked for the job, one after the other, the last one again and again. None: it knows no
    such job."""

    def __init__(self, says):
        pretend = self
        self.asked = 0

        class Answer(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def body(self):
                if self.headers.get("Transfer-Encoding") != "chunked":
                    return self.rfile.read(int(self.headers.get("Content-Length", 0)))
                data = b""
                while length := int(self.rfile.readline().split(b";")[0], 16):
                    data += self.rfile.read(length)
                    self.rfile.readline()
                self.rfile.readline()
                return data

            def do_POST(self):
                if self.headers.get("Expect") == "100-continue":
                    self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                _, operation, request = struct.unpack(">HHI", self.body()[:8])
                status, attributes = 0, b""
                if operation == GET_PRINTER:
                    attributes = b"\x04" + FACTS
                elif operation in (CREATE, SEND):
                    attributes = b"\x02" + job(PROCESSING, 0)
                elif operation == JOB:
                    said = says[min(pretend.asked, len(says) - 1)]
                    pretend.asked += 1
                    status, attributes = (NOT_FOUND, b"") if said is None else (0, b"\x02" + said)
                answer = (struct.pack(">HHI", 0x0200, status, request) + b"\x01" + one(0x47, "attributes-charset", b"utf-8")
                          + one(0x48, "attributes-natural-language", b"en") + attributes + b"\x03")
                self.send_response(200)
                self.send_header("Content-Type", "application/ipp")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
