#!/usr/bin/python3
"""standin.py - a program that answers with what it was asked, as JSON.

It stands in for aftersale where a web server's snippet is tested: called
with --listen SOCKET, with a listening socket as its standard input
(mod_fcgid), or as plain CGI, as the real one is. The path /status/N answers
with status N. As a module it gives StandIn, which looks like an App.
"""

import json
import os
import re
import socket
import stat
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import fcgi  # noqa: E402


def answer(params, body):
    status = re.search(r"/status/(\d+)", params.get("REQUEST_URI", ""))
    text = json.dumps({"params": params, "body": body.decode("latin-1"),
                       "uid": os.getuid()})
    return ("Status: %s Said\r\nContent-Type: text/html\r\n"
            "Cache-Control: no-store\r\n\r\n%s"
            % (status[1] if status else "200", text)).encode()


def read_pairs(data):
    out, at = {}, 0
    while at < len(data):
        sizes = []
        for _ in range(2):
            if data[at] < 128:
                sizes.append(data[at])
                at += 1
            else:
                sizes.append(struct.unpack(">I", data[at:at + 4])[0]
                             & 0x7fffffff)
                at += 4
        name = data[at:at + sizes[0]].decode("latin-1")
        at += sizes[0]
        out[name] = data[at:at + sizes[1]].decode("latin-1")
        at += sizes[1]
    return out


def serve_one(link):
    streams = {fcgi.PARAMS: b"", fcgi.STDIN: b""}
    ended = set()
    while len(ended) < 2:
        head = fcgi.receive(link, 8)
        if head is None:
            return
        _, kind, _, size, padding, _ = struct.unpack(">BBHHBB", head)
        content = (fcgi.receive(link, size + padding) or b"")[:size]
        if kind in streams:
            streams[kind] += content
            if not size:
                ended.add(kind)
    out = answer(read_pairs(streams[fcgi.PARAMS]), streams[fcgi.STDIN])
    link.sendall(fcgi.stream(fcgi.STDOUT, out)
                 + fcgi.record(fcgi.END, b"\0" * 8))


def serve(listener):
    while True:
        link, _ = listener.accept()
        try:
            serve_one(link)
        except OSError:
            pass
        link.close()


def main():
    if "--listen" in sys.argv:
        path = sys.argv[sys.argv.index("--listen") + 1]
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        listener.listen(100)
        serve(listener)
    elif stat.S_ISSOCK(os.fstat(0).st_mode) \
            and "GATEWAY_INTERFACE" not in os.environ:
        serve(socket.socket(fileno=0))
    else:
        size = int(os.environ.get("CONTENT_LENGTH") or 0)
        sys.stdout.buffer.write(answer(dict(os.environ),
                                       sys.stdin.buffer.read(size)))


class StandIn:
    """As much of app.App as a web server needs."""

    def __init__(self, base_path="/after"):
        import proc
        self.base_path = base_path
        self.folder = proc.folder("standin")
        self.socket = os.path.join(self.folder, "s")
        self.file = os.path.join(self.folder, "aftersale.json")
        self.copy = os.path.join(self.folder, "standin")
        self.process = None
        with open(self.file, "w", encoding="utf-8") as file:
            file.write("{}")
        self.install()

    def install(self):
        """Beside its module, in a folder that every server can read."""
        import shutil
        here = os.path.dirname(os.path.abspath(__file__))
        shutil.copy(os.path.join(here, "fcgi.py"), self.folder)
        shutil.copy(os.path.join(here, "standin.py"), self.copy)
        os.chmod(self.copy, 0o755)

    def program(self):
        return self.copy

    def serve(self):
        import proc
        self.process = proc.Process(
            [self.copy, "serve", "--listen", self.socket],
            os.path.join(self.folder, "log"))
        proc.wait_for(lambda: proc.socket_answers(self.socket), 30,
                      "the stand-in", self.process)
        return self

    def stop(self):
        self.process.stop()
        os.unlink(self.socket)


if __name__ == "__main__":
    main()
