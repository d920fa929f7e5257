"""The unit tests under valgrind: reads of what was never written, reads and
writes outside, memory that nothing points to any more. The replays of the
fuzz corpora are left to the sanitizers: here they would take hours."""
# budget: 3600 s
import concurrent.futures
import glob
import os
import shutil
import subprocess

import proc
import tap

BUILD = os.path.dirname(os.environ.get(
    "AFTERSALE_BIN", os.path.join(proc.TOP, ".local", "build", "aftersale")))
PROGRAMS = sorted(path for path in glob.glob(
    os.path.join(BUILD, "tests", "unit", "test_*"))
    if os.access(path, os.X_OK) and "." not in os.path.basename(path))
VALGRIND = ["valgrind", "--quiet", "--error-exitcode=99",
            "--leak-check=full", "--errors-for-leak-kinds=definite",
            "--show-leak-kinds=definite", "--child-silent-after-fork=yes"]

if not shutil.which("valgrind"):
    tap.skip_all("valgrind is missing")
if not PROGRAMS:
    tap.skip_all("no unit test is built (make check builds them)")


def run(path):
    done = subprocess.run(VALGRIND + [path], cwd=BUILD, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env=dict(os.environ, srcdir=proc.TOP))
    return done.returncode, done.stdout.decode("utf-8", "replace")


pool = concurrent.futures.ThreadPoolExecutor(os.cpu_count())
results = {path: pool.submit(run, path) for path in PROGRAMS}


def add(path):
    @tap.case(os.path.basename(path) + " under valgrind")
    def under_valgrind():
        status, text = results[path].result()
        bad = [line for line in text.splitlines()
               if not line.startswith(("ok ", "1..", "# "))]
        tap.ok(not status, "status %d\n%s" % (status, "\n".join(bad[:60])))


for program in PROGRAMS:
    add(program)
tap.main()
