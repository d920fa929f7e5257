/* multipart - multipart/form-data without files into pairs.
 *
 * A file field that was left empty is passed over; one that holds a file is
 * refused, since no form of ours that comes this way has one. */
#include "inside.h"

enum { BOUNDARY_MOST = 70, HEADERS_MOST = 2048 };

/* A parameter of a header, `name="x y"` or name=x. Quoted backslashes are
 * not undone: browsers write %22 for a quote and we declare plain names. */
static bool
parameter(struct str header, const char *name, struct str *out)
{
	str_cut(&header, ';');
	while (header.p) {
		struct str value = str_trim(header);
		struct str key = str_trim(str_cut(&value, '='));
		bool quoted = value.n > 0 && value.p[0] == '"';

		if (quoted) {
			value = str_skip(value, 1);
			header = value;
			value = str_cut(&header, '"');
			if (!header.p)
				return false;
			str_cut(&header, ';');
		} else {
			header = value;
			value = str_trim(str_cut(&header, ';'));
			if (str_find_byte(key, ';') != (size_t)-1)
				return false;
		}
		if (str_is_nocase(key, str_of(name))) {
			*out = value;
			return true;
		}
	}
	return false;
}

struct part {
	struct str disposition;
	struct str content;
};

/* The lines before the empty one; only the disposition is of use. */
static enum err
read_headers(struct str *rest, struct part *part)
{
	size_t end = str_find(str_head(*rest, HEADERS_MOST), STR("\r\n\r\n"));
	struct str lines;

	if (end == (size_t)-1)
		return ERR_BAD_INPUT;
	lines = str_head(*rest, end);
	*rest = str_skip(*rest, end + 4);
	while (lines.n > 0) {
		struct str value = str_trim(str_cut(&lines, '\n'));
		struct str name = str_cut(&value, ':');

		if (str_is_nocase(name, STR("Content-Disposition")))
			part->disposition = str_trim(value);
	}
	return part->disposition.n ? ERR_OK : ERR_BAD_INPUT;
}

/* `delimiter` is CRLF, two dashes, the boundary. */
static enum err
read_part(struct str *rest, struct str delimiter, struct part *part)
{
	size_t end;
	enum err e;

	*part = (struct part){ 0 };
	if (!str_has_prefix(*rest, STR("\r\n")))
		return ERR_BAD_INPUT;
	*rest = str_skip(*rest, 2);
	e = read_headers(rest, part);
	if (e)
		return e;

	end = str_find(*rest, delimiter);
	if (end == (size_t)-1)
		return ERR_BAD_INPUT;

	part->content = str_head(*rest, end);
	*rest = str_skip(*rest, end + delimiter.n);
	return ERR_OK;
}

static enum err
keep_part(struct arena *a, const struct part *part, struct list *out)
{
	struct str name;
	struct str file;

	if (!str_is_nocase(str_head(part->disposition, 9), STR("form-data")) ||
	    !parameter(part->disposition, "name", &name))
		return ERR_BAD_INPUT;
	if (parameter(part->disposition, "filename", &file))
		return file.n + part->content.n ? ERR_BAD_INPUT : ERR_OK;
	if (!str_is_utf8(name) || !str_is_utf8(part->content))
		return ERR_BAD_INPUT;
	if (out->count >= HTTP_FIELDS_MAX)
		return ERR_CONFLICT;

	*LIST_PUSH(a, out, struct pair) = (struct pair){ name, part->content };
	return ERR_OK;
}

static enum err
read_parts(
    struct arena *a, struct str body, struct str delimiter, struct list *out)
{
	struct list pairs = { 0 };
	struct str first = str_skip(delimiter, 2);

	if (!str_has_prefix(body, first))
		return ERR_BAD_INPUT;
	body = str_skip(body, first.n);
	while (!str_has_prefix(body, STR("--"))) {
		struct part part;
		enum err e = read_part(&body, delimiter, &part);

		if (e)
			return e;
		e = keep_part(a, &part, &pairs);
		if (e)
			return e;
	}
	*out = pairs;
	return ERR_OK;
}

enum err
http_multipart_read(
    struct arena *a, struct str type, struct str body, struct list *out)
{
	struct str boundary;

	if (!parameter(type, "boundary", &boundary) || boundary.n == 0 ||
	    boundary.n > BOUNDARY_MOST)
		return ERR_BAD_INPUT;

	return read_parts(a, body, arena_join(a, STR("\r\n--"), boundary), out);
}
