/* bridge_tell - what the owner may set about the bridge inside the shop, and
 * how the bridge comes to know it: WordPress cannot read our file, so the
 * worker leaves a row for it (docs/bridge.md). */
#include "aftersale/conf.h"
#include "aftersale/crypt.h"
#include "alerts.h"
#include "bridge_store.h"
#include "bridge_tell.h"

static const char *const page_words[] = { "link", "inside", "redirect", "off",
	NULL };

static const struct setting settings[] = {
	{ .path = "bridge.page", .kind = SETTING_CHOICE,
	    .otherwise = "\"link\"",
	    .what = N_("What the shop's own order-received page does: it"
		       " carries a link, has our facts inside, leads here, or"
		       " stays as it is."),
	    .choices = page_words },
	{ .path = "bridge.mails", .kind = SETTING_FLAG, .otherwise = "true",
	    .what = N_("Whether mails of the shop to buyers carry the link"
		       " of the order page.") },
	{ .path = "bridge.account", .kind = SETTING_FLAG,
	    .otherwise = "true",
	    .what = N_("Whether the list of orders in the buyer's account"
		       " carries the links.") },
	{ .path = "bridge.loopback", .kind = SETTING_TEXT, .otherwise = "\"\"",
	    .what = N_("Where the shop's web server answers on this machine,"
		       " when the port of the shop's own address is not it:"
		       " http://127.0.0.1:8080.") },
	{ .path = NULL }
};

static const struct personal_row personal[] = {
	{ .table = "bridge",
	    .what = "Addresses, settings and names of hooks; no person.",
	    .keyed_by = "none" },
	{ .table = NULL }
};

const struct feature bridge_feature = {
	.name = "bridge",
	.settings = settings,
	.personal = personal,
	.stmts = bridge_stmts,
};

/* What cards of orders say, in the language of the shop. */
static void
put_cards(struct app *app, struct arena *a, struct value *tree)
{
	const struct shop_info *info = shop_info(app->shop);
	const struct text *lang = site_lang(&app->site,
	    info ? info->locale : STR("en"))->text;
	struct value *map = value_push(a, tree, STR("cards"), VALUE_MAP);

	for (size_t f = 0; features[f]; f++) {
		const struct card_word *c = features[f]->cards;

		for (; c && c->block; c++)
			value_put_text(a, map,
			    arena_printz(a, "%s.%s", c->block, c->state),
			    tr(lang, "console", c->what));
	}
}

static struct str
told(struct app *app, struct arena *a, const char *alert)
{
	const struct value *s = app->site.settings;
	struct value tree = { .kind = VALUE_MAP };

	value_put_int(a, &tree, "release", DB_RELEASE);
	value_put_text(a, &tree, "base_url", app->conf.base_url);
	value_put_text(a, &tree, "mode",
	    str_of(conf_mode_words[app->conf.mode]));
	value_put_int(a, &tree, "percent", app->conf.percent);
	value_put_text(a, &tree, "page",
	    value_text(a, value_at(s, "bridge.page"), STR("link")));
	value_put_bool(a, &tree, "mails",
	    value_bool(value_at(s, "bridge.mails"), true));
	value_put_bool(a, &tree, "account",
	    value_bool(value_at(s, "bridge.account"), true));
	value_put_text(a, &tree, "alert", str_of(alert));
	put_cards(app, a, &tree);
	return conf_json_text(a, &tree, false);
}

enum err
bridge_tell(struct app *app, struct arena *a, struct bridge_told *last,
    int64_t now)
{
	uint8_t sum[SHA256_SIZE];
	struct str json, hex;
	const char *alert;
	enum err e;

	if (app->conf.mode == CONF_MODE_READ_ONLY)
		return ERR_OK;
	e = alert_word(app->db, a, &app->outbox, &alert);
	if (e)
		return e;
	json = told(app, a, alert);
	sha256(json, sum);
	hex = hex_text(a, sum, SHA256_SIZE);
	if (str_is_z(hex, last->sum))
		return ERR_OK;

	e = bridge_save(app->db, "told", json, now);
	if (!e) {
		memcpy(last->sum, hex.p, hex.n);
		last->sum[hex.n] = '\0';
	}
	return e;
}
