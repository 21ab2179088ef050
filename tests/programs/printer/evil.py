"""Printers that mean ill: each takes a connection and answers as its name says."""
import socket, struct, threading, time

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nTransfer-Encoding: chunked\r\n\r\n"
GOOD = struct.pack(">bbhi", 2, 0, 0, 1) + b"\x01\x47\x00\x12attributes-charset\x00\x05utf-8"


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


def attribute(tag, name, value):
    return struct.pack(">BH", tag, len(name)) + name + struct.pack(">H", len(value)) + value


def garbage(s):
    s.sendall(bytes(range(256)) * 64)


def mute(s):
    time.sleep(60)


def slow(s):
    for byte in HEAD + chunk(GOOD) * 50:
        s.sendall(bytes([byte]))
        time.sleep(0.3)


def endless(s):
    """One list of names that never ends."""
    s.sendall(HEAD + chunk(GOOD + b"\x04" + attribute(0x44, b"printer-state-reasons", b"none")))
    while True:
        s.sendall(chunk(attribute(0x44, b"", b"x" * 1000)) * 20)


def endless_head(s):
    s.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        s.sendall(b"X-More: " + b"y" * 1000 + b"\r\n")


def half(s):
    s.sendall(HEAD + chunk(GOOD)[:-10])


def broken(s):
    """Lengths that point past the end."""
    body = GOOD + b"\x04" + struct.pack(">BH", 0x44, 0x7fff) + b"printer"
    s.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: %d\r\n\r\n%s\x03" % (len(body) + 1, body))


def refuses(s):
    s.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")


def wants_password(s):
    s.sendall(b'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n')


def wants_tls(s):
    s.sendall(b"HTTP/1.1 426 Upgrade Required\r\nUpgrade: TLS/1.2\r\nConnection: Upgrade\r\nContent-Length: 0\r\n\r\n")


def sends_away(s):
    s.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/ipp/print\r\nContent-Length: 0\r\n\r\n")


def ipp_error(s):
    body = struct.pack(">bbhi", 2, 0, 0x0400, 1) + b"\x03"
    s.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))


KINDS = [garbage, mute, slow, endless, endless_head, half, broken, refuses, wants_password, wants_tls, sends_away, ipp_error]


class Evil:
    def __init__(self, kind):
        self.kind, self.listener = kind, socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                s = self.listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self.answer, args=(s,), daemon=True).start()

    def answer(self, s):
        try:
            s.settimeout(20)
            s.recv(65536)
            self.kind(s)
            s.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        s.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()
