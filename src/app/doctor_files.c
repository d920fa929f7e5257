/* doctor_files - looks at the files an installation stands on: ours, the
 * host's, the shop's, and two folders. */
#include <sys/stat.h>
#include <unistd.h>

#include "doctor.h"
#include "setting.h"

static void
check_file(struct app *app, struct list *out)
{
	struct stat st;
	bool is_open = stat(arena_z(app->arena, app->conf.file), &st) == 0 &&
	    (st.st_mode & 0007) != 0;

	doctor_find(app, out, is_open ? FINDING_BAD : FINDING_OK,
	    arena_printf(app->arena, "configuration " STR_FMT ", mode %s",
		STR_ARG(app->conf.file), conf_mode_words[app->conf.mode]),
	    "Others can read it and it holds secrets: chmod 0640.");
	doctor_find(app, out, app->conf.is_https ? FINDING_OK : FINDING_WARN,
	    arena_printf(app->arena, "pages at " STR_FMT,
		STR_ARG(app->conf.base_url)),
	    "Without https the links of buyers can be read on the way.");
}

static void
check_leftover(struct app *app, struct list *out)
{
	if (app->conf.leftover.n)
		doctor_find(app, out, FINDING_WARN,
		    arena_printf(app->arena, STR_FMT " in the configuration",
			STR_ARG(app->conf.leftover)),
		    "It is of an earlier release and does nothing: take it out,"
		    " or run aftersale setup again.");
}

/* Many hosts have none. */
static void
check_host_file(struct app *app, struct list *out)
{
	const struct host_file *h = app->host;
	struct layer layer;

	host_file_layer(app->arena, h, &layer);
	if (h->why.n)
		doctor_find(app, out, FINDING_WARN,
		    arena_printf(app->arena, "%s: " STR_FMT, h->path,
			STR_ARG(h->why)),
		    "The host's settings are not taken; what they were before"
		    " stays in force.");
	else if (h->is_there)
		doctor_find(app, out, FINDING_OK,
		    arena_printf(app->arena, "settings of the host in %s, %zu"
			" locked", h->path, layer.locked.count),
		    "");
}

static void
check_shop_file(struct app *app, struct list *out)
{
	if (app->site.shop_file_why.n)
		doctor_find(app, out, FINDING_BAD, app->site.shop_file_why,
		    "Put it back, or set up for those tables with a"
		    " configuration of their own: aftersale setup --config.");
}

static void
check_folders(struct app *app, struct list *out)
{
	struct str spool = app->conf.spool;

	if (spool.n)
		doctor_find(app, out,
		    access(arena_z(app->arena, spool), W_OK) == 0
			? FINDING_OK
			: FINDING_BAD,
		    arena_printf(app->arena, "spool " STR_FMT,
			STR_ARG(spool)),
		    "It cannot be written: give it to our user.");
	if (app->conf.templates.n)
		doctor_find(app, out,
		    access(arena_z(app->arena, app->conf.templates), R_OK) == 0
			? FINDING_OK
			: FINDING_WARN,
		    arena_printf(app->arena, "your templates in " STR_FMT,
			STR_ARG(app->conf.templates)),
		    "The folder cannot be read; the shipped ones are used.");
}

void
doctor_files(struct app *app, struct list *out)
{
	check_file(app, out);
	check_leftover(app, out);
	check_host_file(app, out);
	check_shop_file(app, out);
	check_folders(app, out);
}
