"""facts.py - the facts of an order that inspect prints, and comparing them."""

LINE = ["item_id", "name", "qty", "sku", "meta_text", "line_total_printed",
        "refunded_qty", "product_visible_link"]
PLAIN = ["number", "status", "is_paid", "currency",
         "formatted_billing_address", "formatted_shipping_address",
         "order_received_url", "tracking_items"]


def named(order):
    """The facts inspect prints, out of all that is known of an order."""
    out = {key: order[key] for key in PLAIN}
    out["items"] = [{key: line[key] for key in LINE}
                    for line in order["items"]]
    out["totals"] = [{key: row[key] for key in ("row", "label", "value_text")}
                     for row in order["order_item_totals"]]
    out["date_created"] = {key: order["date_created"][key] for key in
                           ("gmt", "local", "formatted", "unix")}
    return out


def differences(got, want, path=""):
    """Each place where two trees differ, with both values."""
    if isinstance(want, dict) and isinstance(got, dict):
        for key in sorted(set(want) | set(got)):
            yield from differences(got.get(key, "(missing)"),
                                   want.get(key, "(missing)"),
                                   path + "." + str(key))
    elif (isinstance(want, list) and isinstance(got, list)
          and len(want) == len(got)):
        for i, (one, other) in enumerate(zip(got, want)):
            yield from differences(one, other, "%s[%d]" % (path, i))
    elif got != want or isinstance(got, bool) != isinstance(want, bool):
        yield "%s\n    got    %r\n    wanted %r" % (path, got, want)


def compare(asker, orders):
    """All differences between the facts of orders and what is read."""
    found = []
    for order in orders:
        got = named(asker.data("inspect", order["id"]))
        found += ["%s %s%s" % (order["case"], order["number"], d)
                  for d in differences(got, named(order))]
    return found
