/* picture.c - the address and size of a picture of the media library.
 *
 * WordPress keeps the file in one meta row and the files of other sizes in a
 * second, serialized one. Plugins that move files to other hosts write whole
 * addresses. Where uploads are reached is info.c's business.
 */
#include <string.h>

#include "php.h"
#include "picture.h"
#include "text.h"

#define NONE ((size_t)-1)

static void
take_sizes(struct arena *a, struct woo_picture *picture,
    const struct value *tree, const char *size)
{
	const struct value *sizes = value_get(tree, STR("sizes"));
	const struct value *one = value_get(sizes, str_of(size));
	struct str file = value_text(a, value_get(one, STR("file")), STR(""));

	picture->width = value_int(value_get(tree, STR("width")), 0);
	picture->height = value_int(value_get(tree, STR("height")), 0);
	if (!file.n)
		return;

	picture->small = arena_str(a, file);
	picture->small_width = value_int(value_get(one, STR("width")), 0);
	picture->small_height = value_int(value_get(one, STR("height")), 0);
}

void
woo_picture_take(struct arena *a, struct arena *scratch,
    struct woo_picture *picture, struct str key, struct str value,
    const char *size)
{
	if (str_is_z(key, "_wp_attached_file")) {
		picture->file = arena_str(a, value);
	} else if (str_is_z(key, "_wp_attachment_metadata")) {
		struct arena_mark mark = arena_mark(scratch);

		take_sizes(a, picture, php_tree(scratch, value), size);
		if (scratch != a)
			arena_release(scratch, mark);
	} else if (str_is_z(key, "_wp_attachment_image_alt")) {
		picture->alt = woo_plain(a, value);
	}
}

static bool
is_address(struct str s)
{
	return str_has_prefix(s, STR("https://")) ||
	       str_has_prefix(s, STR("http://")) ||
	       str_has_prefix(s, STR("//"));
}

/* The full file's address: most rows hold a path below uploads. */
static struct str
file_url(struct arena *a, struct str uploads_url, struct str file)
{
	static const struct str inside = S("wp-content/uploads/");
	size_t at;

	if (is_address(file))
		return file;

	at = str_find(file, inside);
	if (at != NONE)
		file = str_skip(file, at + inside.n);
	else if (file.n && file.p[0] == '/')
		return STR("");
	return arena_printf(
	    a, STR_FMT "/" STR_FMT, STR_ARG(uploads_url), STR_ARG(file));
}

/* Everything up to and with the last slash. */
static struct str
folder_of(struct str url)
{
	while (url.n && url.p[url.n - 1] != '/')
		url.n--;
	return url;
}

struct str
woo_picture_url(struct arena *a, struct str uploads_url,
    const struct woo_picture *picture, int64_t *width, int64_t *height)
{
	struct str url;

	if (!picture->file.n)
		return STR("");

	url = file_url(a, uploads_url, picture->file);
	if (!url.n || !picture->small.n) {
		*width = url.n ? picture->width : 0;
		*height = url.n ? picture->height : 0;
		return url;
	}
	*width = picture->small_width;
	*height = picture->small_height;
	return arena_join(a, folder_of(url), picture->small);
}
