/* csv - a table as RFC 4180 has it: for spreadsheets and for whoever has no
 * SQLite. It is written beside the file and never read again by us. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "inside.h"

struct csv {
	FILE *file;
	const struct list *columns;
};

static void
put_quoted(FILE *f, struct str s)
{
	putc('"', f);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			putc('"', f);
		putc(s.p[i], f);
	}
	putc('"', f);
}

static void
put_bytes(FILE *f, struct str s)
{
	fputs("\\x", f);
	for (size_t i = 0; i < s.n; i++)
		fprintf(f, "%02x", (unsigned char)s.p[i]);
}

static void
put_cell(FILE *f, enum db_column_kind kind, const struct db_cell *cell)
{
	if (cell->is_null)
		return;
	switch (kind) {
	case DB_COLUMN_INT:
		fwrite(cell->bytes.p, 1, cell->bytes.n, f);
		break;
	case DB_COLUMN_BYTES:
		put_bytes(f, cell->bytes);
		break;
	case DB_COLUMN_TEXT:
		put_quoted(f, cell->bytes);
		break;
	}
}

enum err
csv_make(struct arena *a, const char *path, const struct list *columns,
    struct csv **out)
{
	struct csv *c = ARENA_NEW(a, struct csv);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return errno == EEXIST ? ERR_CONFLICT : ERR_DENIED;
	c->file = fdopen(fd, "wb");
	if (!c->file) {
		close(fd);
		return ERR_BROKEN;
	}
	c->columns = columns;
	for (size_t i = 0; i < columns->count; i++) {
		struct str name = LIST_AT(columns, struct db_column, i)->name;

		if (i)
			putc(',', c->file);
		fwrite(name.p, 1, name.n, c->file);
	}
	fputs("\r\n", c->file);
	*out = c;
	return ERR_OK;
}

enum err
csv_row(struct csv *c, const struct db_cell *cells)
{
	for (size_t i = 0; i < c->columns->count; i++) {
		if (i)
			putc(',', c->file);
		put_cell(c->file,
		    LIST_AT(c->columns, struct db_column, i)->kind, &cells[i]);
	}
	fputs("\r\n", c->file);
	return ferror(c->file) ? ERR_BUSY : ERR_OK;
}

enum err
csv_end(struct csv *c)
{
	bool is_bad = ferror(c->file) || fflush(c->file) != 0 ||
	    fsync(fileno(c->file)) != 0;

	if (fclose(c->file) != 0)
		is_bad = true;
	return is_bad ? ERR_BUSY : ERR_OK;
}
