/* doctor_bridge - what the bridge saw inside the shop, and what a redirect
 * from the shop's order-received page would lose of it. */
#include "aftersale/conf.h"
#include "bridge_store.h"
#include "doctor.h"

/* What runs on the shop's order-received page, as the bridge saw it: all of
 * it is lost where buyers are led away. */
static void
check_hooks(struct app *app, const struct value *hooks, bool is_lost,
    struct list *out)
{
	for (size_t i = 0; hooks && i < hooks->items.count; i++) {
		const struct value *hook = LIST_AT(&hooks->items,
		    struct value, i);

		for (size_t j = 0; j < hook->items.count; j++)
			doctor_find(app, out, is_lost ? FINDING_WARN : FINDING_OK,
			    arena_printf(app->arena,
				"redirect %s " STR_FMT " of " STR_FMT,
				is_lost ? "skips" : "would skip",
				STR_ARG(LIST_AT(&hook->items, struct value,
				    j)->text),
				STR_ARG(hook->name)),
			    "Conversion pixels and texts of gateways often"
			    " hang there: bridge.page link or inside runs"
			    " them.");
	}
}

void
doctor_bridge(struct app *app, struct list *out)
{
	const struct value *settings = NULL;
	struct bridge_row row;
	struct value seen;
	int64_t generation;
	bool is_redirect;

	if (app->conf.mode == CONF_MODE_READ_ONLY ||
	    settings_load(app->db, app->arena, &app->site, &settings,
		&generation))
		return;
	is_redirect = str_is_z(value_text(app->arena,
				   value_at(settings, "bridge.page"),
				   STR("")),
	    "redirect");
	if (bridge_load(app->db, app->arena, "seen", &row) ||
	    conf_json_read(app->arena, row.value, &seen, NULL)) {
		doctor_find(app, out, is_redirect ? FINDING_WARN : FINDING_OK,
		    STR("bridge in the shop not seen yet"),
		    "Open the shop's checkout once: then it is known what a"
		    " redirect skips.");
		return;
	}
	doctor_find(app, out, FINDING_OK,
	    arena_printf(app->arena, "bridge in the shop " STR_FMT,
		STR_ARG(value_text(app->arena, value_at(&seen, "version"),
		    STR("?")))),
	    "");
	check_hooks(app, value_at(&seen, "callbacks"), is_redirect, out);
}
