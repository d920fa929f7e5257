"""sql.py - collects rows and writes them as INSERT statements."""


def quote(value):
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return "'" + text + "'"


class Rows:
    """Rows by table, in the order they came."""

    def __init__(self):
        self.tables = {}
        self.last = {}

    def number(self, name, first=1):
        """The next number of a series such as "posts"."""
        self.last[name] = self.last.get(name, first - 1) + 1
        return self.last[name]

    def add(self, table, **row):
        self.tables.setdefault(table, []).append(row)

    def meta(self, table, key, owner, values):
        """One row for each pair; a list gives several rows of one key."""
        for name, value in values.items():
            for one in value if isinstance(value, list) else [value]:
                self.add(table, **{key: owner, "meta_key": name,
                                   "meta_value": one})

    def text(self, prefix):
        out = []
        for table, rows in self.tables.items():
            for names, group in by_columns(rows):
                values = ",\n".join(
                    "(" + ", ".join(quote(row[n]) for n in names) + ")"
                    for row in group)
                out.append("INSERT INTO %s%s (%s) VALUES\n%s;\n" % (
                    prefix, table, ", ".join(names), values))
        return "\n".join(out)


def by_columns(rows):
    """Groups neighbours that name the same columns, 200 at most."""
    group, names = [], None
    for row in rows:
        if group and (tuple(row) != names or len(group) == 200):
            yield names, group
            group = []
        names = tuple(row)
        group.append(row)
    if group:
        yield names, group
