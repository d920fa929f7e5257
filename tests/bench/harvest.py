"""harvest.py - which statements a page makes, with values and costs.

The database itself says it: its general log holds the text of each prepared
statement and of each execution with its values, its slow log (of everything)
the examined rows and the time. A plan for reference.c is made of that.
"""

import re
import statistics

VALUE = r"(-?\d+|NULL|(?:_binary\s*)?'(?:[^'\\]|\\.|'')*')"
ESCAPED = {"0": "\0", "n": "\n", "r": "\r", "t": "\t", "Z": "\x1a"}


class Harvest:
    """Listens to a server from start() on, for connections made later."""

    def __init__(self, server):
        self.server = server
        self.prepared = []
        self.session = []

    def ask(self, sql):
        return self.server.rows("mysql", sql)

    def start(self):
        self.ask("SET GLOBAL log_output = 'TABLE'")
        self.ask("SET GLOBAL long_query_time = 0")
        self.ask("SET GLOBAL slow_query_log = 1")
        self.ask("SET GLOBAL general_log = 1")

    def heard(self, kind):
        return [row["argument"] for row in self.ask(
            "SELECT CONVERT(argument USING utf8mb4) AS argument"
            "  FROM general_log WHERE command_type = '%s'" % kind)]

    def of_one(self, page):
        """The statements of one warm page as (text, values, as logged)."""
        for text in self.heard("Prepare"):
            if text not in self.prepared:
                self.prepared.append(text)
        self.session = [text for text in self.heard("Query")
                        if "sql_mode" in text][:1]
        self.ask("TRUNCATE general_log")
        page()
        found = [self.split(text) for text in self.heard("Execute")]
        self.ask("SET GLOBAL general_log = 0")
        return found

    def split(self, logged):
        for text in self.prepared:
            holes = re.escape(text).replace(r"\?", VALUE)
            match = re.fullmatch(holes, logged, re.S)
            if match:
                return text, [value(word) for word in match.groups()], logged
        raise RuntimeError("nobody prepared this: " + logged)

    def costs(self, page, times):
        """{as logged: (examined rows, median microseconds)}."""
        self.ask("TRUNCATE slow_log")
        for _ in range(times):
            page()
        self.ask("SET GLOBAL slow_query_log = 0")
        rows = {}
        for row in self.ask(
                "SELECT CONVERT(sql_text USING utf8mb4) AS text,"
                " rows_examined, query_time FROM slow_log"):
            rows.setdefault(row["text"], []).append(row)
        return {text: (statistics.median(r["rows_examined"] for r in all_of),
                       statistics.median(
                           r["query_time"].total_seconds() * 1e6
                           for r in all_of))
                for text, all_of in rows.items()}

    def explain(self, database, logged):
        """The optimizer's guess: rows of all steps, tables read whole."""
        if not logged.startswith("SELECT"):
            return 0, []
        steps = self.server.rows(database, "EXPLAIN " + logged
                                 .replace("%", "%%"))
        whole = [s["table"] for s in steps
                 if s["type"] == "ALL" and s["table"]
                 and not s["table"].startswith("<")]
        return sum(first_number(s["rows"]) for s in steps), whole


def first_number(rows):
    """MariaDB writes "5 (20%)" where a second index filters."""
    return int(str(rows or 0).split()[0])


def value(word):
    """A value as the log wrote it, as an int, a text, or None."""
    if word == "NULL":
        return None
    if not word.endswith("'"):
        return int(word)
    inner = word[word.index("'") + 1:-1].replace("''", "'")
    return re.sub(r"\\(.)", lambda m: ESCAPED.get(m[1], m[1]), inner,
                  flags=re.S)


def one_line(sql):
    return re.sub(r"\s*\n\s*", " ", sql)


def write_plan(path, session, statements):
    """What reference.c reads; each statement is (text, values, ...)."""
    out = ["set " + one_line(text) for text in session]
    for text, values, *_ in statements:
        when = "before" if text.lstrip().startswith("SELECT") else "after"
        out.append("%s %s" % (when, one_line(text)))
        for word in values:
            if isinstance(word, int):
                out.append("int %d" % word)
            else:
                out.append("text " + (word or "").encode().hex())
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")
