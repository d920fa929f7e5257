/* colour.c - colours and font names as people write them in settings.
 *
 * What comes out may stand in a style sheet of ours: six hex digits, or names
 * made of harmless letters. Contrast is looked after by whoever paints.
 */
#include <string.h>

#include "brand.h"

#define NONE ((size_t)-1)
#define FONT_MAX 200

static struct str
from_hex(struct arena *a, struct str s)
{
	int d[6];
	size_t each = s.n <= 4 ? 1 : 2;

	/* A fourth part is how much shines through: not for us. */
	if (s.n != 3 && s.n != 4 && s.n != 6 && s.n != 8)
		return STR("");
	for (size_t i = 0; i < s.n; i++)
		if (str_hex_digit(s.p[i]) < 0)
			return STR("");
	for (size_t i = 0; i < 6; i++)
		d[i] = str_hex_digit(s.p[each == 1 ? i / 2 : i]);
	return arena_printf(
	    a, "#%x%x%x%x%x%x", d[0], d[1], d[2], d[3], d[4], d[5]);
}

/* "rgb(12, 34, 56)" or "rgba(12,34,56,1)". */
static struct str
from_rgb(struct arena *a, struct str s)
{
	size_t open = str_find_byte(s, '(');
	int64_t parts[3];

	if (open == NONE)
		return STR("");
	s = str_skip(s, open + 1);
	for (size_t i = 0; i < 3; i++) {
		size_t n = 0;

		s = str_trim(s);
		while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
			n++;
		if (str_int(str_head(s, n), &parts[i]) || parts[i] > 255)
			return STR("");
		s = str_trim(str_skip(s, n));
		if (s.n && s.p[0] == ',')
			s = str_skip(s, 1);
	}
	return arena_printf(a, "#%02x%02x%02x", (unsigned)parts[0],
	    (unsigned)parts[1], (unsigned)parts[2]);
}

struct str
woo_colour(struct arena *a, struct str s)
{
	s = str_trim(s);
	if (s.n && s.p[0] == '#')
		return from_hex(a, str_skip(s, 1));
	if (str_has_prefix(s, STR("rgb")))
		return from_rgb(a, s);
	return s.n == 6 || s.n == 3 ? from_hex(a, s) : STR("");
}

struct str
woo_font(struct arena *a, struct str s)
{
	s = str_trim(s);
	if (!s.n || s.n > FONT_MAX)
		return STR("");
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
		    !(c >= 'A' && c <= 'Z') && !strchr(" ,-_'\"", c))
			return STR("");
	}
	return arena_str(a, s);
}

void
woo_brand_colour(struct arena *a, struct str found, const char *from,
    struct str *colour, struct str *colour_from)
{
	struct str c;

	if (colour->n)
		return;

	c = woo_colour(a, found);
	if (!c.n)
		return;
	*colour = c;
	*colour_from = str_of(from);
}
