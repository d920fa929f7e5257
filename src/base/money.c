/* money - an amount as the shop prints it. Exact arithmetic is in dec.c. */
#include "aftersale/amount.h"

enum { DECIMALS_MAX = 8, MONEY_TEXT_MAX = 4096 };

enum err
money_of(struct dec d, uint8_t decimals, struct money *out)
{
	int64_t minor;

	if (decimals > DECIMALS_MAX)
		return ERR_BAD_INPUT;
	d = dec_round(d, decimals);
	if (d.v > INT64_MAX || d.v < INT64_MIN)
		return ERR_BAD_INPUT;
	minor = (int64_t)d.v;
	for (; d.scale < decimals; d.scale++)
		if (__builtin_mul_overflow(minor, 10, &minor))
			return ERR_BAD_INPUT;
	*out = (struct money){ minor, decimals };
	return ERR_OK;
}

struct dec
money_dec(struct money m)
{
	return (struct dec){ m.minor, m.decimals };
}

static void
put_grouped(struct buf *b, struct str digits, struct str sep)
{
	for (size_t i = 0; i < digits.n; i++) {
		if (i > 0 && (digits.n - i) % 3 == 0)
			buf_put(b, sep);
		buf_putc(b, digits.p[i]);
	}
}

static void
put_symbol(struct buf *b, const struct money_form *form, bool left)
{
	struct str space = STR("\xc2\xa0");

	if (form->symbol_left != left)
		return;
	if (form->symbol_spaced && !left)
		buf_put(b, space);
	buf_put(b, form->symbol);
	if (form->symbol_spaced && left)
		buf_put(b, space);
}

struct str
money_text(struct arena *a, struct money m, const struct money_form *form)
{
	struct str rest = dec_fixed(a, money_dec(m), m.decimals);
	struct buf b = buf_new(a, MONEY_TEXT_MAX);
	struct str whole;

	if (m.minor < 0) {
		buf_putc(&b, '-');
		rest = str_skip(rest, 1);
	}
	put_symbol(&b, form, true);
	whole = str_cut(&rest, '.');
	put_grouped(&b, whole, form->thousand_sep);
	if (m.decimals > 0) {
		buf_put(&b, form->decimal_sep);
		buf_put(&b, rest);
	}
	put_symbol(&b, form, false);
	return buf_str(&b);
}
