#!/bin/sh
# lighttpd calls this when aftersale does not answer: an order link still
# leads to the order, on the shop's own page, which is told not to send the
# visitor back; all else gets the static page beside this file. The snippet
# sets AFTERSALE_BASE, AFTERSALE_ORDER_URL and AFTERSALE_ORDER_TAIL.

# part N: what stands in the Nth pair of parentheses, empty if none does.
part()
{
	printf '%s\n' "${REQUEST_URI#"$AFTERSALE_BASE"}" | sed -nE \
	    "s,^/order/([0-9]+)/?\?(.*&)?key=([A-Za-z0-9_-]+).*,\\$1,p"
}

number=$(part 1)
key=$(part 3)
if [ -n "$number" ]; then
	printf 'Status: 302 Found\r\nLocation: %s%s%s%s&aftersale=off\r\n\r\n' \
	    "$AFTERSALE_ORDER_URL" "$number" "$AFTERSALE_ORDER_TAIL" "$key"
	exit 0
fi
printf 'Status: 503 Service Unavailable\r\nRetry-After: 120\r\n'
printf 'Cache-Control: no-store\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
cat "${SCRIPT_FILENAME%/*}/away.html"
