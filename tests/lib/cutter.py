"""cutter.py - a line to the database that breaks at a chosen command.

Stands between a client and the server's socket. A command of the client is
one packet: three bytes of length, a number, the command byte, its text. When
one begins with the chosen bytes, or holds them as its text, the line is cut:
"before" it was handed on, or "after" the server answered it.
"""

import os
import select
import socket
import threading

import proc


class Cutter:
    def __init__(self, target, word, when):
        self.target = target
        self.word = word
        self.when = when
        self.has_cut = False
        self.skip = 0  # so many chosen commands go through first
        self.path = os.path.join(proc.folder("cutter"), "s")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        os.chmod(self.path, 0o777)
        self.listener.listen(8)

    def __enter__(self):
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def serve(self):
        try:
            while True:
                client, _ = self.listener.accept()
                with client, socket.socket(socket.AF_UNIX) as server:
                    server.connect(self.target)
                    self.carry(client, server)
        except OSError:
            return

    def is_chosen(self, data):
        body = data[4:]
        return body.startswith(self.word) or body[1:] == self.word

    def carry(self, client, server):
        while True:
            ready, _, _ = select.select([client, server], [], [])
            if server in ready:
                data = server.recv(65536)
                if not data:
                    return
                client.sendall(data)
            if client not in ready:
                continue
            data = client.recv(65536)
            if not data:
                return
            chosen = not self.has_cut and self.is_chosen(data)
            if chosen and self.skip:
                self.skip -= 1
                chosen = False
            if chosen and self.when == "before":
                self.has_cut = True
                return
            server.sendall(data)
            if chosen:
                server.recv(65536)
                self.has_cut = True
                return
