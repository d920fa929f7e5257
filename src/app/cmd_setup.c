/* cmd_setup - installs aftersale beside a shop: configuration, database users
 * and rights, tables; prints the web server's lines. Begins in the mode
 * read-only, so that buyers see nothing yet. Run again it changes nothing
 * and mends what is missing. */
#include <stdio.h>

#include "place_store.h"
#include "setup.h"

static const struct option_row options[] = {
	{ "yes", NULL, "do not ask" },
	{ "dry-run", NULL, "list every file, table, right and kind of row" },
	{ "single-user", NULL, "work on the shop's own database account" },
	{ "base-url", "URL", "address of our pages; the shop's with /after" },
	{ "listen", "WHERE", "the socket of serve" },
	{ "server", "NAME", "nginx, apache, apache-fcgid, apache-cgi,"
			    " lighttpd" },
	{ "group", "NAME", "who may read the configuration (the account it is"
			   " named after, or aftersale)" },
	{ "site", "N", "which site of a network (1)" },
	{ "salts-file", "FILE", "LOGGED_IN_KEY and LOGGED_IN_SALT, a line"
				" each" },
	{ "db-admin-user", "NAME", "account that may make users; its password"
				   " is asked for" },
	{ "db-admin-password-file", "FILE", "or stands here" },
	{ "db-admin-file", "FILE", "login file, as ~/.my.cnf" },
	{ "db-host", "HOST", "else as in wp-config.php" },
	{ "db-socket", "PATH", "else as in wp-config.php" },
	{ "db-port", "PORT", "else as in wp-config.php" },
	{ "db-name", "NAME", "else as in wp-config.php" },
	{ "db-user", "USER", "else as in wp-config.php" },
	{ "db-password-file", "FILE", "else as in wp-config.php" },
	{ "db-prefix", "PREFIX", "else as in wp-config.php" },
	{ "db-base-prefix", "PREFIX", "of a network; else as in"
				      " wp-config.php" },
	{ "db-ca", "FILE", "demand TLS, signed by these" },
	{ NULL, NULL, NULL }
};

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

static void
say_step(void *ctx, struct str line)
{
	(void)ctx;
	printf("  " STR_FMT "\n", STR_ARG(line));
}

/* By the owner of our tables; by the shop's own account while there is none
 * that works. */
static int
make_tables(struct setup_plan *plan, bool by_owner)
{
	struct db_conf conf = by_owner ? setup_conf_of(plan, SETUP_OWNER)
				       : plan->app.conf.db;
	const char *dir = arena_printz(plan->arena, STR_FMT "/migrations",
	    STR_ARG(plan->share));
	struct db *db = db_new(&conf);
	int status = 0;

	printf("Tables: %zu, made or there already.\n", plan->own.count);
	if (db_migrate(db, plan->arena, dir, clock_now(), say_step, NULL))
		status = failure("tables: " STR_FMT, STR_ARG(db_why(db)));
	db_free(db);
	return status;
}

/* 0: they work; EXIT_FAILED: the host has to do it. */
static int
make_users(struct setup_plan *plan)
{
	const char *by;
	int status;

	if (setup_users_make(plan, &by)) {
		status = make_tables(plan, false);
		if (status)
			return status;
		puts("\nThese lines are for your host, since no account here"
		     " may make users:\n");
		setup_print_sql(plan);
		return failure("no account here may make database users"
			       " (--db-admin-user, --db-admin-file): hand the"
			       " lines above to your host and run setup again,"
			       " or use --single-user");
	}
	printf("Database users: made by %s.\n", by);
	status = make_tables(plan, true);
	if (status)
		return status;
	if (setup_users_grant(plan))
		return failure("the database users were made but their rights"
			       " could not be given");
	setup_users_check(plan);
	if (!setup_users_work(plan))
		return failure("the database users were made but do not work;"
			       " aftersale doctor says more");
	puts("Rights: given.");
	return 0;
}

static int
make_database(struct setup_plan *plan)
{
	int status;

	if (plan->is_single_user)
		return make_tables(plan, false);
	setup_users_check(plan);
	if (!setup_users_work(plan))
		return make_users(plan);
	status = make_tables(plan, true);
	if (!status)
		puts("Database users and rights: as they should be.");
	return status;
}

static enum err
keep_place(struct tx *tx, void *ctx)
{
	struct setup_plan *plan = ctx;
	struct place here;

	place_here(plan->arena, &plan->app.conf, shop_info(plan->app.shop),
	    &here);
	return place_keep(tx, plan->arena, &here, false, clock_now());
}

/* Tables that come from elsewhere have their home; adopt is for those. */
static int
take_for_home(struct setup_plan *plan)
{
	struct db_conf conf = setup_conf_of(plan,
	    plan->is_single_user ? SETUP_PAGE : SETUP_WORKER);
	struct db *db = db_new(&conf);
	struct list kept = { 0 };
	struct list differs = { 0 };
	enum err e = place_rows(db, plan->arena, &kept);
	int status = 0;

	if (!e && !kept.count)
		e = db_transact(db, keep_place, plan);
	if (!e)
		e = place_judge(&plan->app, plan->arena, &differs);
	if (e)
		status = failure("this place cannot be kept: " STR_FMT,
		    STR_ARG(db_why(db)));
	else if (differs.count)
		puts("These tables are at home elsewhere: nothing is sent to"
		     " buyers until `aftersale adopt`.");
	db_free(db);
	return status;
}

static int
carry_out(struct setup_plan *plan)
{
	int status;

	if (!is_agreed(plan->args))
		return failure("nothing was changed");
	putchar('\n');
	status = setup_conf_write(plan);
	if (!status)
		status = setup_wrapper_write(plan);
	if (!status)
		status = make_database(plan);
	if (!status)
		status = take_for_home(plan);
	return status;
}

/* What is to be typed for a configuration that has another name than the usual
 * one has that name in it. */
static void
print_next(const struct setup_plan *plan)
{
	const char *given = strcmp(plan->config, AFTERSALE_CONFIG) != 0
	    ? arena_printz(plan->arena, " --config %s", plan->config)
	    : "";
	struct str socket = plan->app.conf.db.socket;

	if (str_has_prefix(socket, STR("/tmp/")) ||
	    str_has_prefix(socket, STR("/var/tmp/")))
		printf("\nThe units of the package see no " STR_FMT
		       ": give their services\n[Service] PrivateTmp=no"
		       " (systemctl edit).\n", STR_ARG(socket));
	printf("\nNext: start `aftersale%s serve` and `aftersale%s work`, look"
	       " at /admin/orders,\nthen `aftersale%s mode staff` and"
	       " `aftersale%s mode on`.\n",
	    given, given, given, given);
}

static int
run(const struct args *args)
{
	struct setup_plan plan = { .arena = arena_new((size_t)64 << 20) };
	bool is_dry = args_has(args, "dry-run");
	int status = setup_plan(args, &plan);

	if (!status) {
		setup_print_plan(&plan);
		if (is_dry)
			setup_print_details(&plan);
		else
			status = carry_out(&plan);
	}
	if (!status) {
		setup_print_brand(shop_info(plan.app.shop));
		setup_print_snippet(&plan);
	}
	if (!status && !is_dry)
		print_next(&plan);
	setup_plan_end(&plan);
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
