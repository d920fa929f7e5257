/* currency.c - the sign of each currency and how the shop sets it.
 *
 * WooCommerce keeps the signs in code, not in the database, so they stand
 * here. Position, separators and decimals are settings of the shop and hold
 * for every currency alike.
 */
#include <stdlib.h>
#include <string.h>

#include "woo.h"

struct currency {
	const char *code;
	const char *symbol;
};

/* Sorted by code. */
static const struct currency currencies[] = {
	/* clang-format off */
	{ "AED", "\xd8\xaf.\xd8\xa5" }, { "AFN", "\xd8\x8b" }, { "ALL", "L" },
	{ "AMD", "AMD" }, { "ANG", "\xc6\x92" }, { "AOA", "Kz" },
	{ "ARS", "$" }, { "AUD", "$" }, { "AWG", "Afl." },
	{ "AZN", "\xe2\x82\xbc" }, { "BAM", "KM" }, { "BBD", "$" },
	{ "BDT", "\xe0\xa7\xb3\xc2\xa0" }, { "BGN", "\xd0\xbb\xd0\xb2." },
	{ "BHD", ".\xd8\xaf.\xd8\xa8" }, { "BIF", "Fr" }, { "BMD", "$" },
	{ "BND", "$" }, { "BOB", "Bs." }, { "BRL", "R$" }, { "BSD", "$" },
	{ "BTC", "\xe0\xb8\xbf" }, { "BTN", "Nu." }, { "BWP", "P" },
	{ "BYN", "Br" }, { "BYR", "Br" }, { "BZD", "$" }, { "CAD", "$" },
	{ "CDF", "Fr" }, { "CHF", "CHF" }, { "CLP", "$" },
	{ "CNY", "\xc2\xa5" }, { "COP", "$" }, { "CRC", "\xe2\x82\xa1" },
	{ "CUC", "$" }, { "CUP", "$" }, { "CVE", "$" },
	{ "CZK", "K\xc4\x8d" }, { "DJF", "Fr" }, { "DKK", "kr." },
	{ "DOP", "RD$" }, { "DZD", "\xd8\xaf.\xd8\xac" }, { "EGP", "EGP" },
	{ "ERN", "Nfk" }, { "ETB", "Br" }, { "EUR", "\xe2\x82\xac" },
	{ "FJD", "$" }, { "FKP", "\xc2\xa3" }, { "GBP", "\xc2\xa3" },
	{ "GEL", "\xe2\x82\xbe" }, { "GGP", "\xc2\xa3" },
	{ "GHS", "\xe2\x82\xb5" }, { "GIP", "\xc2\xa3" }, { "GMD", "D" },
	{ "GNF", "Fr" }, { "GTQ", "Q" }, { "GYD", "$" }, { "HKD", "$" },
	{ "HNL", "L" }, { "HRK", "kn" }, { "HTG", "G" }, { "HUF", "Ft" },
	{ "IDR", "Rp" }, { "ILS", "\xe2\x82\xaa" }, { "IMP", "\xc2\xa3" },
	{ "INR", "\xe2\x82\xb9" }, { "IQD", "\xd8\xaf.\xd8\xb9" },
	{ "IRR", "\xef\xb7\xbc" },
	{ "IRT", "\xd8\xaa\xd9\x88\xd9\x85\xd8\xa7\xd9\x86" },
	{ "ISK", "kr." }, { "JEP", "\xc2\xa3" }, { "JMD", "$" },
	{ "JOD", "\xd8\xaf.\xd8\xa7" }, { "JPY", "\xc2\xa5" },
	{ "KES", "KSh" }, { "KGS", "\xd1\x81\xd0\xbe\xd0\xbc" },
	{ "KHR", "\xe1\x9f\x9b" }, { "KMF", "Fr" }, { "KPW", "\xe2\x82\xa9" },
	{ "KRW", "\xe2\x82\xa9" }, { "KWD", "\xd8\xaf.\xd9\x83" },
	{ "KYD", "$" }, { "KZT", "\xe2\x82\xb8" }, { "LAK", "\xe2\x82\xad" },
	{ "LBP", "\xd9\x84.\xd9\x84" }, { "LKR", "\xe0\xb6\xbb\xe0\xb7\x94" },
	{ "LRD", "$" }, { "LSL", "L" }, { "LYD", "\xd8\xaf.\xd9\x84" },
	{ "MAD", "\xd8\xaf.\xd9\x85." }, { "MDL", "MDL" }, { "MGA", "Ar" },
	{ "MKD", "\xd0\xb4\xd0\xb5\xd0\xbd" }, { "MMK", "Ks" },
	{ "MNT", "\xe2\x82\xae" }, { "MOP", "P" }, { "MRU", "UM" },
	{ "MUR", "\xe2\x82\xa8" }, { "MVR", ".\xde\x83" }, { "MWK", "MK" },
	{ "MXN", "$" }, { "MYR", "RM" }, { "MZN", "MT" }, { "NAD", "N$" },
	{ "NGN", "\xe2\x82\xa6" }, { "NIO", "C$" }, { "NOK", "kr" },
	{ "NPR", "\xe2\x82\xa8" }, { "NZD", "$" },
	{ "OMR", "\xd8\xb1.\xd8\xb9." }, { "PAB", "B/." }, { "PEN", "S/" },
	{ "PGK", "K" }, { "PHP", "\xe2\x82\xb1" }, { "PKR", "\xe2\x82\xa8" },
	{ "PLN", "z\xc5\x82" }, { "PRB", "\xd1\x80." },
	{ "PYG", "\xe2\x82\xb2" }, { "QAR", "\xd8\xb1.\xd9\x82" },
	{ "RMB", "\xc2\xa5" }, { "RON", "lei" },
	{ "RSD", "\xd1\x80\xd1\x81\xd0\xb4" }, { "RUB", "\xe2\x82\xbd" },
	{ "RWF", "Fr" }, { "SAR", "\xd8\xb1.\xd8\xb3" }, { "SBD", "$" },
	{ "SCR", "\xe2\x82\xa8" }, { "SDG", "\xd8\xac.\xd8\xb3." },
	{ "SEK", "kr" }, { "SGD", "$" }, { "SHP", "\xc2\xa3" },
	{ "SLE", "Le" }, { "SLL", "Le" }, { "SOS", "Sh" }, { "SRD", "$" },
	{ "SSP", "\xc2\xa3" }, { "STN", "Db" },
	{ "SYP", "\xd9\x84.\xd8\xb3" }, { "SZL", "E" },
	{ "THB", "\xe0\xb8\xbf" }, { "TJS", "\xd0\x85\xd0\x9c" },
	{ "TMT", "m" }, { "TND", "\xd8\xaf.\xd8\xaa" }, { "TOP", "T$" },
	{ "TRY", "\xe2\x82\xba" }, { "TTD", "$" }, { "TWD", "NT$" },
	{ "TZS", "Sh" }, { "UAH", "\xe2\x82\xb4" }, { "UGX", "UGX" },
	{ "USD", "$" }, { "UYU", "$" }, { "UZS", "UZS" }, { "VEF", "Bs F" },
	{ "VES", "Bs." }, { "VND", "\xe2\x82\xab" }, { "VUV", "Vt" },
	{ "WST", "T" }, { "XAF", "CFA" }, { "XCD", "$" }, { "XCG", "Cg" },
	{ "XOF", "CFA" }, { "XPF", "XPF" }, { "YER", "\xef\xb7\xbc" },
	{ "ZAR", "R" }, { "ZMW", "ZK" }, { "ZWG", "ZiG" },
	/* clang-format on */
};

static int
by_code(const void *key, const void *row)
{
	return strcmp(key, ((const struct currency *)row)->code);
}

struct str
woo_symbol(struct str code)
{
	char z[4];
	const struct currency *found;

	if (code.n != 3)
		return code;

	memcpy(z, code.p, 3);
	z[3] = '\0';
	found =
	    bsearch(z, currencies, sizeof(currencies) / sizeof(currencies[0]),
		sizeof(currencies[0]), by_code);

	return found ? str_of(found->symbol) : code;
}

struct money_form
woo_money(const struct woo *w, struct str currency)
{
	struct money_form f = w->set->info.money;

	if (currency.n)
		f.symbol = woo_symbol(currency);
	return f;
}
