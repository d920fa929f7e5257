/* setting - the second layer of settings (architecture 12): defaults of the
 * features with the owner's append-only versions over them. The file layer is
 * conf; the screens belong to the console. */
#include "aftersale/base.h"
#include "aftersale/conf.h"
#include "aftersale/db.h"
#include "aftersale/feature.h"
#include "app.h"
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

/* Puts v at a path of names with dots, making the maps between. */
static void
tree_put(struct arena *a, struct value *root, struct str path,
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

/* Lays the owner's tree over the defaults: maps meet maps, all else is
 * replaced. Only names that a feature declared are looked at. */
static void
tree_lay(struct arena *a, struct value *root, const struct value *own)
{
	for (size_t f = 0; features[f]; f++) {
		const struct setting *s = features[f]->settings;

		for (; s && s->path; s++) {
			const struct value *v = value_at(own, s->path);

			if (v && v->kind != VALUE_NONE)
				tree_put(a, root, str_of(s->path), v);
		}
	}
}

static void
default_put(struct arena *a, struct value *root, const struct setting *s)
{
	struct value v = { 0 };
	enum err e = conf_json_read(a, str_of(s->otherwise), &v, NULL);

	assert(!e);
	tree_put(a, root, str_of(s->path), &v);
}

static struct value *
defaults_make(struct arena *a)
{
	struct value *root = ARENA_NEW(a, struct value);

	root->kind = VALUE_MAP;
	for (size_t f = 0; features[f]; f++) {
		const struct setting *s = features[f]->settings;

		for (; s && s->path; s++)
			default_put(a, root, s);
	}
	return root;
}

const struct value *
settings_default(struct arena *a)
{
	return defaults_make(a);
}

enum err
settings_load(struct db *db, struct arena *a, const struct value **out,
    int64_t *generation)
{
	struct value *root = defaults_make(a);
	struct value own = { 0 };
	struct setting_version version = { 0 };
	enum err e;

	e = setting_newest(db, a, &version);
	if (e && e != ERR_NOT_FOUND)
		return e;

	if (!e && !conf_json_read(a, version.json, &own, NULL))
		tree_lay(a, root, &own);
	*out = root;
	*generation = version.id;
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

/* One change laid over the owner's tree, checked against its row. */
static enum err
put_checked(struct arena *a, struct value *own, struct str path,
    const struct value *v, struct str *why)
{
	const struct setting *s = setting_find(path);

	if (!s) {
		*why = arena_printf(a, "there is no setting " STR_FMT,
		    STR_ARG(path));
		return ERR_BAD_INPUT;
	}
	if (!kind_fits(s, v) || !choice_fits(s, v)) {
		*why = arena_printf(a, STR_FMT " does not take this value",
		    STR_ARG(path));
		return ERR_BAD_INPUT;
	}
	tree_put(a, own, path, v);
	return ERR_OK;
}

/* The newest version and what it says; none yet is id 0 and an empty map. */
static enum err
own_load(struct db *db, struct arena *a, int64_t *id, struct value *own,
    struct str *why)
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
	return conf_json_read(a, version.json, own, why);
}

enum err
settings_change(struct db *db, struct arena *a, struct str path,
    struct str json, struct str by, int64_t now, struct str *why)
{
	AUTO_TX tx = db_begin(db);
	struct value own, v;
	int64_t id;
	enum err e;

	e = conf_json_read(a, json, &v, why);
	if (!e)
		e = own_load(db, a, &id, &own, why);
	if (!e)
		e = put_checked(a, &own, path, &v, why);
	if (!e)
		e = setting_append(&tx, id, by, conf_json_text(a, &own, false),
		    now);
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

	e = own_load(rq->db, a, &id, &own, why);
	if (!e && id != rq->site->generation)
		e = ERR_CONFLICT;
	for (size_t i = 0; !e && i < count; i++)
		e = put_checked(a, &own, str_of(puts[i].path), puts[i].value,
		    why);
	if (e)
		return e;

	return setting_append(tx, id, rq->pass.user_name,
	    conf_json_text(a, &own, false), rq->now);
}
