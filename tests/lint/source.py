"""source.py - reads C as a lint needs it: code, texts and functions apart."""

import glob
import os
import re

import proc

TOP = proc.TOP
TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def files(*patterns):
    """Paths below the top, sorted; build folders are not sources."""
    found = []
    for pattern in patterns:
        found += glob.glob(os.path.join(TOP, pattern), recursive=True)
    return sorted(os.path.relpath(path, TOP) for path in found
                  if "/.local/" not in path)


def read(path):
    with open(os.path.join(TOP, path), encoding="utf-8",
              errors="replace") as file:
        return file.read()


def blank(text):
    """Spaces of the same shape, so that line numbers stay."""
    return re.sub(r"[^\n]", " ", text)


def code_only(text):
    """The code without comments and without what stands in quotes."""
    def hide(match):
        part = match[0]
        if part[0] in "\"'":
            return part[0] + blank(part[1:-1]) + part[-1]
        return blank(part)
    return TOKEN.sub(hide, text)


def without_comments(text):
    return TOKEN.sub(lambda m: m[0] if m[0][0] in "\"'" else blank(m[0]),
                     text)


def literals(text):
    """(line, text) of each run of string literals; neighbours are one."""
    out = []
    end = None
    plain = without_comments(text)
    for match in re.finditer(r'"((?:\\.|[^"\\\n])*)"', plain):
        if re.match(r'.*#\s*include', line_around(plain, match.start())):
            continue
        between = plain[end:match.start()] if end is not None else None
        if out and between is not None and not between.strip():
            out[-1] = (out[-1][0], out[-1][1] + match[1])
        else:
            out.append((line_of(plain, match.start()), match[1]))
        end = match.end()
    return out


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def line_around(text, at):
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text[start:end if end >= 0 else len(text)]


def includes(text):
    """(line, name, is_ours) of each #include."""
    plain = without_comments(text)
    return [(line_of(plain, m.start()), m[2], m[1] == '"') for m in
            re.finditer(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]',
                        plain, re.M)]


def functions(text):
    """(line, name, lines) of each function; name starts its line."""
    code = code_only(text)
    out = []
    for match in re.finditer(r"^(\w+)\([^;{}]*\)\s*\{", code, re.M):
        depth = 0
        for at in range(match.end() - 1, len(code)):
            if code[at] == "{":
                depth += 1
            elif code[at] == "}":
                depth -= 1
                if not depth:
                    break
        first = line_of(code, match.end() - 1)
        out.append((line_of(code, match.start()), match[1],
                    line_of(code, at) - first + 1))
    return out


def complain(found):
    """Fails with all that was found, or passes."""
    import tap
    if found:
        raise tap.Failed("\n".join("%s:%s: %s" % one for one in found[:40]))
