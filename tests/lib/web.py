"""web.py - private web servers in front of an App.

Nginx(app), Lighttpd(app), and Apache(app, how) with how one of "proxy_fcgi",
"fcgid", "cgi" and "suexec". Each takes the snippet that is shipped in
plugin-manifest/webserver, so the snippet is what is tested. The program is
started by the test, or by Apache itself where it does that.
"""

import http.client
import os
import shutil
import socket
import tempfile

import proc
import tap

SHIPPED = os.path.join(proc.TOP, "plugin-manifest", "webserver")
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "conf")
APACHE_MODULES = "/usr/lib/apache2/modules"


class Response:
    """What came over HTTP."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def header(self, name):
        for key, value in self.headers:
            if key.lower() == name.lower():
                return value
        return None

    def all(self, name):
        return [v for k, v in self.headers if k.lower() == name.lower()]

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")


def render(source, target, words, mode=0o644):
    """Copies a file with its @NAMES@ filled in."""
    with open(source, encoding="utf-8") as file:
        text = file.read()
    for name, value in words.items():
        text = text.replace("@%s@" % name, str(value))
    with open(target, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(target, mode)
    return target


def assets_of(program):
    """Where a built program has its assets; else those of the checkout."""
    built = os.path.join(os.path.dirname(program), "share", "assets")
    return built if os.path.isdir(built) else os.path.join(proc.TOP,
                                                           "assets")


class Web:
    """What the three servers share: a folder, a port, a docroot, requests."""

    name = "web"

    def __init__(self, app, port=None):
        self.app = app
        self.port = port or proc.free_port()
        self.origin = "http://127.0.0.1:%d" % self.port
        self.folder = proc.folder(self.name)
        self.root = self.sub("root")
        self.process = None
        self.words = {
            "BASE": app.base_path, "SOCKET": app.socket,
            "FOLDER": self.folder, "PORT": self.port, "ROOT": self.root,
            "ASSETS": self.copy_assets(), "AWAY": self.copy_away(),
            "SCRIPTS": self.sub("scripts"), "CONFIG": app.file,
            "PROGRAM": app.program(),
            "ORDER_URL": self.origin + "/checkout/order-received/",
            "ORDER_TAIL": "/?key=",
        }
        tap.cleanup(self.stop)

    def sub(self, name):
        path = os.path.join(self.folder, name)
        os.makedirs(path, exist_ok=True)
        proc.own(path)
        return path

    def copy_assets(self):
        """A copy, for a checkout may stand where the server cannot read."""
        target = os.path.join(self.folder, "assets")
        shutil.copytree(assets_of(self.app.program()), target)
        return target

    def copy_away(self):
        target = self.sub("away")
        for name in ("away.html", "aftersale-away.cgi"):
            shutil.copy(os.path.join(SHIPPED, name), target)
        return target

    def snippet(self, name):
        return render(os.path.join(SHIPPED, name + ".in"),
                      os.path.join(self.folder, "snippet-" + name),
                      self.words)

    def launch(self, argv, plain=False):
        self.process = proc.Process(argv, os.path.join(self.folder, "out"),
                                    plain=plain)
        proc.wait_for(lambda: proc.port_answers(self.port), 30, self.name,
                      self.process)
        return self

    def stop(self):
        if self.process:
            self.process.stop()

    def request(self, method, path, headers=None, body=None, seconds=60):
        link = http.client.HTTPConnection("127.0.0.1", self.port,
                                          timeout=seconds)
        try:
            link.request(method, path, body, headers or {})
            got = link.getresponse()
            return Response(got.status, got.getheaders(), got.read())
        finally:
            link.close()

    def get(self, path, headers=None, **more):
        return self.request("GET", path, headers, **more)

    def post(self, path, form, headers=None, **more):
        from urllib.parse import urlencode
        body = form if isinstance(form, bytes) else urlencode(form).encode()
        headers = dict({"Content-Type":
                        "application/x-www-form-urlencoded"},
                       **(headers or {}))
        return self.request("POST", path, headers, body, **more)

    def raw(self, data, seconds=30):
        """Sends bytes as they are and reads to the end."""
        with socket.create_connection(("127.0.0.1", self.port),
                                      seconds) as link:
            link.sendall(data)
            out = b""
            while True:
                try:
                    part = link.recv(65536)
                except socket.timeout:
                    return out
                if not part:
                    return out
                out += part

    def error_log(self):
        text = self.process.output() if self.process else ""
        path = os.path.join(self.folder, "error.log")
        if os.path.exists(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                text += file.read()
        return text


class Nginx(Web):
    """http and server: more lines for these blocks."""

    name = "nginx"

    def __init__(self, app, port=None, http="", server="", workers=1):
        super().__init__(app, port)
        for name in ("fastcgi_params", "mime.types"):
            shutil.copy("/etc/nginx/" + name, self.folder)
        self.words.update(HTTP=http, SERVER=server, WORKERS=workers,
                          LEVEL="warn", MODULES="",
                          SNIPPET=self.snippet("nginx.conf"))
        conf = render(os.path.join(HERE, "nginx.conf"),
                      os.path.join(self.folder, "nginx.conf"), self.words)
        self.launch(["/usr/sbin/nginx", "-c", conf, "-p", self.folder,
                     "-e", "stderr"])


class Lighttpd(Web):
    name = "lighttpd"

    def __init__(self, app, port=None):
        super().__init__(app, port)
        self.words["SNIPPET"] = self.snippet("lighttpd.conf")
        conf = render(os.path.join(HERE, "lighttpd.conf"),
                      os.path.join(self.folder, "lighttpd.conf"), self.words)
        self.launch(["/usr/sbin/lighttpd", "-D", "-f", conf])


class Apache(Web):
    """how: proxy_fcgi, fcgid, cgi or suexec."""

    name = "apache"
    loads = {
        "proxy_fcgi": ["proxy", "proxy_fcgi"], "fcgid": ["fcgid"],
        "cgi": ["cgid"], "suexec": ["cgid", "suexec"],
    }

    def __init__(self, app, how="proxy_fcgi", port=None):
        super().__init__(app, port)
        self.how = how
        self.words.update(MODULES=APACHE_MODULES, ACCOUNT="Suexec Off",
                          SERVER="")
        getattr(self, "prepare_" + how)()
        self.words["LOAD"] = "\n".join(
            "LoadModule %s_module %s/mod_%s.so" % (name, APACHE_MODULES, name)
            for name in self.loads[how])
        if how in ("cgi", "suexec"):
            self.words["LOAD"] += "\nScriptSock %s/cgi.sock" % self.folder
        conf = render(os.path.join(HERE, "apache.conf"),
                      os.path.join(self.folder, "apache.conf"), self.words)
        self.launch(["/usr/sbin/apache2", "-DFOREGROUND", "-f", conf],
                    plain=how == "suexec")

    def script(self, folder, name):
        """The wrapper that Apache starts; it passes a frozen clock on."""
        path = render(os.path.join(SHIPPED, "aftersale.cgi.in"),
                      os.path.join(folder, name), self.words, 0o755)
        clock = getattr(self.app, "clock", None)
        if clock is not None:
            with open(path, encoding="utf-8") as file:
                text = file.read()
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace("exec ", "AFTERSALE_CLOCK=%d exec "
                                        % clock))
        return path

    def prepare_proxy_fcgi(self):
        self.words["SERVER"] = "Include " + self.snippet(
            "apache-proxy-fcgi.conf")

    def prepare_fcgid(self):
        self.script(self.words["SCRIPTS"], "aftersale.fcgi")
        self.words["SERVER"] = (
            "FcgidIPCDir %s\nFcgidProcessTableFile %s/fcgid_shm\nInclude %s"
            % (self.sub("ipc"), self.folder,
               self.snippet("apache-fcgid.conf")))

    def fill_site(self, base):
        """The folder a shop owner makes on hosting without root."""
        os.makedirs(base)
        os.chmod(base, 0o755)
        shutil.copytree(self.words["ASSETS"], os.path.join(base, "assets"))
        shutil.copy(os.path.join(self.words["AWAY"], "away.html"), base)
        render(os.path.join(SHIPPED, "htaccess-cgi.in"),
               os.path.join(base, ".htaccess"), self.words)
        self.script(base, "aftersale.cgi")

    def prepare_cgi(self):
        self.fill_site(self.root + self.app.base_path)

    def prepare_suexec(self):
        """CGI as the owner of the site. suEXEC runs only what lies below
        its built-in folder, so the site stands there for the test."""
        if os.getuid() != 0 or not os.path.exists("/usr/lib/apache2/suexec"):
            tap.skip("suEXEC needs root and apache2-suexec-custom")
        os.makedirs("/var/www", exist_ok=True)
        # It logs here and makes no folder, nor does its package.
        os.makedirs("/var/log/apache2", exist_ok=True)
        self.root = tempfile.mkdtemp(prefix="aftersale-test-",
                                     dir="/var/www")
        tap.cleanup(lambda: shutil.rmtree(self.root, ignore_errors=True))
        os.chmod(self.root, 0o755)
        self.words["ROOT"] = self.root
        base = self.root + self.app.base_path
        self.fill_site(base)
        for path in (self.root, base, os.path.join(base, "aftersale.cgi")):
            shutil.chown(path, "nobody", "nogroup")
        shutil.chown(self.app.file, "nobody", "nogroup")
        self.words["ACCOUNT"] = "User www-data\nGroup www-data"
        self.words["SERVER"] = "SuexecUserGroup nobody nogroup"


class Varnish(Web):
    """A cache in front of another server, set up without a thought."""

    name = "varnish"

    def __init__(self, behind, port=None):
        super().__init__(behind.app, port)
        vcl = os.path.join(self.folder, "default.vcl")
        with open(vcl, "w", encoding="utf-8") as file:
            file.write('vcl 4.1;\nbackend default { .host = "127.0.0.1";'
                       ' .port = "%d"; }\n' % behind.port)
        self.launch(["/usr/sbin/varnishd", "-F", "-n", self.sub("work"),
                     "-a", "127.0.0.1:%d" % self.port, "-f", vcl,
                     "-s", "malloc,16m", "-j", "none"])
