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
	       "   AND LEFT(TABLE_NAME, CHAR_LENGTH(?)) = ?"
	       "   AND ENGINE IS NOT NULL"
	       " ORDER BY TABLE_NAME"
	       " LIMIT 500",
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
database_clock(struct db *db, struct arena *a, int64_t *out)
{
	struct clock_row row;
	enum err e = db_one(db, a, &clock_load, IN_NONE, &row);

	if (!e)
		*out = row.seconds;
	return e;
}
