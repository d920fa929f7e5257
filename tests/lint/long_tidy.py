"""What clang-tidy and cppcheck find in the sources. .clang-tidy says what is
looked for, and why the rest is not."""
# budget: 3600 s
import concurrent.futures
import os
import re
import shutil
import subprocess

import source
import tap

BUILD = os.path.dirname(os.environ.get(
    "AFTERSALE_BIN", os.path.join(source.TOP, ".local/build/aftersale")))
# readdir is safe where each caller has its own stream, and readdir_r is gone.
# What mmap() refused needs no munmap().
# One thread asks for accounts and groups. The two others are its own: it
# loses its place in compound literals, and takes for a number what a header
# declares.
SUPPRESSED = ["missingIncludeSystem", "readdirCalled", "getgrnamCalled",
              "getpwnamCalled", "getgrgidCalled",
              "internalAstError", "CastIntegerToAddressAtReturn",
              # One past the end is where digits begin from.
              "ctuPointerArith:src/view/lookup_text.c",
              # It is taken back before the function ends.
              "autoVariables:src/app/carry_import.c",
              "memleak:src/app/supervise.c"]


def output(command):
    done = subprocess.run(command, cwd=source.TOP, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def includes():
    """The folders of headers, as the compiler gets them."""
    _, flags = output(["pkg-config", "--cflags", "libmariadb", "json-c"])
    return ["-Iinclude", "-I" + BUILD] + flags.split()


def places():
    """The folders that make tells the compiler, here without a name."""
    names = set()
    for path in source.files("src/**/*.mk", "Makefile.am"):
        names.update(re.findall(r"-D(\w+)='\"", source.read(path)))
    return ['-D%s=""' % name for name in sorted(names)]


def tidy(path):
    status, text = output(["clang-tidy", "--quiet", path, "--", "-std=gnu11",
                           "-DHAVE_CONFIG_H"] + includes() + places())
    # What is wrong, without the steps that led there.
    return "\n".join(re.findall(r"^src.* error: .*|^.*/src.* error: .*", text,
                                re.M)) or text[-500:] if status else ""


@tap.case("clang-tidy finds nothing")
def clang_tidy():
    if not shutil.which("clang-tidy"):
        tap.skip("clang-tidy is missing")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [text for text in pool.map(
            tidy, source.files("src/**/*.c")) if text]
    tap.ok(not found, "\n".join(found)[-6000:])


@tap.case("cppcheck finds nothing")
def cppcheck():
    if not shutil.which("cppcheck"):
        tap.skip("cppcheck is missing")
    status, text = output(
        ["cppcheck", "--quiet", "--std=c11", "--error-exitcode=1",
         "--enable=warning,performance,portability", "--library=posix,gnu",
         "-j%d" % (os.cpu_count() or 1), "--inline-suppr", "-Iinclude",
         "-I" + BUILD] + ["--suppress=" + s for s in SUPPRESSED] + ["src"])
    tap.ok(not status, text[-6000:])


tap.main()
