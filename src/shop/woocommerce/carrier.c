/* carrier.c - the carriers whose tracking pages we know: a table.
 *
 * A carrier that is not here is named as the shop names it, without a link.
 */
#include <string.h>

#include "order.h"

/* The slug has letters, digits and single dashes; %n is the number, %p the
 * postcode it goes to. */
static const struct {
	const char *slug;
	const char *name;
	const char *url;
} carriers[] = {
	{ "an-post", "An Post",
	    "https://www.anpost.com/Post-Parcels/Track/History?item=%n" },
	{ "australia-post", "Australia Post",
	    "https://auspost.com.au/mypost/track/#/details/%n" },
	{ "bpost", "bpost",
	    "https://track.bpost.cloud/btr/web/#/search?itemCode=%n" },
	{ "canada-post", "Canada Post",
	    "https://www.canadapost-postescanada.ca/track-reperage/en"
	    "#/search?searchFor=%n" },
	{ "chronopost", "Chronopost",
	    "https://www.chronopost.fr/tracking-no-cms/suivi-page"
	    "?listeNumerosLT=%n" },
	{ "colissimo", "Colissimo",
	    "https://www.laposte.fr/outils/suivre-vos-envois?code=%n" },
	{ "correos", "Correos",
	    "https://www.correos.es/es/es/herramientas/localizador/envios/"
	    "detalle?tracking-number=%n" },
	{ "correos-spain", "Correos",
	    "https://www.correos.es/es/es/herramientas/localizador/envios/"
	    "detalle?tracking-number=%n" },
	{ "dhl", "DHL",
	    "https://www.dhl.com/global-en/home/tracking.html?tracking-id=%n" },
	{ "dhl-express", "DHL Express",
	    "https://www.dhl.com/global-en/home/tracking.html?tracking-id=%n" },
	{ "dhl-de", "DHL",
	    "https://www.dhl.de/de/privatkunden/pakete-empfangen/"
	    "verfolgen.html?piececode=%n" },
	{ "dhl-germany", "DHL",
	    "https://www.dhl.de/de/privatkunden/pakete-empfangen/"
	    "verfolgen.html?piececode=%n" },
	{ "dpd", "DPD", "https://tracking.dpd.de/status/en_US/parcel/%n" },
	{ "dpd-de", "DPD", "https://tracking.dpd.de/status/en_US/parcel/%n" },
	{ "dpd-lt", "DPD", "https://tracking.dpd.de/status/en_US/parcel/%n" },
	{ "evri", "Evri", "https://www.evri.com/track/parcel/%n" },
	{ "fedex", "FedEx", "https://www.fedex.com/fedextrack/?trknbr=%n" },
	{ "gls", "GLS", "https://gls-group.eu/EU/en/parcel-tracking?match=%n" },
	{ "inpost", "InPost",
	    "https://inpost.pl/sledzenie-przesylek?number=%n" },
	{ "itella", "Smartposti",
	    "https://itella.lt/verslui/siuntos-sekimas/?trackingCode=%n" },
	{ "la-poste", "La Poste",
	    "https://www.laposte.fr/outils/suivre-vos-envois?code=%n" },
	{ "latvijas-pasts", "Latvijas Pasts",
	    "https://track.pasts.lv/consignment/tracking?type=pasts&id=%n" },
	{ "lietuvos-pastas", "Lietuvos pa\xc5\xa1tas",
	    "https://post.lt/siuntu-sekimas?parcels=%n" },
	{ "lp-express", "LP Express",
	    "https://post.lt/siuntu-sekimas?parcels=%n" },
	{ "nova-poshta", "Nova Poshta",
	    "https://novaposhta.ua/tracking/?cargo_number=%n" },
	{ "omniva", "Omniva", "https://mano.omniva.lt/track/%n" },
	{ "omniva-lt", "Omniva", "https://mano.omniva.lt/track/%n" },
	{ "omniva-ee", "Omniva", "https://minu.omniva.ee/track/%n" },
	{ "omniva-lv", "Omniva", "https://mana.omniva.lv/track/%n" },
	{ "poczta-polska", "Poczta Polska",
	    "https://emonitoring.poczta-polska.pl/?numer=%n" },
	{ "postnl", "PostNL", "https://postnl.nl/tracktrace/?B=%n&P=%p" },
	{ "postnord", "PostNord",
	    "https://www.postnord.se/en/our-tools/track-and-trace"
	    "?shipmentId=%n" },
	{ "royal-mail", "Royal Mail",
	    "https://www.royalmail.com/track-your-item#/tracking-results/%n" },
	{ "smartpost", "Smartposti",
	    "https://itella.lt/verslui/siuntos-sekimas/?trackingCode=%n" },
	{ "ukrposhta", "Ukrposhta",
	    "https://track.ukrposhta.ua/tracking_EN.html?barcode=%n" },
	{ "ups", "UPS", "https://www.ups.com/track?tracknum=%n" },
	{ "usps", "USPS",
	    "https://tools.usps.com/go/TrackConfirmAction?tLabels=%n" },
	{ "venipak", "Venipak", "" },
};

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* "LP Express" and "lp_express" to "lp-express". */
static struct str
slug_of(struct arena *a, struct str provider)
{
	struct buf b = buf_new(a, 256);

	for (size_t i = 0; i < provider.n; i++) {
		char c = lower(provider.p[i]);

		if (is_word(c))
			buf_putc(&b, c);
		else if (b.n && b.p[b.n - 1] != '-')
			buf_putc(&b, '-');
	}
	while (b.n && b.p[b.n - 1] == '-')
		b.n--;
	return buf_str(&b);
}

/* Stands in an address for something of the parcel. */
struct hole {
	const char *sign;
	size_t offset; /* of a struct str in struct carrier_ask */
};

#define AT(member) offsetof(struct carrier_ask, member)

/* The first two are ours, the others the plugin's. */
static const struct hole holes[] = {
	{ "%n", AT(number) },
	{ "%p", AT(postcode) },
	{ "%number%", AT(number) },
	{ "%number2%", AT(code) },
	{ "%1$s", AT(number) },
	{ "%2$s", AT(postcode) },
	{ NULL, 0 },
};

/* The longest hole that s begins with, or NULL. */
static const struct hole *
hole_at(struct str s)
{
	const struct hole *found = NULL;

	for (const struct hole *h = holes; h->sign; h++)
		if (str_has_prefix(s, str_of(h->sign)) &&
		    (!found || strlen(h->sign) > strlen(found->sign)))
			found = h;
	return found;
}

static struct str
fill(struct arena *a, struct str url, const struct carrier_ask *ask)
{
	struct buf b = buf_new(a, 2048);

	while (url.n) {
		const struct hole *h = hole_at(url);
		size_t n = 1;

		if (h) {
			buf_put(&b, woo_urlencode(a, *(const struct str *)(
				(const char *)ask + h->offset)));
			n = strlen(h->sign);
		} else {
			buf_putc(&b, url.p[0]);
		}
		url = str_skip(url, n);
	}
	return b.overflow ? (struct str){ 0 } : buf_str(&b);
}

/* Of the shop's own table: by its slug or by its very name. */
static const struct woo_carrier *
own_carrier(const struct list *own, struct str provider)
{
	for (size_t i = 0; i < own->count; i++) {
		const struct woo_carrier *c =
		    LIST_AT(own, const struct woo_carrier, i);

		if (str_is(c->slug, provider) || str_is(c->name, provider))
			return c;
	}
	return NULL;
}

struct carrier_hit
carrier_find(struct arena *a, const struct list *own,
    const struct carrier_ask *ask)
{
	struct str slug = slug_of(a, ask->provider);
	struct carrier_hit hit = { .name = woo_plain(a, ask->provider) };
	const struct woo_carrier *c =
	    ask->provider.n ? own_carrier(own, ask->provider) : NULL;

	if (c) {
		hit.name = woo_plain(a, c->name);
		if (ask->number.n)
			hit.url = fill(a, str_trim(c->url), ask);
		return hit;
	}
	for (size_t i = 0; i < sizeof(carriers) / sizeof(*carriers); i++) {
		if (!str_is_z(slug, carriers[i].slug))
			continue;
		hit.name = str_of(carriers[i].name);
		if (ask->number.n)
			hit.url = fill(a, str_of(carriers[i].url), ask);
		return hit;
	}
	return hit;
}
