#!/usr/bin/python3
"""Architecture 13: ten thousand jobs, and workers that are killed all the
while. None is lost; one runs twice only when its worker died over it."""
# budget: 1800 s

import collections
import random
import time

import db
import programs
import tap

programs.need("dbtest")
programs.need("jobtest")
JOBS, WORKERS, KILLS = 10000, 3, 40
server = db.server()
programs.migrate(server)
server.script("shop", "CREATE TABLE wp_aftersale_ran ("
              " id BIGINT AUTO_INCREMENT PRIMARY KEY, job_id BIGINT,"
              " kind VARCHAR(20), subject BIGINT, worker VARCHAR(40))"
              " ENGINE=InnoDB")


def rows(sql):
    return server.rows("shop", sql)


def worker(number):
    return programs.start("jobtest", ["work", "w%d" % number, "60"],
                          server.socket)


def due():
    return rows("SELECT COUNT(*) AS n FROM wp_aftersale_job"
                " WHERE state = 'due'")[0]["n"]


def work_and_kill():
    """Workers until all is done; how many of them were killed at work."""
    chance = random.Random(JOBS)
    crew = [worker(number) for number in range(WORKERS)]
    kills = 0
    while kills < KILLS and due() > JOBS // 20:
        time.sleep(chance.uniform(0.1, 1.5))
        at = chance.randrange(WORKERS)
        crew[at].kill()
        programs.finish(crew[at])
        kills += 1
        crew[at] = worker(WORKERS + kills)
    for child in crew:
        programs.check(*programs.finish(child, 1200))
    return kills


@tap.case("%d jobs, their workers killed -9 again and again: nothing is lost,"
          " nothing doubled beyond what died in a worker's hands" % JOBS)
def killed():
    out = programs.run("jobtest", ["put", "t.slow", "1", str(JOBS), "1"],
                       server.socket, limit=300)
    tap.eq(programs.noted(out, "answer"), "ok")
    kills = work_and_kill()
    tap.ok(kills >= 10, "only %d kills" % kills)
    jobs = rows("SELECT id, state, lost FROM wp_aftersale_job")
    tap.eq(collections.Counter(j["state"] for j in jobs), {"done": JOBS})
    runs = collections.Counter(r["job_id"] for r in rows(
        "SELECT job_id FROM wp_aftersale_ran"))
    tap.eq(set(runs), {j["id"] for j in jobs}, "what ran")
    doubled = {job for job, times in runs.items() if times > 1}
    lost = {j["id"]: j["lost"] for j in jobs if j["lost"]}
    tap.note("%d kills, %d jobs in their hands, %d ran twice"
             % (kills, len(lost), len(doubled)))
    tap.ok(doubled <= set(lost), "doubled without a death: %s"
           % sorted(doubled - set(lost)))
    tap.ok(sum(lost.values()) <= kills, "lost %s" % lost)
    tap.ok(sum(runs.values()) - JOBS <= sum(lost.values()), "runs too many")


tap.main()
