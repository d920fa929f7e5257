#!/usr/bin/python3
"""What is bought together, found in several ways in the same made-up orders.

	tests/bench/pairs.py [--lines N] [--products N] [--rounds N] [--json FILE]

The engine (bench_recommend: counts, and solves its table), the same counts by
a self-join in a private MariaDB, and pairs by FP-growth in Weka (Debian's
package weka; left out where it is not installed). They take turns, so that a
busy machine is unfair to all; seconds are of the clock for the others and of
the processor for the engine, and ratios are of one round. No test looks at
these numbers. Needs what the tests need, and
make tests/bench/bench_recommend.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time

for more in (("..", ".."), ("..", "lib")):
    sys.path.insert(0, os.path.join(
        os.path.dirname(os.path.abspath(__file__)), *more))
import db  # noqa: E402
import proc  # noqa: E402

ENGINE = os.path.join(proc.TOP, ".local", "build", "tests", "bench",
                      "bench_recommend")
WEKA = "/usr/share/java/weka.jar"
BUFFERS = ["--innodb-buffer-pool-size=2G", "--innodb-log-file-size=512M",
           "--tmp-table-size=1G", "--max-heap-table-size=1G"]
LINKS = 30


def engine(options):
    """Seconds of each step, and the most memory held in MB."""
    out = subprocess.run([ENGINE, str(options.lines), str(options.products)],
                         check=True, stdout=subprocess.PIPE, text=True).stdout
    rows = re.findall(r"^(\S+(?: in)?) +([\d.]+) s +([\d.]+) MB$", out, re.M)
    found = {name: float(seconds) for name, seconds, _ in rows}
    return found, float(rows[-1][2])


class Timer:
    def __init__(self):
        self.seconds = {}

    def run(self, name, call):
        began = time.monotonic()
        out = call()
        self.seconds[name] = time.monotonic() - began
        return out


class Join:
    """The table by SQL: a self-join, then the strongest of each product."""

    def __init__(self, orders):
        self.server = db.server(options=BUFFERS)
        self.server.create("pairs")
        self.timer = Timer()
        self.sql("CREATE TABLE line (order_id INT UNSIGNED, product_id INT"
                 " UNSIGNED, PRIMARY KEY (order_id, product_id))")
        self.timer.run("load", lambda: self.sql(
            "LOAD DATA INFILE '%s' IGNORE INTO TABLE line" % orders))

    def sql(self, text):
        return self.server.rows("pairs", text)

    def round(self):
        self.sql("DROP TABLE IF EXISTS pair, strongest")
        self.timer.run("join", lambda: self.sql(
            "CREATE TABLE pair (a INT UNSIGNED, b INT UNSIGNED, n INT"
            " UNSIGNED, PRIMARY KEY (a, b)) SELECT x.product_id AS a,"
            " y.product_id AS b, COUNT(*) AS n FROM line x JOIN line y ON"
            " y.order_id = x.order_id AND y.product_id > x.product_id"
            " GROUP BY a, b"))
        self.timer.run("strongest", lambda: self.sql(
            "CREATE TABLE strongest SELECT a, b, n FROM (SELECT a, b, n,"
            " ROW_NUMBER() OVER (PARTITION BY a ORDER BY n DESC, b) AS place"
            " FROM (SELECT a, b, n FROM pair UNION ALL SELECT b, a, n FROM"
            " pair) AS both_ways) AS ranked WHERE place <= %d" % LINKS))
        return self.timer.seconds["join"] + self.timer.seconds["strongest"]

    def pairs(self):
        return self.sql("SELECT COUNT(*) AS n FROM pair")[0]["n"]


def baskets(orders):
    """The products of each order, each once, rising."""
    last, products = None, set()
    with open(orders, encoding="ascii") as file:
        for row in file:
            order, product = row.split()
            if order != last and products:
                yield sorted(products)
                products = set()
            last = order
            products.add(int(product))
    yield sorted(products)


def write_arff(orders, products, path):
    with open(path, "w", encoding="ascii") as file:
        file.write("@relation orders\n" + "".join(
            "@attribute p%d {f,t}\n" % n for n in range(products))
            + "@data\n")
        for basket in baskets(orders):
            file.write("{%s}\n" % ",".join("%d t" % n for n in basket))


def fp_growth(path, patience):
    """Seconds for pairs of at least two orders; None: it took longer."""
    began = time.monotonic()
    try:
        subprocess.run(["java", "-Xmx8g", "-cp", WEKA,
                        "weka.associations.FPGrowth", "-t", path, "-I", "2",
                        "-M", "2", "-S", "-C", "0.99"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       timeout=patience)
    except subprocess.TimeoutExpired:
        return None
    return time.monotonic() - began


def measure(options):
    folder = proc.folder("pairs")
    os.chmod(folder, 0o755)
    orders = os.path.join(folder, "orders.tsv")
    with open(orders, "wb") as file:
        subprocess.run([ENGINE, str(options.lines), str(options.products),
                        "orders"], check=True, stdout=file)
    arff = os.path.join(folder, "orders.arff")
    has_weka = os.path.exists(WEKA)
    if has_weka:
        write_arff(orders, options.products, arff)
    join = Join(orders)
    rounds = []
    for _ in range(options.rounds):
        steps, memory = engine(options)
        one = {"engine": steps, "engine_mb": memory}
        one["engine_s"] = sum(steps.values())
        one["sql_s"] = join.round()
        one["sql"] = dict(join.timer.seconds)
        if has_weka:
            one["weka_s"] = fp_growth(arff, options.patience)
        rounds.append(one)
    return {"lines": options.lines, "products": options.products,
            "patience": options.patience, "load": os.getloadavg()[0], "pairs": join.pairs(),
            "rounds": rounds,
            "weka": has_weka or "the package weka is not installed"}


def table(found):
    rounds = found["rounds"]

    def middle(pick):
        return statistics.median(pick(one) for one in rounds)

    print("%d lines, %d products, %d pairs; load %.1f" % (
        found["lines"], found["products"], found["pairs"], found["load"]))
    for name in rounds[0]["engine"]:
        print("engine, %-10s %8.3f s" % (
            name, middle(lambda one: one["engine"][name])))
    print("engine, all        %8.3f s  %.0f MB" % (
        middle(lambda one: one["engine_s"]),
        middle(lambda one: one["engine_mb"])))
    for name, title in (("sql_s", "self-join, top %d" % LINKS),
                        ("weka_s", "FP-growth, pairs")):
        if any(one.get(name, 0) is None for one in rounds):
            print("%-18s did not end within %d s" % (
                title, found["patience"]))
        elif name in rounds[0]:
            print("%-18s %8.3f s  %.1f times the engine" % (
                title, middle(lambda one: one[name]),
                middle(lambda one: one[name] / one["engine_s"])))
    if found["weka"] is not True:
        print("FP-growth: " + found["weka"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=1000000)
    parser.add_argument("--products", type=int, default=20000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--patience", type=int, default=300,
                        help="seconds that FP-growth may take")
    parser.add_argument("--json")
    options = parser.parse_args()
    if not os.path.exists(ENGINE):
        sys.exit("make tests/bench/bench_recommend first")
    found = measure(options)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=1)
    table(found)


if __name__ == "__main__":
    main()
