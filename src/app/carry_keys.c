/* carry_keys - the keys that sign links stand in the configuration file and
 * in no table; an export has them only when it was asked for them. */
#include <sys/stat.h>

#include "aftersale/crypt.h"
#include "carry.h"

enum { FILE_MAX = 1 << 20, KEY_BYTES = 32, KEYS_MAX = 255 };

static const struct db_column columns[] = {
	{ .name = S("id"), .type = S("configuration file"),
	    .kind = DB_COLUMN_INT, .is_key = true },
	{ .name = S("secret"), .type = S("configuration file"),
	    .kind = DB_COLUMN_TEXT },
};

static const struct str notes[] = {
	S("The number by which a link names its key, 1 to 255."),
	S("64 hex digits. Whoever has it can open every order page."),
};

struct carry_table
carry_keys_table(struct arena *a)
{
	struct carry_table t = { .name = STR(CARRY_KEYS),
		.what = STR("The keys that sign links, from the configuration"
			    " file; the first signs, all are checked.") };

	for (size_t i = 0; i < 2; i++) {
		*LIST_PUSH(a, &t.columns, struct db_column) = columns[i];
		*LIST_PUSH(a, &t.notes, struct str) = notes[i];
	}
	return t;
}

enum err
carry_keys_each(struct carrying *c,
    enum err (*each)(void *ctx, const struct db_cell *cells), void *ctx)
{
	const struct list *keys = &c->app.conf.keys;
	enum err e = ERR_OK;

	for (size_t i = 0; !e && i < keys->count; i++) {
		const struct conf_key *k = LIST_AT(keys, struct conf_key, i);
		const struct db_cell cells[] = {
			{ .bytes = arena_printf(c->arena, "%lld",
			      (long long)k->id) },
			{ .bytes = hex_text(c->arena, k->secret, KEY_BYTES) },
		};

		e = each(ctx, cells);
	}
	return e;
}

/* ---- bringing them in ---------------------------------------------------- */

struct taking {
	struct arena *arena;
	struct value keys; /* what the file will hold */
};

static bool
has_id(const struct value *keys, int64_t id)
{
	for (size_t i = 0; i < keys->items.count; i++) {
		const struct value *k = LIST_AT(&keys->items, struct value, i);

		if (value_int(value_get(k, STR("id")), 0) == id)
			return true;
	}
	return false;
}

static void
add_key(struct taking *t, int64_t id, struct str secret)
{
	struct value *k = value_push(t->arena, &t->keys, STR(""), VALUE_MAP);

	value_put_int(t->arena, k, "id", id);
	value_put_text(t->arena, k, "secret", arena_str(t->arena, secret));
}

static enum err
take_key(void *ctx, const struct db_cell *cells)
{
	struct taking *t = ctx;
	uint8_t secret[KEY_BYTES];
	size_t n;
	int64_t id;

	if (str_int(cells[0].bytes, &id) || id < 1 || id > KEYS_MAX ||
	    has_id(&t->keys, id) ||
	    hex_bytes(cells[1].bytes, secret, KEY_BYTES, &n) ||
	    n != KEY_BYTES)
		return ERR_BAD_INPUT;
	add_key(t, id, cells[1].bytes);
	return ERR_OK;
}

static void
keep_others(struct taking *t, const struct value *before)
{
	for (size_t i = 0; before && i < before->items.count; i++) {
		const struct value *k = LIST_AT(&before->items, struct value,
		    i);
		int64_t id = value_int(value_get(k, STR("id")), 0);

		if (!has_id(&t->keys, id))
			add_key(t, id,
			    value_text(t->arena, value_get(k, STR("secret")),
				STR("")));
	}
}

static enum err
write_keys(struct carrying *c, struct taking *t)
{
	const char *path = c->app.config;
	struct value tree = { 0 };
	struct str json;
	struct stat st;
	enum err e;

	e = conf_read_file(t->arena, path, FILE_MAX, &json);
	if (!e)
		e = conf_json_read(t->arena, json, &tree, NULL);
	if (e)
		return e;
	for (size_t i = 0; i < tree.items.count; i++) {
		struct value *v = LIST_AT(&tree.items, struct value, i);

		if (!str_is_z(v->name, "keys"))
			continue;
		keep_others(t, v);
		v->items = t->keys.items;
	}
	if (stat(path, &st) != 0)
		return ERR_BROKEN;
	return conf_write_file(path, conf_json_text(t->arena, &tree, true),
	    st.st_mode & 0777);
}

enum err
carry_keys_take(struct carrying *c, struct carry *file,
    const struct carry_table *t, int64_t *count)
{
	struct taking taking = { .arena = c->arena,
		.keys.kind = VALUE_LIST };
	enum err e;

	if (t->columns.count != 2)
		return ERR_BAD_INPUT;
	e = carry_each(file, c->arena, t, take_key, &taking);
	*count = (int64_t)taking.keys.items.count;
	if (e || !*count)
		return e;
	return write_keys(c, &taking);
}
