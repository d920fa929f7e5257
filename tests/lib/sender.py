"""sender.py - a program that has mails to send (tests/app/outward.c), beside a
shop whose worker has been at work."""

import json
import os

import app
import proc
import shop
import tap

TOOLS = os.path.join(os.path.dirname(app.BIN), "tests", "app")
NOW = shop.DEMO_NOW


def need():
    if not os.access(os.path.join(TOOLS, "outworker"), os.X_OK):
        tap.skip_all("tests/app/outworker is not built (make check builds"
                     " it)")


class Sender(app.App):
    """A program that has mails to send: see outward.c. It finds itself on
    a machine of the test's own."""

    def __init__(self, beside, machine="a machine", **more):
        self.tool = "outward"
        super().__init__(beside, **more)
        self.number = os.path.join(self.folder, "machine-id")
        self.move(machine)

    def program(self):
        return os.path.join(TOOLS, self.tool)

    def environment(self, extra=None):
        return dict(super().environment(extra),
                    AFTERSALE_MACHINE_ID=self.number)

    def move(self, machine):
        with open(self.number, "w", encoding="ascii") as file:
            file.write(machine + "\n")
        proc.own(self.number)

    def work(self, at=NOW):
        """One round of the worker at that time."""
        self.tool = "outworker"
        self.run("--once", env={"AFTERSALE_CLOCK": str(at)})
        self.tool = "outward"

    def say(self, *words, at=NOW, good=True):
        done = self.run(*words, env={"AFTERSALE_CLOCK": str(at)}, good=good)
        return done.stdout.decode() + done.stderr.decode()

    def status(self, at=NOW):
        return json.loads(self.say("status", "--json", at=at, good=False))

    def due(self, subject, at=NOW, kind="test.mail"):
        self.shop.rows(
            "INSERT INTO {P}aftersale_job (topic, subject, version, kind,"
            " state, due_at, lease_seconds, made_at) VALUES"
            " ('order.noticed', %s, %s, %s, 'due', %s, 60, %s)",
            (subject, at, kind, at, at))

    def jobs(self, kind="test.mail"):
        """What became of each mail, by its subject."""
        return {row["subject"]: row["state"] if not row["reason"]
                else "%s: %s" % (row["state"], row["reason"])
                for row in self.shop.rows(
                    "SELECT subject, state, reason FROM {P}aftersale_job"
                    " WHERE kind = %s ORDER BY id", (kind,))}


def sender(**more):
    """A shop whose worker has been at work."""
    by = Sender(app.shop_with_tables("demo"), **more)
    by.work(NOW - 60)
    return by
