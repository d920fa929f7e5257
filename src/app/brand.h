/* brand.h - an accent that can be read (look.md, Brand); private to app. */
#ifndef APP_BRAND_H
#define APP_BRAND_H

#include "aftersale/base.h"

/* Each "#rrggbb". On light and dark pages: the fill, the text on it, and the
 * accent as text, all at 4.5:1 or better. */
struct brand_colours {
	char accent[8];
	char on_accent[8];
	char accent_text[8];
	char accent_dark[8];
	char on_accent_dark[8];
	char accent_text_dark[8];
	bool is_shifted; /* the owner's own did not pass as it was */
};

/* False for anything that is no "#rgb" or "#rrggbb". */
bool brand_colours(struct str accent, struct brand_colours *out);
/* WCAG contrast of two colours times 100, e.g. 450. */
int64_t brand_contrast(const char *a, const char *b);

#endif
