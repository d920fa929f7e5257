/* status - numbers and words of HTTP, and the status of our errors. */
#include "inside.h"

/* UNSURE is the word of HTTP for "taken in, the end is not known yet": the
 * page says that we are checking, and no web server replaces it. */
static const int statuses[] = {
	[ERR_OK] = 200,
	[ERR_NOT_FOUND] = 404,
	[ERR_BAD_INPUT] = 400,
	[ERR_DENIED] = 403,
	[ERR_CONFLICT] = 409,
	[ERR_BUSY] = 503,
	[ERR_UNSURE] = 202,
	[ERR_BROKEN] = 500,
};

int
http_status(enum err e)
{
	return statuses[e];
}

struct status_row {
	int status;
	const char *line;
};

static const struct status_row lines[] = {
	{ 200, "200 OK" },
	{ 202, "202 Accepted" },
	{ 204, "204 No Content" },
	{ 301, "301 Moved Permanently" },
	{ 302, "302 Found" },
	{ 303, "303 See Other" },
	{ 304, "304 Not Modified" },
	{ 400, "400 Bad Request" },
	{ 401, "401 Unauthorized" },
	{ 403, "403 Forbidden" },
	{ 404, "404 Not Found" },
	{ 405, "405 Method Not Allowed" },
	{ 408, "408 Request Timeout" },
	{ 409, "409 Conflict" },
	{ 410, "410 Gone" },
	{ 411, "411 Length Required" },
	{ 413, "413 Content Too Large" },
	{ 414, "414 URI Too Long" },
	{ 415, "415 Unsupported Media Type" },
	{ 422, "422 Unprocessable Content" },
	{ 429, "429 Too Many Requests" },
	{ 500, "500 Internal Server Error" },
	{ 501, "501 Not Implemented" },
	{ 502, "502 Bad Gateway" },
	{ 503, "503 Service Unavailable" },
	{ 504, "504 Gateway Timeout" },
};

const char *
http_status_line(int status)
{
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (lines[i].status == status)
			return lines[i].line;
	return NULL;
}
