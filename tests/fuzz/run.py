#!/usr/bin/python3
"""run.py - builds the fuzz targets, replays their corpora, fuzzes.

    tests/fuzz/run.py                replay the corpora under the sanitizers
    tests/fuzz/run.py --long         and fuzz each target for ten minutes
    tests/fuzz/run.py --seconds N    ... for N seconds each
    tests/fuzz/run.py --merge DIR    keep what a fuzzed folder adds (small)
    tests/fuzz/run.py mo zone        only these targets

clang and its libFuzzer are needed; `make check` replays the same corpora
with any compiler. Each target begins with the committed corpus alone, as many
at once as there are processors, and says how many inputs it tried. What is
found lies in .local/fuzz/found and is named; what grew lies in
.local/fuzz/grown until the next time.
"""

import argparse
import concurrent.futures
import glob
import os
import re
import shlex
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
WORK = os.environ.get("AFTERSALE_FUZZ_DIR",
                      os.path.join(TOP, ".local", "fuzz"))
FOUND = os.path.join(WORK, "found")
CORPUS = os.path.join(HERE, "corpus")
FLAGS = ("-std=gnu11 -g -O1 -fno-omit-frame-pointer "
         "-fsanitize=fuzzer-no-link,address,undefined "
         "-fno-sanitize-recover=all").split()
LINK = "-fsanitize=fuzzer,address,undefined".split()
LONG_SECONDS = 600
LENGTHS = {"mo": 2000, "zone": 2000, "plural": 400, "date": 200, "dec": 120,
           "base64url": 400, "mustache": 600, "php": 1000, "link": 300}

# What a target stands on besides base; "view", "http" ... are folders of src.
PARTS = {
    "base64url": ["crypt"],
    "cookie": ["http", "view"],
    "form": ["http", "view"],
    "json": ["conf", "crypt"],
    "link": ["link", "conf", "crypt", "db"],
    "markup": ["shop/woocommerce/plain.c", "shop/woocommerce/entity.c"],
    "multipart": ["http", "view"],
    "mustache": ["view"],
    "php": ["shop/woocommerce/php*.c"],
    "recommend": ["recommend/engine"],
    "request": ["http", "view"],
    "session": ["shop/woocommerce/login_cookie.c", "shop/woocommerce/php*.c",
                "crypt"],
    "uri": ["http", "view"],
    "wpconfig": ["shop/woocommerce/wp*.c", "shop/woocommerce/entity.c",
                 "shop/woocommerce/place_names.c"],
}
LIBRARIES = {"crypt": "libcrypto", "conf": "json-c", "db": "libmariadb"}


def targets():
    return sorted(os.path.basename(path)[5:-2]
                  for path in glob.glob(os.path.join(HERE, "fuzz_*.c")))


def sources(part):
    """Of a folder, or of a pattern within one."""
    pattern = part if part.endswith(".c") else os.path.join(part, "*.c")
    return sorted(glob.glob(os.path.join(TOP, "src", pattern)))


def pkg(what, names):
    if not names:
        return []
    out = subprocess.run(["pkg-config", what] + names, check=True,
                         stdout=subprocess.PIPE, text=True).stdout
    return shlex.split(out)


def libraries(target):
    names = [LIBRARIES[part] for part in PARTS.get(target, ())
             if part in LIBRARIES]
    more = ["-lfcgi"] if "http" in PARTS.get(target, ()) else []
    return pkg("--libs", names) + more


def newest(paths):
    return max(os.path.getmtime(path) for path in paths)


def object_of(path):
    name = os.path.relpath(path, TOP).replace("/", "_")[:-2] + ".o"
    return os.path.join(WORK, "o", name)


def compile_one(path, headers_time):
    """The object of a source; made again when anything is newer."""
    out = object_of(path)
    if os.path.exists(out) and os.path.getmtime(out) > max(
            headers_time, os.path.getmtime(path)):
        return out
    subprocess.run(
        ["clang"] + FLAGS + ["-I" + os.path.join(TOP, "include")]
        + ['-DAFTERSALE_SHARE=""', '-DPACKAGE_VERSION="fuzz"']
        + pkg("--cflags", sorted(set(LIBRARIES.values())))
        + ["-c", "-o", out, path], check=True)
    return out


def build(target):
    os.makedirs(os.path.join(WORK, "o"), exist_ok=True)
    headers = newest(
        glob.glob(os.path.join(TOP, "include", "**", "*.h"), recursive=True)
        + glob.glob(os.path.join(TOP, "src", "**", "*.h"), recursive=True)
        + glob.glob(os.path.join(HERE, "*.h")))
    files = [os.path.join(HERE, "fuzz_%s.c" % target)]
    for part in ["base"] + PARTS.get(target, []):
        files += sources(part)
    objects = [compile_one(path, headers) for path in files]
    out = os.path.join(WORK, "fuzz_" + target)
    subprocess.run(["clang"] + LINK + ["-o", out] + objects
                   + libraries(target), check=True)
    return out


def environment():
    env = dict(os.environ)
    env["ASAN_OPTIONS"] = "detect_leaks=1:allocator_may_return_null=0"
    env["UBSAN_OPTIONS"] = "print_stacktrace=1"
    return env


def start(binary, target, arguments, folders):
    options = ["-max_len=%d" % LENGTHS.get(target, 4000), "-timeout=60",
               "-rss_limit_mb=1024", "-close_fd_mask=1",
               "-artifact_prefix=%s/%s-" % (FOUND, target)]
    done = subprocess.run(
        [binary] + options + arguments + folders, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def replay(binary, target):
    """Each file of the corpus once."""
    folder = os.path.join(CORPUS, target)
    files = sorted(glob.glob(os.path.join(folder, "*")))
    if not files:
        return False, "there is no corpus"
    status, text = start(binary, target, [], files)
    return status == 0, text if status else "%d files" % len(files)


def fuzz(binary, target, seconds):
    """New inputs for a while; the grown corpus stays in WORK."""
    grown = os.path.join(WORK, "grown", target)
    shutil.rmtree(grown, ignore_errors=True)
    os.makedirs(grown)
    status, text = start(
        binary, target, ["-max_total_time=%d" % seconds, "-print_final_stats=1"],
        [grown, os.path.join(CORPUS, target)])
    runs = re.search(r"number_of_executed_units: (\d+)", text)
    return status == 0, ("%s runs" % runs[1] if runs and not status
                         else text)


def merge(binary, target, folder):
    """Adds to the committed corpus what covers more."""
    out = os.path.join(CORPUS, target)
    os.makedirs(out, exist_ok=True)
    status, text = start(binary, target, ["-set_cover_merge=1"],
                         [out, os.path.join(folder, target)])
    return status == 0, "%d files" % len(os.listdir(out)) if not status \
        else text


class Report:
    """TAP lines."""

    def __init__(self):
        self.count = 0
        self.failed = False

    def line(self, good, name, text):
        self.count += 1
        self.failed = self.failed or not good
        print("%s %d - %s%s" % ("ok" if good else "not ok", self.count, name,
                                ": " + text if good else ""))
        if not good:
            for row in text.splitlines()[-60:]:
                print("# " + row)
        sys.stdout.flush()

    def end(self):
        print("1..%d" % self.count)
        return 1 if self.failed else 0


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--build", action="store_true")
    parser.add_argument("--merge", metavar="DIR")
    return parser.parse_args(arguments)


def steps(target, options):
    """(good, what was done, what came of it) of each step of a target."""
    binary = os.path.join(WORK, "fuzz_" + target)
    if options.merge:
        good, text = merge(binary, target, options.merge)
        yield good, "is merged", text
        return
    good, text = replay(binary, target)
    yield good, "takes its corpus", text
    seconds = options.seconds or (LONG_SECONDS if options.long else 0)
    if seconds:
        good, text = fuzz(binary, target, seconds)
        yield good, "is fuzzed for %d s" % seconds, text


def build_all(report, names):
    """Those that could be built. One after the other: they share objects."""
    built = []
    for target in names:
        try:
            build(target)
            built.append(target)
        except subprocess.CalledProcessError as error:
            report.line(False, "fuzz %s is built" % target, str(error))
    return built


def main(arguments=None):
    options = parse_arguments(arguments)
    if not shutil.which("clang"):
        print("1..0 # SKIP there is no clang")
        return 0
    os.makedirs(FOUND, exist_ok=True)
    report = Report()
    built = build_all(report, options.targets or targets())
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for target, done in zip(built, pool.map(
                lambda one: list(steps(one, options)),
                () if options.build else built)):
            for good, what, text in done:
                report.line(good, "fuzz %s %s" % (target, what), text)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
