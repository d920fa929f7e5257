/* check - the shapes of texts in the configuration. They are checked here
 * once, because statements, cookies and headers are made of them later. */
#include <arpa/inet.h>

#include "check.h"

enum {
	PREFIX_MAX = 40,
	NAME_MAX = 64,
	SOCKET_PATH_MAX = 107,
	PATH_MAX_BYTES = 1000,
	URL_MAX = 200,
	HASH_MAX = 64,
	ADDRESS_MAX = 64,
};

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

static bool
is_of(struct str s, const char *allowed)
{
	for (size_t i = 0; i < s.n; i++)
		if (!s.p[i] || !strchr(allowed, s.p[i]))
			return false;
	return true;
}

const char *
check_text(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((uint8_t)s.p[i] < ' ' || s.p[i] == 0x7f)
			return "holds a control character";
	return NULL;
}

const char *
check_path(struct str s)
{
	if (s.n > PATH_MAX_BYTES)
		return "is too long for a path";
	if (s.p[0] != '/')
		return "must be a path that begins with /";
	return check_text(s);
}

const char *
check_prefix(struct str s)
{
	if (s.n > PREFIX_MAX)
		return "is too long for a prefix of tables";
	if (!is_of(s, LETTERS DIGITS "_"))
		return "may have only letters, digits and _";
	return NULL;
}

const char *
check_name(struct str s)
{
	if (s.n > NAME_MAX)
		return "is too long for the name of a database";
	return check_text(s);
}

/* "shop.example:8443", "127.0.0.1" or "[::1]:80" */
static bool
is_host(struct str s)
{
	size_t close = str_find_byte(s, ']');
	struct str port;
	int64_t n;

	if (s.n > 0 && s.p[0] == '[') {
		if (close == (size_t)-1 || close < 3 ||
		    !is_of(str_head(str_skip(s, 1), close - 1),
			"abcdefABCDEF:." DIGITS))
			return false;
		port = str_skip(s, close + 1);
	} else {
		struct str name = str_cut(&s, ':');

		if (name.n == 0 || !is_of(name, LETTERS DIGITS "-."))
			return false;
		if (!s.p)
			return true;
		return !str_int(s, &n) && n >= 1 && n <= 65535;
	}
	if (port.n == 0)
		return true;
	return port.p[0] == ':' && !str_int(str_skip(port, 1), &n) && n >= 1 &&
	       n <= 65535;
}

static bool
is_url_path(struct str s)
{
	return is_of(s, LETTERS DIGITS "/-._~") &&
	       str_find(s, STR("//")) == (size_t)-1 &&
	       str_find(s, STR("/.")) == (size_t)-1;
}

const char *
check_url(struct str s)
{
	struct str rest = s;
	struct str host;

	if (s.n > URL_MAX)
		return "is too long";
	if (str_has_prefix(s, STR("https://")))
		rest = str_skip(s, 8);
	else if (str_has_prefix(s, STR("http://")))
		rest = str_skip(s, 7);
	else
		return "must begin with https:// or http://";
	host = str_cut(&rest, '/');
	if (!is_host(host))
		return "has no host that could be one";
	if (!is_url_path(rest) || str_has_prefix(rest, STR("/")) ||
	    str_has_prefix(rest, STR(".")))
		return "may have only letters, digits and - . _ ~ in its path";
	return NULL;
}

const char *
check_assets(struct str s)
{
	if (s.p[0] != '/')
		return check_url(s);
	if (!is_url_path(s))
		return "may have only letters, digits and - . _ ~ in its path";
	return NULL;
}

const char *
check_listen(struct str s)
{
	if (s.p[0] == '/')
		return s.n > SOCKET_PATH_MAX ? "is too long for a socket"
					     : check_text(s);
	if (!is_host(s) || s.p[s.n - 1] == ']' ||
	    str_find_byte(s, ':') == (size_t)-1)
		return "must be the path of a socket or host:port";
	return NULL;
}

const char *
check_cidr(struct str s)
{
	static const char complaint[] =
	    "must be an address such as 10.0.0.0/8, ::1 or unix:";
	struct str address = str_cut(&s, '/');
	uint8_t bytes[16];
	char text[ADDRESS_MAX];
	int64_t bits = 0;
	bool is_six = str_find_byte(address, ':') != (size_t)-1;

	if (!s.p && str_is_z(address, "unix:"))
		return NULL; /* whoever speaks through a socket */
	if (address.n >= sizeof(text))
		return complaint;
	(void)snprintf(text, sizeof(text), STR_FMT, STR_ARG(address));
	if (inet_pton(is_six ? AF_INET6 : AF_INET, text, bytes) != 1)
		return complaint;
	if (s.p &&
	    (str_int(s, &bits) || bits < 0 || bits > (is_six ? 128 : 32)))
		return complaint;
	return NULL;
}

const char *
check_hash(struct str s)
{
	if (s.n > HASH_MAX || !is_of(s, LETTERS DIGITS "_-"))
		return "is no COOKIEHASH";
	return NULL;
}
