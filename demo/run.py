#!/usr/bin/python3
"""run.py - starts everything the demo needs, watches it, and ends it.

A private database, the shop in it, aftersale serve and work, nginx, and the
helper behind the start page. All of it ends with this process. bootstrap
calls it; --stop ends one that runs in the background.
"""

import argparse
import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [TOP, os.path.join(TOP, "tests", "lib")]

import proc  # noqa: E402

SOCKET_PATH_MAX = 100


def parse_arguments():
    parser = argparse.ArgumentParser(prog="bootstrap demo")
    parser.add_argument("--state", required=True)
    parser.add_argument("--build")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--detach", action="store_true")
    parser.add_argument("--stop", action="store_true")
    parser.add_argument("--child", action="store_true",
                        help=argparse.SUPPRESS)
    parser.add_argument("--dump")
    parser.add_argument("--site-url")
    parser.add_argument("--prefix")
    options = parser.parse_args()
    for name in ("state", "build", "dump"):
        if getattr(options, name):
            setattr(options, name, os.path.abspath(getattr(options, name)))
    return options


def say(text):
    print(text, flush=True)


def state_file(options):
    return os.path.join(options.state, "state.json")


def read_state(options):
    """What the running demo wrote, or None if none runs."""
    try:
        with open(state_file(options), encoding="utf-8") as file:
            state = json.load(file)
        with open("/proc/%d/cmdline" % state["pid"], "rb") as file:
            return state if b"run.py" in file.read() else None
    except (OSError, ValueError, KeyError):
        return None


def write_state(options, **values):
    path = state_file(options)
    with open(path + ".new", "w", encoding="utf-8") as file:
        json.dump(dict(values, pid=os.getpid(), port=options.port), file)
    os.rename(path + ".new", path)


def stop(options):
    state = read_state(options)
    if not state:
        say("No demo is running from this checkout.")
        return 0
    os.kill(state["pid"], signal.SIGTERM)
    for _ in range(300):
        if not os.path.exists("/proc/%d" % state["pid"]):
            say("The demo has ended.")
            return 0
        time.sleep(0.1)
    say("The demo (process %d) does not end." % state["pid"])
    return 1


def refuse(options):
    """A sentence why the demo can not start, or None."""
    state = read_state(options)
    if state:
        return ("A demo runs already at http://127.0.0.1:%d/demo/ - end it "
                "with ./bootstrap stop" % state["port"])
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", options.port))
        except OSError:
            return ("Port %d is taken: choose another with --port N"
                    % options.port)
    if options.dump and not os.path.isfile(options.dump):
        return "There is no file " + options.dump
    return None


def detach(options):
    """Starts the same again in the background; waits until it is ready."""
    words = [w for w in sys.argv[1:] if w != "--detach"]
    log = os.path.join(options.state, "log")
    with open(log, "wb") as out:
        child = subprocess.Popen(
            [sys.executable, os.path.abspath(__file__), *words, "--child"],
            stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            start_new_session=True)
    shown = 0
    while True:
        with open(log, encoding="utf-8", errors="replace") as file:
            text = file.read()
        sys.stdout.write(text[shown:])
        sys.stdout.flush()
        shown = len(text)
        state = read_state(options)
        if state and state.get("ready"):
            say("It runs in the background; end it with ./bootstrap stop")
            return 0
        if child.poll() is not None:
            return child.returncode or 1
        time.sleep(0.2)


def choose_folder(options):
    """Where the servers live: beside the checkout if its path is short and
    open enough, else a folder of its own for as long as the demo runs."""
    path = os.path.join(options.state, "run")
    shutil.rmtree(path, ignore_errors=True)
    if len(path) + len("/app-12345678/s") <= SOCKET_PATH_MAX:
        os.makedirs(path)
        os.chmod(path, 0o755)
        proc.own(path)
        if proc.reachable(path):
            return path
        shutil.rmtree(path)
    path = tempfile.mkdtemp(prefix="aftersale-demo-")
    os.chmod(path, 0o755)
    proc.own(path)
    return path


def adopt_orphans():
    """Whatever loses its parent becomes our child, so that we can end it."""
    set_child_subreaper = 36
    ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def end_the_rest():
    """Nothing that was started here stays, however it was started."""
    from demo.processes import children
    end = time.monotonic() + 5
    while children(os.getpid()) and time.monotonic() < end:
        for pid in children(os.getpid()):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def run(options):
    from demo.services import Services
    folder = choose_folder(options)
    os.environ["AFTERSALE_TEST_DIR"] = folder
    services = Services(options, folder, say)
    adopt_orphans()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *rest: sys.exit(0))
    signal.signal(signal.SIGHUP, lambda *rest: sys.exit(0))
    try:
        write_state(options, ready=False)
        services.start()
        write_state(options, ready=True)
        say("")
        say("  http://127.0.0.1:%d/demo/" % options.port)
        say("")
        if not options.child:
            say("Ctrl-C ends it and leaves nothing running.")
        services.watch()
    except KeyboardInterrupt:
        say("")
    except RuntimeError as error:
        say("The demo did not start: %s" % error)
        return 1
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        services.stop()
        end_the_rest()
        shutil.rmtree(folder, ignore_errors=True)
        os.unlink(state_file(options))
    return 0


def main():
    options = parse_arguments()
    os.makedirs(options.state, exist_ok=True)
    if options.stop:
        return stop(options)
    why_not = refuse(options)
    if why_not:
        say(why_not)
        return 1
    return detach(options) if options.detach else run(options)


if __name__ == "__main__":
    sys.exit(main())
