/* fault - why a request was refused before it was understood: one table.
 * Errors of handlers have their own table in status.c. */
#include "inside.h"

struct fault_row {
	int status;
	const char *why;
};

static const struct fault_row faults[FAULT_COUNT] = {
	[FAULT_METHOD] = { 501, "unknown method" },
	[FAULT_URI_MISSING] = { 400, "no REQUEST_URI" },
	[FAULT_URI_LONG] = { 414, "address too long" },
	[FAULT_URI_FORM] = { 400, "address does not begin with a slash" },
	[FAULT_PERCENT] = { 400, "broken escape in the path" },
	[FAULT_CONTROL] = { 400, "control character in the address" },
	[FAULT_UTF8] = { 400, "path is not UTF-8" },
	[FAULT_SLASH] = { 404, "escaped slash in the path" },
	[FAULT_DOTS] = { 404, "dots in the path" },
	[FAULT_OUTSIDE] = { 404, "path outside of the base" },
	[FAULT_FIELDS] = { 400, "too many fields" },
	[FAULT_LENGTH] = { 400, "broken CONTENT_LENGTH" },
	[FAULT_CHUNKED] = { 411, "body without a length" },
	[FAULT_BODY_LONG] = { 413, "body too long" },
	[FAULT_BODY_SHORT] = { 400, "body shorter than its length" },
	[FAULT_BODY_OVER] = { 400, "body longer than its length" },
	[FAULT_BODY_SLOW] = { 408, "body came too slowly" },
	[FAULT_GONE] = { 400, "client went away" },
};

void
http_fault(struct rq *rq, enum fault fault)
{
	if (rq->fault)
		return;
	rq->fault = faults[fault].status;
	rq->why = str_of(faults[fault].why);
}
