/* country.c - names of countries, in the words of the shop's own catalogue.
 *
 * The English names are the keys of that catalogue; without one, they are
 * what is shown. They differ between versions of the shop, so its own list
 * counts where it can be read. How an address is set is address.c's business.
 */
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "woo.h"

struct country {
	const char *code;
	const char *name;
};

/* Sorted by code. */
static const struct country countries[] = {
	/* clang-format off */
	{ "AD", "Andorra" }, { "AE", "United Arab Emirates" },
	{ "AF", "Afghanistan" }, { "AG", "Antigua and Barbuda" },
	{ "AI", "Anguilla" }, { "AL", "Albania" }, { "AM", "Armenia" },
	{ "AO", "Angola" }, { "AQ", "Antarctica" }, { "AR", "Argentina" },
	{ "AS", "American Samoa" }, { "AT", "Austria" },
	{ "AU", "Australia" }, { "AW", "Aruba" },
	{ "AX", "\xc3\x85land Islands" }, { "AZ", "Azerbaijan" },
	{ "BA", "Bosnia and Herzegovina" }, { "BB", "Barbados" },
	{ "BD", "Bangladesh" }, { "BE", "Belgium" }, { "BF", "Burkina Faso" },
	{ "BG", "Bulgaria" }, { "BH", "Bahrain" }, { "BI", "Burundi" },
	{ "BJ", "Benin" }, { "BL", "Saint Barth&eacute;lemy" },
	{ "BM", "Bermuda" }, { "BN", "Brunei" }, { "BO", "Bolivia" },
	{ "BQ", "Bonaire, Saint Eustatius and Saba" }, { "BR", "Brazil" },
	{ "BS", "Bahamas" }, { "BT", "Bhutan" }, { "BV", "Bouvet Island" },
	{ "BW", "Botswana" }, { "BY", "Belarus" }, { "BZ", "Belize" },
	{ "CA", "Canada" }, { "CC", "Cocos (Keeling) Islands" },
	{ "CD", "Congo (Kinshasa)" }, { "CF", "Central African Republic" },
	{ "CG", "Congo (Brazzaville)" }, { "CH", "Switzerland" },
	{ "CI", "Ivory Coast" }, { "CK", "Cook Islands" }, { "CL", "Chile" },
	{ "CM", "Cameroon" }, { "CN", "China" }, { "CO", "Colombia" },
	{ "CR", "Costa Rica" }, { "CU", "Cuba" }, { "CV", "Cape Verde" },
	{ "CW", "Cura&ccedil;ao" }, { "CX", "Christmas Island" },
	{ "CY", "Cyprus" }, { "CZ", "Czech Republic" }, { "DE", "Germany" },
	{ "DJ", "Djibouti" }, { "DK", "Denmark" }, { "DM", "Dominica" },
	{ "DO", "Dominican Republic" }, { "DZ", "Algeria" },
	{ "EC", "Ecuador" }, { "EE", "Estonia" }, { "EG", "Egypt" },
	{ "EH", "Western Sahara" }, { "ER", "Eritrea" }, { "ES", "Spain" },
	{ "ET", "Ethiopia" }, { "FI", "Finland" }, { "FJ", "Fiji" },
	{ "FK", "Falkland Islands" }, { "FM", "Micronesia" },
	{ "FO", "Faroe Islands" }, { "FR", "France" }, { "GA", "Gabon" },
	{ "GB", "United Kingdom (UK)" }, { "GD", "Grenada" },
	{ "GE", "Georgia" }, { "GF", "French Guiana" }, { "GG", "Guernsey" },
	{ "GH", "Ghana" }, { "GI", "Gibraltar" }, { "GL", "Greenland" },
	{ "GM", "Gambia" }, { "GN", "Guinea" }, { "GP", "Guadeloupe" },
	{ "GQ", "Equatorial Guinea" }, { "GR", "Greece" },
	{ "GS", "South Georgia/Sandwich Islands" }, { "GT", "Guatemala" },
	{ "GU", "Guam" }, { "GW", "Guinea-Bissau" }, { "GY", "Guyana" },
	{ "HK", "Hong Kong" }, { "HM", "Heard Island and McDonald Islands" },
	{ "HN", "Honduras" }, { "HR", "Croatia" }, { "HT", "Haiti" },
	{ "HU", "Hungary" }, { "ID", "Indonesia" }, { "IE", "Ireland" },
	{ "IL", "Israel" }, { "IM", "Isle of Man" }, { "IN", "India" },
	{ "IO", "British Indian Ocean Territory" }, { "IQ", "Iraq" },
	{ "IR", "Iran" }, { "IS", "Iceland" }, { "IT", "Italy" },
	{ "JE", "Jersey" }, { "JM", "Jamaica" }, { "JO", "Jordan" },
	{ "JP", "Japan" }, { "KE", "Kenya" }, { "KG", "Kyrgyzstan" },
	{ "KH", "Cambodia" }, { "KI", "Kiribati" }, { "KM", "Comoros" },
	{ "KN", "Saint Kitts and Nevis" }, { "KP", "North Korea" },
	{ "KR", "South Korea" }, { "KW", "Kuwait" },
	{ "KY", "Cayman Islands" }, { "KZ", "Kazakhstan" }, { "LA", "Laos" },
	{ "LB", "Lebanon" }, { "LC", "Saint Lucia" },
	{ "LI", "Liechtenstein" }, { "LK", "Sri Lanka" }, { "LR", "Liberia" },
	{ "LS", "Lesotho" }, { "LT", "Lithuania" }, { "LU", "Luxembourg" },
	{ "LV", "Latvia" }, { "LY", "Libya" }, { "MA", "Morocco" },
	{ "MC", "Monaco" }, { "MD", "Moldova" }, { "ME", "Montenegro" },
	{ "MF", "Saint Martin (French part)" }, { "MG", "Madagascar" },
	{ "MH", "Marshall Islands" }, { "MK", "North Macedonia" },
	{ "ML", "Mali" }, { "MM", "Myanmar" }, { "MN", "Mongolia" },
	{ "MO", "Macao" }, { "MP", "Northern Mariana Islands" },
	{ "MQ", "Martinique" }, { "MR", "Mauritania" },
	{ "MS", "Montserrat" }, { "MT", "Malta" }, { "MU", "Mauritius" },
	{ "MV", "Maldives" }, { "MW", "Malawi" }, { "MX", "Mexico" },
	{ "MY", "Malaysia" }, { "MZ", "Mozambique" }, { "NA", "Namibia" },
	{ "NC", "New Caledonia" }, { "NE", "Niger" },
	{ "NF", "Norfolk Island" }, { "NG", "Nigeria" },
	{ "NI", "Nicaragua" }, { "NL", "Netherlands" }, { "NO", "Norway" },
	{ "NP", "Nepal" }, { "NR", "Nauru" }, { "NU", "Niue" },
	{ "NZ", "New Zealand" }, { "OM", "Oman" }, { "PA", "Panama" },
	{ "PE", "Peru" }, { "PF", "French Polynesia" },
	{ "PG", "Papua New Guinea" }, { "PH", "Philippines" },
	{ "PK", "Pakistan" }, { "PL", "Poland" },
	{ "PM", "Saint Pierre and Miquelon" }, { "PN", "Pitcairn" },
	{ "PR", "Puerto Rico" }, { "PS", "Palestinian Territory" },
	{ "PT", "Portugal" }, { "PW", "Belau" }, { "PY", "Paraguay" },
	{ "QA", "Qatar" }, { "RE", "Reunion" }, { "RO", "Romania" },
	{ "RS", "Serbia" }, { "RU", "Russia" }, { "RW", "Rwanda" },
	{ "SA", "Saudi Arabia" }, { "SB", "Solomon Islands" },
	{ "SC", "Seychelles" }, { "SD", "Sudan" }, { "SE", "Sweden" },
	{ "SG", "Singapore" }, { "SH", "Saint Helena" }, { "SI", "Slovenia" },
	{ "SJ", "Svalbard and Jan Mayen" }, { "SK", "Slovakia" },
	{ "SL", "Sierra Leone" }, { "SM", "San Marino" }, { "SN", "Senegal" },
	{ "SO", "Somalia" }, { "SR", "Suriname" }, { "SS", "South Sudan" },
	{ "ST", "S&atilde;o Tom&eacute; and Pr&iacute;ncipe" },
	{ "SV", "El Salvador" }, { "SX", "Saint Martin (Dutch part)" },
	{ "SY", "Syria" }, { "SZ", "Eswatini" },
	{ "TC", "Turks and Caicos Islands" }, { "TD", "Chad" },
	{ "TF", "French Southern Territories" }, { "TG", "Togo" },
	{ "TH", "Thailand" }, { "TJ", "Tajikistan" }, { "TK", "Tokelau" },
	{ "TL", "Timor-Leste" }, { "TM", "Turkmenistan" },
	{ "TN", "Tunisia" }, { "TO", "Tonga" }, { "TR", "T\xc3\xbcrkiye" },
	{ "TT", "Trinidad and Tobago" }, { "TV", "Tuvalu" },
	{ "TW", "Taiwan" }, { "TZ", "Tanzania" }, { "UA", "Ukraine" },
	{ "UG", "Uganda" },
	{ "UM", "United States (US) Minor Outlying Islands" },
	{ "US", "United States (US)" }, { "UY", "Uruguay" },
	{ "UZ", "Uzbekistan" }, { "VA", "Vatican" },
	{ "VC", "Saint Vincent and the Grenadines" }, { "VE", "Venezuela" },
	{ "VG", "Virgin Islands (British)" }, { "VI", "Virgin Islands (US)" },
	{ "VN", "Vietnam" }, { "VU", "Vanuatu" },
	{ "WF", "Wallis and Futuna" }, { "WS", "Samoa" }, { "XK", "Kosovo" },
	{ "YE", "Yemen" }, { "YT", "Mayotte" }, { "ZA", "South Africa" },
	{ "ZM", "Zambia" }, { "ZW", "Zimbabwe" },
	/* clang-format on */
};

static int
by_code(const void *key, const void *row)
{
	return strcmp(key, ((const struct country *)row)->code);
}

struct str
woo_country(struct woo *w, struct str locale, struct str code)
{
	char z[3];
	const struct country *found;
	struct str name;

	if (code.n != 2)
		return code;

	memcpy(z, code.p, 2);
	z[2] = '\0';
	found = bsearch(z, countries, sizeof(countries) / sizeof(countries[0]),
	    sizeof(countries[0]), by_code);
	name = woo_country_name(w, code);
	if (!name.n && found)
		name = str_of(found->name);
	if (!name.n)
		return code;

	/* A few keys are written with character references; what they become
	 * lives as long as the settings do. */
	name = woo_tr(w, locale, NULL, name.p);
	if (str_find_byte(name, '&') == (size_t)-1 || !w->set)
		return name;
	return woo_decode(w->set->arena, name);
}
