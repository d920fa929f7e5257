"""idle.py - what shops cost a host while nobody buys anything.

Each shop has a database of its own, a configuration of its own, and a serving
process that ends when nobody came for a while; one `work --all` looks after
all of them. A few shops are measured; the host of 200 is that times as many.
"""

import os
import shutil
import time

import app
import buyer
import proc
import shop

OF = 200


def all_below(pid):
    out = [pid]
    with open("/proc/%d/task/%d/children" % (pid, pid)) as file:
        for word in file.read().split():
            out += all_below(int(word))
    return out


def private_kb(pid):
    try:
        with open("/proc/%d/smaps_rollup" % pid) as file:
            return sum(int(line.split()[1]) for line in file
                       if line.startswith("Private_"))
    except OSError:
        return 0


def cpu_ms(pid):
    """Of a process and of its children that have ended."""
    with open("/proc/%d/stat" % pid) as file:
        words = file.read().rsplit(")", 1)[1].split()
    return sum(map(int, words[11:15])) * 1000 / os.sysconf("SC_CLK_TCK")


def status(server, name):
    return int(server.rows("mysql", "SELECT VARIABLE_VALUE AS n FROM"
                           " information_schema.GLOBAL_STATUS WHERE"
                           " VARIABLE_NAME = '%s'" % name)[0]["n"])


def copies(first, count):
    """More shops on the server of the first, each a copy of its database."""
    tables = [next(iter(row.values())) for row in first.rows("SHOW TABLES")]
    for i in range(count):
        name = "idle%d" % i
        first.server.create(name)
        first.server.script(name, "".join(
            "CREATE TABLE `%s` LIKE `%s`.`%s`; INSERT INTO `%s` SELECT *"
            " FROM `%s`.`%s`;\n" % (table, first.database, table, table,
                                    first.database, table)
            for table in tables) + "GRANT ALL PRIVILEGES ON `%s`.* TO"
            " '%s'@'localhost';" % (name, first.user))
        copy = shop.Shop("demo", first.server, first.prefix, name)
        copy.origin, copy.wordpress = first.origin, first.wordpress
        copy.orders = first.orders
        yield copy


def into(folder, one, name):
    """The configuration of a shop in the folder of the fleet."""
    path = os.path.join(folder, name + ".json")
    shutil.copy(one.file, path)
    os.chmod(path, 0o640)
    proc.own(path)


def measure(count, seconds):
    first = app.shop_with_tables("demo")
    folder = proc.folder("fleet")
    apps = [app.App(one) for one in copies(first, count)]
    for i, one in enumerate(apps):
        into(folder, one, "shop%d" % i)
        one.serve(1, "--idle-exit", "5")
        order = one.shop.orders["fresh_guest"]
        buyer.Buyer(one).arrive(order["number"], order["key"])
    keeper = apps[0].spawn("work", "--all", folder)
    time.sleep(60)  # past the first rounds, and past the idle exit
    asked, spent = status(first.server, "QUESTIONS"), cpu_ms(keeper.pid)
    seen = []
    end = time.time() + seconds
    while time.time() < end:
        pids = all_below(keeper.pid)
        seen.append((len(pids), sum(map(private_kb, pids)),
                     status(first.server, "THREADS_CONNECTED") - 1))
        time.sleep(1)
    own = 2 * len(seen)  # our own questions
    asked = status(first.server, "QUESTIONS") - asked - own
    spent = cpu_ms(keeper.pid) - spent
    times = OF / count
    mean = [sum(column) / len(seen) for column in zip(*seen)]
    serving = sum(p.alive() for one in apps for p in one.processes
                  if p is not keeper)
    return {"shops_measured": count, "seconds": seconds,
            "serving_processes": serving,
            "worker_processes": round(1 + (mean[0] - 1) * times, 2),
            "private_kb": round(mean[1] * times),
            "connections": round(mean[2] * times, 2),
            "queries_a_second": round(asked / seconds * times, 1),
            "cpu_ms_a_second": round(spent / seconds * times, 1)}
