/* fuzz_php - PHP's serialized text of any bytes; a tree that was read is
 * written as text that reads as the same tree. */
#include "../../src/shop/woocommerce/php.h"
#include "fuzz.h"

enum { TEXT_MAX = 16 << 20 };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct buf first = buf_new(a, TEXT_MAX);
	struct buf second = buf_new(a, TEXT_MAX);
	struct value v;

	if (php_read(a, fuzz_str(data, size), &v))
		return 0;
	if (php_write(&first, &v))
		return 0;
	if (php_read(a, buf_str(&first), &v))
		must(first.n > PHP_MAX_BYTES, "what was written can be read");
	else
		must(!php_write(&second, &v) &&
			 str_is(buf_str(&first), buf_str(&second)),
		    "it is the same tree");
	return 0;
}
