"""processes.py - which processes the demo runs, as the start page shows them,
and how one of them is killed to see what happens."""

import os
import signal
import time

NAMES = {"database": "Database", "nginx": "Web server",
         "serve": "aftersale: supervisor", "work": "aftersale: worker"}


def children(pid):
    """Direct children of a process."""
    try:
        with open("/proc/%d/task/%d/children" % (pid, pid),
                  encoding="ascii") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return []


def memory_kb(pid):
    """Memory that only this process holds."""
    try:
        with open("/proc/%d/smaps_rollup" % pid, encoding="ascii") as file:
            return sum(int(line.split()[1]) for line in file
                       if line.startswith("Private_"))
    except OSError:
        return 0


def age_seconds(pid):
    try:
        with open("/proc/%d/stat" % pid, encoding="ascii") as file:
            started = int(file.read().rsplit(") ", 1)[1].split()[19])
        with open("/proc/uptime", encoding="ascii") as file:
            up = float(file.read().split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return max(0, up - started / os.sysconf("SC_CLK_TCK"))


def table(services):
    """One row a process: name, pid, memory, age, may it be killed."""
    out = []
    for key, process in services.processes.items():
        if not process.alive():
            continue
        kids = children(process.pid)
        out.append(row(NAMES[key], process.pid,
                       "work" if key == "work" else ""))
        for kid in kids if key == "serve" else []:
            out.append(row("aftersale: pages", kid, "page"))
    return out


def row(name, pid, kill):
    return dict(name=name, pid=pid, memory=memory_kb(pid),
                age=age_seconds(pid), kill=kill)


def kill_and_watch(services, role, answers):
    """Kills one with -9 and says how long the shop felt it. answers() asks
    for an order page."""
    victims = [r for r in table(services) if r["kill"] == role]
    if not victims:
        return "There is no such process just now."
    victim = victims[0]["pid"]
    before = {r["pid"] for r in table(services)}
    began = time.monotonic()
    os.kill(victim, signal.SIGKILL)
    page = wait(answers, 10)
    fresh = wait(lambda: any(
        r["kill"] == role and r["pid"] not in before
        for r in table(services)), 10)
    if fresh is None:
        return "Process %d was killed, and none took its place." % victim
    return ("Process %d was killed. The next page came after %d ms; a new "
            "process stood in its place after %d ms."
            % (victim, ((page or began) - began) * 1000,
               (fresh - began) * 1000))


def wait(ready, seconds):
    """When it became true, or None."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ready():
            return time.monotonic()
        time.sleep(0.01)
    return None
