#!/usr/bin/python3
"""Architecture 13: the outbox with real workers, some of which are killed."""
# budget: 120 s

import collections
import re
import signal
import time

import db
import programs
import proc
import tap

programs.need("dbtest")
programs.need("jobtest")
server = db.server()
programs.migrate(server)
server.script("shop", "CREATE TABLE wp_aftersale_ran ("
              " id BIGINT AUTO_INCREMENT PRIMARY KEY, job_id BIGINT,"
              " kind VARCHAR(20), subject BIGINT, worker VARCHAR(40))"
              " ENGINE=InnoDB")
EPOCH = 1792300041


def fresh():
    server.script("shop", "DELETE FROM wp_aftersale_job;"
                  " DELETE FROM wp_aftersale_ran;")


def start(*arguments, **extra):
    return programs.start("jobtest", [str(a) for a in arguments],
                          server.socket, extra)


def call(*arguments, **extra):
    """The program to its end; what it answered."""
    out, status = programs.finish(start(*arguments, **extra))
    programs.check(out, status)
    return programs.noted(out, "answer")


def at(seconds):
    """The clock of a process."""
    return {"AFTERSALE_CLOCK": str(EPOCH + seconds)}


def jobs(where="1 = 1"):
    return server.rows("shop", "SELECT * FROM wp_aftersale_job WHERE "
                       + where + " ORDER BY id")


def ran(where="1 = 1"):
    return server.rows("shop", "SELECT * FROM wp_aftersale_ran WHERE "
                       + where + " ORDER BY id")


def until(condition):
    """Waits for something that another process does."""
    proc.wait_for(condition, 30, "what another process does")


@tap.case("a topic makes one row a subscriber, once, and none without COMMIT")
def fan_out():
    fresh()
    tap.eq(call("put", "t.made", 1, 3, 5), "ok")
    tap.eq(len(jobs()), 6)
    tap.eq(call("put", "t.made", 1, 4, 5), "ok", "the same again")
    tap.eq(len(jobs()), 8)
    tap.eq(call("put", "t.made", 1, 1, 6), "ok", "another version")
    tap.eq(call("put", "t.nobody", 1, 1, 1), "ok", "no subscriber")
    tap.eq(len(jobs()), 10)
    call("put", "t.made", 9, 1, 0)
    tap.eq(len(jobs()), 10, "rows after a rollback")
    tap.eq(call("work", "w", 0), "ok")
    tap.eq({j["state"] for j in jobs()}, {"done"})
    tap.eq(len(ran()), 10)
    call("put", "t.made", 1, 4, 5)
    call("work", "w", 0)
    tap.eq(len(ran()), 10, "runs after the same was put again")


@tap.case("two workers, one killed again and again: nothing lost or doubled"
          " beyond the leases")
def killed_workers():
    fresh()
    call("put", "t.slow", 1, 300, 1)
    steady = None
    kills = 0
    for number in range(5):
        name = "victim%d" % number
        victim = start("work", name, 60)
        until(lambda: ran("worker = '%s'" % name) or not jobs(
            "state = 'due'"))
        victim.send_signal(signal.SIGKILL)
        kills += 1
        programs.finish(victim)
        steady = steady or start("work", "steady", 60)
    out, status = programs.finish(steady)
    programs.check(out, status)
    tap.eq({j["state"] for j in jobs()}, {"done"}, "states")
    runs = collections.Counter(r["job_id"] for r in ran())
    tap.eq(len(runs), 300, "jobs that ran")
    doubled = [job for job, times in runs.items() if times > 1]
    lost = {j["id"] for j in jobs("lost > 0")}
    tap.ok(set(doubled) <= lost, "doubled %s, lost %s" % (doubled, lost))
    tap.ok(len(lost) <= kills, "lost: %s" % lost)
    tap.ok(len({r["worker"] for r in ran()}) > 1, "only one worked")


@tap.case("jobs of one subject run in their order, whoever runs them")
def in_order():
    fresh()
    for version in range(6):
        call("put", "t.made", 1, 5, version)
    pair = [start("work", "a", 5), start("work", "b", 5)]
    for child in pair:
        programs.check(*programs.finish(child))
    for kind in ("first", "second"):
        for subject in range(1, 6):
            order = [r["job_id"] for r in ran(
                "kind = '%s' AND subject = %d" % (kind, subject))]
            tap.eq(order, sorted(order), "%s of %d" % (kind, subject))
            tap.eq(len(order), 6)


@tap.case("a job that fails waits longer each time, holds up only its own"
          " subject, and is a dead letter with a reason")
def failing():
    fresh()
    call("put", "t.fail", 6, 7, 1, **at(0))
    call("put", "t.fail", 6, 7, 2, **at(1))
    heal = {"AFTERSALE_TEST_HEAL": "1"}
    tap.eq(call("work", "w", 0, **at(2), **heal), "ok")
    tap.eq([(r["subject"], r["job_id"]) for r in ran()],
           [(6, jobs()[0]["id"]), (7, jobs()[1]["id"]),
            (7, jobs()[3]["id"])], "who ran")
    first = jobs()[0]
    tap.eq((first["state"], first["attempts"], first["due_at"]),
           ("due", 1, EPOCH + 2 + 15))
    tap.eq(first["reason"], "busy: the carrier said no")
    call("work", "w", 0, **at(16))
    tap.eq(jobs()[0]["attempts"], 1, "before its time")
    call("work", "w", 0, **at(17))
    tap.eq(jobs()[0]["due_at"], EPOCH + 17 + 60)
    call("work", "w", 0, **at(77))
    first, second = jobs("subject = 6")
    tap.eq((first["state"], first["attempts"], first["ended_at"]),
           ("dead", 3, EPOCH + 77))
    tap.eq((second["state"], second["attempts"]), ("due", 1),
           "the next of its subject")


@tap.case("three workers killed by a job make it a dead letter that says so")
def deadly():
    fresh()
    call("put", "t.kill", 1, 1, 1, **at(0))
    call("put", "t.made", 1, 1, 1, **at(0))
    for number in range(3):
        _, status = programs.finish(
            start("work", "w%d" % number, 0, **at(number * 60)))
        tap.eq(status, -signal.SIGKILL, "worker %d" % number)
        tap.eq(jobs("kind = 'kill'")[0]["lost"], number)
    tap.eq(call("work", "w3", 0, **at(180)), "ok")
    job = jobs("kind = 'kill'")[0]
    tap.eq((job["state"], job["lost"], job["reason"]),
           ("dead", 3, "its workers died while they ran it"))
    tap.eq(len(ran("kind = 'kill'")), 3, "runs")
    tap.eq(len(ran("kind = 'first'")), 1, "others go on")


@tap.case("schedules run at their times, once for times that were missed")
def schedules():
    fresh()
    tap.eq(call("plan", **at(0)), "ok")
    tap.eq(call("plan", **at(0)), "ok", "twice")
    tap.eq(len(jobs()), 2, "rows")
    due = (EPOCH - 600) // 3600 * 3600 + 600 + 3600
    tap.eq(jobs("kind = 'tick'")[0]["due_at"], due)
    call("work", "w", 0, AFTERSALE_CLOCK=str(due - 1))
    tap.eq(ran(), (), "before its time")
    call("work", "w", 0, AFTERSALE_CLOCK=str(due))
    call("work", "w", 0, AFTERSALE_CLOCK=str(due + 1))
    tap.eq(len(ran("kind = 'tick'")), 1)
    call("work", "w", 0, AFTERSALE_CLOCK=str(due + 5 * 3600 + 7))
    tap.eq(len(ran("kind = 'tick'")), 2)
    job = jobs("kind = 'tick'")[0]
    tap.eq((job["due_at"], job["state"], job["attempts"]),
           (due + 6 * 3600, "due", 0))


@tap.case("a schedule that fails leaves a dead letter and goes on")
def bad_schedule():
    fresh()
    call("plan", **at(0))
    due = jobs("kind = 'bad'")[0]["due_at"]
    server.script("shop", "DELETE FROM wp_aftersale_job WHERE kind = 'tick'")
    call("work", "w", 0, AFTERSALE_CLOCK=str(due))
    call("work", "w", 0, AFTERSALE_CLOCK=str(due + 15))
    tap.eq(len(ran()), 2)
    row, letter = jobs()
    tap.eq((row["state"], row["due_at"], row["attempts"]),
           ("due", due + 86400, 0))
    tap.eq((letter["state"], letter["reason"], letter["version"]),
           ("dead", "broken", due + 15))


@tap.case("a schedule can be run now, not while it runs")
def now():
    fresh()
    tap.eq(call("now", "tick"), "ok", "without a row")
    tap.eq(len(ran()), 1)
    tap.ok(jobs()[0]["due_at"] > time.time(), "the next run is planned")
    child = start("now", "tick", AFTERSALE_TEST_SLEEP="1")
    until(lambda: jobs("kind = 'tick' AND claim <> ''"))
    tap.eq(call("now", "tick"), "busy", "while it runs")
    programs.check(*programs.finish(child))
    tap.eq(call("now", "first"), "bad-input", "no schedule")
    tap.eq(call("now", "rubbish"), "not-found", "no such job")
    tap.eq(call("now", "bad"), "broken", "one that fails")


@tap.case("a lease that is over belongs to the next worker only")
def stolen():
    fresh()
    call("put", "t.made", 1, 1, 1, **at(0))
    server.script("shop", "DELETE FROM wp_aftersale_job WHERE kind = 'second'")
    server.script("shop", "CREATE TRIGGER steal AFTER INSERT ON"
                  " wp_aftersale_ran FOR EACH ROW UPDATE wp_aftersale_job"
                  " SET claim = 'thief/1' WHERE id = NEW.job_id")
    try:
        tap.eq(call("work", "w", 0, **at(1)), "conflict")
    finally:
        server.script("shop", "DROP TRIGGER steal")
    job = jobs()[0]
    tap.eq((job["state"], job["claim"]), ("due", "thief/1"))


@tap.case("a job that takes long keeps its lease and its worker's heart beats")
def long():
    fresh()
    tap.eq(call("put", "t.long", 1, 1, 1, **at(0)), "ok")
    for taken in (False, True):
        worker = start("work", "patient", 0, **at(0))
        until(ran)
        row = jobs()[0]
        tap.ok(80 <= row["due_at"] - EPOCH <= 83, "the lease was renewed")
        beat = server.rows("shop", "SELECT seen_at FROM"
                           " wp_aftersale_heartbeat WHERE worker = 'patient'")
        tap.ok(50 <= beat[0]["seen_at"] - EPOCH <= 53, "seen since")
        if taken:
            server.script("shop", "UPDATE wp_aftersale_job SET claim = 'x'")
        out, status = programs.finish(worker)
        programs.check(out, status)
        tap.eq(programs.noted(out, "answer"), "conflict" if taken else "ok")
        tap.eq(jobs()[0]["state"], "due" if taken else "done")
        fresh()
        call("put", "t.long", 1, 1, 2, **at(0))
    server.script("shop", "DELETE FROM wp_aftersale_heartbeat")


@tap.case("a job this program does not know waits for one that does")
def unknown():
    fresh()
    call("put", "t.made", 1, 1, 1, **at(0))
    server.script("shop", "UPDATE wp_aftersale_job SET kind = 'later'"
                  " WHERE kind = 'first'")
    tap.eq(call("work", "w", 0, **at(1)), "ok")
    job = jobs("kind = 'later'")[0]
    tap.eq((job["state"], job["reason"], job["due_at"]),
           ("due", "this program has no job of that kind", EPOCH + 1 + 15))


@tap.case("rows of a kind that an earlier release had are dropped when the first"
          " is met, dead letters and schedules too; nothing else goes")
def retired():
    fresh()
    call("put", "t.made", 1, 3, 1, **at(0))
    server.script("shop", "UPDATE wp_aftersale_job SET kind = 'gone'"
                  " WHERE kind = 'first' AND subject < 3;"
                  "UPDATE wp_aftersale_job SET state = 'dead'"
                  " WHERE kind = 'gone' AND subject = 2;"
                  "UPDATE wp_aftersale_job SET kind = 'gone.to'"
                  " WHERE kind = 'first';"
                  "INSERT INTO wp_aftersale_job (topic, subject, version,"
                  " kind, state, due_at, lease_seconds, made_at) VALUES"
                  " ('@schedule', 0, 0, 'gone.too', 'due', 99999999999, 9,"
                  " 9)")
    tap.eq(call("work", "w", 0, **at(1)), "ok")
    tap.eq({j["kind"] for j in jobs()}, {"second", "gone.to"})
    tap.eq(len(jobs("kind = 'second'")), 3)
    tap.eq(len(jobs("kind = 'gone.to'")), 1)
    tap.eq(len(jobs("state = 'dead'")), 0)


@tap.case("state counts what is due and dead, and sees the worker")
def state():
    fresh()
    call("put", "t.made", 1, 2, 1, **at(0))
    call("put", "t.made", 3, 3, 1, **at(50))
    server.script("shop", "UPDATE wp_aftersale_job SET state = 'dead'"
                  " WHERE subject = 1 AND kind = 'first'")
    out = programs.run("jobtest", ["state", "w"], server.socket, at(9))
    tap.eq(programs.noted(out, "state"),
           "3 %d 1 %d" % (EPOCH, EPOCH + 9))


HELD = {"AFTERSALE_TEST_HELD": "1"}
DIGEST = {"AFTERSALE_TEST_DIGEST": "1"}


@tap.case("H-24 while held, an outward job stays as it is, whoever works;"
          " all else runs")
def held():
    fresh()
    call("put", "t.mail", 1, 3, 1, **at(0))
    call("put", "t.made", 1, 1, 1, **at(0))
    before = jobs("kind = 'mail'")
    tap.eq(call("work", "w", 0, **at(9), **HELD), "ok")
    tap.eq(jobs("kind = 'mail'"), before, "untouched")
    tap.eq({r["kind"] for r in ran()}, {"first", "second"})
    tap.eq(call("now", "digest", **at(9), **HELD, **DIGEST), "denied")
    tap.eq(len(ran("kind = 'digest'")), 0)
    tap.eq(call("now", "digest", **at(9), **DIGEST), "ok")
    call("work", "w", 0, **at(9))
    tap.eq(len(ran("kind = 'mail'")), 3, "no longer held")


@tap.case("what was due before a moment is held; its subject keeps its order")
def hold():
    fresh()
    call("put", "t.mail", 1, 2, 1, **at(0))
    call("put", "t.made", 1, 1, 1, **at(0))
    call("put", "t.mail", 2, 3, 2, **at(500))
    out = programs.run("jobtest", ["hold", str(EPOCH + 100)], server.socket)
    tap.eq(programs.noted(out, "held"), "2", "mails of the first second")
    call("work", "w", 0, **at(501))
    tap.eq([r["subject"] for r in ran("kind = 'mail'")], [3],
           "the second of subject 2 waits behind its first")
    tap.eq({j["reason"] for j in jobs("state = 'held'")}, {"away"})
    out = programs.run("jobtest", ["state", "w"], server.socket, at(502))
    tap.eq(programs.noted(out, "held"), "2")


@tap.case("what comes between the holding and the next claim waits as well")
def between():
    fresh()
    call("put", "t.mail", 1, 1, 1, **at(0))
    call("put", "t.made", 1, 1, 1, **at(0))
    call("put", "t.mail", 2, 2, 1, **at(500))
    before = {"AFTERSALE_TEST_BEFORE": str(EPOCH + 100)}
    call("work", "w", 0, **at(501), **before)
    tap.eq([r["subject"] for r in ran("kind = 'mail'")], [2], "sent")
    tap.eq({r["kind"] for r in ran()}, {"first", "second", "mail"})
    call("work", "w", 0, **at(502))
    tap.eq(len(ran("kind = 'mail'")), 2, "when nothing is held")


@tap.case("a decision lets young ones go, in their order, and leaves old ones"
          " out for good")
def release():
    fresh()
    call("put", "t.mail", 1, 1, 1, **at(0))
    call("put", "t.mail", 2, 2, 1, **at(4000))
    call("put", "t.mail", 1, 2, 2, **at(9000))
    call("put", "t.made", 1, 1, 1, **at(0))
    call("plan", **at(0), **DIGEST)
    server.script("shop", "UPDATE wp_aftersale_job SET due_at = %d"
                  " WHERE kind = 'digest'" % (EPOCH + 1))
    programs.run("jobtest", ["hold", str(EPOCH + 5000)], server.socket,
                 DIGEST)
    out = programs.run("jobtest", ["held", "0", str(EPOCH + 3000)],
                       server.socket, dict(at(9001), **DIGEST))
    tap.eq(re.findall("# waits: (.*)", out),
           ["digest 0 1 %d" % (EPOCH + 1), "mail 1 1 %d" % EPOCH])
    out = programs.run("jobtest", ["held", "1", str(EPOCH + 3000)],
                       server.socket, at(9001))
    tap.has(out, "# waits: mail 3 1 %d" % EPOCH, "with all that is due")
    tap.eq(call("release", 0, EPOCH + 3000, **at(9001)), "ok")
    tap.eq([(j["subject"], j["state"], j["reason"])
            for j in jobs("kind = 'mail'")],
           [(1, "done", "too old"), (2, "due", ""), (1, "due", ""),
            (2, "due", "")])
    tap.eq(jobs("kind = 'digest'")[0]["state"], "due", "a schedule goes on")
    call("put", "t.mail", 1, 1, 1, **at(9002))
    call("work", "w", 0, **at(9003))
    tap.eq([(r["subject"]) for r in ran("kind = 'mail'")], [2, 1, 2],
           "the one left out is not sent by the same topic")


@tap.case("a decision about a copy takes all that is due, held or not")
def release_all():
    fresh()
    call("put", "t.mail", 1, 2, 1, **at(0))
    call("put", "t.mail", 3, 3, 1, **at(5000))
    call("put", "t.made", 1, 1, 1, **at(0))
    tap.eq(call("release", 1, EPOCH + 4000, **at(5001)), "ok")
    tap.eq([j["state"] for j in jobs("kind = 'mail'")],
           ["done", "done", "due"])
    tap.eq({j["state"] for j in jobs("kind <> 'mail'")}, {"due"},
           "what is not outward is left alone")


@tap.case("sweeping drops dead letters of retired kinds at once")
def sweep_retired():
    fresh()
    call("put", "t.made", 1, 1, 1, **at(0))
    server.script("shop", "UPDATE wp_aftersale_job SET kind = 'gone.too',"
                  " state = 'dead', ended_at = %d WHERE kind = 'first'"
                  % EPOCH)
    tap.eq(call("sweep", **at(1)), "ok")
    tap.eq([j["kind"] for j in jobs()], ["second"])


@tap.case("sweeping drops what is past its time, and no more")
def sweep():
    fresh()
    call("put", "t.made", 1, 2, 1, **at(0))
    server.script("shop", "UPDATE wp_aftersale_job SET state = 'done',"
                  " ended_at = %d WHERE subject = 1" % EPOCH)
    server.script("shop", "UPDATE wp_aftersale_job SET state = 'dead',"
                  " ended_at = %d WHERE subject = 2 AND kind = 'first'"
                  % EPOCH)
    tap.eq(call("sweep", **at(30 * 86400)), "ok")
    tap.eq(len(jobs()), 4)
    call("sweep", **at(30 * 86400 + 1))
    tap.eq(len(jobs()), 2)
    call("sweep", **at(90 * 86400 + 1))
    tap.eq([j["state"] for j in jobs()], ["due"])


tap.main()
