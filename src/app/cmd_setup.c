/* cmd_setup - installs aftersale beside a shop: configuration, tables and
 * keys; prints rights and the web server's snippet. Begins in the mode
 * read-only, so that buyers see nothing yet. */
#include <stdio.h>
#include <sys/stat.h>

#include "app.h"
#include "grants.h"
#include "session.h"
#include "setup.h"

static const struct option_row options[] = {
	{ "yes", NULL, "do not ask" },
	{ "dry-run", NULL, "say what would be done and change nothing" },
	{ "single-user", NULL, "work on the shop's own database account" },
	{ "base-url", "URL", "address of our pages; the shop's with /after" },
	{ "listen", "WHERE", "the socket of serve" },
	{ "server", "NAME", "nginx, apache-proxy-fcgi, apache-fcgid,"
			    " htaccess-cgi, lighttpd" },
	{ "salts-file", "FILE", "LOGGED_IN_KEY and LOGGED_IN_SALT, a line"
				" each" },
	{ "db-host", "HOST", "else as in wp-config.php" },
	{ "db-socket", "PATH", "else as in wp-config.php" },
	{ "db-port", "PORT", "else as in wp-config.php" },
	{ "db-name", "NAME", "else as in wp-config.php" },
	{ "db-user", "USER", "else as in wp-config.php" },
	{ "db-password", "TEXT", "else as in wp-config.php" },
	{ "db-prefix", "PREFIX", "else as in wp-config.php" },
	{ NULL, NULL, NULL }
};

static void
print_user_rights(struct setup_plan *plan, struct app *app)
{
	struct list grants = { 0 };

	if (plan->is_single_user) {
		puts("\nRights: the shop's own account is used. An account of"
		     " its own is safer:\nrun setup without --single-user.");
		return;
	}
	puts("\nRun this as an administrator of the database:");
	printf("CREATE USER '" STR_FMT "'@'localhost' IDENTIFIED BY '" STR_FMT
	       "';\n",
	    STR_ARG(plan->user), STR_ARG(plan->password));
	grants_collect(plan->arena, app, &grants);
	for (size_t i = 0; i < grants.count; i++) {
		const struct grant *g = LIST_AT(&grants, struct grant, i);

		printf("%sGRANT " STR_FMT " ON `" STR_FMT "`.`" STR_FMT
		       "` TO '" STR_FMT "'@'localhost';\n",
		    grant_mark(plan->arena, app, g),
		    STR_ARG(grant_rights(plan->arena, g->rights)),
		    STR_ARG(plan->shop_conf.db.name),
		    STR_ARG(grant_table(plan->arena, &plan->shop_conf.db,
			g->table)),
		    STR_ARG(plan->user));
	}
}

static void
print_found(const char *what, struct str value, struct str from)
{
	if (value.n)
		printf("  %-11s " STR_FMT "  (" STR_FMT ")\n", what,
		    STR_ARG(value), STR_ARG(from));
	else
		printf("  %-11s none found\n", what);
}

static void
print_brand(const struct shop_info *info)
{
	const struct brand *b = &info->brand;

	printf("\n" STR_FMT ", " STR_FMT " " STR_FMT ", orders in " STR_FMT
	       "\n",
	    STR_ARG(info->name), STR_ARG(info->platform),
	    STR_ARG(info->platform_version), STR_ARG(info->storage));
	print_found("logo", b->logo_url, b->logo_from);
	print_found("accent", b->accent, b->accent_from);
	print_found("text", b->text, b->text_from);
	print_found("background", b->background, b->background_from);
	print_found("font", b->font, b->font_from);
}

static void
print_plan(const struct setup_plan *plan)
{
	printf("Our pages:      " STR_FMT "\n", STR_ARG(plan->base_url));
	printf("Configuration:  %s (mode 0640)\n", plan->config);
	printf("Tables:         " STR_FMT "aftersale_* in " STR_FMT "\n",
	    STR_ARG(plan->shop_conf.db.prefix),
	    STR_ARG(plan->shop_conf.db.name));
	printf("Database user:  " STR_FMT "%s\n", STR_ARG(plan->user),
	    plan->is_single_user ? " (the shop's own)" : " (new)");
	puts("Rows of the shop: read only; nothing of the shop is changed.");
	puts("Rows of our own:  settings, keys of forms, links that were"
	     " revoked, counts,\n                  jobs; no name and no"
	     " address.");
}

static bool
is_agreed(const struct args *args)
{
	char answer[16] = "";

	if (args_has(args, "yes"))
		return true;
	fputs("\nGo on? [y/N] ", stdout);
	fflush(stdout);
	return fgets(answer, sizeof(answer), stdin) &&
	    (answer[0] == 'y' || answer[0] == 'Y');
}

static enum err
write_config(const struct setup_plan *plan)
{
	struct str json = conf_json_text(plan->arena, &plan->tree, true);
	const char *slash = strrchr(plan->config, '/');

	if (slash && slash != plan->config) {
		struct str dir = { plan->config,
			(size_t)(slash - plan->config) };

		mkdir(arena_z(plan->arena, dir), 0755);
	}
	return conf_write_file(plan->config, json, 0640);
}

static void
say_step(void *ctx, struct str line)
{
	(void)ctx;
	printf("  " STR_FMT "\n", STR_ARG(line));
}

/* Tables are made on the shop's own account: it has the rights already. */
static enum err
make_tables(const struct setup_plan *plan)
{
	struct db *db = db_new(&plan->shop_conf.db);
	const char *dir = arena_printz(plan->arena, STR_FMT "/migrations",
	    STR_ARG(share_dir(plan->arena)));
	enum err e;

	puts("\nTables:");
	e = db_migrate(db, plan->arena, dir, clock_now(), say_step, NULL);
	if (e)
		failure("tables: " STR_FMT, STR_ARG(db_why(db)));
	db_free(db);
	return e;
}

static void
print_snippet(const struct args *args, const struct setup_plan *plan,
    const struct shop_info *info)
{
	const char *server = args_get(args, "server");
	struct str text;
	const char *name;

	name = arena_printz(plan->arena, "%s%s", server ? server : "nginx",
	    server && strcmp(server, "htaccess-cgi") == 0 ? "" : ".conf");
	if (setup_snippet(plan, info, share_dir(plan->arena), name, &text)) {
		printf("\nThere is no snippet for %s.\n", name);
		return;
	}
	printf("\nFor the web server (%s):\n\n" STR_FMT "\n", name,
	    STR_ARG(text));
}

static int
show(const struct args *args, struct setup_plan *plan)
{
	struct app app = { .arena = plan->arena };

	app.db = db_new(&plan->shop_conf.db);
	app.shop = shop_new(app.db, &plan->shop_conf, SHOP_WOOCOMMERCE);
	if (shop_refresh(app.shop, clock_now()))
		return failure("the shop's database: " STR_FMT,
		    STR_ARG(db_why(app.db)));

	print_brand(shop_info(app.shop));
	print_user_rights(plan, &app);
	print_snippet(args, plan, shop_info(app.shop));
	shop_free(app.shop);
	db_free(app.db);
	return 0;
}

static int
run(const struct args *args)
{
	struct setup_plan plan = { .arena = arena_new((size_t)32 << 20) };
	int status = setup_plan(args, &plan);

	if (status)
		return status;

	print_plan(&plan);
	if (args_has(args, "dry-run"))
		return show(args, &plan);
	if (!is_agreed(args))
		return failure("nothing was changed");

	if (write_config(&plan))
		return failure("cannot write %s", plan.config);
	if (make_tables(&plan))
		return EXIT_FAILED;

	status = show(args, &plan);
	if (!status)
		puts("Next: start `aftersale serve` and `aftersale work`, look"
		     " at /admin/orders,\nthen `aftersale mode staff` and"
		     " `aftersale mode on`.");
	return status;
}

const struct command cmd_setup = {
	.name = "setup",
	.words = "DIR",
	.what = "Install beside the shop in DIR (where wp-config.php is).",
	.options = options,
	.least_words = 1,
	.most_words = 1,
	.run = run,
};
