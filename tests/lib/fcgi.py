"""fcgi.py - a FastCGI client: one request, one answer.

request() says what a web server would say and gives a Response. The parts
below it (params, records) let a test be rude: leave out the body, lie about
its length, stop in the middle.
"""

import socket
import struct

BEGIN, ABORT, END, PARAMS, STDIN, STDOUT, STDERR = 1, 2, 3, 4, 5, 6, 7


class Response:
    """Status, headers in order, body; what came on stderr."""

    def __init__(self, raw, stderr=b"", ended=True):
        self.raw = raw
        self.stderr = stderr
        self.ended = ended
        head, self.separator, self.body = raw.partition(b"\r\n\r\n")
        self.headers = []
        for line in head.split(b"\r\n") if head else []:
            name, _, value = line.partition(b":")
            self.headers.append((name.decode("latin-1"),
                                 value.strip().decode("latin-1")))
        # What has no head is no answer, and not a good one.
        good = "200" if self.separator else "0"
        self.status = int((self.header("Status") or good).split()[0])

    def header(self, name):
        """The first header of that name, or None."""
        for key, value in self.headers:
            if key.lower() == name.lower():
                return value
        return None

    def all(self, name):
        return [v for k, v in self.headers if k.lower() == name.lower()]

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")


def length(number):
    if number < 128:
        return bytes([number])
    return struct.pack(">I", number | 0x80000000)


def pairs(params):
    out = b""
    for name, value in params:
        name = name.encode() if isinstance(name, str) else name
        value = value.encode() if isinstance(value, str) else value
        out += length(len(name)) + length(len(value)) + name + value
    return out


def record(kind, content=b"", number=1):
    return struct.pack(">BBHHBB", 1, kind, number, len(content), 0, 0) \
        + content


def stream(kind, content):
    """Records of a stream, with the empty one that ends it."""
    out = b"".join(record(kind, content[i:i + 65535])
                   for i in range(0, len(content), 65535))
    return out + record(kind)


def begin(keep=False):
    return record(BEGIN, struct.pack(">HB5x", 1, 1 if keep else 0))


def params_for(method, uri, headers=None, body=b"", remote="127.0.0.1",
               extra=()):
    """What nginx would send for this request, as a list of pairs."""
    path, _, query = uri.partition("?")
    out = [("GATEWAY_INTERFACE", "CGI/1.1"), ("SERVER_SOFTWARE", "test"),
           ("SERVER_PROTOCOL", "HTTP/1.1"), ("REQUEST_METHOD", method),
           ("REQUEST_URI", uri), ("DOCUMENT_URI", path),
           ("SCRIPT_NAME", path), ("QUERY_STRING", query),
           ("REMOTE_ADDR", remote), ("REMOTE_PORT", "40000"),
           ("SERVER_ADDR", "127.0.0.1"), ("SERVER_PORT", "80"),
           ("SERVER_NAME", "localhost"),
           ("CONTENT_LENGTH", str(len(body)) if body or method == "POST"
            else "")]
    for name, value in (headers or {}).items():
        key = name.upper().replace("-", "_")
        if key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            out = [pair for pair in out if pair[0] != key]
            out.append((key, value))
        else:
            out.append(("HTTP_" + key, value))
    return out + list(extra)


# A machine with more to do than it can is slow, not broken.
PATIENCE = 60


def connect(where, seconds=PATIENCE):
    """where: the path of a socket, or (host, port)."""
    kind = socket.AF_UNIX if isinstance(where, str) else socket.AF_INET
    link = socket.socket(kind)
    link.settimeout(seconds)
    link.connect(where)
    return link


def receive(link, size):
    out = b""
    while len(out) < size:
        part = link.recv(size - len(out))
        if not part:
            return None
        out += part
    return out


def read_response(link):
    """Reads to the end record, or to the end of the connection."""
    out, err = b"", b""
    while True:
        head = receive(link, 8)
        if head is None:
            return Response(out, err, ended=False)
        _, kind, _, size, padding, _ = struct.unpack(">BBHHBB", head)
        content = receive(link, size + padding)
        if content is None:
            return Response(out, err, ended=False)
        if kind == STDOUT:
            out += content[:size]
        elif kind == STDERR:
            err += content[:size]
        elif kind == END:
            return Response(out, err)


def send(where, params, body=b"", seconds=PATIENCE):
    """One request from raw parameter pairs."""
    link = connect(where, seconds)
    try:
        link.sendall(begin() + stream(PARAMS, pairs(params))
                     + stream(STDIN, body))
        return read_response(link)
    finally:
        link.close()


def request(where, method="GET", uri="/", headers=None, body=b"",
            remote="127.0.0.1", extra=(), seconds=PATIENCE):
    body = body.encode() if isinstance(body, str) else body
    return send(where, params_for(method, uri, headers, body, remote, extra),
                body, seconds)
