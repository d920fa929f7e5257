"""store.py - what the start page asks of the shop's database.

It knows both ways of storing orders, so that it can show a real shop's dump
as well as the demo's own shop."""

import hashlib
import hmac
import re
import secrets
import time

from demo import cases, php, shop

PAY_AFTER = 10
LATEST = 60
# Orders placed from the start page are numbered from here.
NEW = 1783


def find_prefix(server, database):
    """The prefix of the one shop in this database."""
    found = []
    for row in server.rows(database, "SHOW TABLES"):
        name = next(iter(row.values()))
        if not name.endswith("options"):
            continue
        prefix = name[:-len("options")]
        if server.rows(database, "SELECT 1 FROM `%s` WHERE option_name ="
                       " 'woocommerce_version'" % name):
            found.append(prefix)
    if len(found) != 1:
        raise RuntimeError(
            "this dump holds %d shops (%s): choose one with --prefix"
            % (len(found), ", ".join(found) or "none"))
    return found[0]


class Store:
    """own: it is the demo's own shop, so orders can be placed."""

    def __init__(self, server, database, prefix, own):
        self.server = server
        self.database = database
        self.prefix = prefix
        self.own = own
        self.due = []
        titles = shop.orders(time.time()) if own else []
        self.titles = {order["id"]: order["title"] for order in titles}

    def rows(self, sql, values=()):
        return self.server.rows(self.database,
                                sql.replace("{P}", self.prefix), values)

    def option(self, name):
        rows = self.rows("SELECT option_value FROM {P}options"
                         " WHERE option_name = %s", (name,))
        return rows[0]["option_value"] if rows else ""

    def move_site(self, url):
        self.rows("UPDATE {P}options SET option_value = %s"
                  " WHERE option_name IN ('siteurl', 'home')",
                  (url.rstrip("/"),))

    def is_hpos(self):
        return self.option("woocommerce_custom_orders_table_enabled") == "yes"

    def orders(self):
        """The latest orders: id, key, status, title, customer_id."""
        if self.is_hpos():
            found = self.rows(
                "SELECT o.id, o.status, o.customer_id, d.order_key"
                " FROM {P}wc_orders o JOIN {P}wc_order_operational_data d"
                " ON d.order_id = o.id WHERE o.type = 'shop_order'"
                " AND o.status NOT IN ('trash', 'auto-draft',"
                " 'wc-checkout-draft') ORDER BY o.id DESC LIMIT %s",
                (LATEST,))
        else:
            found = self.rows(
                "SELECT p.ID id, p.post_status status, k.meta_value"
                " order_key, (SELECT meta_value FROM {P}postmeta"
                " WHERE post_id = p.ID AND meta_key = '_customer_user'"
                " LIMIT 1) customer_id FROM {P}posts p JOIN {P}postmeta k"
                " ON k.post_id = p.ID AND k.meta_key = '_order_key'"
                " WHERE p.post_type = 'shop_order' AND p.post_status NOT IN"
                " ('trash', 'auto-draft', 'wc-checkout-draft')"
                " ORDER BY p.ID DESC LIMIT %s", (LATEST,))
        for row in found:
            row["customer_id"] = int(row["customer_id"] or 0)
            row["status"] = row["status"].replace("wc-", "")
            row["title"] = self.titles.get(row["id"]) or (
                "Order %d, %s" % (row["id"], row["status"]))
        if not self.own:
            return found
        # Placed just now first, then the states as cases.py tells them.
        return sorted((row for row in found if row["id"] in self.titles),
                      key=lambda row: (row["id"] < NEW, row["id"] if
                                       row["id"] < NEW else -row["id"]))

    def place_order(self):
        """A buyer has pressed "Pay"; the bank answers in ten seconds."""
        now = time.time()
        number = self.rows("SELECT GREATEST(%s, MAX(ID) + 1) n"
                           " FROM {P}posts", (NEW,))[0]["n"]
        case = dict(case="new" + secrets.token_hex(6), status="pending",
                    ago=0, buyer=cases.TOMAS, ship="courier",
                    pay="bank_link", lines=[
                        ("morning-mug", 1, "moss"), ("lime-tea", 2),
                        ("linen-towel", 1)])
        sql, facts = shop.order_sql(self.prefix, case, number, now)
        self.server.script(self.database, sql)
        self.titles[number] = "The order you placed"
        self.due.append((now + PAY_AFTER, number))
        return facts

    def pay_what_is_due(self):
        now = time.time()
        for when, number in [d for d in self.due if d[0] <= now]:
            self.due.remove((when, number))
            self.rows("UPDATE {P}wc_orders SET status = 'wc-processing',"
                      " date_updated_gmt = UTC_TIMESTAMP()"
                      " WHERE id = %s AND status = 'wc-pending'", (number,))
            self.rows("UPDATE {P}wc_order_operational_data"
                      " SET date_paid_gmt = UTC_TIMESTAMP()"
                      " WHERE order_id = %s", (number,))

    def people(self):
        """(staff, customer): user ids to sign in as; 0 where none is."""
        key = self.prefix + "capabilities"
        staff = self.rows(
            "SELECT user_id FROM {P}usermeta WHERE meta_key = %s AND"
            " (meta_value LIKE %s OR meta_value LIKE %s)"
            " ORDER BY meta_value LIKE %s DESC, user_id LIMIT 1",
            (key, '%"administrator";b:1%', '%"shop_manager";b:1%',
             '%"shop_manager"%'))
        buyer = [o["customer_id"] for o in self.orders()
                 if o["customer_id"]]
        return (staff[0]["user_id"] if staff else 0,
                buyer[0] if buyer else 0)

    def sign_in(self, user_id, key, salt):
        """(name, value) of a WordPress cookie for a new session."""
        user = self.rows("SELECT user_login, user_pass FROM {P}users"
                         " WHERE ID = %s", (user_id,))[0]
        token, expires = secrets.token_hex(20), int(time.time()) + 86400
        session = php.serialize({
            hashlib.sha256(token.encode()).hexdigest(): {
                "expiration": expires, "ip": "127.0.0.1",
                "login": int(time.time())}})
        self.rows("DELETE FROM {P}usermeta WHERE user_id = %s AND"
                  " meta_key = 'session_tokens'", (user_id,))
        self.rows("INSERT INTO {P}usermeta (user_id, meta_key, meta_value)"
                  " VALUES (%s, 'session_tokens', %s)", (user_id, session))
        name = "wordpress_logged_in_" + hashlib.md5(
            self.option("siteurl").encode()).hexdigest()
        return name, cookie_value(user["user_login"], user["user_pass"],
                                  expires, token, key + salt)


def cookie_value(login, password, expires, token, secret):
    """As WordPress makes it; the password's hash lends four letters."""
    old = password.startswith(("$P$", "$2y$"))
    fragment = password[8:12] if old else password[-4:]
    inner = hmac.new(secret.encode(), (
        "%s|%s|%d|%s" % (login, fragment, expires, token)).encode(),
        hashlib.md5).hexdigest()
    text = "%s|%d|%s" % (login, expires, token)
    mac = hmac.new(inner.encode(), text.encode(), hashlib.sha256)
    return re.sub(r"[^\w.$-]", lambda m: "%%%02X" % ord(m[0]),
                  text + "|" + mac.hexdigest(), flags=re.A)
