/* fuzz_multipart - the type in the first line, the body behind it. */
#include "../../src/http/inside.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct str body = fuzz_str(data, size);
	struct str type = str_cut(&body, '\n');
	struct list pairs = { 0 };

	if (http_multipart_read(a, type, body, &pairs))
		return 0;
	must(pairs.count <= HTTP_FIELDS_MAX, "fields are few");
	for (size_t i = 0; i < pairs.count; i++) {
		struct pair *p = LIST_AT(&pairs, struct pair, i);

		must(str_is_utf8(p->name), "a name is UTF-8");
		must(str_is_utf8(p->value), "a value is UTF-8");
	}
	return 0;
}
