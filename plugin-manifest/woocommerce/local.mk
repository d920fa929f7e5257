# The bridge for WordPress: the folder to copy into wp-content/plugins.
bridgedir = $(pkgdatadir)/woocommerce/aftersale
dist_bridge_DATA = \
	plugin-manifest/woocommerce/aftersale.php \
	plugin-manifest/woocommerce/readme.txt
bridgeincludesdir = $(bridgedir)/includes
dist_bridgeincludes_DATA = \
	plugin-manifest/woocommerce/includes/cache.php \
	plugin-manifest/woocommerce/includes/desk.php \
	plugin-manifest/woocommerce/includes/inside.php \
	plugin-manifest/woocommerce/includes/links.php \
	plugin-manifest/woocommerce/includes/privacy.php \
	plugin-manifest/woocommerce/includes/received.php \
	plugin-manifest/woocommerce/includes/state.php
bridgewordsdir = $(bridgedir)/languages
dist_bridgewords_DATA = \
	plugin-manifest/woocommerce/languages/aftersale.pot \
	plugin-manifest/woocommerce/languages/aftersale-lt_LT.po
nodist_bridgewords_DATA = share/woocommerce/languages/aftersale-lt_LT.mo

CLEANFILES += share/woocommerce/languages/aftersale-lt_LT.mo
share/woocommerce/languages/aftersale-lt_LT.mo: \
    plugin-manifest/woocommerce/languages/aftersale-lt_LT.po
	$(AM_V_GEN)$(MKDIR_P) share/woocommerce/languages && \
	$(MSGFMT) --check -o $@ $<
