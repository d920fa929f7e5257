"""db.py - a private MariaDB for a test.

server() gives a running one in about 0.2 s: a data folder is made once a
run and copied. With a seed (a name and a function that fills it) the filled
folder is kept for the run as well, so a dump is loaded once. Socket only,
unprivileged, nothing is synced to disk.
"""

import fcntl
import glob
import gzip
import os
import shutil
import signal
import socket
import subprocess

import proc

OPTIONS = [
    "--skip-networking", "--skip-name-resolve", "--skip-log-bin",
    "--innodb-flush-method=nosync", "--innodb-flush-log-at-trx-commit=0",
    "--innodb-doublewrite=0", "--innodb-buffer-pool-size=64M",
    "--innodb-log-file-size=16M", "--performance-schema=0",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_unicode_520_ci",
    "--lower-case-table-names=0",
]


class Server:
    """A running database server; stop() is called for you."""

    patience = 60  # seconds for its start

    def __init__(self, folder, options=()):
        self.folder = folder
        self.socket = os.path.join(folder, "s")
        self.options = list(options)
        self.process = None

    def start(self):
        log = os.path.join(self.folder, "log")
        data = os.path.join(self.folder, "data")
        self.process = proc.Process(
            ["mariadbd", "--no-defaults", "--datadir=" + data,
             "--socket=" + self.socket,
             "--pid-file=" + os.path.join(self.folder, "pid"),
             # A server that starts removes temporary tables it finds there.
             "--tmpdir=" + self.folder]
            + OPTIONS + self.options, log)
        proc.wait_for(self.greets, self.patience, "mariadbd", self.process)
        return self

    def greets(self):
        """It listens long before it is ready, and a TERM in between is
        lost; only a greeting says that it has started."""
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(30)
            try:
                probe.connect(self.socket)
                return bool(probe.recv(4))
            except OSError:
                return False

    def stop(self):
        """A clean end: the data folder may be copied afterwards."""
        self.process.stop(60)

    def kill(self):
        """As if the power went."""
        self.process.kill(signal.SIGKILL)
        self.process.wait()

    def freeze(self):
        """The server still accepts, and answers nothing. The signal is only
        sent at first: a thread may go on until all of them have stopped."""
        self.process.kill(signal.SIGSTOP)
        proc.wait_for(self.stopped, 30, "a frozen mariadbd", self.process)

    def stopped(self):
        states = []
        for path in glob.glob("/proc/%d/task/*/stat" % self.process.pid):
            with open(path, encoding="ascii") as file:
                states.append(file.read().rsplit(")", 1)[1].split()[0])
        return set(states) == {"T"}

    def thaw(self):
        self.process.kill(signal.SIGCONT)

    def connect(self, database=None, user="root", password=""):
        """A pymysql connection: autocommit, rows as dictionaries."""
        import pymysql
        return pymysql.connect(
            unix_socket=self.socket, user=user, password=password,
            database=database, charset="utf8mb4", autocommit=True,
            cursorclass=pymysql.cursors.DictCursor)

    def rows(self, database, sql, values=()):
        """The rows of one statement."""
        connection = self.connect(database)
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchall()
        finally:
            connection.close()

    def script(self, database, sql):
        """Runs many statements, as text or bytes."""
        data = sql.encode() if isinstance(sql, str) else sql
        argv = ["mariadb", "--no-defaults", "-uroot", "-S", self.socket,
                "--default-character-set=utf8mb4"]
        done = subprocess.run(argv + ([database] if database else []),
                              input=data, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            raise RuntimeError(done.stdout.decode("utf-8", "replace")[-2000:])
        return done.stdout.decode("utf-8", "replace")

    def create(self, database):
        self.script(None, "CREATE DATABASE `%s` CHARACTER SET utf8mb4"
                    " COLLATE utf8mb4_unicode_520_ci" % database)

    def load(self, path, database):
        """Loads a dump, plain or gzipped, into a new database."""
        self.create(database)
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rb") as file:
            # Only speed: one flush instead of one a statement.
            self.script(database, b"SET autocommit=0;\n" + file.read()
                        + b"\nCOMMIT;\n")

    def account(self, user, password, database, grants="ALL PRIVILEGES"):
        """A user of the database with these grants on one schema."""
        self.script(None, "CREATE OR REPLACE USER '%s'@'localhost'"
                    " IDENTIFIED BY '%s'; GRANT %s ON `%s`.* TO"
                    " '%s'@'localhost';"
                    % (user, password, grants, database, user))


def install(data):
    """An empty data folder."""
    os.makedirs(data, exist_ok=True)
    os.chmod(os.path.dirname(data), 0o755)
    proc.own(os.path.dirname(data))
    proc.own(data)
    done = subprocess.run(
        proc.as_account(
            ["mariadb-install-db", "--no-defaults", "--datadir=" + data,
             "--auth-root-authentication-method=normal", "--skip-test-db",
             "--skip-name-resolve", "--innodb-log-file-size=16M"]),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        cwd="/")
    if done.returncode:
        raise RuntimeError(done.stdout.decode("utf-8", "replace")[-2000:])


def copy_data(source, target):
    subprocess.run(["cp", "-a", source, target], check=True)


def template(name, fill):
    """The data folder called name; made by fill(folder) once a run."""
    base = os.path.join(proc.run_folder(), "template-" + name)
    with open(base + ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.isdir(base):
            work = base + ".new"
            shutil.rmtree(work, ignore_errors=True)
            os.makedirs(work)
            fill(work)
            os.rename(work, base)
    return os.path.join(base, "data")


def empty():
    return template("empty", lambda work: install(work + "/data"))


def seeded(name, fill):
    def make(work):
        source = empty()
        os.chmod(work, 0o755)
        proc.own(work)
        copy_data(source, os.path.join(work, "data"))
        running = Server(work).start()
        fill(running)
        running.stop()
    return template(name, make)


def server(seed=None, fill=None, options=()):
    """A running server, empty or filled by fill(server) under that name."""
    source = seeded(seed, fill) if seed else empty()
    folder = proc.folder("db")
    copy_data(source, os.path.join(folder, "data"))
    return Server(folder, options).start()
