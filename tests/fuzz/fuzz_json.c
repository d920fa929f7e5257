/* fuzz_json - JSON of any bytes; what is read is written as it was read. */
#include "aftersale/conf.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct value v;
	struct str first;
	struct str second;

	if (conf_json_read(a, fuzz_str(data, size), &v, &first))
		return 0;
	first = conf_json_text(a, &v, size % 2 == 0);
	must(!conf_json_read(a, first, &v, NULL), "JSON can be read again");
	second = conf_json_text(a, &v, size % 2 == 0);
	must(str_is(first, second), "JSON comes back");
	must(str_find_byte(first, '<') == (size_t)-1, "JSON opens no tag");
	return 0;
}
