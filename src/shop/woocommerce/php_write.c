/* php_write.c - writes a tree as PHP's serialized text.
 *
 * The other direction of php.c. Lengths are of bytes, as PHP counts them.
 */
#include <inttypes.h>

#include "php.h"

static void
write_text(struct buf *b, char kind, struct str s, char end)
{
	buf_printf(b, "%c:%zu:\"", kind, s.n);
	buf_put(b, s);
	buf_putc(b, '"');
	buf_putc(b, end);
}

static void
write_key(struct buf *b, const struct value *parent, size_t i)
{
	const struct value *item = LIST_AT(&parent->items, struct value, i);
	int64_t number;

	if (parent->kind == VALUE_LIST)
		buf_printf(b, "i:%zu;", i);
	else if (!parent->text.n && php_int_key(item->name, &number))
		buf_printf(b, "i:%" PRId64 ";", number);
	else
		write_text(b, 's', item->name, ';');
}

static enum err write_value(struct buf *b, const struct value *v, int depth);

static enum err
write_items(struct buf *b, const struct value *v, int depth)
{
	if (depth == PHP_MAX_DEPTH)
		return ERR_BAD_INPUT;
	if (v->kind == VALUE_MAP && v->text.n)
		write_text(b, 'O', v->text, ':');
	else
		buf_putz(b, "a:");
	buf_printf(b, "%zu:{", v->items.count);
	for (size_t i = 0; i < v->items.count; i++) {
		enum err e;

		write_key(b, v, i);
		e = write_value(
		    b, LIST_AT(&v->items, struct value, i), depth + 1);
		if (e)
			return e;
	}
	buf_putc(b, '}');
	return ERR_OK;
}

static enum err
write_value(struct buf *b, const struct value *v, int depth)
{
	switch (v->kind) {
	case VALUE_NONE:
		buf_putz(b, "N;");
		break;
	case VALUE_BOOL:
		buf_putz(b, v->flag ? "b:1;" : "b:0;");
		break;
	case VALUE_INT:
		buf_printf(b, "i:%" PRId64 ";", v->number);
		break;
	case VALUE_NUMBER:
		buf_printf(b, "d:" STR_FMT ";", STR_ARG(v->text));
		break;
	case VALUE_TEXT:
		write_text(b, 's', v->text, ';');
		break;
	case VALUE_LIST:
	case VALUE_MAP:
		return write_items(b, v, depth);
	}
	return b->overflow ? ERR_BAD_INPUT : ERR_OK;
}

enum err
php_write(struct buf *b, const struct value *v)
{
	enum err e = write_value(b, v, 0);

	return b->overflow ? ERR_BAD_INPUT : e;
}
