/* fuzz_markup - any bytes as markup: what comes out holds no more than went
 * in, and nothing of it is a control character. */
#include "../../src/shop/woocommerce/text.h"
#include "../../src/shop/woocommerce/woo.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct str html = fuzz_str(data, size);
	struct str plain = woo_plain(a, html);
	struct str lines = woo_plain_lines(a, html);

	must(plain.n <= html.n && lines.n <= html.n, "text never grows");
	must(woo_decode(a, html).n <= html.n, "nor do references");
	for (size_t i = 0; i < plain.n; i++)
		must((unsigned char)plain.p[i] >= ' ', "no control character");
	return 0;
}
