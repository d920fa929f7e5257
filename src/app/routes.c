/* routes - every URL below the base address, a block per feature. */
#include "aftersale/features/admin.h"
#include "aftersale/features/confirm.h"
#include "aftersale/features/help.h"
#include "aftersale/features/recommend.h"
#include "aftersale/link.h"
#include "app.h"

#define GET METHOD_GET
#define POST METHOD_POST

/* What two short fields need, and some room. */
#define SHORT_FORM ((size_t)16 * 1024)

const struct route routes[] = {
	/* method  path                      gate            handler */
	{ GET, "/", OPEN, root_page, 0 },
	{ GET, "/brand.css", OPEN, brand_page, 0 },
	{ GET, "/health", LOCAL, health_page, 0 },

	/* confirm: the order page and the ways to it */
	{ GET, "/order/{number}", OPEN, confirm_page_arrive, 0 },
	{ GET, "/find", OPEN, confirm_page_find, 0 },
	{ POST, "/find", OPEN, confirm_page_look_up, SHORT_FORM },
	{ GET, "/o/{token}", LINK(LINK_VIEW), confirm_page_show, 0 },
	{ POST, "/o/{token}/open", LINK(LINK_VIEW), confirm_page_open,
	    SHORT_FORM },
	{ GET, "/o/{token}/receipt", LINK(LINK_VIEW), confirm_page_receipt, 0 },
	{ GET, "/accessibility", OPEN, confirm_page_access, 0 },

	/* what the bridge inside the shop asks for */
	{ GET, "/bridge/order/{id}", BRIDGE, confirm_page_inside, 0 },
	{ POST, "/bridge/export", BRIDGE, personal_page_export, 0 },
	{ POST, "/bridge/erase", BRIDGE, personal_page_erase, 0 },

	/* recommend: counted clicks, and what they are worth */
	{ GET, "/go/{token}", LINK(LINK_GO), recommend_page_go, 0 },
	{ GET, "/admin/offers", STAFF, recommend_desk_show, 0 },
	{ GET, "/admin/offers/order", STAFF, recommend_desk_preview, 0 },
	{ GET, "/admin/offers/hand", STAFF, recommend_hand_show, 0 },
	{ POST, "/admin/offers/hand", STAFF, recommend_hand_save, SHORT_FORM },

	/* help: questions and answers, channels */
	{ GET, "/help", OPEN, help_page_show, 0 },
	{ GET, "/o/{token}/help", LINK(LINK_VIEW), help_page_show, 0 },
	{ POST, "/o/{token}/help/{entry}", LINK(LINK_VIEW), help_page_press,
	    SHORT_FORM, .stands_on = SHOP_PART_ORDERS },
	{ GET, "/admin/help", STAFF, help_desk_show, 0 },
	{ POST, "/admin/help", STAFF, help_desk_save, 0 },

	/* admin: the frame of the console */
	{ GET, "/admin", STAFF, admin_page_queue, 0 },
	{ GET, "/admin/orders", STAFF, admin_page_orders, 0 },
};

const size_t routes_count = sizeof(routes) / sizeof(routes[0]);
