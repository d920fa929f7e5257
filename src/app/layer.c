/* layer - what the files of host and shop say about settings: which values,
 * and which of them nobody may change below. Reading the host's file, and
 * keeping what it said, is host_file.c's. */
#include "setting.h"

enum { LOCKED_MAX = 200 };

/* Is it the setting itself, or in the folder of that name? */
static bool
covers(struct str name, struct str path)
{
	return str_has_prefix(path, name) &&
	    (path.n == name.n || path.p[name.n] == '.');
}

/* Some setting stands at that path, or below it. */
static bool
is_name(struct str name)
{
	for (size_t f = 0; features[f]; f++) {
		const struct setting *s = features[f]->settings;

		for (; s && s->path; s++) {
			if (covers(name, str_of(s->path)))
				return true;
		}
	}
	return false;
}

/* A setting may be written by its path ("help.entries") or as maps in maps. */
static enum err
take(struct arena *a, const struct value *from, struct str before,
    struct layer *out, struct str *why)
{
	enum err e = ERR_OK;

	for (size_t i = 0; !e && i < from->items.count; i++) {
		const struct value *v = LIST_AT(&from->items, struct value, i);
		struct str path = arena_join(a, before, v->name);

		if (!setting_find(path) && v->kind == VALUE_MAP &&
		    v->name.n && is_name(path)) {
			e = take(a, v, arena_join(a, path, STR(".")), out,
			    why);
			continue;
		}
		e = setting_check(a, path, v, why);
		if (!e)
			setting_put(a, &out->settings, path, v);
	}
	return e;
}

static enum err
take_locks(struct arena *a, const struct value *from, struct layer *out,
    struct str *why)
{
	if (from->kind != VALUE_LIST || from->items.count > LOCKED_MAX) {
		*why = STR("locked must be a list of settings");
		return ERR_BAD_INPUT;
	}
	for (size_t i = 0; i < from->items.count; i++) {
		const struct value *v = LIST_AT(&from->items, struct value, i);

		if (v->kind != VALUE_TEXT || !v->text.n || !is_name(v->text)) {
			*why = arena_printf(a, "locked: there is no setting "
			    STR_FMT, STR_ARG(value_text(a, v, STR("of that"
				" kind"))));
			return ERR_BAD_INPUT;
		}
		*LIST_PUSH(a, &out->locked, struct str) = v->text;
	}
	return ERR_OK;
}

enum err
layer_read(struct arena *a, struct str file, const struct value *settings,
    const struct value *locked, struct layer *out, struct str *why)
{
	struct layer l = { .file = file, .settings.kind = VALUE_MAP };
	enum err e = ERR_OK;

	if (settings && settings->kind != VALUE_MAP) {
		*why = STR("settings must be an object");
		return ERR_BAD_INPUT;
	}
	if (settings)
		e = take(a, settings, STR(""), &l, why);
	if (!e && locked)
		e = take_locks(a, locked, &l, why);
	if (!e)
		*out = l;
	return e;
}

enum err
layer_of_conf(struct arena *a, const struct conf *conf, struct layer *out,
    struct str *why)
{
	return layer_read(a, conf->file, conf->settings, conf->locked, out,
	    why);
}

bool
layer_locks(const struct layer *l, struct str path)
{
	for (size_t i = 0; i < l->locked.count; i++) {
		if (covers(*LIST_AT(&l->locked, struct str, i), path))
			return true;
	}
	return false;
}

/* The configuration was checked when it was opened. */
void
layers_of(struct arena *a, const struct site *site, struct layers *out)
{
	struct str why = STR("");
	enum err e;

	*out = (struct layers){ 0 };
	if (site->host)
		host_file_layer(a, site->host, &out->host);
	e = layer_of_conf(a, site->conf, &out->shop, &why);
	assert(!e);
}

struct str
layers_lock(const struct layers *l, struct str path)
{
	if (layer_locks(&l->host, path))
		return l->host.file;
	if (layer_locks(&l->shop, path))
		return l->shop.file;
	return STR("");
}

enum setting_from
layers_find(const struct layers *l, const struct value *own,
    const struct setting *s, const struct value **out)
{
	const struct value *const trees[] = {
		[FROM_HOST] = &l->host.settings,
		[FROM_SHOP] = &l->shop.settings,
		[FROM_CONSOLE] = own,
	};
	const struct layer *const files[] = {
		[FROM_HOST] = &l->host,
		[FROM_SHOP] = &l->shop,
		[FROM_CONSOLE] = NULL,
	};
	enum setting_from from = FROM_DEFAULT;

	*out = NULL;
	for (int i = FROM_HOST; i <= FROM_CONSOLE; i++) {
		const struct value *v = value_at(trees[i], s->path);

		if (v && v->kind != VALUE_NONE) {
			*out = v;
			from = (enum setting_from)i;
		}
		if (files[i] && layer_locks(files[i], str_of(s->path)))
			break;
	}
	return from;
}
