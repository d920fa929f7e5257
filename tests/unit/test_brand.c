/* test_brand - an owner's accent is shifted until it can be read. */
#include "../../src/app/brand.h"
#include "../lib/tap.h"

static void
test_one(const char *accent)
{
	struct brand_colours c;
	char what[100];
	bool is_known = brand_colours(str_of(accent), &c);

	snprintf(what, sizeof(what), "TY-21 %s is a colour", accent);
	if (!CHECK(what, is_known))
		return;
	snprintf(what, sizeof(what), "L-44 %s can be read everywhere",
	    accent);
	CHECK(what,
	    brand_contrast(c.accent, c.on_accent) >= 450 &&
		brand_contrast(c.accent_text, "#f8f7f5") >= 450 &&
		brand_contrast(c.accent_dark, c.on_accent_dark) >= 450 &&
		brand_contrast(c.accent_text_dark, "#201e1c") >= 450);
}

int
main(void)
{
	static const char *const accents[] = { "#7f54b3", "#ffff00", "#fff",
		"#000", "#00ff00", "#808080", "#ff0099", "#96588a",
		"#ABCDEF" };
	struct brand_colours c;

	for (size_t i = 0; i < sizeof(accents) / sizeof(accents[0]); i++)
		test_one(accents[i]);
	brand_colours(str_of("#24506b"), &c);
	CHECK("TY-21 a colour that passes stays as it is",
	    !c.is_shifted && strcmp(c.accent, "#24506b") == 0);
	CHECK("TY-21 no colour is no colour",
	    !brand_colours(str_of("red"), &c) &&
		!brand_colours(str_of("#12345"), &c) &&
		!brand_colours(str_of("#12345g"), &c) &&
		!brand_colours(str_of(""), &c));
	CHECK("black on white is 21", brand_contrast("#000", "#fff") == 2100);
	return tap_done();
}
