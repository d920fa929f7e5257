"""Sizes, banned names, and words that do not belong into the tree."""
# budget: 60 s
import re
import subprocess

import source
import tap

FILE_LINES, FUNCTION_LINES, COLUMNS = 500, 60, 100

BANNED = ["FCGX_FPrintF", "MYSQL_OPT_RECONNECT", "strtok", "sprintf",
          "vsprintf", "strcpy", "strcat", "atoi", "atol", "gmtime",
          "localtime", "alloca", "system", "popen", "gets", "tmpnam",
          "setlocale", "GET_LOCK"]

TAG = re.compile(r"</?(?:a|abbr|article|aside|b|br|button|code|dd|div|dl|dt"
                 r"|em|fieldset|form|h[1-6]|head|header|hr|html|i|img|input"
                 r"|label|legend|li|link|main|meta|nav|ol|option|p|pre"
                 r"|script|section|select|small|span|strong|style|table"
                 r"|tbody|td|textarea|tfoot|th|thead|title|tr|ul)"
                 r"(?:\s[^<>]*)?/?>", re.I)
# The view knows tags in order to judge them, the fake shop holds what a
# hostile buyer types, inspect prints addresses as the shop joins them.
TAG_HOMES = ("src/view/", "src/shop/fake",
             "src/shop/woocommerce/inspect_order.c")

# Put together here, so that this file does not hold what it looks for.
UNFINISHED = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
PLACES = ["/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/"]


def sources():
    return source.files("src/**/*.c", "src/**/*.h", "include/**/*.h")


def tracked():
    """Text files under version control; what git can not say is empty."""
    done = subprocess.run(["git", "-C", source.TOP, "ls-files", "-z"],
                          stdout=subprocess.PIPE, check=False)
    names = done.stdout.decode().split("\0")
    skip = (".webp", ".png", ".jpg", ".gz", ".ico", ".mo", ".woff2")
    return [n for n in names if n and not n.endswith(skip)]


@tap.case("no source file is over %d lines" % FILE_LINES)
def file_size():
    found = []
    for path in source.files("src/**/*.[ch]", "include/**/*.h",
                             "tests/**/*.py", "tests/**/*.c",
                             "demo/**/*.py"):
        lines = source.read(path).count("\n")
        if lines > FILE_LINES:
            found.append((path, lines, "lines: split it by what it does"))
    source.complain(found)


@tap.case("no function is over %d lines" % FUNCTION_LINES)
def function_size():
    found = []
    for path in source.files("src/**/*.c"):
        for line, name, lines in source.functions(source.read(path)):
            if lines > FUNCTION_LINES:
                found.append((path, line, "%s() has %d lines"
                              % (name, lines)))
    source.complain(found)


@tap.case("no banned function is called")
def banned():
    pattern = re.compile(r"\b(%s)\s*\(|\bMYSQL_OPT_RECONNECT\b"
                         % "|".join(BANNED))
    found = []
    for path in sources():
        code = source.code_only(source.read(path))
        for match in pattern.finditer(code):
            found.append((path, source.line_of(code, match.start()),
                          match[0] + " is banned"))
    source.complain(found)


@tap.case("no markup stands in a text of C; templates are for that")
def markup():
    found = []
    for path in sources():
        if path.startswith(TAG_HOMES):
            continue
        for line, text in source.literals(source.read(path)):
            match = TAG.search(text)
            if match:
                found.append((path, line, match[0] + " belongs into a "
                              "template"))
    source.complain(found)


@tap.case("each C file opens with a comment saying what lives there")
def opening():
    found = [(path, 1, "no opening comment") for path in
             source.files("src/**/*.c", "include/**/*.h")
             if not source.read(path).startswith("/*")]
    source.complain(found)


@tap.case("no unfinished marks and no places of one machine in the tree")
def marks():
    found = []
    for path in tracked():
        try:
            text = source.read(path)
        except (OSError, UnicodeDecodeError):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for word in UNFINISHED:
                if re.search(r"\b%s\b" % word, line):
                    found.append((path, number, word))
            for place in PLACES:
                if re.search(r"(?<![\w.:/*-])" + place, line) \
                        and not line.startswith("#!"):
                    found.append((path, number, line.strip()[:60]))
    source.complain(found)


@tap.case("shell scripts are valid for their shell")
def shell():
    found = []
    for path in tracked():
        text = source.read(path) if not path.endswith(".in") else ""
        first = text.split("\n", 1)[0]
        kind = "bash" if "bash" in first or path.startswith(
            "bootstrap.d/") else "sh"
        if not re.match(r"#!.*\b(ba)?sh$", first) \
                and not path.startswith("bootstrap.d/"):
            continue
        done = subprocess.run([kind, "-n", source.TOP + "/" + path],
                              stderr=subprocess.PIPE, check=False)
        if done.returncode:
            found.append((path, 1, done.stderr.decode()[:200]))
    source.complain(found)


@tap.case("the lint sees what it is for")
def self_test():
    text = 'int\nf(int a)\n{\n\tg("<p>x" /* "y" */ " z");\n}\n'
    tap.eq(source.functions(text), [(2, "f", 3)])
    tap.eq(source.literals(text), [(4, "<p>x z")])
    tap.ok(TAG.search("<p>x"), "finds a tag")
    tap.ok(not TAG.search("a < b, <name>"), "leaves other text alone")
    tap.lacks(source.code_only('/* atoi() */ x("strcpy()")'), "atoi")


tap.main()
