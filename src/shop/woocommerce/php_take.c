/* php_take.c - the small pieces of PHP's serialized text. */
#include <string.h>

#include "php_take.h"

enum err
php_take_byte(struct str *left, char c)
{
	if (!left->n || left->p[0] != c)
		return ERR_BAD_INPUT;
	*left = str_skip(*left, 1);
	return ERR_OK;
}

/* The text up to `end`, which is taken as well. */
static enum err
take_until(struct str *left, char end, struct str *out)
{
	size_t at = str_find_byte(str_head(*left, 64), end);

	if (at == (size_t)-1)
		return ERR_BAD_INPUT;
	*out = str_head(*left, at);
	*left = str_skip(*left, at + 1);
	return ERR_OK;
}

enum err
php_take_int(struct str *left, char end, int64_t *out)
{
	struct str text;
	enum err e;

	e = take_until(left, end, &text);
	if (e)
		return e;
	if (text.n > 1 && text.p[0] == '+' && text.p[1] != '-')
		text = str_skip(text, 1);
	return str_int(text, out);
}

/* A length or count: not negative, and no more than what is left could
 * hold when each of its things takes `least` bytes. */
enum err
php_take_count(struct str *left, char end, size_t least, size_t *out)
{
	int64_t n;
	enum err e;

	e = php_take_int(left, end, &n);
	if (e)
		return e;
	if (n < 0 || (uint64_t)n > left->n / least)
		return ERR_BAD_INPUT;
	*out = (size_t)n;
	return ERR_OK;
}

/* 5:"hello" without what follows. */
enum err
php_take_quoted(struct str *left, struct str *out)
{
	size_t n;
	enum err e;

	e = php_take_count(left, ':', 1, &n);
	if (!e)
		e = php_take_byte(left, '"');
	if (e)
		return e;
	if (n > left->n)
		return ERR_BAD_INPUT;
	*out = str_head(*left, n);
	*left = str_skip(*left, n);
	return php_take_byte(left, '"');
}

/* S:5:"a\41..." counts characters; a backslash is two hex digits. */
enum err
php_take_escaped(struct str *left, struct arena *a, struct str *out)
{
	char *text;
	size_t n;
	enum err e;

	e = php_take_count(left, ':', 1, &n);
	if (!e)
		e = php_take_byte(left, '"');
	if (e)
		return e;
	text = arena_alloc(a, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (!left->n)
			return ERR_BAD_INPUT;
		text[i] = left->p[0];
		*left = str_skip(*left, 1);
		if (text[i] != '\\')
			continue;
		if (left->n < 2 || str_hex_digit(left->p[0]) < 0 ||
		    str_hex_digit(left->p[1]) < 0)
			return ERR_BAD_INPUT;
		text[i] =
		    (char)(str_hex_digit(left->p[0]) * 16 +
			   str_hex_digit(left->p[1]));
		*left = str_skip(*left, 2);
	}
	*out = (struct str){ text, n };
	return php_take_byte(left, '"');
}

/* Moves s behind its digits; were there any? */
static bool
skip_digits(struct str *s)
{
	size_t n = 0;

	while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	*s = str_skip(*s, n);
	return n > 0;
}

static bool
skip_any_of(struct str *s, const char *bytes)
{
	if (!s->n || !s->p[0] || !strchr(bytes, s->p[0]))
		return false;
	*s = str_skip(*s, 1);
	return true;
}

/* Is it a number as JSON writes them? PHP's own serializer writes no other
 * but INF, -INF and NAN. */
static bool
is_number(struct str s)
{
	skip_any_of(&s, "-");
	if (s.n > 1 && s.p[0] == '0' && s.p[1] >= '0' && s.p[1] <= '9')
		return false;
	if (!skip_digits(&s))
		return false;
	if (skip_any_of(&s, ".") && !skip_digits(&s))
		return false;
	if (!skip_any_of(&s, "eE"))
		return !s.n;
	skip_any_of(&s, "+-");
	return skip_digits(&s) && !s.n;
}

enum err
php_take_number(struct str *left, struct value *out)
{
	enum err e;

	e = take_until(left, ';', &out->text);
	if (e)
		return e;
	out->kind = VALUE_NUMBER;
	if (is_number(out->text))
		return ERR_OK;
	out->kind = VALUE_TEXT;
	if (str_is_z(out->text, "INF") || str_is_z(out->text, "-INF") ||
	    str_is_z(out->text, "NAN"))
		return ERR_OK;
	return ERR_BAD_INPUT;
}
