/* fuzz_base64url - text as bytes and back: one spelling for each. */
#include "aftersale/crypt.h"
#include "fuzz.h"

enum { BYTES = 300 };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct str text = fuzz_str(data, size);
	uint8_t *bytes = malloc(BYTES);
	size_t n;

	must(bytes != NULL, "there is memory");
	if (!base64url_bytes(text, bytes, BYTES, &n))
		must(str_is(base64url_text(a, bytes, n), text),
		    "base64url has one spelling");
	if (!hex_bytes(text, bytes, BYTES, &n))
		must(str_is_nocase(hex_text(a, bytes, n), text),
		    "hex has one spelling but for its case");
	must(!base64url_bytes(
		 base64url_text(a, data, size % BYTES), bytes, BYTES, &n),
	    "what was written can be read");
	must(str_is(fuzz_str(bytes, n), fuzz_str(data, size % BYTES)),
	    "and is the same");
	free(bytes);
	return 0;
}
