"""proc.py - folders, ports and processes of a test.

Every server of a test lives in a folder of its own in memory, listens on
sockets or free local ports, and ends with the test. When root runs the
tests, servers run as an unprivileged user. It knows no server by name.
"""

import atexit
import fcntl
import functools
import glob
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
SHARED = os.environ.get("AFTERSALE_SHARED",
                        os.path.join(os.path.dirname(TOP), "shared"))

started = []


# Below this much free memory, in KiB, folders stand on the disk instead.
MEMORY_NEEDED = 6 << 20

locks = []


def memory_free():
    with open("/proc/meminfo", encoding="ascii") as file:
        for line in file:
            if line.startswith("MemAvailable:"):
                return int(line.split()[1])
    return 0


def memory_root():
    """Where test folders stand: memory if there is enough of it."""
    if os.access("/dev/shm", os.W_OK) and memory_free() >= MEMORY_NEEDED:
        return "/dev/shm"
    return tempfile.gettempdir()


def locked(path):
    """An open file that holds the folder's lock, or None if a run has it."""
    file = open(path + "/.lock", "w", encoding="ascii")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def sweep_folders(roots):
    """Removes what killed runs left: their folders, which nobody locks."""
    for root in roots:
        for lock in glob.glob(root + "/as-????????/.lock"):
            path = os.path.dirname(lock)
            if os.stat(path).st_uid != os.getuid():
                continue
            held = locked(path)
            if held:
                shutil.rmtree(path, ignore_errors=True)
                held.close()


def new_run_folder():
    """A folder for a whole run: locked while it lives, removed at its end."""
    sweep_folders(["/dev/shm", tempfile.gettempdir()])
    path = tempfile.mkdtemp(prefix="as-", dir=memory_root())
    locks.append(locked(path))
    os.chmod(path, 0o711)
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


def run_folder():
    """The folder of this whole run; tests/run makes one for all programs."""
    path = os.environ.get("AFTERSALE_TEST_DIR")
    if not path:
        path = os.environ["AFTERSALE_TEST_DIR"] = new_run_folder()
    return path


def program_folder():
    """The folder of this program in it, which tests/run removes after it."""
    return os.environ.get("AFTERSALE_PROGRAM_DIR") or run_folder()


def account():
    """(user, group) for servers, or None where we are not root."""
    if os.getuid() != 0:
        return None
    for name in ("www-data", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return name, grp.getgrgid(user.pw_gid).gr_name
    raise RuntimeError("no unprivileged user to run servers as")


def own(path):
    """Gives a file or folder to the account servers run as."""
    who = account()
    if who:
        shutil.chown(path, *who)


def folder(name):
    """A new folder which the servers own."""
    path = tempfile.mkdtemp(prefix=name + "-", dir=program_folder())
    os.chmod(path, 0o755)
    own(path)
    return path


def is_sanitized(path):
    """Was the program built with sanitizers, which take memory as they
    like?"""
    with open(path, "rb") as file:
        return b"__asan_init" in file.read()


@functools.lru_cache(None)
def slowness():
    """How many times as long everything may take."""
    path = os.environ.get("AFTERSALE_BIN", "")
    return 4 if os.path.exists(path) and is_sanitized(path) else 1


def promised(seconds):
    """How long that may take here which is promised within so many seconds:
    as long again where a machine has more to do, and more with sanitizers."""
    return 2 * seconds * slowness()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def as_account(argv, plain=False):
    """The command, run as the account, and ended when its parent ends."""
    front = ["setpriv", "--pdeathsig", "TERM"]
    who = None if plain else account()
    if who:
        front += ["--reuid", who[0], "--regid", who[1], "--clear-groups"]
    return front + ["--"] + list(argv)


def reachable(path):
    """May the account run this? A checkout of root may be closed to it."""
    who = account()
    return not who or subprocess.run(
        as_account(["test", "-x", path]), check=False).returncode == 0


class Process:
    """A server. Its output goes to a file; stop() is called for you."""

    def __init__(self, argv, log, env=None, cwd=None, plain=False,
                 stdin=subprocess.DEVNULL, pass_fds=()):
        self.argv = list(argv)
        self.log = log
        with open(log, "ab") as out:
            self.child = subprocess.Popen(
                as_account(argv, plain), stdin=stdin, stdout=out,
                stderr=out, env=env, cwd=cwd or "/", pass_fds=pass_fds)
        started.append(self)

    @property
    def pid(self):
        return self.child.pid

    def alive(self):
        return self.child.poll() is None

    def kill(self, number=signal.SIGKILL):
        if self.alive():
            self.child.send_signal(number)

    def wait(self, seconds=30):
        """The exit status; a signal is its negative number. As wait_for, it
        gives a program with sanitizers more time."""
        return self.child.wait(seconds * slowness())

    def stop(self, seconds=30):
        """TERM, and KILL for what does not hear it."""
        if self in started:
            started.remove(self)
        self.kill(signal.SIGTERM)
        try:
            return self.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return self.wait()

    def output(self):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()


@atexit.register
def stop_all():
    for process in reversed(list(started)):
        process.stop(5)


def wait_for(ready, seconds=10, what="server", process=None):
    """Asks ready() until it says yes; fails early if the process ended. A
    program with sanitizers gets more time. It is asked once more after the
    last moment, which may have passed while this program had no turn."""
    seconds *= slowness()
    end = time.monotonic() + seconds
    while True:
        is_last = time.monotonic() >= end
        if ready():
            return
        if is_last:
            break
        if process and not process.alive():
            raise RuntimeError("%s ended with %s:\n%s" % (
                what, process.child.returncode, process.output()[-2000:]))
        time.sleep(0.02)
    tail = "\n" + process.output()[-2000:] if process else ""
    raise RuntimeError("%s is not ready after %d s%s" % (what, seconds, tail))


def socket_answers(path):
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(path)
        except OSError:
            return False
    return True


def children(pid):
    """Process ids of the living children of a process."""
    out = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            state, parent = state_of(int(name))
            if parent == pid and state != "Z":
                out.append(int(name))
    return sorted(out)


def state_of(pid):
    """("S", parent) of a process, or (None, None)."""
    try:
        with open("/proc/%d/stat" % pid, encoding="latin-1") as file:
            words = file.read().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None, None
    return words[0], int(words[1])


def signals(pid, kind):
    """The set of signals a process blocks (SigBlk) or catches (SigCgt)."""
    try:
        with open("/proc/%d/status" % pid, encoding="latin-1") as file:
            for line in file:
                if line.startswith(kind):
                    bits = int(line.split()[1], 16)
                    return {n + 1 for n in range(64) if bits & 1 << n}
    except (FileNotFoundError, ProcessLookupError):
        pass
    return None


def waits(pid):
    """Whether a serving process waits for a request: only there TERM gets
    in."""
    blocked, caught = signals(pid, "SigBlk"), signals(pid, "SigCgt")
    return bool(blocked is not None and caught and
                signal.SIGTERM not in blocked and signal.SIGTERM in caught)


def all_wait(pid, count):
    """Whether that many children of a process wait for a request: each has
    read its files, and one that changes now is news to all of them."""
    return [waits(child) for child in children(pid)] == [True] * count


def port_answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
