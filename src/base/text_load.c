/* text_load - a catalogue from its file, and filling translated sentences.
 * What is in a catalogue is text.c's business. */
#include "aftersale/file.h"
#include "aftersale/text.h"

enum { CATALOGUE_MAX = 16 * 1024 * 1024 };

enum err
text_load(struct arena *a, const char *path, const struct text **out)
{
	struct str bytes;
	enum err e;

	e = file_read(a, path, CATALOGUE_MAX, &bytes);
	if (e)
		return e;
	return text_open(a, bytes, out);
}

static const struct text_arg *
arg_named(struct str name, const struct text_arg *args, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_is_z(name, args[i].name))
			return &args[i];
	return NULL;
}

/* A name nobody knows stays as it stands; values are not looked into. */
struct str
text_fill(struct arena *a, struct str sentence, const struct text_arg *args,
    size_t count)
{
	struct buf b = buf_new(a, SIZE_MAX / 4);
	const struct text_arg *arg;
	struct str name;
	size_t open;
	size_t size;

	for (;;) {
		open = str_find(sentence, STR("{{"));
		buf_put(&b, str_head(sentence, open));
		if (open == (size_t)-1)
			return buf_str(&b);
		sentence = str_skip(sentence, open);
		size = str_find(sentence, STR("}}"));
		name = str_trim(str_skip(str_head(sentence, size), 2));
		arg = size == (size_t)-1 ? NULL : arg_named(name, args, count);
		size = arg ? size + 2 : 2;
		buf_put(&b, arg ? arg->value : str_head(sentence, size));
		sentence = str_skip(sentence, size);
	}
}
