#!/usr/bin/python3
"""By TCP the server proves who it is, or there is no connection."""
# budget: 120 s

import os
import shutil
import socket
import subprocess
import threading

import db
import proc
import programs
import tap

programs.need("dbtest")
if not shutil.which("openssl"):
    tap.skip_all("openssl is not installed")
folder = proc.folder("tls")


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def authority(name):
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt",
            "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=" + name, "-keyout", name + ".key",
            "-out", name + ".pem")


def certificate(name, host, signer):
    openssl("req", "-newkey", "ec", "-pkeyopt",
            "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=" + host,
            "-keyout", name + ".key", "-out", name + ".csr")
    with open(os.path.join(folder, name + ".ext"), "w",
              encoding="ascii") as file:
        file.write("subjectAltName=%s:%s\n" % (
            "IP" if host[0].isdigit() else "DNS", host))
    openssl("x509", "-req", "-in", name + ".csr", "-days", "2",
            "-CA", signer + ".pem", "-CAkey", signer + ".key",
            "-CAcreateserial", "-extfile", name + ".ext",
            "-out", name + ".pem")
    for end in (".key", ".pem"):
        proc.own(os.path.join(folder, name + end))


authority("ours")
authority("theirs")
certificate("good", "127.0.0.1", "ours")
certificate("other", "db.example", "ours")


def answer(options, ca):
    """(answer, why, was it TLS) of a connection to such a server."""
    port = proc.free_port()
    server = db.server(options=[
        "--skip-networking=0", "--bind-address=127.0.0.1",
        "--port=%d" % port] + options)
    try:
        server.create("shop")
        server.script(None, "CREATE USER page@'%'; GRANT ALL ON shop.*"
                      " TO page@'%'")
        out = programs.run("dbtest", ["tls"], "", {
            "AFTERSALE_TEST_HOST": "127.0.0.1",
            "AFTERSALE_TEST_PORT": str(port),
            "AFTERSALE_TEST_USER": "page",
            "AFTERSALE_TEST_CA": os.path.join(folder, ca) if ca else ""})
    finally:
        server.stop()
    return (programs.noted(out, "answer"), programs.noted(out, "why"),
            programs.noted(out, "cipher bytes") != "0")


def with_cert(name):
    return ["--ssl-cert=%s/%s.pem" % (folder, name),
            "--ssl-key=%s/%s.key" % (folder, name)]


@tap.case("a server with a certificate of our authority is trusted")
def good():
    tap.eq(answer(with_cert("good"), "ours.pem"), ("ok", "", True))


@tap.case("one of another authority is not")
def wrong_authority():
    got = answer(with_cert("good"), "theirs.pem")
    tap.eq((got[0], got[2]), ("busy", False), got[1])


@tap.case("nor one for another host")
def wrong_host():
    got = answer(with_cert("other"), "ours.pem")
    tap.eq((got[0], got[2]), ("busy", False), got[1])


@tap.case("nor one that offers no TLS at all")
def no_tls():
    got = answer(["--skip-ssl"], "ours.pem")
    tap.eq((got[0], got[2]), ("busy", False), got[1])


@tap.case("without an authority in the configuration TCP is plain")
def plain():
    tap.eq(answer(["--skip-ssl"], ""), ("ok", "", False))


class Impostor:
    """Answers in the server's place, and asks for the password its way."""

    def __init__(self, way):
        self.way = way
        self.heard = b""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            with client:
                client.settimeout(5)
                try:
                    self.talk(client)
                except OSError:
                    pass

    def talk(self, client):
        client.sendall(packet(0, GREETING))
        self.heard += client.recv(65536)
        client.sendall(packet(2, b"\xfe" + self.way + b"\0" + b"s" * 20
                              + b"\0"))
        self.heard += client.recv(65536)


def packet(number, body):
    return len(body).to_bytes(3, "little") + bytes([number]) + body


# Protocol 10, long passwords, secure connection, plugins.
GREETING = (b"\x0a5.7.40\0" + b"\7\0\0\0" + b"abcdefgh\0"
            + b"\x09\xa2" + b"\x21" + b"\2\0" + b"\x18\0" + b"\x15"
            + b"\0" * 10 + b"ijklmnopqrst\0" + b"mysql_native_password\0")


@tap.case("whoever answers in the server's place without TLS is told no"
          " password, however it asks")
def impostor():
    for way in (b"mysql_clear_password", b"dialog", b"mysql_old_password"):
        false = Impostor(way)
        out = programs.run("dbtest", ["tls"], "", {
            "AFTERSALE_TEST_HOST": "127.0.0.1",
            "AFTERSALE_TEST_PORT": str(false.port),
            "AFTERSALE_TEST_USER": "page",
            "AFTERSALE_TEST_PASSWORD": "open-sesame"})
        false.listener.close()
        tap.eq(programs.noted(out, "answer"), "busy", way)
        tap.has(false.heard, b"page", "it came to the impostor")
        tap.ok(b"open-sesame" not in false.heard, way)
        tap.has(programs.noted(out, "why"), "lugin", way)


tap.main()
