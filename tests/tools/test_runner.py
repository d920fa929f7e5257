"""The runner itself: what must count as a failure does."""
# budget: 60 s
import os
import subprocess
import tempfile

import proc
import tap

RUN = os.path.join(proc.TOP, "tests", "run")


def run_program(*texts):
    """What tests/run says of programs with these texts, one by one."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for text in texts:
            paths.append(os.path.join(folder, "test_%d.py" % len(paths)))
            with open(paths[-1], "w", encoding="utf-8") as file:
                file.write(text)
        env = dict(os.environ)
        env.pop("AFTERSALE_TEST_DIR", None)
        done = subprocess.run([RUN, "-j", "1"] + paths, env=env,
                              stdout=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stdout.splitlines()[-1], done.stdout


@tap.case("a good program passes, and the last line says so")
def good():
    tap.eq(run_program('print("1..1\\nok 1 - a")')[:2],
           (0, "1 passed, 0 failed"))


@tap.case("a failing case fails the run and shows its reason")
def bad():
    status, last, out = run_program(
        'print("1..2\\nok 1 - a\\nnot ok 2 - b\\n# because")')
    tap.eq((status, last), (1, "1 passed, 1 failed"))
    tap.has(out, "not ok: b")
    tap.has(out, "# because")


@tap.case("no plan, a short plan and a bad end are failures")
def broken():
    for text in ('print("ok 1 - a")', 'print("1..2\\nok 1 - a")',
                 'print("1..1\\nok 1 - a"); raise SystemExit(3)'):
        tap.eq(run_program(text)[:2], (1, "1 passed, 1 failed"), text)


@tap.case("nothing run is a failure, a skip is printed with its reason")
def skipped():
    status, last, out = run_program(
        'import tap; tap.skip_all("there is no moon")')
    tap.eq((status, last), (1, "0 passed, 0 failed"))
    tap.has(out, "skipped: there is no moon")


@tap.case("a program over its budget is ended and fails")
def late():
    status, last, out = run_program(
        '# budget: 1 s\nimport time\nprint("1..1", flush=True)\n'
        'time.sleep(60)')
    tap.eq(status, 1)
    tap.has(out, "longer than 1 s")


@tap.case("a program beside the others takes no turn of theirs")
def beside():
    wait = ('import os, time\nopen(%r, "w").close()\n'
            'for _ in range(200):\n    time.sleep(.05)\n'
            '    if os.path.exists(%r): break\n'
            'print("1..1\\n%%sok 1" %% ("" if os.path.exists(%r) '
            'else "not "))\n')
    with tempfile.TemporaryDirectory() as folder:
        one, two = (os.path.join(folder, name) for name in "ab")
        tap.eq(run_program("# beside\n" + wait % (one, two, two),
                           wait % (two, one, one))[:2],
               (0, "2 passed, 0 failed"))


@tap.case("a case that raises is one failure among others that pass")
def raising():
    status, last, out = run_program(
        'import tap\n'
        '@tap.case("x")\ndef x(): tap.eq(1, 2)\n'
        '@tap.case("y")\ndef y(): pass\n'
        '@tap.case("z")\ndef z(): tap.skip("no z here")\n'
        'tap.main()')
    tap.eq((status, last), (1, "1 passed, 1 failed"))
    tap.has(out, "skipped: z: no z here")


@tap.case("what a killed program left is gone before the next one runs")
def removed():
    out = run_program(
        'import os, proc\nproc.folder("it")\nos.kill(os.getpid(), 9)',
        'import glob, proc\nproc.folder("it")\nprint("1..1\\nnot ok 1 - a")\n'
        'print("# %d left" % len(glob.glob(proc.run_folder() + "/*/it-*")))'
    )[2]
    tap.has(out, "# 1 left")


@tap.case("a new run removes the folders of killed ones, and of no others")
def swept():
    with tempfile.TemporaryDirectory() as root:
        stale, busy, other = (os.path.join(root, name) for name in
                              ("as-12345678", "as-abcdefgh", "as-nolock__"))
        for path in (stale, busy, other):
            os.mkdir(path)
        proc.locked(stale).close()
        held = proc.locked(busy)
        proc.sweep_folders([root])
        tap.eq(sorted(os.listdir(root)), ["as-abcdefgh", "as-nolock__"])
        held.close()


tap.main()
