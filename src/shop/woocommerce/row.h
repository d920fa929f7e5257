/* row.h - one shape for the rows of our gathered statements (private).
 *
 * Settings and products are read in one round trip each by joining several
 * SELECTs with UNION ALL. Each part says its kind; what the columns mean is
 * told beside the statement. Every text is converted, because tables of old
 * shops differ in collation and a UNION of two is refused by the server.
 */
#ifndef SHOP_WOO_ROW_H
#define SHOP_WOO_ROW_H

#include "aftersale/db.h"

#define TXT(column) "CONVERT(" column " USING utf8mb4)"

struct woo_row {
	int64_t kind;
	int64_t id;
	int64_t other; /* a parent, a term ... */
	struct str a;
	struct str b;
	struct str c;
	struct str value;
};

extern const struct field woo_row_fields[];

#endif
