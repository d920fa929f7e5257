#!/usr/bin/python3
"""Orders that changed, as the shop's own tables tell of them."""
# budget: 60 s

import time

import asking
import shop
import tap

asking.need()
shop.need_dumps()
LATER = 1900002000  # than all in the dumps; 2030-03-17 18:20:00
hpos = asking.open_dump("hpos")[0]


def touch(order, when):
    hpos.rows("UPDATE {P}wc_orders SET date_updated_gmt = %s WHERE id = %s",
              (time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(when)), order))


@tap.case("changes are noticed by their time, page by page, with an overlap")
def since():
    ask = asking.Asker(hpos, LATER)
    order = hpos.order("pending")["id"]
    other = hpos.order("failed")["id"]
    touch(order, 1900000000)
    touch(other, 1900000000)
    page = ask.data("since", 1899999000, 0, 0, 1)
    tap.eq([s["id"] for s in page["seen"]], [order], "the first")
    tap.eq((page["updated_at"], page["id"]), (1900000000, order), "cursor")
    page = ask.data("since", page["updated_at"], page["id"], 0, 10)
    tap.eq([s["id"] for s in page["seen"]], [other], "the second")
    tap.eq((page["updated_at"], page["id"]), (1900000000, 0), "caught up")
    touch(order, 1899999995)
    page = ask.data("since", page["updated_at"], page["id"], 0, 10)
    tap.eq({s["id"] for s in page["seen"]}, {order, other},
           "one that was committed late is not missed")
    tap.eq(ask.data("since", 1900000100, 0, 0, 10)["seen"], [], "nothing")


@tap.case("the same in posts storage: new orders, notes, silent changes")
def since_posts():
    beside = asking.open_dump("posts")[0]
    asker = asking.Asker(beside, LATER)
    newest = beside.value("SELECT MAX(ID) FROM {P}posts"
                          " WHERE post_type = 'shop_order'")
    note = beside.value("SELECT MAX(comment_ID) FROM {P}comments")
    quiet = asker.data("since", 1899000000, newest, note, 50)
    tap.eq(quiet["seen"], [], "nothing new")
    order = beside.order("tracking_plain")["id"]
    beside.rows("INSERT INTO {P}comments (comment_post_ID, comment_author,"
                " comment_type, comment_content, comment_date,"
                " comment_date_gmt) VALUES (%s, 'WooCommerce', 'order_note',"
                " 'x', NOW(), NOW())", (order,))
    page = asker.data("since", 1899000000, newest, note, 50)
    tap.eq([s["id"] for s in page["seen"]], [order], "a note")
    tap.ok(page["note_id"] > note, "cursor")
    open_one = beside.order("onhold_bacs")["id"]
    beside.rows("UPDATE {P}posts SET post_modified_gmt ="
                " '2030-03-17 17:46:40' WHERE ID = %s", (open_one,))
    page = asker.data("since", 1899000000, newest, page["note_id"], 50)
    tap.eq([s["id"] for s in page["seen"]], [open_one], "a silent change")
    tap.eq(page["updated_at"], 1900000000, "cursor")
    page = asker.data("since", 1899999999, newest - 1, page["note_id"], 50)
    tap.ok(newest in {s["id"] for s in page["seen"]}, "a new order")


@tap.case("what is dated ahead is noticed, and leaves the mark at the present:"
          " later changes are not waited for until then")
def dated_ahead():
    posts = asking.open_dump("posts")[0]
    for beside, write in (
            (hpos, "UPDATE {P}wc_orders SET date_updated_gmt = '%s'"
             " WHERE id = %d"),
            (posts, "UPDATE {P}posts SET post_modified_gmt = '%s'"
             " WHERE ID = %d")):
        asker = asking.Asker(beside, LATER)
        ahead = beside.order("onhold_bacs")["id"]
        now = beside.order("pending")["id"]
        beside.rows(write % ("2033-01-01 00:00:00", ahead))
        mark = beside.value("SELECT MAX(ID) FROM {P}posts"
                            " WHERE post_type = 'shop_order'")
        note = beside.value("SELECT MAX(comment_ID) FROM {P}comments")
        if beside is hpos:
            mark = note = 0
        page = asker.data("since", LATER, mark, note, 50)
        tap.ok(ahead in {s["id"] for s in page["seen"]}, "it is noticed")
        tap.eq(page["updated_at"], LATER, "the mark")
        beside.rows(write % ("2030-03-17 18:20:05", now))
        page = asker.data("since", page["updated_at"], page["id"],
                          page["note_id"], 50)
        tap.ok(now in {s["id"] for s in page["seen"]}, "and the next change")
        stuck = asker.data("since", LATER + 10**8, mark, note, 50)
        tap.eq(stuck["updated_at"], LATER, "a mark that was ahead comes back")


tap.main()
