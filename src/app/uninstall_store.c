/* uninstall_store - finds and drops what setup and migrate have made in the
 * database. Nothing that does not begin with our prefix can be dropped. */
#include "uninstall_store.h"

static const struct field table_fields[] = {
	FIELD(struct own_table, name),
	FIELD(struct own_table, rows),
	FIELD_STOP
};

static const struct db_stmt tables_load = {
	.name = "uninstall.tables",
	.row = table_fields,
	.row_size = sizeof(struct own_table),
	.sql = "SELECT SUBSTRING(TABLE_NAME, CHAR_LENGTH(?) + 1) AS name,"
	       "       TABLE_ROWS AS `rows`"
	       "  FROM information_schema.TABLES"
	       " WHERE TABLE_SCHEMA = DATABASE()"
	       "   AND " DB_TABLE_BEGINS
	       " ORDER BY TABLE_NAME"
	       " LIMIT 500",
};

struct host_row {
	struct str host;
};

static const struct field host_fields[] = {
	FIELD(struct host_row, host),
	FIELD_STOP
};

static const struct db_stmt hosts_load = {
	.name = "uninstall.hosts",
	.row = host_fields,
	.row_size = sizeof(struct host_row),
	.sql = "SELECT Host AS host"
	       "  FROM mysql.user"
	       " WHERE User = ?"
	       " ORDER BY Host"
	       " LIMIT 100",
};

struct str
own_prefix(struct arena *a, struct str prefix)
{
	return arena_join(a, prefix, STR("aftersale_"));
}

enum err
own_tables_present(struct db *db, struct arena *a, struct str prefix,
    struct list *out)
{
	struct str own = own_prefix(a, prefix);

	return db_all(db, a, &tables_load, IN(V(own), V(own), V(own)), out);
}

enum err
own_table_drop(
    struct db *db, struct arena *a, struct str prefix, struct str name)
{
	if (str_find_byte(name, '`') != (size_t)-1)
		return ERR_BAD_INPUT;
	return db_account_run(db, "uninstall.table",
	    arena_printf(a, "DROP TABLE IF EXISTS `" STR_FMT STR_FMT "`",
		STR_ARG(own_prefix(a, prefix)), STR_ARG(name)));
}

struct str
account_drop_text(struct arena *a, const struct db_account *who)
{
	return arena_join(a, STR("DROP USER IF EXISTS "),
	    db_account_name(a, who));
}

static enum err
drop_one(struct db *db, struct arena *a, const struct db_account *who)
{
	return db_account_run(db, "uninstall.user", account_drop_text(a, who));
}

enum err
account_drop(struct db *db, struct arena *a, const struct db_account *who)
{
	struct list hosts = { 0 };
	enum err e = drop_one(db, a, who);

	if (e || !str_has_prefix(who->user, STR("aftersale_")) ||
	    db_all(db, a, &hosts_load, IN(V(who->user)), &hosts))
		return e;
	for (size_t i = 0; !e && i < hosts.count; i++)
		e = drop_one(db, a,
		    &(struct db_account){ .user = who->user,
			.host = LIST_AT(&hosts, struct host_row, i)->host });
	return e;
}
