/* doctor_store - engines, collations and the clock of the server. */
#include "doctor_store.h"

static const struct field table_fields[] = {
	FIELD(struct table_state, name),
	FIELD(struct table_state, engine),
	FIELD(struct table_state, collation),
	FIELD_STOP
};

static const struct db_stmt tables_load = {
	.name = "doctor.tables",
	.row = table_fields,
	.row_size = sizeof(struct table_state),
	.sql = "SELECT TABLE_NAME AS name, ENGINE AS engine,"
	       "       TABLE_COLLATION AS collation"
	       "  FROM information_schema.TABLES"
	       " WHERE TABLE_SCHEMA = DATABASE()"
	       "   AND " DB_TABLE_BEGINS
	       "   AND ENGINE IS NOT NULL"
	       " ORDER BY TABLE_NAME"
	       " LIMIT 500",
};

struct name_row {
	struct str name;
};

static const struct field name_fields[] = {
	FIELD(struct name_row, name),
	FIELD_STOP
};

static const struct db_stmt table_find = {
	.name = "doctor.table",
	.row = name_fields,
	.row_size = sizeof(struct name_row),
	.sql = "SELECT TABLE_NAME AS name"
	       "  FROM information_schema.TABLES"
	       " WHERE TABLE_SCHEMA = DATABASE()"
	       "   AND TABLE_NAME = ?"
	       " LIMIT 1",
};

static const struct db_stmt host_load = {
	.name = "doctor.host",
	.row = name_fields,
	.row_size = sizeof(struct name_row),
	.sql = "SELECT SUBSTRING_INDEX(CURRENT_USER(), '@', -1) AS name",
};

static const struct field rights_fields[] = {
	FIELD(struct account_rights, reads),
	FIELD(struct account_rights, writes),
	FIELD(struct account_rights, makes),
	FIELD_STOP
};

/* As the server writes a grantee: 'user'@'host'. */
#define ME                                                                     \
	"CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''',"       \
	" SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')"
#define WRITING                                                                \
	"('INSERT', 'UPDATE', 'DELETE', 'CREATE', 'ALTER', 'DROP')"

static const struct db_stmt rights_load = {
	.name = "doctor.rights",
	.row = rights_fields,
	.row_size = sizeof(struct account_rights),
	.sql = "SELECT"
	       " (SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES"
	       "   WHERE GRANTEE = " ME " AND PRIVILEGE_TYPE = 'SELECT') +"
	       " (SELECT COUNT(*) FROM information_schema.SCHEMA_PRIVILEGES"
	       "   WHERE GRANTEE = " ME " AND PRIVILEGE_TYPE = 'SELECT'"
	       "     AND DATABASE() LIKE TABLE_SCHEMA) AS `reads`,"
	       " (SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES"
	       "   WHERE GRANTEE = " ME " AND PRIVILEGE_TYPE IN " WRITING ") +"
	       " (SELECT COUNT(*) FROM information_schema.SCHEMA_PRIVILEGES"
	       "   WHERE GRANTEE = " ME " AND PRIVILEGE_TYPE IN " WRITING
	       "     AND DATABASE() LIKE TABLE_SCHEMA) AS writes,"
	       " (SELECT COUNT(*) FROM information_schema.TABLE_PRIVILEGES"
	       "   WHERE GRANTEE = " ME " AND PRIVILEGE_TYPE = 'CREATE'"
	       "     AND TABLE_SCHEMA = DATABASE()"
	       "     AND " DB_TABLE_BEGINS ") AS makes",
};

struct clock_row {
	int64_t seconds;
};

static const struct field clock_fields[] = {
	FIELD(struct clock_row, seconds),
	FIELD_STOP
};

static const struct db_stmt clock_load = {
	.name = "doctor.clock",
	.row = clock_fields,
	.row_size = sizeof(struct clock_row),
	.sql = "SELECT TIMESTAMPDIFF(SECOND, '1970-01-01 00:00:00',"
	       "       UTC_TIMESTAMP()) AS seconds",
};

enum err
table_states(struct db *db, struct arena *a, struct str prefix,
    struct list *out)
{
	return db_all(db, a, &tables_load, IN(V(prefix), V(prefix)), out);
}

enum err
table_is_there(struct db *db, struct arena *a, struct str name, bool *out)
{
	struct name_row row;
	enum err e = db_one(db, a, &table_find, IN(V(name)), &row);

	if (e && e != ERR_NOT_FOUND)
		return e;
	*out = !e;
	return ERR_OK;
}

enum err
account_rights(struct db *db, struct arena *a, struct str prefix,
    struct account_rights *out)
{
	struct str own = arena_join(a, prefix, STR("aftersale_"));

	return db_one(db, a, &rights_load, IN(V(own), V(own)), out);
}

enum err
account_host(struct db *db, struct arena *a, struct str *out)
{
	struct name_row row;
	enum err e = db_one(db, a, &host_load, IN_NONE, &row);

	if (!e)
		*out = row.name;
	return e;
}

enum err
database_clock(struct db *db, struct arena *a, int64_t *out)
{
	struct clock_row row;
	enum err e = db_one(db, a, &clock_load, IN_NONE, &row);

	if (!e)
		*out = row.seconds;
	return e;
}
