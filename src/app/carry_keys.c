/* carry_keys - the keys that sign links stand in the configuration file and
 * in no table; an export has them only when it was asked for them. */
#include <sys/stat.h>
#include <unistd.h>

#include "aftersale/crypt.h"
#include "carry.h"
#include "command.h"

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

/* The configuration with the keys of the file in front of its own. */
static enum err
merge(struct carrying *c, struct taking *t, struct str *out)
{
	struct value tree = { 0 };
	struct str json;
	enum err e;

	e = conf_read_file(t->arena, c->app.config, FILE_MAX, &json);
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
	*out = conf_json_text(t->arena, &tree, true);
	return ERR_OK;
}

static enum err
write_beside(struct carrying *c, const char *path, struct str json)
{
	struct stat st;

	if (stat(c->app.config, &st) != 0)
		return ERR_BROKEN;
	return conf_write_file(path, json, st.st_mode & 0777);
}

/* A configuration that nobody could read afterwards would end the service. */
static int
try_out(struct carrying *c, struct str json)
{
	const char *path = arena_printz(c->arena, "%s.trial", c->app.config);
	struct str why = STR("");
	struct conf conf;
	enum err e = write_beside(c, path, json);

	if (e)
		return failure("the keys cannot be written beside %s: %s",
		    c->app.config, err_word(e));
	e = conf_load(c->arena, path, &conf, &why);
	unlink(path);
	if (e)
		return failure("with the keys of the file, %s would not be"
			       " right: " STR_FMT "; take keys out of it that"
			       " no link needs any more",
		    c->app.config, STR_ARG(why));
	return 0;
}

int
carry_keys_check(struct carrying *c, struct carry *file,
    const struct carry_table *t, struct carry_keys *out)
{
	struct taking taking = { .arena = c->arena,
		.keys.kind = VALUE_LIST };
	enum err e = ERR_BAD_INPUT;
	int64_t count = 0;
	struct str json;

	if (t && t->columns.count == 2)
		e = carry_each(file, c->arena, t, take_key, &taking);
	count = (int64_t)taking.keys.items.count;
	if (!t || (!e && !count))
		return failure("there are no keys of links in %s: export it"
			       " with --keys, or bring it in without",
		    c->target);
	*out = (struct carry_keys){ taking.keys, count };
	if (!e)
		e = merge(c, &taking, &json);
	if (e)
		return failure("the keys in %s cannot be brought in: " STR_FMT,
		    c->target, STR_ARG(carry_why(file).n ? carry_why(file)
				       : str_of(err_word(e))));
	return try_out(c, json);
}

enum err
carry_keys_write(struct carrying *c, const struct carry_keys *keys)
{
	struct taking taking = { .arena = c->arena, .keys = keys->list };
	struct str json;
	enum err e = merge(c, &taking, &json);

	if (e)
		return e;
	if (try_out(c, json))
		return ERR_BAD_INPUT;
	return write_beside(c, c->app.config, json);
}
