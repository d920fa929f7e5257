"""Reading and writing catalogues, and finding sentences in the sources.

Shared by extract.py and pseudo.py. A sentence is (context, one, many);
context and many may be None. Only the standard library is used.
"""
import os
import re

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HOLE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")


# ---- sources ---------------------------------------------------------------

PLURAL = re.compile(r"\{\{#_n ([\w.]+)(?: ([^}]*?))?\s*\}\}(.*?)\{\{/_n\}\}", re.S)
PLAIN = re.compile(r"\{\{#_(?: ([^}]*?))?\s*\}\}(.*?)\{\{/_\}\}", re.S)


def fold(text):
    """White space to single spaces, holes to {{name}}: the msgid."""
    text = HOLE.sub(lambda m: "{{%s}}" % m.group(1), text)
    return " ".join(text.split())


def of_template(text):
    for m in PLURAL.finditer(text):
        one, many = m.group(3).split("|")
        yield m.start(), (m.group(2) or None, fold(one), fold(many))
    for m in PLAIN.finditer(text):
        yield m.start(), (m.group(1) or None, fold(m.group(2)), None)


TOKEN = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\''
    r"|[A-Za-z_]\w*|\d\w*|\s+|.", re.S)
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "'": "'"}


def tokens(text):
    return [t for t in TOKEN.findall(text)
            if not t.isspace() and not t.startswith(("/*", "//"))]


def literal(arg):
    """The text of an argument made of string literals only, or None."""
    if not arg or any(not t.startswith('"') for t in arg):
        return None
    text = "".join(t[1:-1] for t in arg)
    return re.sub(r"\\(.)", lambda m: ESCAPES.get(m.group(1), ""), text)


def arguments(toks, i):
    """The arguments of a call whose '(' is at i, each a list of tokens; and
    where the call ends."""
    args, deep = [[]], 0
    while i < len(toks):
        t = toks[i]
        deep += (t in "([{") - (t in ")]}")
        if deep == 0:
            return args, i
        if t == "," and deep == 1:
            args.append([])
        elif not (t == "(" and deep == 1 and args == [[]]):
            args[-1].append(t)
        i += 1
    return args, i


def calls(toks):
    """(place, name, arguments) of each call; a N_() inside of another call
    belongs to that one."""
    end = -1
    for i in range(len(toks) - 1):
        if toks[i] in ("N_", "tr", "trn") and toks[i + 1] == "(":
            args, stop = arguments(toks, i + 1)
            if toks[i] != "N_" or i > end:
                yield i, toks[i], args
            if toks[i] != "N_":
                end = max(end, stop)


def texts_in(arg):
    """The msgids an argument may be: one literal, or those it marks."""
    if literal(arg) is not None:
        return [literal(arg)]
    return [literal(arguments(arg, i + 1)[0][0]) for i in range(len(arg) - 1)
            if arg[i] == "N_"]


# Members that another part translates, without a context.
PLAIN_MEMBERS = {"label", "title", "what"}

# Where marked words are looked up, when their own file does not say it: the
# context by the table they stand in; "" stands for any other.
LOOKED_UP = {
    "src/admin/admin_page.c": {"": "console", "state_titles": "status"},
    "src/app/site_date.c": {"months": "month", "weekdays": "weekday"},
    "src/confirm/confirm_rules.c": {"": "stage"},
    "src/help/help.c": {"": "console"},
    "src/recommend/recommend.c": {"pages": "console"},
}


def table_at(toks, i):
    """The name of the array whose initialiser the token i stands in."""
    while i > 0 and not (toks[i] == "=" and toks[i + 1] == "{"):
        i -= 1
    while i > 0 and toks[i] != "[":
        i -= 1
    return toks[i - 1] if i > 0 else ""


def contexts_at(toks, i, own, elsewhere):
    """The contexts a word marked at i is looked up under."""
    if i > 1 and toks[i - 2] in PLAIN_MEMBERS:
        return [None]
    ctx = elsewhere.get(table_at(toks, i)) or elsewhere.get("")
    return [ctx] if ctx else sorted(own, key=str)


def of_c(text, elsewhere):
    """tr() and trn() with literal words; and N_(), which gets the contexts
    under which its own file looks words up, or those of LOOKED_UP."""
    toks = tokens(text)
    found = list(calls(toks))
    own = {literal(a[1]) for _, name, a in found
           if name == "tr" and len(a) == 3 and not texts_in(a[2])} or {None}
    for i, name, args in found:
        if name == "N_" and literal(args[0]):
            for ctx in contexts_at(toks, i, own, elsewhere):
                yield i, (ctx, literal(args[0]), None)
        elif name == "tr" and len(args) == 3:
            for one in texts_in(args[2]):
                yield i, (literal(args[1]), one, None)
        elif name == "trn" and len(args) == 5 and texts_in(args[2]):
            yield i, (literal(args[1]), texts_in(args[2])[0],
                      texts_in(args[3])[0])


def sources():
    for folder, _, files in sorted(os.walk(os.path.join(TOP, "src"))):
        for name in sorted(files):
            if name.endswith((".mustache", ".c")):
                yield os.path.join(folder, name)


def collect():
    """All sentences of the tree: {sentence: [file, ...]} in reading order."""
    out = {}
    for path in sources():
        with open(path, encoding="utf-8") as f:
            text = f.read()
        name = os.path.relpath(path, TOP)
        found = of_c(text, LOOKED_UP.get(name, {})) if name.endswith(
            ".c") else of_template(text)
        for _, words in sorted(found, key=lambda one: one[0]):
            if name not in out.setdefault(words, []):
                out[words].append(name)
    return out


# ---- catalogues ------------------------------------------------------------

def quote(text):
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"%s"' % text.replace("\n", "\\n").replace("\t", "\\t")


def entry(words, files, texts):
    ctx, one, many = words
    lines = ["#: " + f for f in files]
    if ctx is not None:
        lines.append("msgctxt " + quote(ctx))
    lines.append("msgid " + quote(one))
    if many is None:
        lines.append("msgstr " + quote(texts[0] if texts else ""))
    else:
        lines.append("msgid_plural " + quote(many))
        for n, text in enumerate(texts or ["", ""]):
            lines.append("msgstr[%d] %s" % (n, quote(text)))
    return "\n".join(lines) + "\n"


def header(lang, plural):
    rows = ["Project-Id-Version: aftersale",
            "PO-Revision-Date: 2026-11-24 00:00+0000",
            "Last-Translator: aftersale", "Language-Team: aftersale",
            "Language: " + lang,
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8",
            "Content-Transfer-Encoding: 8bit", "Plural-Forms: " + plural]
    return 'msgid ""\nmsgstr ""\n' + "".join(
        quote(row + "\n") + "\n" for row in rows)


FIELD = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(".*")$')


def read(path):
    """A catalogue as {sentence: [text, ...]}; the header is under ''."""
    out, now, last = {}, {}, None

    def close():
        if "msgid" in now:
            texts = [now[k] for k in sorted(now) if k.startswith("msgstr")]
            out[(now.get("msgctxt"), now["msgid"],
                 now.get("msgid_plural"))] = texts
        now.clear()

    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.strip()
            m = FIELD.match(line)
            if not line:
                close()
            elif m:
                last = m.group(1)
                now[last] = literal([m.group(2)])
            elif line.startswith('"'):
                now[last] += literal([line])
    close()
    return out
