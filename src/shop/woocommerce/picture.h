/* picture.h - a picture of the media library (private). */
#ifndef SHOP_WOO_PICTURE_H
#define SHOP_WOO_PICTURE_H

#include "woo.h"

struct woo_picture {
	int64_t id;
	struct str file; /* "2026/01/hoodie-2.jpg", or a whole address */
	struct str alt;
	int64_t width; /* of the file */
	int64_t height;
	struct str small; /* the file of the size asked for, empty: none */
	int64_t small_width;
	int64_t small_height;
};

/* Takes a meta row of the attachment if it is one that counts. What is kept
 * lives in a; scratch holds trees for the time of the call. */
void woo_picture_take(struct arena *a, struct arena *scratch,
    struct woo_picture *picture, struct str key, struct str value,
    const char *size);
/* The address of the size asked for, else of the file itself; empty when the
 * picture has no file. Width and height are its, 0 when not known. */
struct str woo_picture_url(struct arena *a, struct str uploads_url,
    const struct woo_picture *picture, int64_t *width, int64_t *height);

#endif
