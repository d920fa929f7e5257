/* setup_snippet - the shipped web-server lines with this shop's names in the
 * places of @NAMES@. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "setup.h"

enum { SNIPPET_MAX = 256 * 1024 };

static const struct setup_server servers[] = {
	{ "nginx", "nginx.conf",
	    "in the server { } of the shop, above its other locations",
	    "gone-nginx.conf", .is_apache = false },
	{ "apache", "apache-proxy-fcgi.conf",
	    "in the virtual host of the shop", "gone-apache.conf",
	    .is_apache = true },
	{ "apache-proxy-fcgi", "apache-proxy-fcgi.conf",
	    "in the virtual host of the shop", "gone-apache.conf",
	    .is_apache = true },
	{ "apache-fcgid", "apache-fcgid.conf",
	    "in the virtual host of the shop", "gone-apache.conf",
	    .is_apache = true, .wrapper = "aftersale.fcgi" },
	{ "apache-cgi", "htaccess-cgi", ".htaccess in a folder of the site"
	    " with the name of our pages", "gone-apache.conf",
	    .is_apache = true },
	{ "htaccess-cgi", "htaccess-cgi", ".htaccess in a folder of the site"
	    " with the name of our pages", "gone-apache.conf",
	    .is_apache = true },
	{ "lighttpd", "lighttpd.conf", "in the configuration of the shop",
	    "gone-lighttpd.conf", .is_apache = false },
};

const struct setup_server *
setup_server_find(const char *name)
{
	for (size_t i = 0; i < sizeof(servers) / sizeof(servers[0]); i++)
		if (strcmp(servers[i].name, name) == 0)
			return &servers[i];
	return NULL;
}

struct fill {
	const char *name;
	struct str value;
};

static struct str
base_path_of(struct str url)
{
	size_t at = str_find(url, STR("://"));
	struct str rest = at == (size_t)-1 ? url : str_skip(url, at + 3);
	size_t slash = str_find_byte(rest, '/');

	if (str_has_suffix(rest, STR("/")))
		rest.n--;
	return slash == (size_t)-1 || slash >= rest.n ? STR("")
						      : str_skip(rest, slash);
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

/* What an address may not hold where a server reads on: quotes and signs of
 * variables are written as bytes; a percent sign is one for Apache too. */
static struct str
address(struct arena *a, struct str url, bool is_apache)
{
	struct buf b = buf_new(a, SNIPPET_MAX);

	for (size_t i = 0; i < url.n; i++) {
		char c = url.p[i];

		if (c == '"' || c == '\\' || c == '$' || c == ' ')
			buf_printf(&b, "%s%%%02X", is_apache ? "\\" : "",
			    (unsigned)(unsigned char)c);
		else if (c == '%' && is_apache)
			buf_putz(&b, "\\%");
		else
			buf_putc(&b, c);
	}
	return buf_str(&b);
}

static struct str
replace(struct arena *a, struct str text, const struct fill *fills)
{
	struct buf out = buf_new(a, SNIPPET_MAX);

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

struct str
setup_scripts(const struct setup_plan *plan)
{
	const char *slash = strrchr(plan->config, '/');
	struct str name = setup_instance(plan);
	bool is_usual = str_is_z(name, "aftersale");

	return arena_printf(plan->arena, "%.*s/fcgid%s" STR_FMT,
	    (int)(slash - plan->config), plan->config, is_usual ? "" : "-",
	    STR_ARG(is_usual ? STR("") : name));
}

enum err
setup_snippet(struct setup_plan *plan, const char *file, struct str *out)
{
	const struct shop_info *info = shop_info(plan->app.shop);
	bool is_apache = plan->server->is_apache;
	struct arena *a = plan->arena;
	const struct fill fills[] = {
		{ "@BASE@", base_path_of(plan->base_url) },
		{ "@ASSETS@", arena_join(a, plan->share, STR("/assets")) },
		{ "@AWAY@", arena_join(a, plan->share, STR("/webserver")) },
		{ "@SCRIPTS@", setup_scripts(plan) },
		{ "@SOCKET@", plan->listen },
		{ "@PROGRAM@", program_path(a) },
		{ "@CONFIG@", str_of(plan->config) },
		{ "@HOME@", address(a, info->home_url, is_apache) },
		{ "@ORDER_URL@", address(a, info->order_url_head, is_apache) },
		{ "@ORDER_TAIL@", address(a, info->order_url_tail, is_apache) },
		{ NULL, STR("") },
	};
	struct str text;
	enum err e;

	e = conf_read_file(a,
	    arena_printz(a, STR_FMT "/webserver/%s.in", STR_ARG(plan->share),
		file),
	    SNIPPET_MAX, &text);
	if (e)
		return e;
	*out = replace(a, text, fills);
	return ERR_OK;
}

int
setup_wrapper_write(struct setup_plan *plan)
{
	const char *dir = arena_z(plan->arena, setup_scripts(plan));
	const char *path;
	struct str text;

	if (!plan->server->wrapper)
		return 0;
	path = arena_printz(plan->arena, "%s/%s", dir, plan->server->wrapper);
	if (mkdir(dir, 0755) != 0 && errno != EEXIST)
		return failure("cannot make %s: %s", dir, strerror(errno));
	if (setup_snippet(plan, "aftersale.cgi", &text) ||
	    conf_write_file(path, text, 0755))
		return failure("cannot write %s", path);
	printf("Starter: %s is written.\n", path);
	return 0;
}
