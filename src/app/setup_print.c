/* setup_print - what setup says: the plan, and in a dry run every file,
 * table, right and kind of row. */
#include <stdio.h>

#include "setup.h"

static void
print_found(const char *what, struct str value, struct str from)
{
	if (value.n)
		printf("  %-11s " STR_FMT "  (" STR_FMT ")\n", what,
		    STR_ARG(value), STR_ARG(from));
	else
		printf("  %-11s none found\n", what);
}

void
setup_print_brand(const struct shop_info *info)
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
print_users(const struct setup_plan *plan)
{
	static const char *const words[SETUP_USERS] = { "pages", "worker",
		"owner of our tables" };

	if (plan->is_single_user) {
		printf("Database user:  " STR_FMT ", the shop's own, for all."
		       " It may change the shop;\n                users of"
		       " our own are safer: run setup without"
		       " --single-user.\n",
		    STR_ARG(plan->users[SETUP_PAGE].account.user));
		return;
	}
	for (int i = 0; i < SETUP_USERS; i++)
		printf("%-16s" STR_FMT "  (%s)\n",
		    i ? "" : "Database users:",
		    STR_ARG(db_account_name(plan->arena,
			&plan->users[i].account)),
		    words[i]);
}

void
setup_print_plan(struct setup_plan *plan)
{
	const struct db_conf *db = &plan->app.conf.db;

	if (plan->probe.is_multisite)
		printf("Site:           %lld of a network; another one by"
		       " --site N, with a --config of\n                its"
		       " own.\n",
		    (long long)plan->app.conf.site_id);
	printf("Our pages:      " STR_FMT "\n", STR_ARG(plan->base_url));
	printf("Configuration:  %s (mode 0640)\n", plan->config);
	printf("Tables:         " STR_FMT "aftersale_* in " STR_FMT " (%zu)\n",
	    STR_ARG(db->prefix), STR_ARG(db->name), plan->own.count);
	print_users(plan);
	puts("Rows of the shop: read only; nothing of the shop is changed.");
	puts("Rows of our own:  settings, keys of forms, links that were"
	     " revoked, counts,\n                  jobs; no name and no"
	     " address.");
}

static void
print_files(struct setup_plan *plan)
{
	puts("\nFiles:");
	printf("  %s, 0640%s\n", plan->config,
	    plan->before.p ? " (is there; completed)" : "");
	if (plan->server->wrapper)
		printf("  " STR_FMT "/%s, 0755\n",
		    STR_ARG(setup_scripts(plan)), plan->server->wrapper);
	printf("  " STR_FMT " and " STR_FMT ".lock, by serve\n",
	    STR_ARG(plan->listen), STR_ARG(plan->listen));
}

static void
print_tables(struct setup_plan *plan)
{
	puts("\nTables, and what a row holds:");
	for (size_t i = 0; i < plan->own.count; i++) {
		const struct db_table *t = LIST_AT(&plan->own,
		    struct db_table, i);

		printf("  " STR_FMT "aftersale_" STR_FMT ": " STR_FMT "\n",
		    STR_ARG(plan->app.conf.db.prefix), STR_ARG(t->name),
		    STR_ARG(t->columns));
	}
}

void
setup_print_sql(struct setup_plan *plan)
{
	struct list sql = { 0 };

	setup_users_sql(plan, true, &sql);
	for (size_t i = 0; i < sql.count; i++)
		printf(STR_FMT ";\n",
		    STR_ARG(*LIST_AT(&sql, struct str, i)));
}

void
setup_print_details(struct setup_plan *plan)
{
	print_files(plan);
	print_tables(plan);
	puts("\nDatabase rights:");
	if (plan->is_single_user)
		puts("none are given; the shop's own account has its own");
	else
		setup_print_sql(plan);
}

static void
print_lines(struct setup_plan *plan, const char *file, const char *where)
{
	struct str text;

	if (setup_snippet(plan, file, &text)) {
		printf("\nThe lines for %s are missing in " STR_FMT ".\n",
		    file, STR_ARG(plan->share));
		return;
	}
	printf("\n# ---- %s\n" STR_FMT "# ----\n", where, STR_ARG(text));
}

void
setup_print_snippet(struct setup_plan *plan)
{
	const struct setup_server *s = plan->server;

	print_lines(plan, s->file, s->where);
	if (str_is_z(str_of(s->name), "apache-cgi")) {
		print_lines(plan, "aftersale.cgi",
		    "aftersale.cgi in the same folder, mode 0755");
		printf("\nCopy " STR_FMT "/webserver/away.html and the folder"
		       " " STR_FMT "/assets there too.\n",
		    STR_ARG(plan->share), STR_ARG(plan->share));
	}
}
