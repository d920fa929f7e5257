/* carrier_load.c - the carriers a tracking plugin keeps in a table of its own,
 * the owner's among them. Read when the first order with parcels is shown and
 * kept with the settings; how links are made of them is carrier.c's
 * business. */
#include "order.h"

static const struct field carrier_fields[] = { FIELD(struct woo_carrier, slug),
	FIELD(struct woo_carrier, name), FIELD(struct woo_carrier, url),
	FIELD_STOP };

/* The plugin spells it so. */
const struct db_stmt carriers_load = {
	.name = "woo.carriers",
	.row = carrier_fields,
	.row_size = sizeof(struct woo_carrier),
	.reads = "{shop}woo_shippment_provider",
	.sql = "SELECT ts_slug AS slug, provider_name AS name,"
	       "       provider_url AS url"
	       "  FROM {shop}woo_shippment_provider"
	       " WHERE provider_url <> ''"
	       " ORDER BY id"
	       " LIMIT 4000",
};

/* Its folder has another name in each of its editions. */
static bool
has_plugin(struct str plugins)
{
	return str_find(plugins, STR("advanced-shipment-tracking")) !=
		   (size_t)-1 ||
	       str_find(plugins, STR("\"ast-pro/")) != (size_t)-1;
}

bool
woo_has_carriers(const struct woo *w)
{
	return has_plugin(woo_option(w, "active_plugins")) ||
	       has_plugin(woo_option(w, "network:active_sitewide_plugins"));
}

enum err
order_load_carriers(struct woo *w, const struct raw_order *o)
{
	struct woo_set *set = w->set;
	enum err e;

	if (set->has_carriers || !raw_meta(&o->metas, TRACKING_META).n ||
	    !woo_has_carriers(w))
		return ERR_OK;
	e = db_all(w->db, set->arena, &carriers_load, IN_NONE, &set->carriers);
	if (e == ERR_BUSY)
		return woo_fail(w, e, "carriers");
	/* A table that is not there, or that we may not read, has none. */
	set->has_carriers = true;
	return ERR_OK;
}
