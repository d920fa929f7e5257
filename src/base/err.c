/* err - the word of each error. What an error does to a response is decided
 * in http, not here. */
#include "aftersale/base.h"

static const char *const words[] = {
	[ERR_OK] = "ok",
	[ERR_NOT_FOUND] = "not-found",
	[ERR_BAD_INPUT] = "bad-input",
	[ERR_DENIED] = "denied",
	[ERR_CONFLICT] = "conflict",
	[ERR_BUSY] = "busy",
	[ERR_UNSURE] = "unsure",
	[ERR_BROKEN] = "broken",
};

const char *
err_word(enum err e)
{
	if ((size_t)e >= sizeof(words) / sizeof(words[0]))
		return "broken";
	return words[e];
}
