/* sum - a digest over all rows of a table, counted row by row in constant
 * memory, so that a file that was changed or damaged does not pass. */
#include "inside.h"

void
sum_begin(struct sum *s)
{
	memset(s->link, 0, sizeof(s->link));
	s->rows = 0;
}

/* The length stands before each cell, so that no two rows look alike. */
void
sum_row(struct sum *s, const struct db_cell *cells, size_t count)
{
	struct buf b = buf_new(s->arena, (size_t)CARRY_CELL_MAX * 4);

	buf_put(&b, (struct str){ (char *)s->link, sizeof(s->link) });
	for (size_t i = 0; i < count; i++) {
		if (cells[i].is_null) {
			buf_putc(&b, '-');
			continue;
		}
		buf_printf(&b, "%zu:", cells[i].bytes.n);
		buf_put(&b, cells[i].bytes);
	}
	assert(!b.overflow);
	sha256(buf_str(&b), s->link);
	s->rows++;
	arena_reset(s->arena);
}

struct str
sum_text(const struct sum *s, struct arena *a)
{
	return hex_text(a, s->link, sizeof(s->link));
}
