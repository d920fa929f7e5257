/* catalog.c - the shop's own words, from the catalogues in its folder.
 *
 * WordPress and WooCommerce bring a .mo file a language; owners update them
 * from their dashboard. A language is loaded when its first word is asked
 * for and kept with at most two others. Without a readable folder, and for
 * American English, the msgid is the word.
 */
#include <string.h>

#include "aftersale/text.h"

#include "address.h"
#include "inside.h"
#include "place_names.h"

#define ARENA_CAP (48 << 20)
#define LISTS_CAP (16 << 20)
#define LOCALE_MAX 20

enum { KEPT = 3, FILES = 3 };

struct language {
	char locale[LOCALE_MAX + 1];
	struct arena *arena;
	const struct text *texts[FILES]; /* NULL: no such file */
	struct date_words dates;
	int64_t used; /* a count, not a time */
};

struct woo_words {
	struct language kept[KEPT];
	int64_t clock;
	struct arena *lists; /* of place_names, once they were looked for */
	struct list countries;
	struct list states;
};

/* Where catalogues stand: as updated, as delivered with the plugin, and
 * WordPress' own. */
static const struct {
	size_t folder; /* of a struct str in struct woo_constants */
	const char *path;
} places[FILES] = {
	{ offsetof(struct woo_constants, lang_dir), "/plugins/woocommerce-" },
	{ offsetof(struct woo_constants, plugin_dir),
	    "/woocommerce/i18n/languages/woocommerce-" },
	{ offsetof(struct woo_constants, lang_dir), "/" },
};

static bool
is_locale(struct str s)
{
	if (s.n < 2 || s.n > LOCALE_MAX)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= '0' && c <= '9') && c != '_' && c != '-')
			return false;
	}
	return true;
}

static struct str
look_up(const struct language *l, const char *ctx, const char *id)
{
	for (size_t i = 0; i < FILES; i++) {
		struct str s;

		if (!l->texts[i])
			continue;
		s = tr(l->texts[i], ctx, id);
		if (s.n && s.p != id)
			return s;
	}
	return str_of(id);
}

static const char *
word(struct language *l, const char *ctx, const char *id)
{
	return arena_z(l->arena, look_up(l, ctx, id));
}

struct date_name {
	const char *full;
	const char *brief;
	const char *brief_ctx;
};

static const struct date_name months[12] = {
	{ "January", "Jan", "January abbreviation" },
	{ "February", "Feb", "February abbreviation" },
	{ "March", "Mar", "March abbreviation" },
	{ "April", "Apr", "April abbreviation" },
	{ "May", "May", "May abbreviation" },
	{ "June", "Jun", "June abbreviation" },
	{ "July", "Jul", "July abbreviation" },
	{ "August", "Aug", "August abbreviation" },
	{ "September", "Sep", "September abbreviation" },
	{ "October", "Oct", "October abbreviation" },
	{ "November", "Nov", "November abbreviation" },
	{ "December", "Dec", "December abbreviation" },
};

static const struct date_name weekdays[7] = {
	{ "Sunday", "Sun", NULL },
	{ "Monday", "Mon", NULL },
	{ "Tuesday", "Tue", NULL },
	{ "Wednesday", "Wed", NULL },
	{ "Thursday", "Thu", NULL },
	{ "Friday", "Fri", NULL },
	{ "Saturday", "Sat", NULL },
};

/* Languages that decline months beside a day say so in a word of their
 * own. */
static void
fill_dates(struct language *l)
{
	struct date_words *d = &l->dates;
	struct str declines =
	    look_up(l, "decline months names: on or off", "off");
	const char *ctx = str_is_z(declines, "on") ? "genitive" : NULL;

	for (size_t i = 0; i < 12; i++) {
		struct str name = look_up(l, ctx, months[i].full);

		if (name.p == months[i].full)
			name = look_up(l, NULL, months[i].full);
		d->months[i] = arena_z(l->arena, name);
		d->months_short[i] =
		    word(l, months[i].brief_ctx, months[i].brief);
	}
	for (size_t i = 0; i < 7; i++) {
		d->weekdays[i] = word(l, NULL, weekdays[i].full);
		d->weekdays_short[i] = word(l, NULL, weekdays[i].brief);
	}
	d->am = word(l, NULL, "am");
	d->pm = word(l, NULL, "pm");
	d->am_upper = word(l, NULL, "AM");
	d->pm_upper = word(l, NULL, "PM");
}

static void
load(struct language *l, const struct woo_constants *at, struct str locale)
{
	arena_free(l->arena);
	memset(l, 0, sizeof(*l));
	memcpy(l->locale, locale.p, locale.n);
	l->arena = arena_new(ARENA_CAP);

	for (size_t i = 0; i < FILES; i++) {
		const struct str *dir =
		    (const struct str *)((const char *)at + places[i].folder);
		struct str path = arena_printf(l->arena, STR_FMT "%s%s.mo",
		    STR_ARG(*dir), places[i].path, l->locale);

		/* What was updated stands for what was delivered. */
		if (i == 1 && l->texts[0])
			continue;
		if (text_load(l->arena, arena_z(l->arena, path), &l->texts[i]))
			l->texts[i] = NULL;
	}
	fill_dates(l);
}

/* The language, loaded now if it must be; NULL for English and when there
 * is no folder to look into. */
static struct language *
language_of(struct woo *w, struct str locale)
{
	struct woo_words *words = w->words;
	struct language *oldest;

	if (!w->constants.content_dir.n || !is_locale(locale) ||
	    str_is_z(locale, "en_US"))
		return NULL;

	if (!words)
		words = w->words = ARENA_NEW(w->arena, struct woo_words);
	oldest = &words->kept[0];
	words->clock++;
	for (size_t i = 0; i < KEPT; i++) {
		struct language *l = &words->kept[i];

		if (l->arena && str_is_z(locale, l->locale)) {
			l->used = words->clock;
			return l;
		}
		if (l->used < oldest->used)
			oldest = l;
	}
	load(oldest, &w->constants, locale);
	oldest->used = words->clock;
	return oldest;
}

struct str
woo_tr(struct woo *w, struct str locale, const char *ctx, const char *msgid)
{
	const struct language *l = language_of(w, locale);

	return l ? look_up(l, ctx, msgid) : str_of(msgid);
}

const struct date_words *
woo_date_words(struct woo *w, struct str locale)
{
	const struct language *l = language_of(w, locale);

	return l ? &l->dates : NULL;
}

const struct date_words *
woo_shop_date_words(void *self, struct str locale)
{
	const struct language *l = language_of(self, locale);
	bool is_there = false;

	for (size_t i = 0; l && i < FILES; i++)
		is_there = is_there || l->texts[i];
	return is_there ? &l->dates : NULL;
}

/* ---- names of places --------------------------------------------------- */

static void
read_list(struct woo *w, const char *name, struct list *out)
{
	struct arena_mark mark = arena_mark(w->scratch);
	char *path =
	    arena_printz(w->scratch, STR_FMT "/woocommerce/i18n/%s.php",
		STR_ARG(w->constants.plugin_dir), name);
	struct str php;

	if (!conf_read_file(w->scratch, path, PLACE_NAMES_MAX_BYTES, &php))
		place_names_read(w->words->lists, w->scratch, php, out);
	arena_release(w->scratch, mark);
}

/* The lists, read when the first name is asked for; NULL where there is no
 * folder to look into. */
static const struct woo_words *
lists_of(struct woo *w)
{
	if (!w->constants.plugin_dir.n)
		return NULL;
	if (!w->words)
		w->words = ARENA_NEW(w->arena, struct woo_words);
	if (!w->words->lists) {
		w->words->lists = arena_new(LISTS_CAP);
		read_list(w, "countries", &w->words->countries);
		read_list(w, "states", &w->words->states);
	}
	return w->words;
}

struct str
woo_country_name(struct woo *w, struct str code)
{
	const struct woo_words *words = lists_of(w);

	return words ? place_name_in(&words->countries, code, STR(""))
		     : (struct str){ 0 };
}

struct str
woo_state(struct woo *w, struct arena *a, struct str locale,
    struct str country, struct str state)
{
	const struct woo_words *words = lists_of(w);
	struct str name;

	if (!country.n || !state.n)
		return (struct str){ 0 };
	if (words && words->states.count)
		name = place_name_in(&words->states, country, state);
	else
		name = address_state(country, state);
	if (!name.n)
		return name;
	return woo_tr(w, locale, NULL, arena_z(a, name));
}

void
woo_words_free(struct woo_words *words)
{
	if (words && words->lists)
		arena_free(words->lists);
	for (size_t i = 0; words && i < KEPT; i++)
		arena_free(words->kept[i].arena);
}
