"""tap.py - test cases that print TAP.

A test program is a list of functions marked with @case("what it proves"),
and ends with tap.main(). Each case is one line. It passes by returning,
fails by any exception, and is left out by tap.skip("why").
tests/run starts the programs and adds up their lines.
"""

import sys
import traceback

cases = []
cleanups = []
running = []


class Skip(Exception):
    """This case cannot be run here; the text says why."""


class Failed(AssertionError):
    """What was got is not what was wanted."""


def case(name):
    def keep(function):
        cases.append((name, function))
        return function
    return keep


def skip(reason):
    """Leaves the case out; before the first one, the whole program."""
    if not running:
        skip_all(reason)
    raise Skip(reason)


def skip_all(reason):
    """Nothing of this program can be run here."""
    print("1..0 # SKIP " + one_line(reason), flush=True)
    run_cleanups()
    sys.exit(0)


def cleanup(function):
    """Called when the program ends, the newest first."""
    cleanups.append(function)
    return function


def eq(got, want, what="value"):
    if got != want:
        raise Failed("%s\n  got    %s\n  wanted %s"
                     % (what, short(got), short(want)))


def ok(condition, what):
    if not condition:
        raise Failed(what)


def has(text, part, what="text"):
    if part not in text:
        raise Failed("%s lacks %s\n  it is  %s"
                     % (what, short(part), short(text)))


def lacks(text, part, what="text"):
    if part in text:
        at = text.index(part)
        raise Failed("%s has %s\n  near   %s"
                     % (what, short(part), short(text[max(0, at - 60):])))


def note(text):
    for line in str(text).splitlines():
        print("# " + line, flush=True)


def short(value):
    text = repr(value)
    return text if len(text) <= 600 else text[:600] + "..."


def one_line(text):
    return " ".join(str(text).split())


def run_cleanups():
    while cleanups:
        try:
            cleanups.pop()()
        except Exception:
            note("cleanup: " + traceback.format_exc(limit=3))


def run_case(number, name, function):
    try:
        function()
    except Skip as reason:
        print("ok %d - %s # SKIP %s" % (number, name, one_line(reason)))
        return True
    except Exception as error:
        print("not ok %d - %s" % (number, name))
        note("".join(traceback.format_tb(error.__traceback__)[-3:]))
        note("%s: %s" % (type(error).__name__, error))
        return False
    print("ok %d - %s" % (number, name))
    return True


def main():
    print("1..%d" % len(cases), flush=True)
    running.append(True)
    good = True
    try:
        for number, (name, function) in enumerate(cases, 1):
            good = run_case(number, one_line(name), function) and good
            sys.stdout.flush()
    finally:
        run_cleanups()
    sys.exit(0 if good else 1)
