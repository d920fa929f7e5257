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
        self.always = False  # each time, not once
        self.path = os.path.join(proc.folder("cutter"), "s")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        os.chmod(self.path, 0o777)
        self.listener.listen(8)

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        """The thread ends first: a number that is closed under it may be
        another socket's by then."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.thread.join(10)
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

    def is_chosen(self, command):
        """Whether the line is cut at this command."""
        body = command[4:]
        if (self.has_cut and not self.always) or not (body.startswith(self.word)
                                or body[1:] == self.word):
            return False
        if self.skip:
            self.skip -= 1
            return False
        return True

    def carry(self, client, server):
        waiting = b""
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
            waiting += data
            # Several commands may have come at once.
            while len(waiting) >= 4:
                size = 4 + int.from_bytes(waiting[:3], "little")
                if len(waiting) < size:
                    break
                command, waiting = waiting[:size], waiting[size:]
                if not self.is_chosen(command):
                    server.sendall(command)
                    continue
                self.has_cut = True
                if self.when == "after":
                    server.sendall(command)
                    server.recv(65536)
                return
