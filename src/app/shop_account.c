/* shop_account - the database account the shop itself works with. Only the
 * commands of the host use it, to look; pages and worker never do. */
#include "grants.h"

bool
shop_account(struct arena *a, const struct conf *conf, struct db_conf *out)
{
	struct shop_probe probe;

	if (!conf->wp_dir.n ||
	    shop_probe(a, arena_z(a, conf->wp_dir), &probe) ||
	    !probe.db_user.n)
		return false;
	*out = conf->db;
	out->user = probe.db_user;
	out->password = probe.db_password;
	return true;
}
