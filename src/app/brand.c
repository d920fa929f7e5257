/* brand - shifts an owner's accent until it can be read on the page and text
 * can be read on it (WCAG 2.2, 1.4.3: 4.5:1). Only colours, never amounts:
 * the one place where floating point is used. */
#include <math.h>

#include "aftersale/base.h"
#include "brand.h"

/* The darkest and lightest ground an accent stands on: --as-n2 and --as-n1 of
 * assets/css/shop.css, light and dark. */
static const char light_ground[] = "#f8f7f5";
static const char dark_ground[] = "#201e1c";
static const char white[] = "#ffffff";
static const char black[] = "#10100f";

#define ENOUGH 455

static bool
parse(struct str s, int rgb[3])
{
	size_t step = s.n == 7 ? 2 : 1;

	if ((s.n != 4 && s.n != 7) || s.p[0] != '#')
		return false;
	for (size_t i = 0; i < 3; i++) {
		int high = str_hex_digit(s.p[1 + i * step]);
		int low = str_hex_digit(s.p[1 + i * step + step - 1]);

		if (high < 0 || low < 0)
			return false;
		rgb[i] = high * 16 + low;
	}
	return true;
}

static void
print(const int rgb[3], char out[8])
{
	snprintf(out, 8, "#%02x%02x%02x", (unsigned)rgb[0] & 255,
	    (unsigned)rgb[1] & 255, (unsigned)rgb[2] & 255);
}

static double
luminance(const int rgb[3])
{
	static const double share[3] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double c = rgb[i] / 255.0;

		c = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
		sum += share[i] * c;
	}
	return sum;
}

int64_t
brand_contrast(const char *a, const char *b)
{
	int x[3], y[3];
	double lx, ly;

	if (!parse(str_of(a), x) || !parse(str_of(b), y))
		return 0;
	lx = luminance(x) + 0.05;
	ly = luminance(y) + 0.05;
	return (int64_t)(100 * (lx > ly ? lx / ly : ly / lx));
}

/* Moves a colour towards black or white in small steps until it is readable
 * on the ground. True when it had to move. */
static bool
shift(const int from[3], const char *ground, int towards, char out[8])
{
	int rgb[3];

	for (int step = 0; step <= 50; step++) {
		for (int i = 0; i < 3; i++)
			rgb[i] = from[i] + (towards - from[i]) * step / 50;
		print(rgb, out);
		if (brand_contrast(out, ground) >= ENOUGH)
			return step > 0;
	}
	return true;
}

/* White or near black, whichever reads better on the fill. */
static void
text_on(const char *fill, char out[8])
{
	bool use_white = brand_contrast(fill, white) >=
	    brand_contrast(fill, black);

	memcpy(out, use_white ? white : black, 8);
}

bool
brand_colours(struct str accent, struct brand_colours *out)
{
	int rgb[3];

	if (!parse(accent, rgb))
		return false;

	out->is_shifted = shift(rgb, light_ground, 0, out->accent_text);
	memcpy(out->accent, out->accent_text, sizeof(out->accent));
	text_on(out->accent, out->on_accent);
	shift(rgb, dark_ground, 255, out->accent_text_dark);
	memcpy(out->accent_dark, out->accent_text_dark,
	    sizeof(out->accent_dark));
	text_on(out->accent_dark, out->on_accent_dark);
	return true;
}
