/* recommend_csv - reads tables of whole numbers with named columns, one line
 * at a time; what is wrong with a file is said with the number of its line. */
#include <errno.h>
#include <stdio.h>
#include <sys/types.h>

#include "recommend_csv.h"

static enum err
wrong(struct csv *c, const char *what, struct str text)
{
	if (text.n > 40)
		text.n = 40;
	snprintf(c->why, sizeof(c->why), "%s line %lld: %s \"" STR_FMT "\"",
	    c->path, (long long)c->number, what, STR_ARG(text));
	return ERR_BAD_INPUT;
}

/* The next line without its end; NOT_FOUND behind the last. */
static enum err
read_line(struct csv *c, struct str *out)
{
	ssize_t n = getline(&c->line, &c->room, c->file);

	if (n < 0 && ferror(c->file)) {
		snprintf(c->why, sizeof(c->why), "cannot read %s: %s", c->path,
		    strerror(errno));
		return ERR_BROKEN;
	}
	if (n < 0)
		return ERR_NOT_FOUND;
	c->number++;
	*out = (struct str){ c->line, (size_t)n };
	while (out->n &&
	       (out->p[out->n - 1] == '\n' || out->p[out->n - 1] == '\r'))
		out->n--;
	if (str_find_byte(*out, '\r') != (size_t)-1)
		return wrong(c, "its lines do not end as here or in Windows,",
		    str_head(*out, str_find_byte(*out, '\r')));
	return ERR_OK;
}

/* Where the quote ends that the text begins with; its length: nowhere. Two
 * quotes are one of the text. */
static size_t
quote_end(struct str s)
{
	size_t i = 1;

	while (i < s.n && (s.p[i] != '"' || (i + 1 < s.n && s.p[i + 1] == '"')))
		i += s.p[i] == '"' ? 2 : 1;
	return i < s.n ? i : s.n;
}

/* The next field of a line, without quotes around it: a name with a comma is
 * one field. Quoted text of several lines is refused and not misread. */
static enum err
cut_field(struct csv *c, struct str *line, struct str *out)
{
	size_t blank = 0;
	struct str quoted;
	size_t end;

	while (blank < line->n && line->p[blank] == ' ')
		blank++;
	if (blank == line->n || line->p[blank] != '"') {
		*out = str_trim(str_cut(line, ','));
		return ERR_OK;
	}
	quoted = str_skip(*line, blank);
	end = quote_end(quoted);
	*out = str_trim(str_skip(str_head(quoted, end), 1));
	if (end == quoted.n)
		return wrong(c, "a quote does not end in", *out);
	*line = str_skip(quoted, end + 1);
	if (str_trim(str_cut(line, ',')).n)
		return wrong(c, "something follows the quoted", *out);
	return ERR_OK;
}

static enum err
read_head(struct csv *c, int needed)
{
	struct str line;
	enum err e = read_line(c, &line);

	if (e == ERR_NOT_FOUND)
		return wrong(c, "the file is empty, no column", STR(""));
	if (e)
		return e;
	if (str_has_prefix(line, STR("\xEF\xBB\xBF")))
		line = str_skip(line, 3);
	for (int at = 0; line.p; at++) {
		struct str name;

		e = cut_field(c, &line, &name);
		if (e)
			return e;
		for (int i = 0; c->names[i]; i++) {
			if (str_is_z(name, c->names[i]) && c->at[i] < 0)
				c->at[i] = at;
		}
	}
	for (int i = 0; i < needed; i++) {
		if (c->at[i] < 0)
			return wrong(
			    c, "there is no column", str_of(c->names[i]));
	}
	return ERR_OK;
}

enum err
csv_open(struct csv *c, const char *path, const char *const *names, int needed)
{
	enum err e;

	*c = (struct csv){ .path = path, .names = names };
	for (int i = 0; i < CSV_COLUMNS; i++)
		c->at[i] = -1;
	c->file = fopen(path, "re");
	if (!c->file) {
		snprintf(c->why, sizeof(c->why), "cannot open %s: %s", path,
		    strerror(errno));
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_DENIED;
	}
	e = read_head(c, needed);
	if (e)
		csv_close(c);
	return e;
}

/* A number, whole or with a fraction that is passed over ("1.5" pieces). */
static enum err
read_number(struct str text, int64_t *out)
{
	size_t point = str_find_byte(text, '.');
	int64_t whole;
	enum err e;

	if (point == (size_t)-1)
		return str_int(text, out);
	e = str_int(str_head(text, point), &whole);
	if (e)
		return e;
	for (size_t i = point + 1; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return ERR_BAD_INPUT;
		/* Half a piece is a piece. */
		if (text.p[i] != '0' && whole == 0)
			whole = text.p[0] == '-' ? -1 : 1;
	}
	*out = whole;
	return ERR_OK;
}

static enum err
take_field(struct csv *c, int at, struct str field)
{
	for (int i = 0; c->names[i]; i++) {
		if (c->at[i] != at || !field.n)
			continue;
		if (read_number(field, &c->value[i]))
			return wrong(c, c->names[i], field);
		c->is_known[i] = true;
	}
	return ERR_OK;
}

enum err
csv_next(struct csv *c)
{
	struct str line;
	enum err e;

	do {
		e = read_line(c, &line);
		if (e)
			return e;
	} while (!str_trim(line).n);

	memset(c->is_known, 0, sizeof(c->is_known));
	for (int at = 0; line.p; at++) {
		struct str field;

		e = cut_field(c, &line, &field);
		if (!e)
			e = take_field(c, at, field);
		if (e)
			return e;
	}
	return ERR_OK;
}

void
csv_close(struct csv *c)
{
	if (c->file)
		fclose(c->file);
	free(c->line);
	c->file = NULL;
	c->line = NULL;
}
