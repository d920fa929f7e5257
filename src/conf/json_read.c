/* json_read - JSON text to a value tree, by json-c.
 *
 * json-c is stricter when it is asked to be, but not strict: what it lets
 * through beyond RFC 8259 is refused here. Writing is in json_text.c. */
#include <json-c/json.h>

#include "json.h"

static void
explain(struct arena *a, struct str json, size_t at, const char *what,
    struct str *why)
{
	int line = 1;

	if (!why)
		return;
	for (size_t i = 0; i < at && i < json.n; i++)
		if (json.p[i] == '\n')
			line++;
	*why = arena_printf(a, "line %d: %s", line, what);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whole numbers of 64 bits are numbers, all others keep their text. json-c
 * takes NaN and "1." for numbers too, and cuts what is too large for it. */
static enum err
read_number(struct arena *a, struct json_object *from, struct value *to)
{
	struct str text = str_of(json_object_get_string(from));
	bool is_whole = json_object_get_type(from) == json_type_int;

	if (!json_is_number(text))
		return ERR_BAD_INPUT;
	if (is_whole && (str_is_z(text, "18446744073709551615") ||
			    str_is_z(text, "-9223372036854775808")))
		return ERR_BAD_INPUT;
	if (is_whole && str_int(text, &to->number) == ERR_OK) {
		to->kind = VALUE_INT;
		return ERR_OK;
	}
	to->kind = VALUE_NUMBER;
	to->text = arena_str(a, text);
	return ERR_OK;
}

static enum err
read_value(struct arena *a, struct json_object *from, struct value *to);

static enum err
read_map(struct arena *a, struct json_object *from, struct value *to)
{
	struct json_object_iterator it = json_object_iter_begin(from);
	struct json_object_iterator end = json_object_iter_end(from);

	to->kind = VALUE_MAP;
	for (; !json_object_iter_equal(&it, &end); json_object_iter_next(&it)) {
		struct str name =
		    arena_str(a, str_of(json_object_iter_peek_name(&it)));
		struct value *item = value_push(a, to, name, VALUE_NONE);
		enum err e =
		    read_value(a, json_object_iter_peek_value(&it), item);

		if (e)
			return e;
	}
	return ERR_OK;
}

static enum err
read_list(struct arena *a, struct json_object *from, struct value *to)
{
	to->kind = VALUE_LIST;
	for (size_t i = 0; i < json_object_array_length(from); i++) {
		struct value *item = value_push(a, to, STR(""), VALUE_NONE);
		enum err e =
		    read_value(a, json_object_array_get_idx(from, i), item);

		if (e)
			return e;
	}
	return ERR_OK;
}

static enum err
read_value(struct arena *a, struct json_object *from, struct value *to)
{
	switch (json_object_get_type(from)) {
	case json_type_boolean:
		to->kind = VALUE_BOOL;
		to->flag = json_object_get_boolean(from);
		return ERR_OK;
	case json_type_int:
	case json_type_double:
		return read_number(a, from, to);
	case json_type_string:
		to->kind = VALUE_TEXT;
		to->text = arena_str(
		    a, (struct str){ json_object_get_string(from),
			   (size_t)json_object_get_string_len(from) });
		return ERR_OK;
	case json_type_object:
		return read_map(a, from, to);
	case json_type_array:
		return read_list(a, from, to);
	default:
		to->kind = VALUE_NONE;
		return ERR_OK;
	}
}

/* The text is given with the NUL behind it, else a number at its end would
 * be waited for. A null is no object: *out is NULL. */
static enum err
parse(struct arena *a, struct str json, struct json_tokener *reader,
    struct json_object **out, struct str *why)
{
	bool is_deep;
	size_t end;

	json_tokener_set_flags(
	    reader, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	*out = json_tokener_parse_ex(reader, arena_z(a, json), (int)json.n + 1);
	end = json_tokener_get_parse_end(reader);
	while (end < json.n && is_space(json.p[end]))
		end++;
	if (json_tokener_get_error(reader) == json_tokener_success &&
	    end >= json.n)
		return ERR_OK;
	is_deep = json_tokener_get_error(reader) == json_tokener_error_depth;
	explain(a, json, end, is_deep ? "nested too deep" : "this is not JSON",
	    why);
	return ERR_BAD_INPUT;
}

enum err
conf_json_read(
    struct arena *a, struct str json, struct value *out, struct str *why)
{
	struct json_tokener *reader = json_tokener_new_ex(JSON_LEVELS_MAX);
	struct json_object *root = NULL;
	struct value value = { 0 };
	enum err e;

	assert(reader && json.n < INT32_MAX);
	e = parse(a, json, reader, &root, why);
	if (!e) {
		e = read_value(a, root, &value);
		if (e)
			explain(a, json, 0, "a number that is none", why);
	}
	json_object_put(root);
	json_tokener_free(reader);
	if (!e)
		*out = value;
	return e;
}
