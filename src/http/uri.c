/* uri - from REQUEST_URI to a path below the base and the fields behind the
 * question mark.
 *
 * The path is decoded once and only then compared. What could be read in two
 * ways (an escaped slash, dots) is not found rather than interpreted. */
#include "inside.h"

/* Also what a web server should have refused: spaces and raw controls. */
static bool
has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= ' ' || c == 0x7f)
			return true;
	}
	return false;
}

static bool
has_decoded_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < ' ' || c == 0x7f)
			return true;
	}
	return false;
}

static bool
has_escaped_slash(struct str s)
{
	return str_find(s, STR("%2F")) != (size_t)-1 ||
	       str_find(s, STR("%2f")) != (size_t)-1;
}

static bool
has_dots(struct str path)
{
	while (path.p) {
		struct str part = str_cut(&path, '/');

		if (str_is_z(part, ".") || str_is_z(part, ".."))
			return true;
	}
	return false;
}

static bool
is_escape_broken(struct str s)
{
	size_t at = str_find_byte(s, '%');

	while (at != (size_t)-1) {
		s = str_skip(s, at + 1);
		if (s.n < 2 || !strchr("0123456789abcdefABCDEF", s.p[0]) ||
		    !strchr("0123456789abcdefABCDEF", s.p[1]))
			return true;
		at = str_find_byte(s, '%');
	}
	return false;
}

/* The path below the base; the base alone is "/". */
static bool
cut_base(struct str path, struct str base, struct str *out)
{
	if (!str_has_prefix(path, base))
		return false;
	path = str_skip(path, base.n);
	if (path.n == 0 && base.n > 0)
		path = STR("/");
	if (path.n == 0 || path.p[0] != '/')
		return false;
	*out = path;
	return true;
}

static enum fault
read_path(struct rq *rq, struct str raw, struct str base)
{
	struct str path;

	if (raw.n == 0 || raw.p[0] != '/')
		return FAULT_URI_FORM;
	if (is_escape_broken(raw))
		return FAULT_PERCENT;
	if (has_escaped_slash(raw))
		return FAULT_SLASH;
	if (http_url_decode(rq->arena, raw, false, &path))
		return FAULT_UTF8;
	if (has_decoded_control(path))
		return FAULT_CONTROL;
	if (has_dots(path))
		return FAULT_DOTS;
	if (!cut_base(path, base, &rq->path))
		return FAULT_OUTSIDE;
	return FAULT_NONE;
}

static enum fault
read_uri(struct rq *rq, struct str base)
{
	struct str query = rq->uri;
	struct str raw;
	enum fault fault;

	if (rq->uri.n == 0)
		return FAULT_URI_MISSING;
	if (rq->uri.n > HTTP_URI_MAX)
		return FAULT_URI_LONG;
	if (has_control(rq->uri) || str_find_byte(rq->uri, '#') != (size_t)-1)
		return FAULT_CONTROL;

	raw = str_cut(&query, '?');
	fault = read_path(rq, raw, base);
	if (fault)
		return fault;

	if (http_pairs_read(rq->arena, query, false, &rq->query))
		return FAULT_FIELDS;
	return FAULT_NONE;
}

void
http_uri_read(struct rq *rq, struct str base)
{
	enum fault fault = read_uri(rq, base);

	if (fault)
		http_fault(rq, fault);
}
