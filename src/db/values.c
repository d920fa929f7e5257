/* values - what V(), V_INTS() and the like make. */
#include "aftersale/db.h"

struct db_value
db_of_int(int64_t n)
{
	return (struct db_value){ .kind = DB_INT, .number = n };
}

struct db_value
db_of_bool(bool flag)
{
	return db_of_int(flag);
}

struct db_value
db_of_str(struct str s)
{
	return (struct db_value){ .kind = s.p ? DB_TEXT : DB_NULL, .text = s };
}

struct db_value
db_of_z(const char *z)
{
	return db_of_str(str_of(z));
}

struct db_value
db_of_dec(struct dec d)
{
	return (struct db_value){ .kind = DB_DEC, .dec = d };
}

struct db_value
db_of_ints(const int64_t *ints, size_t count)
{
	return (struct db_value){
		.kind = DB_INTS, .ints = ints, .ints_count = count
	};
}
