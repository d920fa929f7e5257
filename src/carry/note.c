/* note - what tables and columns are for, out of the texts that already say
 * so: docs/tables.md and the comments of the migrations. Pure. */
#include "inside.h"

enum { NOTE_MAX = 4096 };

static void
add_line(struct buf *b, struct str line)
{
	if (!line.n)
		return;
	if (b->n)
		buf_putc(b, ' ');
	buf_put(b, line);
}

struct str
carry_note(struct arena *a, struct str doc, struct str table)
{
	struct buf b = buf_new(a, NOTE_MAX);
	bool is_here = false;

	while (doc.n) {
		struct str line = str_trim(str_cut(&doc, '\n'));

		if (line.n && line.p[0] == '#') {
			if (is_here)
				break;
			is_here = str_has_prefix(line, STR("### ")) &&
			    str_is(str_skip(line, 4), table);
		} else if (is_here) {
			add_line(&b, line);
		}
	}
	return buf_str(&b);
}

/* The first word of a line that begins with a name. */
static struct str
word_of(struct str line)
{
	size_t n = 0;

	while (n < line.n &&
	    ((line.p[n] >= 'a' && line.p[n] <= 'z') || line.p[n] == '_' ||
		(line.p[n] >= '0' && line.p[n] <= '9')))
		n++;
	return str_head(line, n);
}

struct str
carry_column_note(
    struct arena *a, struct str sql, struct str table, struct str column)
{
	struct str head = arena_printf(a,
	    " EXISTS {own}" STR_FMT " (", STR_ARG(table));
	size_t at = str_find(sql, head);
	struct buf b = buf_new(a, NOTE_MAX);

	if (at == (size_t)-1)
		return STR("");
	sql = str_skip(sql, at + head.n);
	while (sql.n) {
		struct str line = str_trim(str_cut(&sql, '\n'));

		if (str_has_prefix(line, STR("--"))) {
			add_line(&b, str_trim(str_skip(line, 2)));
			continue;
		}
		if (str_is(word_of(line), column))
			return buf_str(&b);
		if (str_has_prefix(line, STR(")")))
			break;
		b = buf_new(a, NOTE_MAX);
	}
	return STR("");
}
