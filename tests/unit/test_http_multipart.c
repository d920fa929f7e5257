/* test_http_multipart - multipart/form-data without files. */
#include "../lib/tap.h"
#include "http_help.h"

#define TYPE "multipart/form-data; boundary=B"
#define PART(name, value)                                     \
	"--B\r\nContent-Disposition: form-data; name=\"" name \
	"\"\r\n\r\n" value "\r\n"
#define END "--B--\r\n"

struct part_case {
	const char *what;
	const char *type;
	struct str body;
	const char *pairs; /* NULL: refused */
};

static const struct part_case cases[] = {
	{ "two fields", TYPE, S(PART("a", "1") PART("b", "2") END),
	    "a=1;b=2;" },
	{ "a quoted boundary", "multipart/form-data; boundary=\"B\"",
	    S(PART("a", "1") END), "a=1;" },
	{ "other parameters before it",
	    "multipart/form-data; charset=\"x;boundary=C\"; boundary=B",
	    S(PART("a", "1") END), "a=1;" },
	{ "the parameter in capitals", "multipart/form-data; BOUNDARY=B",
	    S(PART("a", "1") END), "a=1;" },
	{ "an empty value", TYPE, S(PART("a", "") END), "a=;" },
	{ "lines and dashes in a value", TYPE,
	    S(PART("a", "x\r\n--\r\n-B\r\n--C") END),
	    "a=x\r\n--\r\n-B\r\n--C;" },
	{ "no plus, no percent is decoded", TYPE, S(PART("a", "1+1%20") END),
	    "a=1+1%20;" },
	{ "a header more", TYPE,
	    S("--B\r\nContent-Type: text/plain\r\ncontent-disposition:"
	      " form-data; name=\"a\"\r\n\r\n1\r\n" END),
	    "a=1;" },
	{ "a name without quotes", TYPE,
	    S("--B\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n" END),
	    "a=1;" },
	{ "no field at all", TYPE, S(END), "" },
	{ "nothing behind the last dashes", TYPE, S(PART("a", "1") "--B--"),
	    "a=1;" },
	{ "doubled names are kept for the form", TYPE,
	    S(PART("a", "1") PART("a", "2") END), "a=1;a=2;" },
	{ "an empty file field is passed over", TYPE,
	    S("--B\r\nContent-Disposition: form-data; name=\"f\";"
	      " filename=\"\"\r\nContent-Type: application/octet-stream"
	      "\r\n\r\n\r\n" PART("a", "1") END),
	    "a=1;" },
	{ "a file is refused", TYPE,
	    S("--B\r\nContent-Disposition: form-data; name=\"f\";"
	      " filename=\"x.png\"\r\n\r\nPNG\r\n" END),
	    NULL },
	{ "a file without a name is refused", TYPE,
	    S("--B\r\nContent-Disposition: form-data; name=\"f\";"
	      " filename=\"\"\r\n\r\nPNG\r\n" END),
	    NULL },
	{ "no boundary", "multipart/form-data", S(PART("a", "1") END), NULL },
	{ "an empty boundary", "multipart/form-data; boundary=", S("--\r\n"),
	    NULL },
	{ "a boundary of 71",
	    "multipart/form-data; boundary=0123456789012345678901234567890123"
	    "4567890123456789012345678901234567890",
	    S(""), NULL },
	{ "a quote that never ends", "multipart/form-data; boundary=\"B",
	    S(PART("a", "1") END), NULL },
	{ "an empty body", TYPE, S(""), NULL },
	{ "another boundary", TYPE, S("--C\r\n\r\n--C--"), NULL },
	{ "cut in the headers", TYPE,
	    S("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n"), NULL },
	{ "cut in the value", TYPE,
	    S("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1"),
	    NULL },
	{ "cut before the last dashes", TYPE, S(PART("a", "1") "--B"), NULL },
	{ "no disposition", TYPE, S("--B\r\nX: y\r\n\r\n1\r\n" END), NULL },
	{ "no name", TYPE,
	    S("--B\r\nContent-Disposition: form-data\r\n\r\n1\r\n" END), NULL },
	{ "no form-data", TYPE,
	    S("--B\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1"
	      "\r\n" END),
	    NULL },
	{ "no UTF-8", TYPE, S(PART("a", "\xff") END), NULL },
	{ "no UTF-8 in the name", TYPE, S(PART("\xff", "1") END), NULL },
	{ "NUL", TYPE, S(PART("a", "1\0002") END), NULL },
};

static void
test_table(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct part_case *c = &cases[i];
		struct list pairs = { 0 };
		enum err e;
		bool fits;

		help_start("");
		e = http_multipart_read(
		    arena, str_of(c->type), help_exact(c->body), &pairs);
		fits = c->pairs ? !e && str_is_z(help_pairs(&pairs), c->pairs)
				: e == ERR_BAD_INPUT;
		if (!CHECK(c->what, fits))
			printf("# %s: " STR_FMT "\n", err_word(e),
			    STR_ARG(help_pairs(&pairs)));
	}
}

static void
test_limits(void)
{
	struct list pairs = { 0 };
	struct str body;

	help_start("");
	body = arena_join(arena, help_repeat(PART("a", "1"), 400), STR(END));
	CHECK("400 parts are read",
	    !http_multipart_read(arena, STR(TYPE), body, &pairs) &&
		pairs.count == 400);
	body = arena_join(arena, help_repeat(PART("a", "1"), 401), STR(END));
	CHECK("401 are refused", http_multipart_read(arena, STR(TYPE), body,
				     &pairs) == ERR_CONFLICT);
	body = arena_join(arena, STR("--B\r\nX: "), help_repeat("y", 4096));
	body = arena_join(arena, body, STR("\r\n\r\n1\r\n" END));
	CHECK("headers of a part are short",
	    http_multipart_read(arena, STR(TYPE), body, &pairs) ==
		ERR_BAD_INPUT);
}

int
main(void)
{
	test_table();
	test_limits();
	return tap_done();
}
