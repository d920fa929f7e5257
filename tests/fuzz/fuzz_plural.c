/* fuzz_plural - a catalogue whose plural rule is any text. */
#include "aftersale/text.h"
#include "fuzz.h"

enum { HEAD_SIZE = 28, ROW_SIZE = 8, RULE_MAX = 4000 };

static void
put_number(struct buf *b, size_t n)
{
	uint32_t number = (uint32_t)n;

	buf_put(b, (struct str){ (const char *)&number, sizeof(number) });
}

/* Two messages: the header, and one with three forms. */
static struct str
catalogue(struct arena *a, struct str rule)
{
	struct str texts[] = { STR(""), STR("one\0many"), rule,
		STR("0\0"
		    "1\0"
		    "2") };
	size_t at = HEAD_SIZE + 4 * ROW_SIZE;
	struct buf b = buf_new(a, RULE_MAX * 2);

	put_number(&b, 0x950412de);
	put_number(&b, 0);
	put_number(&b, 2);
	put_number(&b, HEAD_SIZE);
	put_number(&b, HEAD_SIZE + 2 * ROW_SIZE);
	put_number(&b, 0);
	put_number(&b, at);
	for (size_t i = 0; i < 4; i++) {
		put_number(&b, texts[i].n);
		put_number(&b, at);
		at += texts[i].n + 1;
	}
	for (size_t i = 0; i < 4; i++) {
		buf_put(&b, texts[i]);
		buf_putc(&b, '\0');
	}
	return buf_str(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	const struct text *t;
	struct str rule;

	if (size > RULE_MAX)
		return 0;
	rule = arena_printf(
	    a, "Plural-Forms: " STR_FMT "\n", STR_ARG(fuzz_str(data, size)));
	if (text_open(a, catalogue(a, rule), &t))
		return 0;
	for (int64_t n = -3; n < 130; n++)
		must(trn(t, NULL, "one", "many", n).n > 0, "a form is found");
	trn(t, NULL, "one", "many", INT64_MIN);
	trn(t, NULL, "one", "many", INT64_MAX);
	return 0;
}
