/* cmd_check - everything in one go for those who only want to know whether
 * all is well: configuration, database, grants, statements, templates. What
 * is fine is not listed; `doctor` says more. */
#include <stdio.h>

#include "doctor.h"
#include "session.h"

static void
see_template(void *ctx, struct str file, int line, struct str what)
{
	int *wrong = ctx;

	printf("bad   template " STR_FMT ":%d: " STR_FMT "\n", STR_ARG(file),
	    line, STR_ARG(what));
	(*wrong)++;
}

static int
check_templates(struct app *app)
{
	struct view *v = view_new(app->arena);
	int wrong = 0;

	view_add(app->arena, v, templates_dir(app), see_template, &wrong);
	if (app->conf.templates.n)
		view_add(app->arena, v,
		    arena_z(app->arena, app->conf.templates), see_template,
		    &wrong);
	return wrong;
}

static int
run(const struct args *args)
{
	struct list findings = { 0 };
	struct app app;
	int bad;
	int status = session_open_offline(args, &app);

	if (status)
		return status;
	bad = check_templates(&app);
	doctor_look(&app, &findings);
	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *f = LIST_AT(&findings, struct finding,
		    i);

		if (f->level == FINDING_OK)
			continue;
		printf("%s  " STR_FMT "\n      " STR_FMT "\n",
		    f->level == FINDING_BAD ? "bad " : "warn",
		    STR_ARG(f->what), STR_ARG(f->advice));
		bad += f->level == FINDING_BAD;
	}
	printf("configuration, database, rights, statements, templates: %s\n",
	    bad ? "not all is well" : "all is well");
	app_close(&app);
	return bad ? EXIT_FAILED : EXIT_FINE;
}

const struct command cmd_check = {
	.name = "check",
	.what = "Look at configuration, database, rights and templates; say"
		" what is wrong.",
	.run = run,
};
