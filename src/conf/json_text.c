/* json_text - a value tree as JSON text. Reading is in json_read.c. */
#include <inttypes.h>

#include "json.h"

struct writer {
	struct buf buf;
	bool is_pretty;
	int level;
};

static size_t
count_digits(struct str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
		n++;
	return n;
}

static bool
is_at(struct str s, size_t at, char x, char y)
{
	return at < s.n && (s.p[at] == x || s.p[at] == y);
}

bool
json_is_number(struct str s)
{
	size_t at = is_at(s, 0, '-', '-');
	size_t whole = count_digits(s, at);
	size_t n;

	if (whole == 0 || (whole > 1 && s.p[at] == '0'))
		return false;
	at += whole;
	if (is_at(s, at, '.', '.')) {
		n = count_digits(s, at + 1);
		if (n == 0)
			return false;
		at += 1 + n;
	}
	if (is_at(s, at, 'e', 'E')) {
		at += 1 + is_at(s, at + 1, '+', '-');
		n = count_digits(s, at);
		if (n == 0)
			return false;
		at += n;
	}
	return at == s.n;
}

static bool
is_plain(char c)
{
	return (uint8_t)c >= ' ' && c != '"' && c != '\\' && c != '<';
}

static void
put_escaped(struct buf *b, char c)
{
	static const char *const short_ones[] = { ['\b'] = "\\b",
		['\f'] = "\\f",
		['\n'] = "\\n",
		['\r'] = "\\r",
		['\t'] = "\\t",
		['"'] = "\\\"",
		['\\'] = "\\\\" };
	uint8_t i = (uint8_t)c;

	if (i < sizeof(short_ones) / sizeof(short_ones[0]) && short_ones[i])
		buf_putz(b, short_ones[i]);
	else
		buf_printf(b, "\\u%04x", i);
}

static void
put_plain(struct buf *b, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (is_plain(s.p[i]))
			continue;
		buf_put(b, str_head(str_skip(s, from), i - from));
		put_escaped(b, s.p[i]);
		from = i + 1;
	}
	buf_put(b, str_skip(s, from));
}

/* A byte that begins no character becomes the mark of those that are lost;
 * NUL is such a byte for str, but not for JSON. */
static void
put_text(struct buf *b, struct str s)
{
	buf_putc(b, '"');
	while (s.n > 0) {
		struct str head = str_utf8_head(s);

		put_plain(b, head);
		s = str_skip(s, head.n);
		if (s.n > 0)
			buf_putz(b, s.p[0] ? "\xef\xbf\xbd" : "\\u0000");
		s = str_skip(s, 1);
	}
	buf_putc(b, '"');
}

static void
put_line(struct writer *w)
{
	if (!w->is_pretty)
		return;
	buf_putc(&w->buf, '\n');
	for (int i = 0; i < w->level; i++)
		buf_putc(&w->buf, '\t');
}

static void put_value(struct writer *w, const struct value *v);

static void
put_items(struct writer *w, const struct value *v)
{
	w->level++;
	for (size_t i = 0; i < v->items.count; i++) {
		const struct value *item = LIST_AT(&v->items, struct value, i);

		if (i > 0)
			buf_putc(&w->buf, ',');
		put_line(w);
		if (v->kind == VALUE_MAP) {
			put_text(&w->buf, item->name);
			buf_putz(&w->buf, w->is_pretty ? ": " : ":");
		}
		put_value(w, item);
	}
	w->level--;
	if (v->items.count > 0)
		put_line(w);
}

static void
put_value(struct writer *w, const struct value *v)
{
	bool is_map = v->kind == VALUE_MAP;

	if (v->kind == VALUE_BOOL) {
		buf_putz(&w->buf, v->flag ? "true" : "false");
	} else if (v->kind == VALUE_INT) {
		buf_printf(&w->buf, "%" PRId64, v->number);
	} else if (v->kind == VALUE_NUMBER && json_is_number(v->text)) {
		buf_put(&w->buf, v->text);
	} else if (v->kind == VALUE_NUMBER || v->kind == VALUE_TEXT) {
		put_text(&w->buf, v->text);
	} else if (v->kind == VALUE_NONE || w->level == JSON_LEVELS_MAX) {
		buf_putz(&w->buf, "null");
	} else {
		buf_putc(&w->buf, is_map ? '{' : '[');
		put_items(w, v);
		buf_putc(&w->buf, is_map ? '}' : ']');
	}
}

/* How much text there may be is the arena's business. */
struct str
conf_json_text(struct arena *a, const struct value *v, bool pretty)
{
	struct writer w = {
		.buf = buf_new(a, SIZE_MAX / 4),
		.is_pretty = pretty,
	};

	put_value(&w, v);
	if (pretty)
		buf_putc(&w.buf, '\n');
	return buf_str(&w.buf);
}
