/* setup_snippet - the shipped web-server snippets with this shop's names in
 * the places of @NAMES@. */
#include <unistd.h>

#include "setup.h"

struct fill {
	const char *name;
	struct str value;
};

#define FILLS 9

/* The shop's own order page is head, number, tail, key. */
static void
order_address(const struct shop_info *info, struct fill *head,
    struct fill *tail)
{
	head->value = info->order_url_head;
	tail->value = info->order_url_tail;
}

static struct str
base_path_of(struct str url)
{
	size_t at = str_find(url, STR("://"));
	struct str rest = at == (size_t)-1 ? url : str_skip(url, at + 3);
	size_t slash = str_find_byte(rest, '/');

	return slash == (size_t)-1 ? STR("") : str_skip(rest, slash);
}

static struct str
program_path(struct arena *a)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));

	if (n <= 0)
		return STR("aftersale");
	return arena_str(a, (struct str){ path, (size_t)n });
}

static struct str
replace(struct arena *a, struct str text, const struct fill *fills)
{
	struct buf out = buf_new(a, 256 * 1024);

	while (text.n) {
		size_t at = str_find_byte(text, '@');
		const struct fill *hit = NULL;

		if (at == (size_t)-1)
			at = text.n;
		buf_put(&out, str_head(text, at));
		text = str_skip(text, at);
		for (const struct fill *f = fills; f->name && !hit; f++) {
			if (str_has_prefix(text, str_of(f->name)))
				hit = f;
		}
		if (hit) {
			buf_put(&out, hit->value);
			text = str_skip(text, strlen(hit->name));
		} else if (text.n) {
			buf_putc(&out, text.p[0]);
			text = str_skip(text, 1);
		}
	}
	return buf_str(&out);
}

enum err
setup_snippet(const struct setup_plan *plan, const struct shop_info *info,
    struct str share, const char *name, struct str *out)
{
	struct arena *a = plan->arena;
	struct fill fills[FILLS] = {
		{ "@BASE@", base_path_of(plan->base_url) },
		{ "@ASSETS@", arena_join(a, share, STR("/assets")) },
		{ "@AWAY@", arena_join(a, share, STR("/webserver")) },
		{ "@SOCKET@", plan->listen },
		{ "@PROGRAM@", program_path(a) },
		{ "@CONFIG@", str_of(plan->config) },
		{ "@ORDER_URL@", STR("") },
		{ "@ORDER_TAIL@", STR("") },
	};
	struct str text;
	const char *path;
	enum err e;

	order_address(info, &fills[6], &fills[7]);
	path = arena_printz(a, STR_FMT "/webserver/%s.in", STR_ARG(share),
	    name);
	e = conf_read_file(a, path, 64 * 1024, &text);
	if (e)
		return e;

	*out = replace(a, text, fills);
	return ERR_OK;
}
