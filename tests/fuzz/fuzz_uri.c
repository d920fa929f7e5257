/* fuzz_uri - an address of any bytes, and its pieces once more. */
#include "../../src/http/inside.h"
#include "aftersale/conf.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct str text = fuzz_str(data, size);
	struct rq rq = { .arena = a, .uri = text };
	struct list pairs = { 0 };
	struct str plain;

	http_uri_read(&rq, STR("/after"));
	if (!rq.fault) {
		must(str_has_prefix(rq.path, STR("/")), "a path has a slash");
		must(str_is_utf8(rq.path), "a path is UTF-8");
		must(str_find(rq.path, STR("/../")) == (size_t)-1,
		    "a path climbs nowhere");
	}
	if (!http_url_decode(a, text, size % 2, &plain))
		must(plain.n <= size && str_is_utf8(plain),
		    "what is decoded is shorter and UTF-8");
	if (!http_pairs_read(a, text, size % 2, &pairs))
		must(pairs.count <= HTTP_FIELDS_MAX, "pairs are few");
	return 0;
}
