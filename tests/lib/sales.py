"""sales.py - adds orders to a shop in HPOS storage by the hundred, straight
into its tables, for tests of what is learned from them."""


def chunks(rows, size=2000):
    for at in range(0, len(rows), size):
        yield rows[at:at + size]


def put(beside, table, columns, rows):
    for part in chunks(rows):
        text = ",".join("(%s)" % ",".join(
            str(v) if isinstance(v, int) else "'%s'" % v for v in row)
            for row in part)
        beside.server.script(beside.database, "INSERT INTO %s%s (%s) VALUES"
                             " %s;" % (beside.prefix, table, columns, text))


def at(seconds):
    import time
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(seconds))


class Orders:
    """Orders to be added; add() collects, write() writes."""

    def __init__(self, beside, first=20_000_000):
        self.beside = beside
        self.order = first
        self.item = first * 10
        self.orders, self.items, self.metas = [], [], []

    def add(self, products, when, user=0, email="", status="wc-completed",
            total="0", currency="EUR"):
        """One order; products are ids or (product, variation, pieces)."""
        self.order += 1
        self.orders.append((self.order, "shop_order", status, email, user, 0,
                            at(when), at(when), total, currency))
        for what in products:
            one = what if isinstance(what, tuple) else (what, 0, 1)
            self.line(self.order, one)
        return self.order

    def line(self, order, what, refunded=None):
        self.item += 1
        self.items.append((self.item, "x", "line_item", order))
        for key, value in zip(("_product_id", "_variation_id", "_qty"), what):
            self.metas.append((self.item, key, value))
        if refunded:
            self.metas.append((self.item, "_refunded_item_id", refunded))
        return self.item

    def refund(self, order, when, lines, total="0", currency="EUR"):
        """A refund of [(item, product, pieces)]; the total has no minus."""
        self.order += 1
        self.orders.append((self.order, "shop_order_refund", "wc-completed",
                            "", 0, order, at(when), at(when), "-" + total,
                            currency))
        for item, product, pieces in lines:
            self.line(self.order, (product, 0, -pieces), item)

    def write(self):
        put(self.beside, "wc_orders", "id, type, status, billing_email,"
            " customer_id, parent_order_id, date_created_gmt,"
            " date_updated_gmt, total_amount, currency", self.orders)
        put(self.beside, "woocommerce_order_items", "order_item_id,"
            " order_item_name, order_item_type, order_id", self.items)
        put(self.beside, "woocommerce_order_itemmeta", "order_item_id,"
            " meta_key, meta_value", self.metas)
        self.orders, self.items, self.metas = [], [], []


def shelve(beside, ids, title="One more"):
    """Products that the shop shows, by their numbers."""
    put(beside, "posts", "ID, post_title, post_status, post_type, post_name,"
        " post_content, post_excerpt, to_ping, pinged, post_content_filtered",
        [(n, title, "publish", "product", "more-%d" % n, "", "", "", "", "")
         for n in ids])


def clear(beside):
    """A shop without any order."""
    for table in ("wc_orders", "woocommerce_order_items",
                  "woocommerce_order_itemmeta"):
        beside.rows("DELETE FROM {P}" + table)
