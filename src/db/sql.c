/* sql - from the text of a statement row to the text the server prepares.
 *
 * The only places in the program where SQL is put together: three prefixes
 * and the length of a list. Values never come near. */
#include <string.h>

#include "inside.h"

static const size_t pads[] = { 1, 4, 16, 64, LIST_MAX };

size_t
sql_padded(size_t count)
{
	size_t i = 0;

	while (pads[i] < count)
		i++;
	return pads[i];
}

/* The 0 of an absent list and the 1..5 of a pad make a digit each. */
bool
sql_shape(const struct db_value *in, uint32_t *out)
{
	uint32_t shape = 0;

	for (; in->kind != DB_END; in++) {
		uint32_t digit = 1;

		if (in->kind != DB_INTS)
			continue;
		if (in->ints_count > LIST_MAX || shape >> 29)
			return false;
		while (pads[digit - 1] < in->ints_count)
			digit++;
		shape = shape << 3 | digit;
	}
	*out = shape;
	return true;
}

static bool
is_plain_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
		    !(c >= 'A' && c <= 'Z') && c != '_' && c != '$')
			return false;
	}
	return true;
}

/* Puts the prefix that stands at sql, gives the length of its hole or 0. */
static size_t
put_prefix(struct buf *b, const struct db_conf *conf, struct str sql)
{
	static const struct str shop = S("{shop}");
	static const struct str base = S("{base}");
	static const struct str own = S("{own}");

	if (str_has_prefix(sql, shop)) {
		buf_put(b, conf->prefix);
		return shop.n;
	}
	if (str_has_prefix(sql, base)) {
		buf_put(b, conf->base_prefix);
		return base.n;
	}
	if (str_has_prefix(sql, own)) {
		buf_put(b, conf->prefix);
		buf_putz(b, "aftersale_");
		return own.n;
	}
	return 0;
}

/* The next value that is a list. */
static const struct db_value *
next_list(const struct db_value *in)
{
	while (in->kind != DB_END && in->kind != DB_INTS)
		in++;
	return in;
}

static size_t
put_list(struct buf *b, const struct db_value *list)
{
	size_t n = sql_padded(list->ints_count);

	buf_putc(b, '(');
	for (size_t i = 0; i < n; i++)
		buf_putz(b, i ? ",?" : "?");
	buf_putc(b, ')');
	return n;
}

/* One step of the text: gives how many bytes of it were used, 0: wrong. */
static size_t
step(struct buf *b, const struct db_conf *conf, struct str sql,
    const struct db_value **lists, size_t *holes, char *quote)
{
	char c = sql.p[0];

	if (c == '{')
		return put_prefix(b, conf, sql);
	if (!*quote && str_has_prefix(sql, STR("(?*)"))) {
		const struct db_value *list = next_list(*lists);

		if (list->kind == DB_END)
			return 0;
		*holes += put_list(b, list);
		*lists = list + 1;
		return 4;
	}
	if (*quote)
		*quote = c == *quote ? 0 : *quote;
	else if (c == '\'' || c == '"' || c == '`')
		*quote = c;
	else if (c == '?')
		(*holes)++;
	buf_putc(b, c);
	return 1;
}

enum err
sql_text(struct arena *a, const struct db_conf *conf, const char *sql,
    const struct db_value *in, struct str *out, size_t *holes_out)
{
	struct str rest = str_of(sql);
	struct buf b = buf_new(a, rest.n * 2 + 64 * 1024);
	size_t holes = 0;
	char quote = 0;

	if (!is_plain_word(conf->prefix) || !is_plain_word(conf->base_prefix))
		return ERR_BROKEN;
	while (rest.n) {
		size_t plain = strcspn(rest.p, "{(?'\"`");
		size_t used;

		buf_put(&b, str_head(rest, plain));
		rest = str_skip(rest, plain);
		if (!rest.n)
			break;
		used = step(&b, conf, rest, &in, &holes, &quote);
		if (!used)
			return ERR_BROKEN;
		rest = str_skip(rest, used);
	}
	if (b.overflow || quote || holes > HOLES_MAX ||
	    next_list(in)->kind != DB_END)
		return ERR_BROKEN;
	*out = buf_str(&b);
	*holes_out = holes;
	return ERR_OK;
}
