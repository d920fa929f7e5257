/* place_store - where aftersale is at home, and what the worker found when it
 * looked. Texts of a place are kept in hexadecimal: see the migration. */
#include "aftersale/crypt.h"
#include "place_store.h"

enum { TEXT_MAX = 8192 };

static const struct field place_map[] = {
	FIELD(struct place, siteurl),
	FIELD(struct place, db_name),
	FIELD(struct place, db_server),
	FIELD(struct place, path),
	FIELD(struct place, machine),
	FIELD(struct place, adopted_at),
	FIELD_STOP
};

static const struct db_stmt place_load = {
	.name = "place.load",
	.row = place_map,
	.row_size = sizeof(struct place),
	.reads = "{own}place",
	.sql = "SELECT siteurl, db_name, db_server, path, machine, adopted_at"
	       "  FROM {own}place"
	       " ORDER BY adopted_at DESC, id"
	       " LIMIT 100",
};

static const struct db_stmt place_put = {
	.name = "place.put",
	.by = DB_WORKER,
	.writes = "{own}place:SELECT,INSERT,UPDATE",
	.sql = "INSERT INTO {own}place (id, siteurl, db_name, db_server, path,"
	       "       machine, adopted_at)"
	       " VALUES (?, ?, ?, ?, ?, ?, ?)"
	       " ON DUPLICATE KEY UPDATE adopted_at = VALUES(adopted_at)",
};

static const struct db_stmt place_forget = {
	.name = "place.forget",
	.by = DB_WORKER,
	.writes = "{own}place:SELECT,DELETE",
	.sql = "DELETE FROM {own}place"
	       " WHERE id <> ?",
};

struct watch_row {
	struct str name;
	struct str value;
};

static const struct field watch_map[] = {
	FIELD(struct watch_row, name),
	FIELD(struct watch_row, value),
	FIELD_STOP
};

static const struct db_stmt watch_rows = {
	.name = "watch.load",
	.row = watch_map,
	.row_size = sizeof(struct watch_row),
	.reads = "{own}watch",
	.sql = "SELECT name, value"
	       "  FROM {own}watch"
	       " ORDER BY name"
	       " LIMIT 20",
};

static const struct db_stmt watch_put = {
	.name = "watch.save",
	.by = DB_WORKER,
	.writes = "{own}watch:SELECT,INSERT,UPDATE",
	.sql = "INSERT INTO {own}watch (name, value, said_at)"
	       " VALUES (?, ?, ?)"
	       " ON DUPLICATE KEY UPDATE value = VALUES(value),"
	       "       said_at = VALUES(said_at)",
};

const struct db_stmt *const place_stmts[] = { &place_load, &place_put,
	&place_forget, &watch_rows, &watch_put, NULL };

static struct str
hidden(struct arena *a, struct str s)
{
	return hex_text(a, (const uint8_t *)s.p, s.n);
}

/* What is no hexadecimal was changed by somebody: it equals nothing. */
static struct str
shown(struct arena *a, struct str hex)
{
	uint8_t *bytes = ARENA_ARRAY(a, uint8_t, TEXT_MAX);
	size_t n;

	if (hex_bytes(hex, bytes, TEXT_MAX, &n))
		return arena_join(a, STR("?"), hex);
	return (struct str){ (char *)bytes, n };
}

static struct str *
text_at(struct place *p, const struct place_fact *f)
{
	return (struct str *)((char *)p + f->offset);
}

enum err
place_rows(struct db *db, struct arena *a, struct list *out)
{
	size_t from = out->count;
	enum err e = db_all(db, a, &place_load, IN_NONE, out);

	if (e)
		return e;
	for (size_t i = from; i < out->count; i++) {
		struct place *p = LIST_AT(out, struct place, i);

		for (const struct place_fact *f = place_facts; f->name; f++)
			*text_at(p, f) = shown(a, *text_at(p, f));
	}
	return ERR_OK;
}

static struct str
id_of(struct arena *a, const struct place *p)
{
	struct buf b = buf_new(a, 5 * TEXT_MAX);
	uint8_t sum[SHA256_SIZE];

	for (const struct place_fact *f = place_facts; f->name; f++) {
		buf_put(&b, place_text(p, f));
		buf_putc(&b, '\n');
	}
	sha256(buf_str(&b), sum);
	return hex_text(a, sum, 16);
}

enum err
place_keep(struct tx *tx, struct arena *a, const struct place *p, bool only,
    int64_t now)
{
	struct str id = id_of(a, p);
	enum err e = ERR_OK;

	if (only)
		e = db_write(tx, &place_forget, IN(V(id)), NULL);
	if (e)
		return e;
	return db_write(tx, &place_put,
	    IN(V(id), V(hidden(a, p->siteurl)), V(hidden(a, p->db_name)),
		V(hidden(a, p->db_server)), V(hidden(a, p->path)),
		V(hidden(a, p->machine)), V(now)),
	    NULL);
}

enum err
watch_save(struct db *db, const char *name, struct str json, int64_t now)
{
	return db_exec(db, &watch_put, IN(V(name), V(json), V(now)), NULL);
}

enum err
watch_load(struct db *db, struct arena *a, struct value *out)
{
	struct list rows = { 0 };
	enum err e = db_all(db, a, &watch_rows, IN_NONE, &rows);

	if (e)
		return e;
	*out = (struct value){ .kind = VALUE_MAP };
	for (size_t i = 0; i < rows.count; i++) {
		const struct watch_row *r = LIST_AT(&rows, struct watch_row, i);
		struct value *v = value_push(a, out, r->name, VALUE_NONE);
		struct value read;

		if (conf_json_read(a, r->value, &read, NULL))
			continue;
		read.name = v->name;
		*v = read;
	}
	return ERR_OK;
}
