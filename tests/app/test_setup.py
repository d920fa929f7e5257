#!/usr/bin/python3
"""setup: users, rights, tables, configuration, again and half-way."""
# budget: 300 s

import grp
import json
import os
import pwd
import re
import subprocess

import app
import buyer
import proc
import shop
import tap
from places import OURS, Place, house, place, text

app.need()


@tap.case("PK-10 the account that a configuration is named after may read it")
def instance():
    if os.geteuid():
        tap.skip("only root can give a file to a group")
    nobody = pwd.getpwnam("nobody")
    for name, more, gid in (("nobody", (), nobody.pw_gid),
                            ("nobody", ("--group", "daemon"),
                             grp.getgrnam("daemon").gr_gid),
                            ("root", (), None), ("no-such-account", (), None)):
        here = place()
        here.file = os.path.join(here.etc, name + ".json")
        done = subprocess.run(
            [house.program(), "--config", here.file, "setup", here.wp,
             "--yes", "--single-user", *more], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd="/",
            env=house.environment(None), check=False)
        tap.eq(done.returncode, 0, done.stdout.decode()[-800:])
        found = os.stat(here.file)
        tap.eq(found.st_mode & 0o777, 0o640, name)
        if gid is None:
            ours = [g.gr_gid for g in grp.getgrall()
                    if g.gr_name == "aftersale"] or [0]
            gid = ours[0]
        tap.eq(found.st_gid, gid, "%s %s" % (name, more))


@tap.case("PK-03 setup makes users, rights, tables and file; all pages work")
def whole():
    here = place()
    out, _ = here.setup()
    conf = here.conf()
    tap.eq(os.stat(here.file).st_mode & 0o777, 0o640, "the file's mode")
    tap.eq(conf["mode"], "read-only", "buyers see nothing yet")
    for member in ("password", "worker_password", "owner_password"):
        tap.ok(re.fullmatch("[0-9a-f]{32}", conf["database"][member]), member)
        tap.lacks(out, conf["database"][member], "a password is printed")
    tap.lacks(out, conf["keys"][0]["secret"], "a key is printed")
    tap.eq(len({conf["database"][m] for m in OURS}), 3, "three users")
    page, worker, owner = here.all_grants()
    for line in page + worker:
        tap.lacks(line, "CREATE", "no DDL")
        if "_aftersale_" not in line and "GRANT USAGE" not in line:
            tap.has(line, "GRANT SELECT ON", "the shop is read only")
    tap.ok(any("INSERT" in line and "aftersale_learned_link" in line
               for line in worker), "the worker writes what it counts")
    tap.ok(not any("INSERT" in line and "aftersale_learned_link" in line
                   for line in page), "pages do not")
    tap.ok(not any("wp_posts" in line for line in owner),
           "the owner sees no row of the shop")
    serve_all(here, 99)


@tap.case("PK-03 rights that are older than a table of the offers cost only"
          " what is in it")
def older_rights():
    here = place()
    here.setup()
    by = here.app()
    for member in OURS[:2]:
        name = here.conf()["database"][member]
        tap.ok(any("learned_follow" in line for line in here.grants(member)),
               member)
        for table in ("learned_follow", "offer_proof"):
            here.shop.server.script(
                None, "REVOKE ALL PRIVILEGES ON shop.wp_aftersale_%s"
                " FROM '%s'@'localhost'" % (table, name))
    by.run("work", "--now", "recommend")
    by.serve(1)
    order = here.shop.orders["fresh_guest"]
    page = buyer.Buyer(by).arrive(order["number"], order["key"])
    tap.eq(page.status, 200)
    tap.has(page.text, 'id="offers"', "what goes with it")
    tap.lacks(page.text, 'id="offers-mine"', "what follows")
    staff = buyer.Buyer(by, cookie=here.shop.sign_in("staff"))
    for path in ("/admin", "/admin/offers"):
        tap.eq(staff.get(path).status, 200, path)


@tap.case("PK-03 setup notes the server that wp-config.php names, and goes with"
          " it; one that an owner wrote into the file stays")
def server_noted():
    here = place()
    here.setup()
    socket = here.shop.server.socket
    tap.eq(here.conf()["database"]["shop_server"], socket)
    path = os.path.join(here.wp, "wp-config.php")
    link = os.path.join(here.wp, "s")
    os.symlink(socket, link)
    move(path, socket, link)
    here.setup()
    tap.eq(here.conf()["database"]["shop_server"], link)
    tap.eq(here.conf()["database"]["socket"], link)
    own = os.path.join(here.wp, "own")
    os.symlink(socket, own)
    conf = here.conf()
    conf["database"].update(socket=own, port=3311)
    with open(here.file, "w", encoding="utf-8") as file:
        json.dump(conf, file)
    here.setup()
    kept = here.conf()["database"]
    tap.eq((kept["socket"], kept["port"], kept.get("shop_server", "")),
           (own, 3311, ""), "what an owner wrote where setup had noted one")
    here.setup("--db-socket", own)
    move(path, link, socket)
    here.setup()
    tap.eq(here.conf()["database"]["socket"], own, "the owner's")
    tap.eq(here.conf()["database"].get("shop_server", ""), "")


@tap.case("PK-03 a member of an earlier release does no harm; doctor names it,"
          " setup takes it out")
def leftover():
    here = place()
    here.setup()
    conf = dict(here.conf(), fingerprint="0123")
    with open(here.file, "w", encoding="utf-8") as file:
        json.dump(conf, file)
    done = house.run("--config", here.file, "doctor", good=False)
    tap.has(text(done)[0], "warn  fingerprint in the configuration")
    here.setup()
    tap.ok("fingerprint" not in here.conf(), "it is out")
    tap.lacks(text(house.run("--config", here.file, "doctor", good=False))[0],
              "fingerprint")


def move(path, old, new):
    with open(path, encoding="utf-8") as file:
        text_of = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text_of.replace(old, new))


def serve_all(here, most=1):
    by = here.app()
    by.serve(1)
    opened = here.shop
    staff = buyer.Buyer(by, cookie=opened.sign_in("owner"))
    for case, order in list(opened.orders.items())[:most]:
        one = buyer.Buyer(by)
        tap.eq(one.arrive(order["number"], order["key"]).status, 200, case)
        tap.eq(one.get(one.at + "/help").status, 200, case)
    tap.eq(one.open("a@b.lt").status, 422, "the e-mail")
    tap.eq(one.post("/find", {"number": "1", "email": "a@b.lt"}).status, 422,
           "the look-up")
    for path in ("/admin", "/admin/orders", "/admin/help"):
        tap.eq(staff.get(path).status, 200, path)
    by.run("settings", "help.entries", json.dumps([
        {"id": 1, "question": "Q?", "answer": "A.", "is_hidden": False}]))
    tap.ok(one.post(one.at + "/help/1", {}).status in (303, 404), "a press")
    by.run("work", "--once")
    for job in ("recommend", "help.figures", "app.sweep"):
        by.run("work", "--now", job)
    by.run("work", "--once")
    tap.eq(by.run("migrate").stdout, b"The tables are up to date.\n")
    state = json.loads(by.run("status", "--json", good=False).stdout)
    tap.ok(state["schema"] > 202611240000, "status sees the tables")
    tap.eq((state["paused"], state["changes"], state["held"]),
           ("", [], False), "the worker sees the shop's tables")
    tap.lacks(by.log_text(), "denied", "nothing was refused")
    out, _ = text(by.run("doctor", good=False))
    tap.lacks(out, "bad ", "doctor")


@tap.case("PK-03 a second run changes nothing")
def again():
    here = place()
    here.setup()
    with open(here.file, "rb") as file:
        before = file.read()
    grants, tables = here.all_grants(), here.shop.rows("SHOW TABLES")
    out, _ = here.setup(admin=False)
    with open(here.file, "rb") as file:
        tap.eq(file.read(), before, "the file")
    tap.eq(here.all_grants(), grants, "rights")
    tap.eq(here.shop.rows("SHOW TABLES"), tables, "tables")
    tap.has(out, "as they should be", "said")


@tap.case("what an owner changed in the file stays; what is lost is mended")
def mended():
    here = place()
    here.setup()
    conf = dict(here.conf(), mode="staff", workers=5)
    with open(here.file, "w", encoding="utf-8") as file:
        json.dump(conf, file)
    names = conf["database"]
    here.shop.server.script(None, (
        "REVOKE SELECT ON shop.wp_posts FROM '%s'@'localhost';"
        "DROP USER '%s'@'localhost';"
        "ALTER USER '%s'@'localhost' IDENTIFIED BY 'other';"
        "DROP TABLE shop.wp_aftersale_learned_link")
        % tuple(names[m] for m in OURS))
    # The journal says it was made; an owner would drop both.
    here.shop.rows("DELETE FROM {P}aftersale_migration"
                   " WHERE name LIKE '%%recommend%%'")
    here.setup()
    tap.eq(here.conf()["mode"], "staff", "the mode stays")
    tap.eq(here.conf()["workers"], 5, "and the workers")
    tap.eq(here.conf()["database"], names, "names and passwords stay")
    serve_all(here)


@tap.case("a lost file is no harm: the same users get new passwords")
def lost():
    here = place()
    here.setup()
    before = here.conf()["database"]
    os.unlink(here.file)
    here.setup()
    after = here.conf()["database"]
    tap.eq([after[m] for m in OURS], [before[m] for m in OURS], "names")
    tap.ok(after["password"] != before["password"], "a new password")
    serve_all(here)


@tap.case("cut at every statement, setup can be run again")
def cut():
    at = 1
    while at < 400:
        here = CUT.get("place") or place()
        CUT["place"] = here
        done = house.run("--config", here.file, "setup", here.wp, "--yes",
                         "--db-admin-user", "root", good=False,
                         env={"AFTERSALE_CRASH_AT": str(at)})
        if done.returncode == 0:
            break
        at += 29
    tap.ok(at > 20, "it was cut at %d places" % (at // 29))
    here.setup()
    serve_all(here)


CUT = {}


@tap.case("without an account that may make users: one sentence, the SQL")
def handed():
    here = place()
    done = here.setup(admin=False, good=False)
    out, err = text(done)
    tap.eq(done.returncode, 1, "not finished")
    tap.eq(err.count("\n"), 1, err)
    tap.has(err, "your host", "the sentence")
    conf = here.conf()["database"]
    for member in ("password", "worker_password", "owner_password"):
        tap.lacks(out, conf[member], "no password")
    tap.ok(here.shop.rows("SHOW TABLES LIKE '%%aftersale_job'"), "tables")
    sql = [line for line in out.splitlines()
           if line.startswith(("CREATE USER", "GRANT "))]
    here.shop.server.script(None, "\n".join(sql))
    out, _ = here.setup(admin=False)
    tap.has(out, "as they should be", "the host did it")
    serve_all(here)


@tap.case("an account that is named and cannot sign in is said at once")
def refused():
    here = place()
    done = here.setup("--db-admin-user", "nobody", admin=False, good=False)
    tap.eq(done.returncode, 1, "failed")
    tap.eq(text(done)[1].count("\n"), 1, text(done)[1])
    tap.ok(not os.path.exists(here.file), "and nothing is written")


@tap.case("--db-admin-file: a login file as administrators have it")
def login_file():
    here = place()
    here.shop.server.script(None, "CREATE USER 'adm in'@'localhost'"
                            " IDENTIFIED BY 'p#w;d'; GRANT ALL ON *.* TO"
                            " 'adm in'@'localhost' WITH GRANT OPTION")
    path = os.path.join(here.etc, "my.cnf")
    with open(path, "w", encoding="utf-8") as file:
        file.write("# mine\n[mysqld]\nuser=x\n[client]\nuser = \"adm in\"\n"
                   "password='p#w;d'\n")
    proc.own(path)
    out, _ = here.setup("--db-admin-file", path, admin=False)
    tap.has(out, "made by adm in", "said")
    serve_all(here)


@tap.case("another prefix, and a site of a network")
def prefixes():
    here = place("shop7_")
    out, _ = here.setup()
    tap.has(out, "shop7_aftersale_", "tables")
    tap.eq(here.conf()["database"]["prefix"], "shop7_", "prefix")
    serve_all(here)
    done = house.run("--config", here.file, "setup", here.wp, "--dry-run",
                     "--site", "3", good=False)
    tap.eq(done.returncode, 1, "there is no such site")


@tap.case("the file of another shop is not taken over")
def other():
    here = place()
    here.setup()
    with open(here.file, encoding="utf-8") as file:
        conf = json.load(file)
    conf["database"]["prefix"] = "else_"
    with open(here.file, "w", encoding="utf-8") as file:
        json.dump(conf, file)
    done = here.setup(good=False)
    tap.eq(done.returncode, 1, "refused")
    tap.has(text(done)[1], "another shop", "said")


@tap.case("PK-03 --dry-run lists files, tables, rights and kinds of row")
def dry():
    here = place()
    users = here.shop.server.rows(None, "SELECT User FROM mysql.user")
    out, _ = text(house.run("--config", here.file, "setup", here.wp,
                            "--dry-run", "--db-admin-user", "root"))
    for part in (here.file, "0640", "wp_aftersale_write_once: once_key,",
                 "wp_aftersale_migration: name,", "CREATE USER IF NOT EXISTS",
                 "GRANT SELECT ON `shop`.`wp_options`", "read only"):
        tap.has(out, part, "the plan")
    tap.ok(not os.path.exists(os.path.dirname(here.file)), "no file")
    tap.eq(here.shop.rows("SHOW TABLES LIKE '%%aftersale%%'"), (), "no table")
    tap.eq(here.shop.server.rows(None, "SELECT User FROM mysql.user"), users,
           "no user")


@tap.case("--single-user works, doctor says what it weakens, and it grows up")
def single():
    here = place()
    here.setup("--single-user", admin=False)
    tap.eq(here.conf()["database"]["user"], "aftersale", "the shop's own")
    out, _ = text(here.app().run("doctor", good=False))
    tap.has(out, "one account", "doctor")
    here.setup()
    tap.eq(len({here.conf()["database"][m] for m in OURS}), 3, "three users")
    out, _ = text(here.app().run("doctor", good=False))
    tap.lacks(out, "one account", "doctor")
    serve_all(here)


@tap.case("PK-04 read-only works with nothing but SELECT on the shop")
def read_only():
    here = place()
    here.setup("--single-user", admin=False)
    by = here.app("read-only")
    by.conf["database"] = dict(by.conf["database"], user="looker",
                               password="p")
    by.write_conf()
    out, _ = text(by.run("grants", "--read-only", "--user",
                         "'looker'@'localhost'"))
    lines = [line for line in out.splitlines() if line.startswith("GRANT")]
    tap.ok(lines and all(re.match("GRANT SELECT ON `shop`.`wp_(?!after)",
                                  line) for line in lines), out)
    here.shop.server.script(None, "CREATE USER 'looker'@'localhost'"
                            " IDENTIFIED BY 'p';" + "\n".join(lines))
    by.serve(1)
    staff = buyer.Buyer(by, cookie=here.shop.sign_in("owner"))
    tap.eq(staff.get("/admin/orders").status, 200, "the last orders")
    for case, order in here.shop.orders.items():
        one = buyer.Buyer(by, cookie=here.shop.sign_in("owner"))
        got = one.arrive(order["number"], order["key"])
        tap.eq(got.status, 200, case)
    tap.lacks(by.log_text(), "denied", "nothing was refused")


tap.main()
