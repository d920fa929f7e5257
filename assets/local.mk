# What stands beside the program: style, pictures, templates. They are installed
# below $(pkgdatadir), and laid out the same way in share/ of the build folder,
# so that the program can run from there.

nobase_dist_pkgdata_DATA = \
	assets/css/console.css \
	assets/css/inside.css \
	assets/css/shop.css \
	assets/img/favicon.svg \
	assets/img/icons.svg \
	assets/img/placeholder.svg \
	assets/js/console.js

viewtemplatesdir = $(pkgdatadir)/templates/view
dist_viewtemplates_DATA = \
	src/view/brand.mustache \
	src/view/error.mustache \
	src/view/errors.mustache \
	src/view/form_keys.mustache \
	src/view/notice.mustache \
	src/view/page_end.mustache \
	src/view/page_top.mustache \
	src/view/typed.mustache

confirmtemplatesdir = $(pkgdatadir)/templates/confirm
dist_confirmtemplates_DATA = \
	src/confirm/access.mustache \
	src/confirm/answers.mustache \
	src/confirm/bank.mustache \
	src/confirm/block_addresses.mustache \
	src/confirm/block_cross_sell.mustache \
	src/confirm/block_downloads.mustache \
	src/confirm/block_items.mustache \
	src/confirm/block_notes.mustache \
	src/confirm/block_open.mustache \
	src/confirm/block_parcels.mustache \
	src/confirm/block_payment.mustache \
	src/confirm/block_status.mustache \
	src/confirm/block_totals.mustache \
	src/confirm/facts.mustache \
	src/confirm/find.mustache \
	src/confirm/inside.mustache \
	src/confirm/item.mustache \
	src/confirm/kept.mustache \
	src/confirm/offer.mustache \
	src/confirm/reason.mustache \
	src/confirm/order.mustache \
	src/confirm/receipt.mustache \
	src/confirm/stages.mustache

helptemplatesdir = $(pkgdatadir)/templates/help
dist_helptemplates_DATA = \
	src/help/block_help.mustache \
	src/help/channels.mustache \
	src/help/desk.mustache \
	src/help/entries.mustache \
	src/help/page.mustache

recommendtemplatesdir = $(pkgdatadir)/templates/recommend
dist_recommendtemplates_DATA = \
	src/recommend/desk.mustache \
	src/recommend/hand.mustache \
	src/recommend/preview.mustache \
	src/recommend/preview_form.mustache \
	src/recommend/preview_table.mustache

admintemplatesdir = $(pkgdatadir)/templates/admin
dist_admintemplates_DATA = \
	src/admin/frame_end.mustache \
	src/admin/frame_top.mustache \
	src/admin/orders.mustache \
	src/admin/queue.mustache \
	src/admin/sign_in.mustache

# Data to draw the templates with, one file for each state of a page.
EXTRA_DIST += \
	src/admin/demo/orders.json \
	src/admin/demo/queue.json \
	src/admin/demo/queue_empty.json \
	src/admin/demo/sign_in.json \
	src/admin/demo/sign_in_denied.json \
	src/confirm/demo/access.json \
	src/confirm/demo/find.json \
	src/confirm/demo/find_mistyped.json \
	src/confirm/demo/find_neutral.json \
	src/confirm/demo/find_refused.json \
	src/confirm/demo/kept.json \
	src/confirm/demo/order_cancelled.json \
	src/confirm/demo/order_failed.json \
	src/confirm/demo/order_files.json \
	src/confirm/demo/order_first.json \
	src/confirm/demo/order_held.json \
	src/confirm/demo/order_locked.json \
	src/confirm/demo/order_locked_login.json \
	src/confirm/demo/order_locked_refused.json \
	src/confirm/demo/order_on_the_way.json \
	src/confirm/demo/order_one_long.json \
	src/confirm/demo/order_other.json \
	src/confirm/demo/order_part_refunded.json \
	src/confirm/demo/order_pending.json \
	src/confirm/demo/order_pick_up.json \
	src/confirm/demo/order_picked_up.json \
	src/confirm/demo/order_refunded.json \
	src/confirm/demo/order_sent.json \
	src/confirm/demo/order_sixty.json \
	src/confirm/demo/order_transfer.json \
	src/confirm/demo/order_unpaid.json \
	src/confirm/demo/order_waiting.json \
	src/confirm/demo/receipt.json \
	src/help/demo/desk.json \
	src/help/demo/desk_refused.json \
	src/help/demo/page.json \
	src/help/demo/page_plain.json \
	src/recommend/demo/desk.json \
	src/recommend/demo/desk_empty.json \
	src/recommend/demo/hand.json \
	src/recommend/demo/hand_refused.json \
	src/recommend/demo/preview.json \
	src/recommend/demo/preview_unknown.json \
	src/view/demo/base.json \
	src/view/demo/error_400.json \
	src/view/demo/error_404.json \
	src/view/demo/error_405.json \
	src/view/demo/error_409.json \
	src/view/demo/error_413.json \
	src/view/demo/error_429.json \
	src/view/demo/error_500.json \
	src/view/demo/error_503.json \
	src/view/demo/error_paused.json

SHARED = $(nobase_dist_pkgdata_DATA) $(dist_viewtemplates_DATA) \
	$(dist_confirmtemplates_DATA) $(dist_helptemplates_DATA) \
	$(dist_admintemplates_DATA) $(dist_recommendtemplates_DATA)

noinst_DATA += share/stamp
share/stamp: $(SHARED) $(WORDS)
	$(AM_V_GEN)for f in $(SHARED) $(WORDS); do \
		case $$f in \
		*.mustache) to=templates/$${f#*src/} ;; \
		*.mo) to=locale/$${f##*/} ;; \
		*) to=assets/$${f#*assets/} ;; \
		esac; \
		from=$$f; test -f $$from || from=$(srcdir)/$$f; \
		$(MKDIR_P) share/$${to%/*} && cp $$from share/$$to || exit 1; \
	done; touch $@

clean-local:
	rm -rf share
