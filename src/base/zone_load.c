/* zone_load - reads the system's TZif files (RFC 8536), version 2 and later.
 *
 * Each file holds its data twice; the first time, in 32 bits, is skipped. A
 * file is believed only when all of it holds together. */
#include "aftersale/file.h"
#include "zone_load.h"

enum {
	NAME_MAX = 100,
	FILE_MAX = 256 * 1024,
	HEAD_SIZE = 44,
	TIME_SIZE = 8,
	KIND_SIZE = 6, /* in the file: offset, is_dst, where its name is */
	COUNTS_AT = 20,
};

static const char system_dir[] = "/usr/share/zoneinfo";

/* The counts of a header, in the file's order. */
struct head {
	uint32_t utc_marks;
	uint32_t standard_marks;
	uint32_t leaps;
	uint32_t times;
	uint32_t kinds;
	uint32_t chars;
};

static uint32_t
number_at(struct str s, size_t at)
{
	uint32_t n = 0;

	for (size_t i = at; i < at + 4; i++)
		n = n << 8 | (uint8_t)s.p[i];
	return n;
}

static int64_t
time_at(struct str s, size_t i)
{
	uint64_t high = number_at(s, i * TIME_SIZE);

	return (int64_t)(high << 32 | number_at(s, i * TIME_SIZE + 4));
}

static enum err
read_head(struct str *s, struct head *h)
{
	uint32_t *const counts[] = { &h->utc_marks, &h->standard_marks,
		&h->leaps, &h->times, &h->kinds, &h->chars };

	if (s->n < HEAD_SIZE || !str_has_prefix(*s, STR("TZif")) ||
	    s->p[4] < '2')
		return ERR_BAD_INPUT;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		*counts[i] = number_at(*s, COUNTS_AT + i * 4);
	*s = str_skip(*s, HEAD_SIZE);
	return ERR_OK;
}

static enum err
skip_old_data(struct str *s, const struct head *h)
{
	uint64_t size = (uint64_t)h->times * 5 + (uint64_t)h->kinds * 6 +
			h->chars + (uint64_t)h->leaps * 8 + h->standard_marks +
			h->utc_marks;

	if (size > s->n)
		return ERR_BAD_INPUT;
	*s = str_skip(*s, size);
	return ERR_OK;
}

static enum err
take_part(struct str *s, uint64_t count, size_t size, struct str *out)
{
	if (count * size > s->n)
		return ERR_BAD_INPUT;
	*out = str_head(*s, count * size);
	*s = str_skip(*s, count * size);
	return ERR_OK;
}

static enum err
read_kind(struct str row, struct str chars, struct zone_kind *out)
{
	uint32_t bits = number_at(row, 0);
	int32_t offset = (int32_t)bits;
	struct str name = str_skip(chars, (uint8_t)row.p[5]);

	if (offset <= -ZONE_OFFSET_MAX || offset >= ZONE_OFFSET_MAX)
		return ERR_BAD_INPUT;
	if (str_find_byte(name, '\0') == (size_t)-1)
		return ERR_BAD_INPUT;
	out->offset = offset;
	out->is_dst = row.p[4] != 0;
	out->abbreviation = str_cut(&name, '\0');
	return ERR_OK;
}

static enum err
read_kinds(struct arena *a, struct str rows, struct str chars, struct zone *z)
{
	size_t count = rows.n / KIND_SIZE;
	struct zone_kind *kinds = ARENA_ARRAY(a, struct zone_kind, count);

	for (size_t i = 0; i < count; i++) {
		enum err e =
		    read_kind(str_skip(rows, i * KIND_SIZE), chars, &kinds[i]);

		if (e)
			return e;
	}
	z->kinds = kinds;
	z->kind_count = count;
	return ERR_OK;
}

static enum err
read_times(struct arena *a, struct str times, struct str which, struct zone *z)
{
	int64_t *list = ARENA_ARRAY(a, int64_t, which.n);

	for (size_t i = 0; i < which.n; i++) {
		list[i] = time_at(times, i);
		if (i > 0 && list[i] <= list[i - 1])
			return ERR_BAD_INPUT;
		if ((uint8_t)which.p[i] >= z->kind_count)
			return ERR_BAD_INPUT;
	}
	z->times = list;
	z->which = (const uint8_t *)which.p;
	z->count = which.n;
	return ERR_OK;
}

/* "\nEET-2EEST,M3.5.0/3,M10.5.0/4\n"; empty where no rule is known. */
static enum err
read_footer(struct arena *a, struct str s, struct zone *z)
{
	if (s.n < 2 || s.p[0] != '\n' || s.p[s.n - 1] != '\n')
		return ERR_BAD_INPUT;
	if (s.n == 2)
		return ERR_OK;
	return zone_rule_parse(a, str_head(str_skip(s, 1), s.n - 2), &z->rule);
}

static enum err
read_data(struct arena *a, struct str s, struct zone *z)
{
	struct head h;
	struct str times, which, kinds, chars, marks;
	enum err e;

	e = read_head(&s, &h);
	if (e)
		return e;
	if (h.kinds == 0 || h.leaps > 0) /* "right" zones count otherwise */
		return ERR_BAD_INPUT;
	if (take_part(&s, h.times, TIME_SIZE, &times) ||
	    take_part(&s, h.times, 1, &which) ||
	    take_part(&s, h.kinds, KIND_SIZE, &kinds) ||
	    take_part(&s, h.chars, 1, &chars) ||
	    take_part(&s, h.standard_marks, 1, &marks) ||
	    take_part(&s, h.utc_marks, 1, &marks))
		return ERR_BAD_INPUT;
	e = read_kinds(a, kinds, chars, z);
	if (e)
		return e;
	e = read_times(a, times, which, z);
	if (e)
		return e;
	return read_footer(a, s, z);
}

enum err
zone_open(
    struct arena *a, struct str name, struct str bytes, const struct zone **out)
{
	struct zone *z = ARENA_NEW(a, struct zone);
	struct head h;
	enum err e;

	e = read_head(&bytes, &h);
	if (e)
		return e;
	e = skip_old_data(&bytes, &h);
	if (e)
		return e;
	e = read_data(a, bytes, z);
	if (e)
		return e;
	z->name = arena_str(a, name);
	*out = z;
	return ERR_OK;
}

/* Letters, digits and a few signs; no way out of the folder. */
static bool
is_name(struct str name)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789_+-/";

	if (name.n == 0 || name.n > NAME_MAX || name.p[0] == '/')
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (!memchr(allowed, name.p[i], sizeof(allowed) - 1))
			return false;
	return true;
}

enum err
zone_load(
    struct arena *a, const char *dir, struct str name, const struct zone **out)
{
	struct str path;
	struct str bytes;
	enum err e;

	if (!is_name(name))
		return ERR_NOT_FOUND;
	path = arena_printf(
	    a, "%s/" STR_FMT, dir ? dir : system_dir, STR_ARG(name));
	e = file_read(a, arena_z(a, path), FILE_MAX, &bytes);
	if (e == ERR_BAD_INPUT || (!e && !str_has_prefix(bytes, STR("TZif"))))
		return ERR_NOT_FOUND; /* a folder, a table of zones */
	if (e)
		return e;
	return zone_open(a, name, bytes, out);
}
