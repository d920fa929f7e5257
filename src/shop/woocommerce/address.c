/* address.c - fills a country's format and tidies the lines.
 *
 * The formats are in address_format.c, the states in state_*.c. What comes
 * out is plain text: escaping belongs to whoever shows it.
 */
#include "address.h"

/* The parts an address may be printed from. */
struct parts {
	struct str first_name;
	struct str last_name;
	struct str name;
	struct str company;
	struct str address_1;
	struct str address_2;
	struct str city;
	struct str state; /* its name */
	struct str state_code;
	struct str postcode;
	struct str country;
};

static const struct {
	const char *token;
	size_t offset;
	bool is_upper;
} tokens[] = {
	{ "{first_name}", offsetof(struct parts, first_name), false },
	{ "{last_name}", offsetof(struct parts, last_name), false },
	{ "{last_name_upper}", offsetof(struct parts, last_name), true },
	{ "{name}", offsetof(struct parts, name), false },
	{ "{company}", offsetof(struct parts, company), false },
	{ "{address_1}", offsetof(struct parts, address_1), false },
	{ "{address_2}", offsetof(struct parts, address_2), false },
	{ "{city}", offsetof(struct parts, city), false },
	{ "{city_upper}", offsetof(struct parts, city), true },
	{ "{state}", offsetof(struct parts, state), false },
	{ "{state_upper}", offsetof(struct parts, state), true },
	{ "{state_code}", offsetof(struct parts, state_code), true },
	{ "{postcode}", offsetof(struct parts, postcode), false },
	{ "{postcode_upper}", offsetof(struct parts, postcode), true },
	{ "{country}", offsetof(struct parts, country), false },
};

enum { MAX_TEXT = 16384 };

/* The value of the token that s begins with; *skip is its length. */
static bool
find_token(struct arena *a, const struct parts *parts, struct str s,
    struct str *value, size_t *skip)
{
	for (size_t i = 0; i < sizeof(tokens) / sizeof(*tokens); i++) {
		struct str token = str_of(tokens[i].token);

		if (!str_has_prefix(s, token))
			continue;
		*skip = token.n;
		*value = *(
		    const struct str *)((const char *)parts + tokens[i].offset);
		if (tokens[i].is_upper)
			*value = woo_upper(a, *value);
		return true;
	}
	return false;
}

static struct str
fill(struct arena *a, struct str format, const struct parts *parts)
{
	struct buf b = buf_new(a, MAX_TEXT);
	struct str value;
	size_t skip;

	while (format.n) {
		if (find_token(a, parts, format, &value, &skip)) {
			buf_put(&b, value);
			format = str_skip(format, skip);
		} else {
			buf_putc(&b, format.p[0]);
			format = str_skip(format, 1);
		}
	}
	return buf_str(&b);
}

/* One space for several; commas and spaces at both ends go. */
static struct str
tidy_line(struct arena *a, struct str line)
{
	struct buf b = buf_new(a, MAX_TEXT);
	struct str s;

	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] != ' ' || !i || line.p[i - 1] != ' ')
			buf_putc(&b, line.p[i]);
	s = buf_str(&b);
	while (s.n && (s.p[0] == ' ' || s.p[0] == ','))
		s = str_skip(s, 1);
	while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == ','))
		s.n--;
	return s;
}

/* "%1$s %2$s" or, in some languages, the other way round. */
static struct str
full_name(struct arena *a, struct str pattern, const struct parts *parts)
{
	struct buf b = buf_new(a, MAX_TEXT);

	while (pattern.n) {
		if (str_has_prefix(pattern, STR("%1$s"))) {
			buf_put(&b, parts->first_name);
			pattern = str_skip(pattern, 4);
		} else if (str_has_prefix(pattern, STR("%2$s"))) {
			buf_put(&b, parts->last_name);
			pattern = str_skip(pattern, 4);
		} else {
			buf_putc(&b, pattern.p[0]);
			pattern = str_skip(pattern, 1);
		}
	}
	return buf_str(&b);
}

static struct parts
parts_of(struct arena *a, const struct order_address *in,
    const struct address_words *words)
{
	struct parts parts = {
		.first_name = str_trim(in->first_name),
		.last_name = str_trim(in->last_name),
		.company = str_trim(in->company),
		.address_1 = str_trim(in->address_1),
		.address_2 = str_trim(in->address_2),
		.city = str_trim(in->city),
		.state_code = str_trim(in->state),
		.postcode = str_trim(in->postcode),
	};
	struct str code = str_trim(in->country);

	parts.name = full_name(a, words->name, &parts);
	parts.state = words->state.n ? words->state : parts.state_code;
	if (!str_is(code, words->base))
		parts.country = words->country;
	return parts;
}

void
address_lines(struct arena *a, const struct order_address *in,
    const struct address_words *words, struct list *out)
{
	struct parts parts = parts_of(a, in, words);
	struct str text;

	text = fill(a, address_format(str_trim(in->country)), &parts);
	while (text.n) {
		struct str line = tidy_line(a, str_cut(&text, '\n'));

		/* PHP takes "0" for nothing. */
		if (line.n && !str_is_z(line, "0"))
			*LIST_PUSH(a, out, struct str) = line;
	}
}
