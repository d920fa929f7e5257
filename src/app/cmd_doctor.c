/* cmd_doctor - looks at the installation as a whole; each finding says what
 * to do. --facts proposes which facts of other plugins a buyer would miss. */
#include <stdio.h>

#include "doctor.h"
#include "fleet.h"
#include "session.h"

static const struct option_row options[] = {
	{ "facts", NULL, "meta keys of the last 200 orders, and proposals" },
	{ "all", "DIR", "at all shops with a configuration in DIR" },
	{ NULL, NULL, NULL }
};

static const char *const level_words[] = { "ok  ", "warn", "bad " };

static int
print_findings(const struct list *findings)
{
	int worst = 0;

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *f = LIST_AT(findings, struct finding,
		    i);

		printf("%s  " STR_FMT "\n", level_words[f->level],
		    STR_ARG(f->what));
		if (f->advice.n)
			printf("      " STR_FMT "\n", STR_ARG(f->advice));
		if ((int)f->level > worst)
			worst = (int)f->level;
	}
	return worst == FINDING_BAD ? EXIT_FAILED : EXIT_FINE;
}

static int
print_facts(struct app *app)
{
	struct list counts = { 0 };
	enum err e;

	e = shop_meta_counts(app->shop, app->arena, 200, &counts);
	if (e)
		return failure("facts: %s " STR_FMT, err_word(e),
		    STR_ARG(db_why(app->db)));

	puts("place     orders  key (example)");
	for (size_t i = 0; i < counts.count; i++) {
		const struct meta_count *c = LIST_AT(&counts,
		    struct meta_count, i);
		const char *proposal = doctor_proposal(c->key);

		printf("%-9.*s %6lld  " STR_FMT " (" STR_FMT ")%s%s\n",
		    STR_ARG(c->place), (long long)c->orders, STR_ARG(c->key),
		    STR_ARG(c->example), proposal ? "  <- " : "",
		    proposal ? proposal : "");
	}
	return EXIT_FINE;
}

enum { FLEET_SECONDS = 120 }; /* for one shop */

static int
run(const struct args *args)
{
	const char *const words[] = { "doctor",
		args_has(args, "facts") ? "--facts" : NULL, NULL };
	struct list findings = { 0 };
	struct app app;
	int status;

	if (args_has(args, "all"))
		return fleet_each(args_get(args, "all"), words, FLEET_SECONDS,
		    FLEET_TEXT);
	status = session_open_offline(args, &app);
	if (status)
		return status;

	if (args_has(args, "facts")) {
		status = shop_refresh(app.shop, clock_now())
		    ? failure("the shop's database: " STR_FMT,
			  STR_ARG(db_why(app.db)))
		    : print_facts(&app);
	} else {
		doctor_look(&app, &findings);
		status = print_findings(&findings);
	}
	app_close(&app);
	return status;
}

const struct command cmd_doctor = {
	.name = "doctor",
	.what = "Look at the whole installation and say what to mend.",
	.options = options,
	.run = run,
};
