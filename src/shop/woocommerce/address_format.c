/* address_format.c - how each country writes an address: a table.
 *
 * The order of parts and lines is the fact. Countries that are not named use
 * the default.
 */
#include "address.h"

#define NAME_FIRST "{name}\n{company}\n{address_1}\n{address_2}\n"
#define COMPANY_FIRST "{company}\n{name}\n{address_1}\n{address_2}\n"
#define POSTCODE_CITY COMPANY_FIRST "{postcode} {city}\n{country}"

static const char by_default[] =
    NAME_FIRST "{city}\n{state}\n{postcode}\n{country}";

static const struct {
	const char *country;
	const char *format;
} formats[] = {
	{ "AT", POSTCODE_CITY },
	{ "AU", NAME_FIRST "{city} {state} {postcode}\n{country}" },
	{ "BE", POSTCODE_CITY },
	{ "CA", COMPANY_FIRST "{city} {state_code} {postcode}\n{country}" },
	{ "CH", POSTCODE_CITY },
	{ "CL", COMPANY_FIRST "{state}\n{postcode} {city}\n{country}" },
	{ "CN", "{country} {postcode}\n"
		"{state}, {city}, {address_2}, {address_1}\n"
		"{company}\n{name}" },
	{ "CZ", POSTCODE_CITY },
	{ "DE", POSTCODE_CITY },
	{ "DK", POSTCODE_CITY },
	{ "EE", POSTCODE_CITY },
	{ "ES", NAME_FIRST "{postcode} {city}\n{state}\n{country}" },
	{ "FI", POSTCODE_CITY },
	{ "FR", COMPANY_FIRST "{postcode} {city_upper}\n{country}" },
	{ "HK", "{company}\n{first_name} {last_name_upper}\n"
		"{address_1}\n{address_2}\n"
		"{city_upper}\n{state_upper}\n{country}" },
	{ "HU", "{last_name} {first_name}\n{company}\n{city}\n"
		"{address_1}\n{address_2}\n{postcode}\n{country}" },
	{ "IN", COMPANY_FIRST "{city} {postcode}\n{state}, {country}" },
	{ "IS", POSTCODE_CITY },
	{ "IT", COMPANY_FIRST "{postcode}\n{city}\n{state_upper}\n{country}" },
	{ "JM", NAME_FIRST "{city}\n{state}\n{postcode_upper}\n{country}" },
	{ "JP", "{postcode}\n{state} {city} {address_1}\n{address_2}\n"
		"{company}\n{last_name} {first_name}\n{country}" },
	{ "LI", POSTCODE_CITY },
	{ "NL", POSTCODE_CITY },
	{ "NO", POSTCODE_CITY },
	{ "NZ", NAME_FIRST "{city} {postcode}\n{country}" },
	{ "PL", POSTCODE_CITY },
	{ "PR", "{company}\n{name}\n{address_1} {address_2}\n"
		"{city} \n{country} {postcode}" },
	{ "PT", POSTCODE_CITY },
	{ "RS", NAME_FIRST "{postcode} {city}\n{country}" },
	{ "SE", POSTCODE_CITY },
	{ "SI", POSTCODE_CITY },
	{ "SK", POSTCODE_CITY },
	{ "TR", NAME_FIRST "{postcode} {city} {state}\n{country}" },
	{ "TW", "{company}\n{last_name} {first_name}\n"
		"{address_1}\n{address_2}\n"
		"{state}, {city} {postcode}\n{country}" },
	{ "UG", NAME_FIRST "{city}\n{state}, {country}" },
	{ "US", NAME_FIRST "{city}, {state_code} {postcode}\n{country}" },
	{ "VN", NAME_FIRST "{city} {postcode}\n{country}" },
};

struct str
address_format(struct str country)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (str_is_z(country, formats[i].country))
			return str_of(formats[i].format);
	return str_of(by_default);
}
