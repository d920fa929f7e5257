/* brand_theme.c - colours and font of a block theme.
 *
 * theme.json is the theme's word, the wp_global_styles post the owner's; both
 * have the same form. Values may point to the palette. The theme's word only
 * counts where the owner said nothing.
 */
#include "brand.h"

#define NONE ((size_t)-1)

struct sheets {
	const struct value *owner;
	const struct value *theme;
	struct arena *arena;
};

static const char owner_says[] = "theme styles";
static const char theme_says[] = "theme.json";

/* The item of a list of presets, by its slug. */
static const struct value *
preset_in(const struct value *list, struct str slug)
{
	if (!list || list->kind != VALUE_LIST)
		return NULL;
	for (size_t i = 0; i < list->items.count; i++) {
		const struct value *item =
		    LIST_AT(&list->items, struct value, i);
		const struct value *name = value_get(item, STR("slug"));

		if (name && name->kind == VALUE_TEXT &&
		    str_is(name->text, slug))
			return item;
	}
	return NULL;
}

/* A preset by where lists of its kind stand; the owner's lists are parted by
 * who made them. */
static struct str
preset(const struct sheets *s, const char *path, const char *member,
    struct str slug)
{
	static const char *const origins[] = { "custom", "theme", "default" };
	const struct value *list = value_at(s->owner, path);
	const struct value *item = preset_in(list, slug);

	for (size_t i = 0; !item && i < 3; i++)
		item = preset_in(value_get(list, str_of(origins[i])), slug);
	if (!item)
		item = preset_in(value_at(s->theme, path), slug);
	return value_text(s->arena, value_get(item, str_of(member)), STR(""));
}

/* "var:preset|color|accent" and "var(--wp--preset--color--accent)" point to
 * a preset: its slug, else empty. */
static struct str
slug_of(struct str s)
{
	size_t at;

	if (str_has_prefix(s, STR("var:"))) {
		while ((at = str_find_byte(s, '|')) != NONE)
			s = str_skip(s, at + 1);
		return s;
	}
	if (!str_has_prefix(s, STR("var(")))
		return STR("");
	while ((at = str_find(s, STR("--"))) != NONE)
		s = str_skip(s, at + 2);
	at = str_find_byte(s, ')');
	return at == NONE ? STR("") : str_trim(str_head(s, at));
}

static struct str
resolve(const struct sheets *s, const char *path, const char *member,
    const struct value *v)
{
	struct str text = value_text(s->arena, v, STR(""));
	struct str slug = slug_of(text);

	return slug.n ? preset(s, path, member, slug) : text;
}

static void
take_colour(const struct sheets *s, const char *place, struct str *colour,
    struct str *from)
{
	static const char palette[] = "settings.color.palette";

	woo_brand_colour(s->arena,
	    resolve(s, palette, "color", value_at(s->owner, place)), owner_says,
	    colour, from);
	woo_brand_colour(s->arena,
	    resolve(s, palette, "color", value_at(s->theme, place)), theme_says,
	    colour, from);
}

/* Palettes name the colour that stands for the brand in a few ways. */
static void
take_named(const struct sheets *s, struct str *colour, struct str *from)
{
	static const char *const slugs[] = { "primary", "accent", "accent-1",
		"brand", "vivid-primary", NULL };
	static const char palette[] = "settings.color.palette";

	for (size_t i = 0; slugs[i]; i++)
		woo_brand_colour(s->arena,
		    preset(s, palette, "color", str_of(slugs[i])), theme_says,
		    colour, from);
}

static void
take_font(const struct sheets *s, struct brand *out)
{
	static const char families[] = "settings.typography.fontFamilies";
	static const char place[] = "styles.typography.fontFamily";
	struct str font = woo_font(s->arena,
	    resolve(s, families, "fontFamily", value_at(s->owner, place)));
	const char *from = owner_says;

	if (out->font.n)
		return;
	if (!font.n) {
		from = theme_says;
		font = woo_font(s->arena, resolve(s, families, "fontFamily",
					      value_at(s->theme, place)));
	}
	if (!font.n)
		return;
	out->font = font;
	out->font_from = str_of(from);
}

void
woo_brand_theme(struct arena *a, const struct value *owner,
    const struct value *theme, struct brand *out)
{
	struct sheets s = { .owner = owner, .theme = theme, .arena = a };

	if (!owner && !theme)
		return;

	take_named(&s, &out->accent, &out->accent_from);
	take_colour(&s, "styles.elements.button.color.background", &out->accent,
	    &out->accent_from);
	take_colour(&s, "styles.elements.link.color.text", &out->accent,
	    &out->accent_from);
	take_colour(&s, "styles.color.text", &out->text, &out->text_from);
	take_colour(&s, "styles.color.background", &out->background,
	    &out->background_from);
	take_font(&s, out);
}
