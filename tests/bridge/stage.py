"""stage.py - plays scenes with the bridge under php-cli, and stands in for
aftersale where a test wants it slow, dead or lying."""

import hashlib
import hmac
import http.server
import json
import os
import shutil
import subprocess
import threading
import time

import proc
import tap

HERE = os.path.dirname(os.path.abspath(__file__))
BRIDGE = os.path.join(proc.TOP, "plugin-manifest", "woocommerce")
PHP = os.environ.get("AFTERSALE_PHP", "php")
SALT = b"a key of the shop" + b"and its salt"
KEY = "wc_order_1a2b3c4d5e6f7"
ORDER = {"id": 1783, "key": KEY, "email": "ona@example.com"}


def need_php():
    """AFTERSALE_PHP names another than the one of this machine."""
    if not shutil.which(PHP):
        tap.skip_all("php is not installed (package php-cli)")
    done = subprocess.run([PHP, "-r", "echo PHP_VERSION, ' ',"
                           " extension_loaded( 'curl' ) ? 'curl' : '';"],
                          stdout=subprocess.PIPE, check=True)
    if b"curl" not in done.stdout:
        tap.skip_all("php has no curl (package php-curl)")
    tap.note("PHP " + done.stdout.decode().split()[0])


def told(base="https://shop.test/after", **more):
    out = {"release": 1, "base_url": base, "mode": "on", "percent": 0,
           "page": "link", "mails": True, "account": True}
    out.update(more)
    return out


def scene(play, said=None, age=5, seen=None, **more):
    """Plays it; gives what PHP printed, parsed."""
    rows = {}
    if said is not None:
        rows["told"] = json.dumps(said)
    if seen is not None:
        rows["seen"] = seen
    if age is not None:
        rows["beat"] = str(int(time.time()) - age)
    more.setdefault("orders", [ORDER])
    more.setdefault("query_var", 1783)
    done = subprocess.run(
        [PHP, os.path.join(HERE, "scene.php"), BRIDGE],
        input=json.dumps(dict(more, play=play, rows=rows)).encode(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
        timeout=120)
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise tap.Failed("the scene broke: %s" % (
            done.stdout + done.stderr).decode("utf-8", "replace")[-1500:])


def sign(*words):
    key = hmac.new(SALT, b"aftersale bridge 1", hashlib.sha256).digest()
    return hmac.new(key, "\n".join(words).encode(),
                    hashlib.sha256).hexdigest()


def sum_of(data):
    return hashlib.sha256(data).hexdigest()


class Standin:
    """Answers as aftersale would: body, after so many seconds; forged: with
    a signature of somebody else."""

    def __init__(self, body=b"", seconds=0, status=200, forged=False):
        self.asked = []
        standin = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                data = self.rfile.read(int(self.headers.get(
                    "Content-Length") or 0))
                standin.asked.append((self.command, self.path, data,
                                      self.headers.get("Host")))
                time.sleep(seconds)
                text = body(self.path, data) if callable(body) else body
                mac = sign("answer", self.path.rpartition("s=")[2],
                           sum_of(text))
                try:
                    self.send_response(status)
                    self.send_header("X-Aftersale-Sign",
                                     "0" * 64 if forged else mac)
                    self.send_header("Content-Length", str(len(text)))
                    self.end_headers()
                    self.wfile.write(text)
                except OSError:
                    pass

            do_GET = do_POST = answer

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
                                                      Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever,
                         daemon=True).start()
        tap.cleanup(self.server.shutdown)

    @property
    def base(self):
        """By a name that no resolver knows: only loopback can answer."""
        return "http://shop.test:%d/after" % self.port
