/* place - what this place is, and how far it is from another. Nothing is asked
 * of the database and nothing is decided here. */
#include <unistd.h>

#include "aftersale/crypt.h"
#include "aftersale/text.h"
#include "place.h"

#define MACHINE_FILE "/etc/machine-id"
#define MACHINE_USE "aftersale place"
#define NONE ((size_t)-1)

#define FACT(member, words)                                                    \
	{ #member, words, offsetof(struct place, member) }

const struct place_fact place_facts[] = {
	FACT(siteurl, N_("address of the shop")),
	FACT(db_name, N_("name of the database")),
	FACT(db_server, N_("server of the database")),
	FACT(path, N_("folder of the shop")),
	FACT(machine, N_("machine")),
	{ .name = NULL }
};

struct str
place_text(const struct place *p, const struct place_fact *f)
{
	return *(const struct str *)((const char *)p + f->offset);
}

/* The machine's own number is for this machine only: what is kept is a hash
 * of it that no other program makes. */
static struct str
machine_here(struct arena *a)
{
	const char *named = getenv("AFTERSALE_MACHINE_ID");
	const char *path = named && *named ? named : MACHINE_FILE;
	uint8_t mac[SHA256_SIZE];
	struct str text;

	if (conf_read_file(a, path, 4096, &text))
		return STR("");
	text = str_trim(text);
	if (!text.n || str_is_z(text, "uninitialized"))
		return STR("");
	hmac_sha256(text, STR(MACHINE_USE), mac);
	return hex_text(a, mac, 8);
}

/* "https://user:word@host" is nobody's business. */
static struct str
without_user(struct arena *a, struct str url)
{
	size_t scheme = str_find(url, STR("://"));
	struct str rest;
	size_t end, at;

	if (scheme == NONE)
		return url;
	rest = str_skip(url, scheme + 3);
	end = str_find_byte(rest, '/');
	at = str_find_byte(end == NONE ? rest : str_head(rest, end), '@');
	if (at == NONE)
		return url;
	return arena_join(a, str_head(url, scheme + 3), str_skip(rest, at + 1));
}

static struct str
server_of(struct arena *a, const struct db_conf *db)
{
	if (db->socket.n)
		return db->socket;
	return arena_printf(a, STR_FMT ":%lld", STR_ARG(db->host),
	    (long long)(db->port ? db->port : 3306));
}

void
place_here(struct arena *a, const struct conf *conf,
    const struct shop_info *info, struct place *out)
{
	*out = (struct place){
		.siteurl = without_user(a, info->site_url),
		.db_name = conf->db.name,
		.db_server = server_of(a, &conf->db),
		.path = conf->wp_dir,
		.machine = machine_here(a),
	};
}

bool
place_fact_differs(const struct place *p, const struct place *other,
    const struct place_fact *f)
{
	return !str_is(place_text(p, f), place_text(other, f));
}

int
place_distance(const struct place *p, const struct place *other)
{
	int n = 0;

	for (const struct place_fact *f = place_facts; f->name; f++)
		n += place_fact_differs(p, other, f);
	return n;
}

const struct place *
place_nearest(const struct place *here, const struct list *kept)
{
	const struct place *best = NULL;

	for (size_t i = 0; i < kept->count; i++) {
		const struct place *p = LIST_AT(kept, struct place, i);

		if (!best ||
		    place_distance(here, p) < place_distance(here, best))
			best = p;
	}
	return best;
}

/* "address of the shop"; a name of a later release is a fact, too. */
static const char *
what_of(struct str name)
{
	const struct place_fact *f = place_facts;

	while (f->name && !str_is_z(name, f->name))
		f++;
	return f->name ? f->what : "something";
}

struct str
place_differs_text(struct arena *a, const struct list *names)
{
	struct buf b = buf_new(a, 400);

	for (size_t i = 0; i < names->count; i++)
		buf_printf(&b, "%s%s", i ? ", " : "",
		    what_of(*LIST_AT(names, struct str, i)));
	return buf_str(&b);
}
