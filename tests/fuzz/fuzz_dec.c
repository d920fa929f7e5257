/* fuzz_dec - amounts of any text; sums and products of two of them. */
#include "aftersale/amount.h"
#include "fuzz.h"

static const struct money_form form = {
	.symbol = S("EUR"), .decimal_sep = S(","), .thousand_sep = S(" ")
};

static void
print(struct arena *a, struct dec d)
{
	struct str text = dec_text(a, d);
	struct dec again;
	struct money m;

	if (dec_parse(text, &again) == ERR_OK)
		must(dec_cmp(again, d) == 0, "an amount comes back");
	for (uint8_t places = 0; places <= 8; places++) {
		dec_fixed(a, d, places);
		if (money_of(d, places, &m))
			continue;
		must(dec_cmp(money_dec(m), dec_round(d, places)) == 0,
		    "money is the rounded amount");
		money_text(a, m, &form);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct str rest = fuzz_str(data, size);
	struct str first = str_cut(&rest, '\n');
	struct dec x;
	struct dec y;

	if (dec_parse(first, &x) || dec_parse(rest, &y))
		return 0;
	print(a, x);
	print(a, dec_add(x, y));
	print(a, dec_mul(dec_mul(x, y), y));
	must(dec_cmp(dec_sub(dec_add(x, y), y), x) == 0,
	    "what is added can be taken away");
	must(dec_cmp(x, y) == -dec_cmp(y, x), "an order has two sides");
	if (!dec_is_zero(y))
		print(a, dec_div(x, y));
	return 0;
}
