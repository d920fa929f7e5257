/* state.c - the name of a state by its code. The names are in states.txt,
 * which the build turns into one text. */
#include "address.h"

/* Made from states.txt. */
extern const char woo_state_names[];

/* What stands under "[CC]", up to the next country. */
static struct str
states_of(struct str country)
{
	struct str rest = str_of(woo_state_names);

	if (country.n != 2)
		return (struct str){ 0 };
	while (rest.n) {
		struct str line = str_cut(&rest, '\n');

		if (line.n == 4 && line.p[0] == '[' &&
		    str_is(str_head(str_skip(line, 1), 2), country))
			return str_head(rest, str_find_byte(rest, '['));
	}
	return (struct str){ 0 };
}

struct str
address_state(struct str country, struct str state)
{
	struct str list = states_of(country);

	while (list.n && state.n) {
		struct str name = str_trim(str_cut(&list, ';'));
		struct str code = str_cut(&name, '=');

		if (str_is(code, state))
			return name;
	}
	return (struct str){ 0 };
}
