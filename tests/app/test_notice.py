#!/usr/bin/python3
"""PK-05 what a worker notices of the shop's orders."""
# budget: 90 s

import shop
import tap

from sender import sender

NOW = shop.DEMO_NOW


def noticed(by, order):
    return by.shop.value("SELECT COUNT(*) FROM {P}aftersale_job WHERE topic ="
                         " 'order.noticed' AND subject = %s", (order,))


def changed(by, order, at):
    by.shop.rows("UPDATE {P}wc_orders SET date_updated_gmt ="
                 " FROM_UNIXTIME(%s) WHERE id = %s", (at, order))


@tap.case("PK-05 of two orders that were changed in the same second, the one"
          " that was written a moment later is noticed at the next look")
def late():
    by = sender()
    by.work(NOW)
    changed(by, 1001, NOW + 60)
    by.work(NOW + 61)
    tap.ok(noticed(by, 1001) > 0, "the first")
    jobs = noticed(by, 1001)
    changed(by, 1002, NOW + 60)
    by.work(NOW + 63)
    tap.ok(noticed(by, 1002) > 0, "the second")
    changed(by, 1003, NOW + 58)
    by.work(NOW + 65)
    tap.ok(noticed(by, 1003) > 0, "one that its clock dated before both")
    by.work(NOW + 67)
    tap.eq(noticed(by, 1001), jobs, "and each once")


tap.main()
