/* fuzz_mo - a catalogue of any bytes, asked for the words that stand in it. */
#include "aftersale/text.h"
#include "fuzz.h"

enum { PIECES = 50 };

static const int64_t counts[] = { 0, 1, 2, 5, 11, 21, 101, -1, INT64_MIN,
	INT64_MAX };

static void
ask(const struct text *t, struct str ctx, struct str id)
{
	struct str words = tr_str(t, ctx, id);

	must(words.p == id.p || str_is_utf8(words), "words are UTF-8");
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		words = trn_str(t, ctx, id, STR("many"), counts[i]);
		must(words.p == id.p || str_is_utf8(words),
		    "plural words are UTF-8");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = fuzz_str(data, size);
	struct arena *a = fuzz_arena();
	const struct text *t;

	if (text_open(a, bytes, &t))
		return 0;
	for (int i = 0; i < PIECES && bytes.p; i++) {
		struct str id = str_cut(&bytes, '\0');
		struct str key = id;
		struct str ctx = str_cut(&key, '\4');

		ask(t, STR(""), id);
		if (key.p)
			ask(t, ctx, key);
	}
	return 0;
}
