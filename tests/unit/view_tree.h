/* view_tree.h - JSON text to a tree, and one call that renders it, for the
 * tests of view. */
#ifndef TESTS_VIEW_TREE_H
#define TESTS_VIEW_TREE_H

#include <json-c/json.h>

#include "aftersale/view.h"

static inline void
tree_put(struct arena *a, struct value *out, struct json_object *from)
{
	switch (json_object_get_type(from)) {
	case json_type_null:
		out->kind = VALUE_NONE;
		break;
	case json_type_boolean:
		out->kind = VALUE_BOOL;
		out->flag = json_object_get_boolean(from);
		break;
	case json_type_int:
		out->kind = VALUE_INT;
		out->number = json_object_get_int64(from);
		break;
	case json_type_double:
		out->kind = VALUE_NUMBER;
		out->text = arena_printf(a, "%g", json_object_get_double(from));
		break;
	case json_type_string:
		out->kind = VALUE_TEXT;
		out->text = arena_str(
		    a, (struct str){ json_object_get_string(from),
			   (size_t)json_object_get_string_len(from) });
		break;
	case json_type_array:
		out->kind = VALUE_LIST;
		for (size_t i = 0; i < json_object_array_length(from); i++)
			tree_put(a, LIST_PUSH(a, &out->items, struct value),
			    json_object_array_get_idx(from, i));
		break;
	case json_type_object: {
		json_object_object_foreach(from, key, item)
		{
			struct value *v =
			    LIST_PUSH(a, &out->items, struct value);

			v->name = arena_str(a, str_of(key));
			tree_put(a, v, item);
		}
		out->kind = VALUE_MAP;
	}
	}
}

/* NULL where it is no JSON. */
static inline struct value *
tree_read(struct arena *a, const char *json)
{
	struct value *v = ARENA_NEW(a, struct value);
	struct json_object *from;
	enum json_tokener_error error;

	from = json_tokener_parse_verbose(json, &error);
	if (error != json_tokener_success)
		return NULL;
	tree_put(a, v, from);
	json_object_put(from);
	return v;
}

/* Compiles `source` as a template of that name and kind. */
static inline enum err
tree_compile(struct arena *a, struct view *v, const char *name,
    const char *kind, struct str source, struct str *why)
{
	struct str whole = arena_printf(
	    a, "{{! %s 1 %s }}\n" STR_FMT, name, kind, STR_ARG(source));

	return view_compile(a, v, str_of(name), whole, why);
}

/* What a template of that kind gives with this data, or why it is refused. */
static inline struct str
tree_render(
    struct arena *a, const char *kind, const char *source, const char *json)
{
	struct view *v = view_new(a);
	struct value *data = tree_read(a, json);
	struct buf out = buf_new(a, 1 << 20);
	struct str why = { NULL, 0 };

	view_trust_trees(v);
	if (!data)
		return STR("broken JSON");
	if (tree_compile(a, v, "t", kind, str_of(source), &why))
		return why;
	if (view_render_value(v, a, STR("t"), NULL, NULL, data, &out))
		return STR("render failed");
	return buf_str(&out);
}

#endif
