/* test_drift_rules - which changes of a table count. */
#include "../../src/app/drift_rules.h"

#include "../lib/tap.h"

static const struct {
	const char *was, *is;
	bool fits;
} types[] = {
	{ "bigint(20) unsigned", "bigint(20) unsigned", true },
	{ "bigint(20) unsigned", "bigint unsigned", true },
	{ "int(11)", "bigint(20)", true },
	{ "bigint(20)", "int(11)", false },
	{ "bigint(20)", "varchar(20)", false },
	{ "varchar(20)", "varchar(100)", true },
	{ "varchar(100)", "varchar(20)", false },
	{ "varchar(255)", "longtext", true },
	{ "longtext", "text", false },
	{ "longtext", "longblob", false },
	{ "decimal(26,8)", "decimal(30,8)", true },
	{ "decimal(26,8)", "decimal(26,10)", false },
	{ "decimal(26,8)", "decimal(26,4)", false },
	{ "decimal(26,8)", "double", false },
	{ "datetime", "datetime", true },
	{ "datetime", "timestamp", false },
	{ "datetime", "datetime(6)", false },
};

static struct arena *a;

static void
put(struct value *map, const char *name, const char *text)
{
	value_put_text(a, map, name, str_of(text));
}

/* A table with or without what the letters name. */
static struct value
table(const char *with)
{
	struct value tree = { .kind = VALUE_MAP };
	struct value *map = value_push(a, &tree, STR("columns"), VALUE_MAP);

	put(map, "id", "bigint(20)");
	if (strchr(with, 'm'))
		put(map, "mail", "varchar(320)");
	if (strchr(with, 'M'))
		put(map, "mail", "varchar(32)");
	if (strchr(with, 'e'))
		put(map, "extra", "text");
	map = value_push(a, &tree, STR("indexes"), VALUE_MAP);
	put(map, "PRIMARY", "id");
	if (strchr(with, 'i'))
		put(map, "by_mail", "mail");
	if (strchr(with, 'I'))
		put(map, "other_name", "mail,id");
	return tree;
}

static struct list
compared(const char *was, const char *is)
{
	struct value x = table(was), y = table(is ? is : "");
	struct list out = { 0 };

	drift_compare(a, STR("{shop}t"), 5, &x, is ? &y : NULL, &out);
	return out;
}

static bool
only(struct list out, enum drift_kind kind, const char *name, unsigned parts)
{
	const struct drift *d = LIST_AT(&out, struct drift, 0);

	return out.count == 1 && d->kind == kind && str_is_z(d->name, name) &&
	    d->parts == parts && drift_closed(&out) == parts;
}

int
main(void)
{
	a = arena_new(1 << 20);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		CHECK(types[i].was,
		    drift_type_fits(str_of(types[i].was),
			str_of(types[i].is)) == types[i].fits);
	CHECK("N13 the same", compared("mi", "mi").count == 0);
	CHECK("N13 more columns and indexes are harmless",
	    compared("m", "mei").count == 0);
	CHECK("N13 a column that is gone closes",
	    only(compared("m", ""), DRIFT_COLUMN_GONE, "mail", 5));
	CHECK("N13 one that holds less closes",
	    only(compared("m", "M"), DRIFT_COLUMN_TYPE, "mail", 5));
	CHECK("one that holds more does not", compared("M", "m").count == 0);
	CHECK("N13 a table that is gone closes",
	    only(compared("m", NULL), DRIFT_TABLE_GONE, "", 5));
	CHECK("an index that is gone is said and closes nothing",
	    only(compared("mi", "m"), DRIFT_INDEX_GONE, "by_mail", 0));
	CHECK("another one over the same columns serves",
	    compared("mi", "mI").count == 0);
	CHECK("releases", drift_release(STR("11.0.1")) == 11 &&
		drift_release(STR("7")) == 7 && drift_release(STR("")) == 0);
	arena_free(a);
	return tap_done();
}
