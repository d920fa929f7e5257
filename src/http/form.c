/* form - declared fields of a posted form, with what was typed and what is
 * wrong with it. Checks of one value are in form_check.c. */
#include "aftersale/amount.h" /* FIELD knows all kinds */
#include "inside.h"

const struct field form_error_fields[] = {
	FIELD(struct form_error, field),
	FIELD(struct form_error, label),
	FIELD(struct form_error, text),
	FIELD_STOP,
};

static enum err
read_body(struct rq *rq, struct list *out)
{
	struct str rest = rq->content_type;
	struct str type = str_trim(str_cut(&rest, ';'));

	if (rq->body.n == 0)
		return ERR_OK;
	if (str_is_nocase(type, STR("application/x-www-form-urlencoded")))
		return http_pairs_read(rq->arena, rq->body, true, out);
	if (str_is_nocase(type, STR("multipart/form-data")))
		return http_multipart_read(
		    rq->arena, rq->content_type, rq->body, out);
	return ERR_BAD_INPUT;
}

enum err
http_form_body(struct rq *rq)
{
	if (rq->is_form_read)
		return ERR_OK;
	if (read_body(rq, &rq->form)) {
		rq->why = STR("the body is no form");
		return ERR_BAD_INPUT;
	}
	rq->is_form_read = true;
	return ERR_OK;
}

enum err
rq_form_typed(struct rq *rq, struct list *out)
{
	struct str rest = rq->content_type;
	enum err e;

	if (!str_is_nocase(str_trim(str_cut(&rest, ';')),
		STR("application/x-www-form-urlencoded")))
		return ERR_BAD_INPUT;
	e = http_form_body(rq);
	if (!e)
		*out = rq->form;
	return e;
}

/* "qty", or "line.3.qty" for an item of a group. */
struct item {
	const char *group; /* NULL: the rows that stand alone */
	int64_t number;
};

static bool
is_of(const struct form_field *field, struct item item)
{
	if (!item.group)
		return !field->group;
	return field->group && strcmp(field->group, item.group) == 0;
}

static struct str
name_of(struct arena *a, const struct form_field *field, struct item item)
{
	if (!item.group)
		return str_of(field->name);
	return arena_printf(
	    a, "%s.%lld.%s", item.group, (long long)item.number, field->name);
}

static struct form_value *
value_of(const struct form_field *field, void *form)
{
	return (struct form_value *)((char *)form + field->offset);
}

/* All values of the name; a list of more than one is for FORM_MANY alone. */
static enum err
collect(struct rq *rq, const struct form_field *field, struct str name,
    struct form_value *out)
{
	size_t count = 0;

	*out = (struct form_value){ 0 };
	for (size_t i = 0; i < rq->form.count; i++) {
		struct pair *pair = LIST_AT(&rq->form, struct pair, i);

		if (!str_is(pair->name, name))
			continue;
		if (field->kind == FORM_MANY)
			*LIST_PUSH(rq->arena, &out->many, struct str) =
			    str_trim(pair->value);
		else if (count > 0)
			return ERR_BAD_INPUT;
		out->text = str_trim(pair->value);
		out->flag = true;
		count++;
	}
	return ERR_OK;
}

static enum err
read_fields(struct rq *rq, const struct form_field *fields, struct item item,
    void *form, size_t *wrong)
{
	size_t count = 0;
	enum err e;

	e = http_form_body(rq);
	if (e)
		return e;

	for (const struct form_field *f = fields; f->name; f++) {
		struct form_value *value = value_of(f, form);

		if (!is_of(f, item))
			continue;
		e = collect(rq, f, name_of(rq->arena, f, item), value);
		if (e) {
			rq->why = STR("a field stands twice in the form");
			return e;
		}
		http_form_check(rq, f, value);
		count += value->error.n > 0;
	}
	*wrong = count;
	return ERR_OK;
}

enum err
rq_form(
    struct rq *rq, const struct form_field *fields, void *form, size_t *wrong)
{
	return read_fields(rq, fields, (struct item){ NULL, 0 }, form, wrong);
}

enum err
rq_form_item(struct rq *rq, const struct form_field *fields, const char *group,
    int64_t number, void *form, size_t *wrong)
{
	return read_fields(
	    rq, fields, (struct item){ group, number }, form, wrong);
}

/* The number in "group.number.name"; written the one way we write it. */
static bool
group_number(struct str name, struct str group, int64_t *out)
{
	struct str digits;
	int64_t n;

	if (!str_is(str_cut(&name, '.'), group))
		return false;
	digits = str_cut(&name, '.');
	if (name.n == 0 || str_int(digits, &n) || n < 0)
		return false;
	if (digits.n > 1 && digits.p[0] == '0')
		return false;
	*out = n;
	return true;
}

static int
compare_numbers(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x;
	int64_t b = *(const int64_t *)y;

	return a < b ? -1 : a > b;
}

static void
drop_doubles(struct list *numbers)
{
	size_t kept = 0;
	int64_t *n = numbers->items;

	for (size_t i = 0; i < numbers->count; i++)
		if (kept == 0 || n[kept - 1] != n[i])
			n[kept++] = n[i];
	numbers->count = kept;
}

enum err
rq_form_group(struct rq *rq, const char *group, struct list *out)
{
	struct list numbers = { 0 };
	enum err e;

	e = http_form_body(rq);
	if (e)
		return e;

	for (size_t i = 0; i < rq->form.count; i++) {
		struct pair *pair = LIST_AT(&rq->form, struct pair, i);
		int64_t n;

		if (group_number(pair->name, str_of(group), &n))
			*LIST_PUSH(rq->arena, &numbers, int64_t) = n;
	}
	if (numbers.count > 1)
		qsort(numbers.items, numbers.count, sizeof(int64_t),
		    compare_numbers);
	drop_doubles(&numbers);
	*out = numbers;
	return ERR_OK;
}

static void
add_errors(struct rq *rq, const struct form_field *fields, struct item item,
    const void *form, struct list *add)
{
	for (const struct form_field *f = fields; f->name; f++) {
		const struct form_value *value = value_of(f, (void *)form);

		if (!is_of(f, item) || value->error.n == 0)
			continue;
		*LIST_PUSH(rq->arena, add, struct form_error) =
		    (struct form_error){
			    .field = name_of(rq->arena, f, item),
			    .label = f->label ? tr(rq->lang, NULL, f->label)
					      : str_of(f->name),
			    .text = value->error,
		    };
	}
}

struct list
form_errors(struct rq *rq, const struct form_field *fields, const void *form)
{
	struct list errors = { 0 };

	add_errors(rq, fields, (struct item){ NULL, 0 }, form, &errors);
	return errors;
}

void
form_item_errors(struct rq *rq, const struct form_field *fields,
    const char *group, int64_t number, const void *form, struct list *add)
{
	add_errors(rq, fields, (struct item){ group, number }, form, add);
}
