/* cmd_uninstall - takes away what setup has made: tables, database users,
 * configuration and keys; prints lines for the web server that keep old links
 * alive. The shop's own tables hold nothing of ours. Can be run again. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "beside.h"
#include "health.h"
#include "setup.h"
#include "uninstall_store.h"

static const struct option_row options[] = {
	{ "yes", NULL, "do not ask" },
	{ "dry-run", NULL, "list all that would go, and change nothing" },
	{ "export", "DIR", "first put all of it there, with the keys; stop if"
			   " that fails" },
	{ "keep-data", NULL, "leave our tables and the configuration" },
	{ "server", "NAME", "whose lines to print: nginx, apache, lighttpd" },
	{ "site", "N", "which site of a network (1)" },
	{ "salts-file", "FILE", "as for setup" },
	{ "db-admin-user", "NAME", "account that may drop users; its password"
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
	{ "db-base-prefix", "PREFIX", "of a network" },
	{ "db-ca", "FILE", "demand TLS, signed by these" },
	{ NULL, NULL, NULL }
};

enum { WORKER_SECONDS = 60 };

struct away {
	struct setup_plan plan;
	struct list tables; /* struct own_table */
	bool keeps_data;
	bool has_users;
};

/* ---- what there is ------------------------------------------------------ */

/* A shop beside this one whose own prefix begins with that of our tables. */
static bool
is_of_another(const struct away *w)
{
	for (size_t i = 0; i < w->tables.count; i++)
		if (str_is_z(LIST_AT(&w->tables, struct own_table, i)->name,
			"options"))
			return true;
	return false;
}

static int
look(const struct args *args, struct away *w)
{
	struct setup_plan *plan = &w->plan;
	int status = setup_plan(args, plan);

	if (status)
		return status;
	w->keeps_data = args_has(args, "keep-data");
	w->has_users = plan->had_users &&
	    !str_is(plan->users[SETUP_OWNER].account.user,
		plan->app.conf.db.user);
	if (own_tables_present(plan->app.db, plan->arena,
		plan->app.conf.db.prefix, &w->tables))
		return failure("the shop's database: " STR_FMT,
		    STR_ARG(db_why(plan->app.db)));
	if (!w->keeps_data && is_of_another(w))
		return failure("tables of another shop begin with " STR_FMT
			       "aftersale_, as ours do: nothing was changed;"
			       " aftersale manifest names ours",
		    STR_ARG(plan->app.conf.db.prefix));
	return 0;
}

static void
print_tables(const struct away *w)
{
	struct str own = own_prefix(w->plan.arena,
	    w->plan.app.conf.db.prefix);

	puts(w->keeps_data ? "Tables that stay:" : "Tables:");
	for (size_t i = 0; i < w->tables.count; i++) {
		const struct own_table *t = LIST_AT(&w->tables,
		    struct own_table, i);

		printf("  " STR_FMT STR_FMT "  (about %lld rows)\n",
		    STR_ARG(own), STR_ARG(t->name), (long long)t->rows);
	}
	if (!w->tables.count)
		puts("  none");
}

static void
print_users(struct away *w)
{
	puts("Database users:");
	for (int i = 0; w->has_users && i < SETUP_USERS; i++)
		printf("  " STR_FMT "\n",
		    STR_ARG(db_account_name(w->plan.arena,
			&w->plan.users[i].account)));
	if (!w->has_users)
		puts("  none of our own");
}

/* WordPress runs the clean-up of a plugin, so it is deleted there. */
static void
print_plugin(const struct away *w)
{
	const struct setup_plan *plan = &w->plan;
	const char *plugin = arena_printz(plan->arena, STR_FMT "/aftersale",
	    STR_ARG(plan->probe.plugin_dir));

	if (plan->probe.plugin_dir.n && access(plugin, F_OK) == 0)
		printf("Plugin of the shop, to be deleted in WordPress under"
		       " Plugins:\n  %s\n",
		    plugin);
}

static void
print_plan(struct away *w)
{
	const struct setup_plan *plan = &w->plan;

	print_tables(w);
	print_users(w);
	puts(w->keeps_data ? "Files that stay:" : "Files:");
	if (plan->before.p)
		printf("  %s, with the keys of all links\n", plan->config);
	else
		puts("  none");
	print_plugin(w);
	if (args_has(plan->args, "export"))
		printf("First all of it is put to: %s\n",
		    args_get(plan->args, "export"));
	puts("Rows of the shop: none are changed; orders, customers and"
	     " products hold\n                  nothing of ours.");
}

/* ---- is it at rest? ----------------------------------------------------- */

static bool
is_worker_alive(struct away *w)
{
	struct setup_plan *plan = &w->plan;
	const struct site site = { .conf = &plan->app.conf };
	struct health health;

	if (!w->tables.count)
		return false;
	health_look(plan->app.db, &site, plan->arena, clock_now(), &health);
	return clock_now() - health.outbox.worker_seen_at < WORKER_SECONDS;
}

static bool
is_agreed(const struct args *args)
{
	char answer[16] = "";

	if (args_has(args, "yes"))
		return true;
	fputs("\nTake all of this away? [y/N] ", stdout);
	fflush(stdout);
	return fgets(answer, sizeof(answer), stdin) &&
	    (answer[0] == 'y' || answer[0] == 'Y');
}

/* ---- taking it away ----------------------------------------------------- */

static enum err
drop_all(struct away *w, struct db *db)
{
	enum err e = db_connect(db);

	for (size_t i = 0; !e && i < w->tables.count; i++)
		e = own_table_drop(db, w->plan.arena,
		    w->plan.app.conf.db.prefix,
		    LIST_AT(&w->tables, struct own_table, i)->name);
	return e;
}

/* By the owner of our tables; by the shop's own account where that user is
 * gone already. */
static int
drop_tables(struct away *w)
{
	struct db_conf conf = setup_conf_of(&w->plan, SETUP_OWNER);
	struct db *db = db_new(&conf);
	enum err e = w->has_users ? drop_all(w, db) : ERR_DENIED;

	db_free(db);
	if (e && drop_all(w, w->plan.app.db))
		return failure("tables: " STR_FMT "; some may be gone already:"
			       " end what works with them and run this again",
		    STR_ARG(db_why(w->plan.app.db)));
	printf("Tables: %zu dropped.\n", w->tables.count);
	return 0;
}

/* Where the file names none, those of an earlier setup may be left, under the
 * names that it gave them. */
static bool
goes(const struct away *w, const struct db_account *who)
{
	return !str_is(who->user, w->plan.app.conf.db.user) &&
	    (w->has_users || str_has_prefix(who->user, STR("aftersale_")));
}

static enum err
drop_users_with(struct away *w, struct db *admin)
{
	enum err e = db_connect(admin);

	for (int i = 0; !e && i < SETUP_USERS; i++)
		if (goes(w, &w->plan.users[i].account))
			e = account_drop(admin, w->plan.arena,
			    &w->plan.users[i].account);
	return e;
}

static void
print_user_lines(struct away *w)
{
	puts("\nNo account here may drop database users. These lines are for"
	     " your host:\n");
	for (int i = 0; i < SETUP_USERS; i++)
		printf(STR_FMT ";\n",
		    STR_ARG(account_drop_text(w->plan.arena,
			&w->plan.users[i].account)));
}

static void
drop_users(struct away *w)
{
	struct db_conf conf;
	const char *name;
	enum err e = ERR_DENIED;

	for (int i = 0; e && setup_admin(&w->plan, i, &conf, &name); i++) {
		struct db *admin = db_new(&conf);

		e = drop_users_with(w, admin);
		db_free(admin);
	}
	if (e && w->has_users)
		print_user_lines(w);
	else if (w->has_users)
		printf("Database users: dropped by %s.\n", name);
}

static int
remove_file(const char *path)
{
	if (unlink(path) == 0)
		printf("Removed: %s\n", path);
	else if (errno != ENOENT)
		return failure("cannot remove %s: %s", path, strerror(errno));
	return 0;
}

static int
remove_files(struct away *w)
{
	struct setup_plan *plan = &w->plan;
	struct str dir = setup_scripts(plan);
	int status = remove_file(arena_printz(plan->arena,
	    STR_FMT "/aftersale.fcgi", STR_ARG(dir)));

	rmdir(arena_z(plan->arena, dir));
	return status ? status : remove_file(plan->config);
}

/* With the keys: after this they are nowhere else. */
static int
export_first(struct away *w)
{
	const char *target = args_get(w->plan.args, "export");
	const char *const argv[] = { "aftersale-carry", "--config",
		w->plan.config, "export", "--keys", "--", target, NULL };

	if (!target)
		return 0;
	if (!w->plan.before.p)
		return failure("there is no configuration %s to export by;"
			       " nothing was changed",
		    w->plan.config);
	if (beside_run(beside_path("carry"), argv))
		return failure("the export failed; nothing was changed (after"
			       " --keep-data its database users are gone:"
			       " aftersale setup makes them again)");
	return 0;
}

/* The file goes last, so where tables are it is somewhere: with the keys, and
 * with the names of users that nobody would look for afterwards. */
static int
check_file(const struct away *w)
{
	if (w->plan.before.p || !w->tables.count)
		return 0;
	return failure("our tables are here, but there is no %s: name the"
		       " shop's own configuration by --config; where it is"
		       " lost, run aftersale setup first. Nothing was changed",
	    w->plan.config);
}

static int
carry_out(struct away *w)
{
	int status = check_file(w);

	if (status)
		return status;
	if (!is_agreed(w->plan.args))
		return failure("nothing was changed");
	status = export_first(w);
	if (!status && !w->keeps_data)
		status = drop_tables(w);
	if (status)
		return status;
	if (w->plan.before.p)
		drop_users(w);
	return w->keeps_data ? 0 : remove_files(w);
}

static void
print_gone(struct away *w)
{
	struct str name = setup_instance(&w->plan);
	struct str text;

	printf("\nWhere systemd ran it: systemctl disable --now aftersale@"
	       STR_FMT ".socket\naftersale@" STR_FMT
	       ".service aftersale-work@" STR_FMT ".service\n",
	    STR_ARG(name), STR_ARG(name), STR_ARG(name));
	puts("\nTake our lines out of the web server, and where it ran"
	     " aftersale.cgi the folder with\nit out of the site. To keep"
	     " links of old mails alive, put these in their place:\n");
	if (!setup_snippet(&w->plan, w->plan.server->gone, &text))
		printf(STR_FMT, STR_ARG(text));
}

static int
run(const struct args *args)
{
	struct away w = { .plan.arena = arena_new((size_t)64 << 20) };
	int status = look(args, &w);

	if (!status) {
		print_plan(&w);
		if (is_worker_alive(&w))
			puts("\nThe worker was here in the last minute: stop"
			     " `aftersale work` and\n`aftersale serve`"
			     " first.");
		if (!args_has(args, "dry-run"))
			status = carry_out(&w);
	}
	if (!status)
		print_gone(&w);
	setup_plan_end(&w.plan);
	return status;
}

const struct command cmd_uninstall = {
	.name = "uninstall",
	.words = "DIR",
	.what = "Take away what setup has made beside the shop in DIR.",
	.options = options,
	.least_words = 1,
	.most_words = 1,
	.run = run,
};
