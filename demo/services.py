"""services.py - the processes of the demo, in the order they start."""

import os
import re
import secrets
import shutil
import subprocess
import time

import db
import proc
import web

from demo import shop, store
from demo.helper import Helper

BASE = "/after"
PICTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                        "pictures")
# The shop's own account; setup makes those of aftersale.
DATABASE, USER = "shop", "woocommerce"
WP_CONFIG = """<?php
define( 'DB_NAME', '%s' );
define( 'DB_USER', '%s' );
define( 'DB_PASSWORD', '%s' );
define( 'DB_HOST', 'localhost:%s' );
define( 'LOGGED_IN_KEY', '%s' );
define( 'LOGGED_IN_SALT', '%s' );
$table_prefix = '%s';
"""
LINES = re.compile(r"(?ms)^# ---- [^\n]*\n(.*?)^# ----$")


class Services:
    """Starts, watches and ends them; say() tells the person."""

    def __init__(self, options, folder, say):
        self.options = options
        self.folder = folder
        self.say = say
        self.origin = "http://127.0.0.1:%d" % options.port
        self.program = os.path.join(options.build, "aftersale")
        self.conf = os.path.join(folder, "aftersale.json")
        self.socket = os.path.join(folder, "app")
        self.log = os.path.join(folder, "app.log")
        self.plain = not proc.reachable(self.program)
        self.password = secrets.token_hex(12)
        self.told = ""
        self.server = None
        self.helper = None
        self.processes = {}

    def start(self):
        began = time.monotonic()
        self.step("database", self.start_database)
        self.step("shop", self.fill_shop)
        self.step("aftersale", self.start_program)
        self.step("web server", self.start_web)
        self.say("All of it is up after %.1f s."
                 % (time.monotonic() - began))

    def step(self, name, function):
        began = time.monotonic()
        function()
        self.say("%s: ready in %.1f s" % (name, time.monotonic() - began))

    def start_database(self):
        folder = os.path.join(self.folder, "db")
        db.install(os.path.join(folder, "data"))
        self.server = db.Server(folder).start()
        self.processes["database"] = self.server.process

    def fill_shop(self):
        options = self.options
        if options.dump:
            self.server.load(options.dump, DATABASE)
            prefix = options.prefix or store.find_prefix(self.server,
                                                         DATABASE)
        else:
            prefix = options.prefix or "wp_"
            self.server.create(DATABASE)
            self.server.script(DATABASE, shop.schema_sql(prefix))
            self.server.script(DATABASE, shop.fixture_sql(
                prefix, time.time(), self.origin))
        self.server.account(USER, self.password, DATABASE)
        self.store = store.Store(self.server, DATABASE, prefix,
                                 own=not options.dump)
        if options.dump:
            # Pictures and links of the shop lead here, nothing goes out.
            self.store.move_site(options.site_url or self.origin)

    def start_program(self):
        """As a shop owner does it: setup, then mode on."""
        done = self.call(
            "setup", self.shop_folder(), "--yes", "--db-admin-user", "root",
            "--base-url", self.origin + BASE, "--listen", self.socket,
            "--server", "nginx")
        self.told = text_of(done)
        if done.returncode:
            raise RuntimeError("aftersale setup:\n" + self.told)
        done = self.call("mode", "on")
        if done.returncode:
            raise RuntimeError("aftersale mode on:\n" + text_of(done))
        self.start_serve()
        self.start_work()

    def shop_folder(self):
        """What setup wants to see of a shop: its wp-config.php."""
        folder = os.path.join(self.folder, "shop")
        path = os.path.join(folder, "wp-config.php")
        os.makedirs(folder)
        with open(path, "w", encoding="utf-8") as file:
            file.write(WP_CONFIG % (
                DATABASE, USER, self.password, self.server.socket,
                shop.LOGGED_IN_KEY, shop.LOGGED_IN_SALT, self.store.prefix))
        os.chmod(path, 0o640)
        proc.own(path)
        return folder

    def environment(self):
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}

    def call(self, *words):
        """A sub-command of the program, and what it said."""
        return subprocess.run(
            proc.as_account([self.program, "--config", self.conf, *words],
                            self.plain),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=60, check=False, cwd="/",
            env=self.environment())

    def spawn(self, *words):
        return proc.Process(
            [self.program, "--config", self.conf, *words], self.log,
            self.environment(), plain=self.plain)

    def start_serve(self):
        process = self.spawn("serve", "--listen", self.socket, "--workers",
                             "2")
        self.processes["serve"] = process
        proc.wait_for(lambda: proc.socket_answers(self.socket), 15,
                      "aftersale serve", process)

    def start_work(self):
        self.processes["work"] = self.spawn("work")

    def start_web(self):
        self.helper = Helper(self).start()
        words = {
            "FOLDER": self.folder, "PORT": self.options.port,
            "PICTURES": self.readable(PICTURES),
            "SNIPPET": os.path.join(self.folder, "snippet.conf"),
        }
        shutil.copy("/etc/nginx/fastcgi_params", self.folder)
        with open(words["SNIPPET"], "w", encoding="utf-8") as file:
            file.write(self.lines())
        conf = web.render(
            os.path.join(proc.TOP, "demo", "nginx.conf"),
            os.path.join(self.folder, "nginx.conf"), words)
        nginx = proc.Process(
            ["/usr/sbin/nginx", "-c", conf, "-p", self.folder, "-e",
             "stderr"], os.path.join(self.folder, "nginx.log"))
        self.processes["nginx"] = nginx
        proc.wait_for(lambda: proc.port_answers(self.options.port), 15,
                      "nginx", nginx)

    def lines(self):
        """What setup printed for nginx. A checkout may stand where nginx
        cannot read, so that files are taken from copies."""
        text = LINES.search(self.told)[1]
        for path in re.findall(r"alias ([^;]*?)/?(?:away\.html)?;", text):
            text = text.replace(path + "/", self.readable(path) + "/")
        return text

    def readable(self, path):
        """A folder, copied where nginx can read it."""
        target = os.path.join(self.folder, os.path.basename(path))
        shutil.copytree(path, target)
        return target

    def watch(self):
        """As a service manager would: what ends is started again."""
        while True:
            time.sleep(0.5)
            self.helper.store_due_payments()
            for name in ("serve", "work"):
                if not self.processes[name].alive():
                    self.say("%s ended with %s and is started again"
                             % (name, self.processes[name].child.returncode))
                    time.sleep(0.5)
                    getattr(self, "start_" + name)()
            for name in ("database", "nginx"):
                if not self.processes[name].alive():
                    raise RuntimeError("%s ended:\n%s" % (
                        name, self.processes[name].output()[-2000:]))

    def stop(self):
        for name in ("nginx", "work", "serve"):
            if name in self.processes:
                self.processes[name].stop()
        if self.helper:
            self.helper.stop()
        if self.server and self.server.process:
            self.server.stop()


def text_of(done):
    return done.stdout.decode("utf-8", "replace")
