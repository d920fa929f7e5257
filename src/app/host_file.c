/* host_file - the host's settings for all its shops: one file beside their
 * configurations. It is looked at while a process runs; one that is broken is
 * told about, and what it said before stays in force. */
#include <sys/stat.h>

#include "aftersale/log.h"
#include "place_store.h"
#include "setting.h"

enum { FILE_MAX = 256 * 1024 };

static const char kept_as[] = "host";

/* Also of its rights, which change no time of its content. */
static int64_t
stamp_of(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return 0;
	return ((int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec) ^
	    ((int64_t)st.st_ctim.tv_sec * 999999937 + st.st_ctim.tv_nsec) ^
	    (int64_t)st.st_ino;
}

static bool
is_member(struct str name)
{
	return str_is_z(name, "settings") || str_is_z(name, "locked");
}

/* The whole text to a layer. */
static enum err
read_text(struct arena *a, const struct host_file *h, struct str text,
    struct layer *out, struct str *why)
{
	struct value root;
	enum err e = conf_json_read(a, text, &root, why);

	if (e)
		return e;
	for (size_t i = 0; i < root.items.count; i++) {
		struct str name = LIST_AT(&root.items, struct value, i)->name;

		if (is_member(name))
			continue;
		*why = arena_printf(a, STR_FMT ": there is no such member",
		    STR_ARG(name));
		return ERR_BAD_INPUT;
	}
	if (root.kind != VALUE_MAP) {
		*why = STR("it must be a JSON object");
		return ERR_BAD_INPUT;
	}
	return layer_read(a, str_of(h->path), value_get(&root, STR("settings")),
	    value_get(&root, STR("locked")), out, why);
}

static enum err
read_file(struct arena *a, const struct host_file *h, struct str *text,
    struct str *why)
{
	struct layer ignored;
	enum err e = conf_read_file(a, h->path, FILE_MAX, text);

	if (e == ERR_NOT_FOUND) {
		*text = STR("");
		return ERR_OK;
	}
	if (e)
		*why = e == ERR_DENIED
		    ? STR("this user may not read it")
		    : STR("it cannot be read, or is too large");
	return e ? e : read_text(a, h, *text, &ignored, why);
}

/* The two texts move into a fresh arena, so that nothing grows. */
static void
keep(struct host_file *h, struct str good, struct str why)
{
	struct arena *a = arena_new((size_t)4 << 20);

	h->good = arena_str(a, good);
	h->why = arena_str(a, why);
	arena_free(h->arena);
	h->arena = a;
}

static void
say(const struct host_file *h, bool was_wrong)
{
	if (h->why.n)
		log_say(LOG_WARN, "host",
		    "the host's settings are not taken, what they were stays"
		    " in force: %s: " STR_FMT,
		    h->path, STR_ARG(h->why));
	else if (was_wrong)
		log_say(LOG_INFO, "host",
		    "the host's settings can be read again: %s", h->path);
}

void
host_file_look(struct host_file *h)
{
	struct arena *a;
	struct str text = STR("");
	struct str why = STR("");
	bool was_wrong = h->why.n > 0;
	int64_t stamp = stamp_of(h->path);

	if (h->arena && stamp == h->stamp)
		return;
	a = arena_new((size_t)8 << 20);
	h->stamp = stamp;
	h->is_there = stamp != 0;
	if (read_file(a, h, &text, &why)) {
		keep(h, h->good, why);
	} else {
		h->was_read = true;
		h->is_kept = false;
		keep(h, text, STR(""));
	}
	arena_free(a);
	say(h, was_wrong);
}

bool
host_file_is_new(const struct host_file *h)
{
	return stamp_of(h->path) != h->stamp;
}

void
host_file_open(struct host_file *h, struct arena *a, const char *config)
{
	const char *slash = strrchr(config, '/');
	struct str folder = { config,
		slash ? (size_t)(slash - config) + 1 : 0 };

	*h = (struct host_file){ 0 };
	h->path = arena_printz(a, STR_FMT HOST_FILE ".json", STR_ARG(folder));
}

void
host_file_close(struct host_file *h)
{
	arena_free(h->arena);
	h->arena = NULL;
}

void
host_file_layer(
    struct arena *a, const struct host_file *h, struct layer *out)
{
	struct str why = STR("");

	*out = (struct layer){ .settings.kind = VALUE_MAP };
	if (h->good.n && read_text(a, h, h->good, out, &why))
		*out = (struct layer){ .settings.kind = VALUE_MAP };
}

/* ---- what lives longer than a process -------------------------------------*/

/* The row as text; "" where there is none. */
static enum err
load(struct db *db, struct arena *a, struct str *out)
{
	struct value watch = { 0 };
	const struct value *v;
	enum err e = watch_load(db, a, &watch);

	if (e)
		return e;
	v = value_get(&watch, str_of(kept_as));
	*out = v && v->kind == VALUE_MAP && v->items.count
	    ? conf_json_text(a, v, false)
	    : STR("");
	return ERR_OK;
}

enum err
host_file_recall(struct host_file *h, struct db *db)
{
	struct arena *a;
	struct str text;
	enum err e;

	if (h->was_read || h->was_asked || !h->arena)
		return ERR_OK;
	a = arena_new((size_t)8 << 20);
	e = load(db, a, &text);
	if (!e) {
		h->was_asked = true;
		keep(h, text, h->why);
	}
	arena_free(a);
	return e == ERR_BUSY ? e : ERR_OK;
}

enum err
host_file_keep(
    struct host_file *h, struct db *db, struct arena *a, int64_t now)
{
	struct str text = STR("");
	struct str kept;
	struct value v;
	enum err e;

	if (!h->was_read || h->is_kept)
		return ERR_OK;
	if (h->good.n && !conf_json_read(a, h->good, &v, NULL))
		text = conf_json_text(a, &v, false);
	e = load(db, a, &kept);
	if (!e && !str_is(text, kept))
		e = watch_save(db, kept_as, text.n ? text : STR("{}"), now);
	h->is_kept = !e;
	return e == ERR_BUSY || e == ERR_UNSURE ? e : ERR_OK;
}
