#!/usr/bin/python3
"""aftersale recommend --train --cases: files as people and programs write
them, read right or refused with a sentence."""
# budget: 30 s

import os
import random

import app
import proc
import shop
import tap

app.need()
house = app.App(app.shop_with_tables("demo"), clock=shop.DEMO_NOW)
FOLDER = proc.folder("score")
HEAD = "order_id,customer_id,unix_day,product_id,quantity\n"


def lines(form):
    """Two hundred orders, each line by that form."""
    some = random.Random(1)
    out = []
    for order in range(200):
        for product in some.sample(range(1, 15), 1 + order % 3):
            out.append(form.format(o=order, c=order % 40, d=20000 + order // 4,
                                   p=product))
    return "".join(out)


PLAIN = HEAD + lines("{o},{c},{d},{p},1\n")
BASKETS = "case_id,product_id\n" + "".join(
    "%d,%d\n%d,%d\n" % (n, n + 1, n, n + 2) for n in range(5))


def put(name, text):
    path = os.path.join(FOLDER, name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    proc.own(path)
    return path


def answer(train, cases=BASKETS, task="A", good=True):
    """What is answered; refused: what is said."""
    done = house.run("recommend", "--train", put("train.csv", train),
                     "--cases", put("cases.csv", cases), "--task", task,
                     good=good)
    return (done.stdout if good else done.stderr).decode()


@tap.case("TY-13 point 1: orders from any program give the same answers:"
          " Windows, a mark at the front, quotes, names with commas, other"
          " columns in another order")
def forms():
    want = answer(PLAIN)
    tap.eq(len(want.splitlines()), 5, "an answer a case")
    for name, train in (
            ("Windows", PLAIN.replace("\n", "\r\n")),
            ("a mark", "\ufeff" + PLAIN),
            ("twice", PLAIN + PLAIN.partition("\n")[2]),
            ("quotes", '"order_id","customer_id","unix_day","product_id"\n'
             + lines('"{o}","{c}" , "{d}","{p}"\n')),
            ("names", "name,product_id,order_id,note,unix_day,customer_id\n"
             + lines('"Mug, 7 ""inch""",{p},{o},5" cup,{d},{c}\n'))):
        tap.eq(answer(train), want, name)


@tap.case("TY-13 point 1: what cannot be read right is refused by its line"
          " and never half read")
def refused():
    for train, why in (
            (PLAIN.replace("\n", "\r"), "line 1: its lines do not end"),
            ('n,order_id,product_id\n"Mug\nblue",1,2\n',
             "line 2: a quote does not end"),
            ('n,order_id,product_id\n"7" mug,1,2\n',
             "line 2: something follows"),
            ("order_id,product_id\n9223372036854775808,1\n", "line 2"),
            ("order_id,product_id\n1,\n", "line 2: order_id or product_id"),
            ("order_id;product_id\n1;2\n", 'no column "order_id"')):
        tap.has(answer(train, good=False), why)
    tap.has(answer(PLAIN, BASKETS + ",4\n", good=False),
            "line 12: case_id is missing")
    tap.has(answer(PLAIN, "case_id,customer_id\n,4\n", "B", good=False),
            "line 2: case_id is missing")


@tap.case("TY-13 point 1: lines of a case need not stand together, a case of"
          " nothing is answered, and the files that are read stay")
def cases():
    head, *rest = BASKETS.splitlines(True)
    want = answer(PLAIN)
    shuffled = answer(PLAIN, head + "".join(rest[::2] + rest[1::2]))
    tap.eq(shuffled, want, "one answer a case")
    tap.eq([line.split()[0] for line in answer(
        PLAIN, head + "7,\n3,99999\n").splitlines()], ["7", "3"])
    for kept in ("train.csv", "cases.csv"):
        path = os.path.join(FOLDER, kept)
        before = os.path.getsize(path)
        done = house.run("recommend", "--train",
                         os.path.join(FOLDER, "train.csv"), "--cases",
                         os.path.join(FOLDER, "cases.csv"), "--task", "A",
                         "--out", os.path.join(FOLDER, "..", os.path.basename(
                             FOLDER), kept), good=False)
        tap.eq((done.returncode, os.path.getsize(path)), (2, before), kept)
        tap.has(done.stderr.decode(), "--out would overwrite what is read")


tap.main()
