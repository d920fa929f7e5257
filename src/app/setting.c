/* setting - the settings as the program sees them (architecture 12): defaults
 * of the features, what the files of host and shop say over them, and the
 * owner's append-only versions over that. What files say is layer.c's; the
 * screens belong to the console. */
#include "aftersale/base.h"
#include "aftersale/conf.h"
#include "aftersale/db.h"
#include "aftersale/feature.h"
#include "setting.h"
#include "setting_store.h"

const struct setting *
setting_find(struct str path)
{
	for (size_t f = 0; features[f]; f++) {
		const struct setting *s = features[f]->settings;

		for (; s && s->path; s++) {
			if (str_is_z(path, s->path))
				return s;
		}
	}
	return NULL;
}

static struct value *
item_of(struct arena *a, struct value *map, struct str name)
{
	for (size_t i = 0; i < map->items.count; i++) {
		struct value *item = LIST_AT(&map->items, struct value, i);

		if (str_is(item->name, name))
			return item;
	}
	return value_push(a, map, name, VALUE_MAP);
}

void
setting_put(struct arena *a, struct value *root, struct str path,
    const struct value *v)
{
	struct value *at = root;

	while (path.n) {
		struct str name = str_cut(&path, '.');

		at = item_of(a, at, name);
	}
	struct str name = at->name;

	*at = *v;
	at->name = name;
}

static void
default_put(struct arena *a, struct value *root, const struct setting *s)
{
	struct value v = { 0 };
	enum err e = conf_json_read(a, str_of(s->otherwise), &v, NULL);

	assert(!e);
	setting_put(a, root, str_of(s->path), &v);
}

/* Only names that a feature declared are looked at. */
static struct value *
tree_make(
    struct arena *a, const struct layers *layers, const struct value *own)
{
	struct value *root = ARENA_NEW(a, struct value);

	root->kind = VALUE_MAP;
	for (size_t f = 0; features[f]; f++) {
		const struct setting *s = features[f]->settings;
		const struct value *v;

		for (; s && s->path; s++) {
			layers_find(layers, own, s, &v);
			if (v)
				setting_put(a, root, str_of(s->path), v);
			else
				default_put(a, root, s);
		}
	}
	return root;
}

const struct value *
settings_of_files(struct arena *a, const struct site *site)
{
	struct layers layers;

	layers_of(a, site, &layers);
	return tree_make(a, &layers, NULL);
}

/* The newest version and what it says; none yet is id 0 and an empty map. */
enum err
settings_own(struct db *db, struct arena *a, int64_t *id, struct value *own)
{
	struct setting_version version = { 0 };
	enum err e;

	*own = (struct value){ .kind = VALUE_MAP };
	*id = 0;
	e = setting_newest(db, a, &version);
	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	if (e)
		return e;

	*id = version.id;
	return conf_json_read(a, version.json, own, NULL);
}

enum err
settings_load(struct db *db, struct arena *a, const struct site *site,
    const struct value **out, int64_t *generation)
{
	struct layers layers;
	struct value own;
	enum err e;

	if (site->host && host_file_recall(site->host, db))
		return ERR_BUSY;
	e = settings_own(db, a, generation, &own);
	if (e && e != ERR_BAD_INPUT)
		return e;

	layers_of(a, site, &layers);
	*out = tree_make(a, &layers, e ? NULL : &own);
	return ERR_OK;
}

static bool
kind_fits(const struct setting *s, const struct value *v)
{
	switch (s->kind) {
	case SETTING_TEXT:
	case SETTING_CHOICE:
		return v->kind == VALUE_TEXT;
	case SETTING_FLAG:
		return v->kind == VALUE_BOOL;
	case SETTING_INT:
		return v->kind == VALUE_INT ||
		       (s->choices && v->kind == VALUE_TEXT);
	case SETTING_LIST:
		return v->kind == VALUE_LIST;
	case SETTING_TREE:
		return v->kind == VALUE_MAP || v->kind == VALUE_LIST;
	}
	return false;
}

static bool
choice_fits(const struct setting *s, const struct value *v)
{
	if (v->kind == VALUE_INT && s->kind == SETTING_INT)
		return v->number >= s->low && v->number <= s->high;
	if (s->kind != SETTING_CHOICE && s->kind != SETTING_INT)
		return true;
	for (size_t i = 0; s->choices && s->choices[i]; i++) {
		if (str_is_z(v->text, s->choices[i]))
			return true;
	}
	return false;
}

enum err
setting_check(struct arena *a, struct str path, const struct value *v,
    struct str *why)
{
	const struct setting *s = setting_find(path);

	if (!s) {
		*why = arena_printf(a, "there is no setting " STR_FMT,
		    STR_ARG(path));
		return ERR_BAD_INPUT;
	}
	if (!kind_fits(s, v) || !choice_fits(s, v)) {
		*why = arena_printf(a,
		    STR_FMT " does not take this value, but " STR_FMT,
		    STR_ARG(path), STR_ARG(setting_takes(a, s)));
		return ERR_BAD_INPUT;
	}
	return s->kind == SETTING_LIST ? setting_check_items(a, s, v, why)
				       : ERR_OK;
}

static struct str
text_of(struct arena *a, const struct value *v)
{
	return conf_json_text(a, v, false);
}

/* A page of the console saves all that it shows: what is locked and stays as it
 * is, is no change. */
static enum err
meet_lock(struct arena *a, const struct site *site, struct str lock,
    const struct setting_put *put, struct str *why)
{
	const struct value *now = value_at(site->settings, put->path);

	if (now && str_is(text_of(a, now), text_of(a, put->value)))
		return ERR_OK;
	*why = arena_printf(a, "%s is locked by " STR_FMT, put->path,
	    STR_ARG(lock));
	return ERR_DENIED;
}

/* One change laid over the owner's tree. */
static enum err
put_one(struct arena *a, const struct site *site, struct value *own,
    const struct setting_put *put, struct str *why)
{
	struct str path = str_of(put->path);
	struct layers layers;
	struct str lock;
	enum err e;

	layers_of(a, site, &layers);
	lock = layers_lock(&layers, path);
	if (lock.n && setting_find(path))
		return meet_lock(a, site, lock, put, why);
	e = setting_check(a, path, put->value, why);
	if (!e)
		setting_put(a, own, path, put->value);
	return e;
}

struct str
setting_lock(struct rq *rq, const char *path)
{
	struct layers layers;

	layers_of(rq->arena, rq->site, &layers);
	return layers_lock(&layers, str_of(path));
}

enum err
settings_change(struct app *app, struct arena *a, const char *path,
    struct str json, struct str by, int64_t now, struct str *why)
{
	AUTO_TX tx = db_begin(app->db);
	struct value own, v;
	struct setting_put put = { path, &v };
	int64_t id;
	enum err e;

	e = conf_json_read(a, json, &v, why);
	if (!e)
		e = host_file_recall(app->host, app->db);
	if (!e)
		e = settings_own(app->db, a, &id, &own);
	if (!e)
		e = put_one(a, &app->site, &own, &put, why);
	if (!e)
		e = setting_append(&tx, id, by, text_of(a, &own), now);
	if (e)
		return e;

	return db_commit(&tx);
}

enum err
setting_change(struct tx *tx, struct rq *rq, const struct setting_put *puts,
    size_t count, struct str *why)
{
	struct arena *a = rq->arena;
	struct value own;
	int64_t id;
	enum err e;

	e = settings_own(rq->db, a, &id, &own);
	if (!e && id != rq->site->generation)
		e = ERR_CONFLICT;
	for (size_t i = 0; !e && i < count; i++)
		e = put_one(a, rq->site, &own, &puts[i], why);
	if (e)
		return e;

	return setting_append(
	    tx, id, rq->pass.user_name, text_of(a, &own), rq->now);
}
