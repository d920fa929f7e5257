#!/usr/bin/python3
"""What the worker and WordPress' privacy tools ask the bridge for, played
under php-cli on stand-ins of our own."""
# budget: 120 s

import json
import time

import tap

import stage

stage.need_php()


# ---- the worker's call -----------------------------------------------------


def flush(body, at=None, sign=None, remote="127.0.0.1", **server):
    data = json.dumps(body)
    at = str(int(time.time()) if at is None else at)
    mac = sign or stage.sign("ask", "POST", "/aftersale/v1/flush", at,
                             stage.sum_of(data.encode()))
    return stage.scene("flush", stage.told(), request={
        "query": {"t": at, "s": mac}, "body": data},
        server=dict(server, REMOTE_ADDR=remote))


@tap.case("PK-06 the object cache forgets what the worker names")
def cache():
    got = flush({"products": [5], "coupons": [6], "orders": [7],
                 "comments": [8], "users": [9]})
    tap.eq(got["gave"], {"flushed": 5}, "answer")
    heard = got["heard"]
    tap.eq(heard["clean_post_cache"], [[5], [6], [7]], "posts")
    tap.eq(heard["group"], ["product_5", "coupons", "orders"], "groups")
    tap.eq(heard["wc_delete_product_transients"], [[5]], "transients")
    tap.eq(heard["clean_object_term_cache"], [[5, "product"]], "terms")
    tap.eq(heard["clean_comment_cache"], [[8]], "comments")
    tap.ok(heard["wp_cache_set_comments_last_changed"], "comment lists")
    tap.eq(heard["clear_cached_data"], [["order", [7]]], "rows HPOS keeps")
    tap.eq(heard["clean_user_cache"], [[9]], "users")
    tap.eq(heard["route"][0][:2], ["aftersale/v1", "/flush"], "route")
    tap.eq(heard["route"][0][2]["permission_callback"],
           "aftersale_is_worker", "who may")


@tap.case("PK-06 the call: signed, fresh, from this machine, within limits")
def call():
    for why, got in (
            ("a wrong signature", flush({"products": [5]}, sign="0" * 64)),
            ("no signature", flush({"products": [5]}, sign="x")),
            ("old", flush({}, at=time.time() - 61)),
            ("of the future", flush({}, at=time.time() + 90)),
            ("from elsewhere", flush({}, remote="192.0.2.1")),
            ("forwarded", flush({}, HTTP_X_FORWARDED_FOR="127.0.0.1"))):
        tap.eq(got["gave"], "denied", why)
        tap.lacks(got["heard"], "clean_post_cache")
    got = flush({"products": list(range(1, 500)) + ["x", -3, None]})
    tap.eq(got["gave"], {"flushed": 200}, "at once")
    got = flush({"products": "5", "posts": [1], "users": ["0", "abc"]})
    tap.eq(got["gave"], {"flushed": 1}, "odd shapes")


# ---- privacy ---------------------------------------------------------------


def many(count):
    return [dict(stage.ORDER, id=100 + n) for n in range(count)] + [
        dict(stage.ORDER, id=999, email="another@example.com")]


@tap.case("CP-05 the exporter pages through all orders of that person only")
def export():
    def answer(path, data):
        ids = data.decode().partition("orders=")[2].split("%2C")
        return json.dumps([
            {"table": "order_card", "order": int(i), "what": "<b>help</b>",
             "value": "shown", "at": 1795500000} for i in ids]).encode()

    house = stage.Standin(answer)
    got = stage.scene("export", stage.told(house.base), orders=many(23),
                      address="ona@example.com")
    order, pages = got["gave"]
    tap.eq([len(p["data"]) for p in pages], [10, 10, 3], "pages")
    tap.eq([p["done"] for p in pages], [False, False, True], "done")
    tap.eq(len(house.asked), 3, "requests")
    tap.lacks(str(house.asked), "999")
    first = pages[0]["data"][0]
    tap.eq(first["item_id"], "aftersale-order-100", "item")
    tap.eq(first["data"][1], {"name": "&lt;b&gt;help&lt;/b&gt;",
                              "value": "shown 2026-11-24"}, "a fact")
    tap.ok(all(p.startswith("/after/bridge/export?")
               for _, p, _, _ in house.asked), house.asked)


@tap.case("CP-05 exactly full pages end with an empty one; nobody is nobody")
def edges():
    house = stage.Standin(b"[]")
    got = stage.scene("export", stage.told(house.base), orders=many(10),
                      address="ona@example.com")["gave"][1]
    tap.eq([p["done"] for p in got], [False, True], "pages")
    tap.eq(len(house.asked), 1, "requests")
    got = stage.scene("export", stage.told(house.base), orders=many(3),
                      address="nobody@example.com")["gave"][1]
    tap.eq(got, [{"data": [], "done": True}], "nobody")


@tap.case("CP-06 the eraser comes before WooCommerce's and says what it did")
def erase():
    house = stage.Standin(b'{"removed":4}')
    order, pages = stage.scene("erase", stage.told(house.base),
                               orders=many(12),
                               address="ona@example.com")["gave"]
    tap.eq(order, ["aftersale", "woocommerce"], "the order of erasers")
    tap.eq([(p["items_removed"], p["done"]) for p in pages],
           [(True, False), (True, True)], "pages")
    tap.eq(pages[0]["items_retained"], False, "kept")


@tap.case("CP-05 CP-06 a silent aftersale is an error, not an empty export")
def silent_privacy():
    for play in ("export", "erase"):
        got = stage.scene(play, stage.told("http://shop.test:1/after"),
                          address="ona@example.com")
        tap.eq(got["gave"][1], ["error aftersale_away"], play)
    got = stage.scene("export", None, age=None, address="ona@example.com")
    tap.eq(got["gave"][1], [{"data": [], "done": True}], "never set up")


@tap.case("CP-06 an order that the shop anonymises is forgotten too")
def anonymised():
    house = stage.Standin(b'{"removed":1}')
    stage.scene("anonymise", stage.told(house.base))
    tap.eq(house.asked[0][2], b"orders=1783", "asked")


@tap.case("CP-05 the privacy policy gets a paragraph")
def policy():
    tap.has(stage.scene("policy", stage.told())["heard"]["policy"][0],
            "no visitor is followed")


tap.main()
