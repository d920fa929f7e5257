"""Where SQL may stand, which tables it may name, and in which dialect."""
# budget: 30 s
import os
import re

import source
import tap

SQL = re.compile(r"^\s*(SELECT\b[^.!?]*\bFROM\b|INSERT (IGNORE )?INTO\b"
                 r"|UPDATE\s+\S+\s+(AS\s+\w+\s+)?SET\b|DELETE\s+FROM\b"
                 r"|REPLACE INTO\b|CREATE TABLE\b|ALTER TABLE\b"
                 r"|DROP TABLE\b|WITH\s+\w+\s+AS\b)", re.S)
# Files outside of X_store.c that hold statements.
HOMES = ("src/shop/", "src/db/", "src/migrations/")
STORE = re.compile(r"(^|/)(\w+_)?store\w*\.c$")

# Newer than MySQL 5.6, or MariaDB's own.
NEWER = [(r"\bWITH\s+(RECURSIVE\s+)?\w+\s*(\([^)]*\)\s*)?AS\s*\(",
          "a common table expression"),
         (r"\bOVER\s*\(", "a window function"), (r"\bJSON_\w+\s*\(",
          "a JSON function"), (r"\bSKIP\s+LOCKED\b", "SKIP LOCKED"),
         (r"\bRETURNING\b", "RETURNING"), (r"\bLATERAL\b", "LATERAL"),
         (r"\bREGEXP_(REPLACE|SUBSTR|LIKE)\b", "a regular expression"),
         (r"\bGET_LOCK\s*\(", "GET_LOCK"),
         (r"\bEXCEPT\b|\bINTERSECT\b", "EXCEPT"),
         (r"\bIF NOT EXISTS\b(?=[^;]*\bCOLUMN\b)", "ADD COLUMN IF NOT "
          "EXISTS")]

SHOP_TABLE = re.compile(
    r"\b(?:wp_\w+|wc_(?:orders?|order_\w+|orders_meta|product_\w+"
    r"|customer_lookup)|woocommerce_order_item(?:s|meta)"
    r"|woocommerce_(?:tax_rates|attribute_taxonomies"
    r"|downloadable_product_permissions|api_keys)|postmeta|usermeta"
    r"|commentmeta|termmeta|term_relationships|term_taxonomy)\b"
    r"|\{(?:shop|P|p|prefix)\}")


def texts(*patterns):
    for path in source.files(*patterns):
        for line, text in source.literals(source.read(path)):
            yield path, line, re.sub(r"\\[ntr]|\s+", " ", text)


def may_hold_sql(path):
    return path.startswith(HOMES) or bool(STORE.search(path))


@tap.case("SQL stands in X_store.c, src/shop and src/db only")
def places():
    source.complain([
        (path, line, text[:60]) for path, line, text
        in texts("src/**/*.[ch]")
        if SQL.match(text) and not may_hold_sql(path)])


@tap.case("tables of the shop are named in src/shop only")
def shop_tables():
    found = []
    for path, line, text in texts("src/**/*.[ch]"):
        match = SHOP_TABLE.search(text)
        if match and not path.startswith("src/shop/") \
                and may_hold_sql(path) and SQL.match(text):
            found.append((path, line, "names the shop's " + match[0]))
    source.complain(found)


@tap.case("SQL is of the kind that MySQL 5.6 understands")
def dialect():
    found = []
    pool = list(texts("src/**/*.[ch]"))
    pool += [(path, 1, re.sub(r"--[^\n]*", "", source.read(path)))
             for path in source.files("src/migrations/*.sql")]
    for path, line, text in pool:
        if not path.endswith(".sql") and not may_hold_sql(path):
            continue
        for pattern, what in NEWER:
            if re.search(pattern, text):
                found.append((path, line, "uses " + what))
    source.complain(found)


@tap.case("columns are named, lists have a limit of their own table")
def stars():
    source.complain([
        (path, line, "SELECT *: name the columns")
        for path, line, text in texts("src/**/*.[ch]")
        if may_hold_sql(path) and re.search(
            r"\bSELECT\s+(\w+\.)?\*", text)])


@tap.case("a migration touches own tables only, and says why each column is")
def migrations():
    found = []
    for path in source.files("src/migrations/*.sql"):
        name = os.path.basename(path)
        if not re.match(r"\d{12}_\w+\.sql$", name):
            found.append((path, 1, "not named YYYYMMDDHHMM_feature_what"))
        plain = re.sub(r"--[^\n]*", "", source.read(path))
        for match in re.finditer(
                r"\b(?:CREATE TABLE(?: IF NOT EXISTS)?|ALTER TABLE"
                r"|DROP TABLE(?: IF EXISTS)?|INSERT(?: IGNORE)? INTO"
                r"|UPDATE|DELETE FROM|ON)\s+([`{}\w]+)", plain):
            words = match[0].split()
            if words[0] == "UPDATE" and plain[:match.start()].rstrip(
                    ).endswith(("KEY", "ON")):
                continue
            if words[0] == "ON" and not re.search(
                    r"INDEX\s+\S+\s*$", plain[:match.start()]):
                continue
            if not match[1].startswith(("{own}", "`{own}")):
                found.append((path, source.line_of(plain, match.start()),
                              match[0]))
        for match in re.finditer(r"\bCREATE TABLE\b[^;]*;", plain, re.S):
            if "InnoDB" not in match[0] or "utf8mb4" not in match[0]:
                found.append((path, source.line_of(plain, match.start()),
                              "a table is InnoDB and utf8mb4"))
    source.complain(found)


@tap.case("the lint sees what it is for")
def self_test():
    tap.ok(SQL.match("SELECT a FROM {own}b"), "a SELECT")
    tap.ok(not SQL.match("Select at least one item from the list."),
           "a sentence is no statement")
    tap.ok(SHOP_TABLE.search("UPDATE {shop}posts SET a = 1"), "a table")
    tap.ok(may_hold_sql("src/help/help_store.c"), "a store")
    tap.ok(not may_hold_sql("src/help/help_page.c"), "a page")
    for text in ("WITH x AS (SELECT 1)", "ROW_NUMBER() OVER (ORDER BY a)",
                 "JSON_EXTRACT(a, b)", "FOR UPDATE SKIP LOCKED"):
        tap.ok(any(re.search(p, text) for p, what in NEWER), text)


tap.main()
