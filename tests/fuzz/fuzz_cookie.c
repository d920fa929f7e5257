/* fuzz_cookie - a Cookie header of any bytes. */
#include "../../src/http/inside.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct list cookies = { 0 };
	struct rq rq = { .arena = a };

	http_cookies_read(a, fuzz_str(data, size), &cookies);
	rq.cookies = cookies;
	for (size_t i = 0; i < cookies.count; i++) {
		struct pair *p = LIST_AT(&cookies, struct pair, i);

		must(str_find_byte(p->name, ';') == (size_t)-1 &&
			 str_find_byte(p->value, ';') == (size_t)-1,
		    "cookies were cut apart");
		must(rq_cookie(&rq, p->name).n <= size, "a cookie is found");
	}
	return 0;
}
