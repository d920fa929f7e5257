# The catalogue half of the WooCommerce adapter.
CAT_LIBS = src/libshop.a src/libdb.a src/libconf.a src/libcrypt.a \
	src/libbase.a $(MARIADB_LIBS) $(JSONC_LIBS) $(CRYPTO_LIBS)
CAT_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/src -I$(top_srcdir)/tests/lib

check_PROGRAMS += tests/unit/test_woo_text
tests_unit_test_woo_text_SOURCES = tests/unit/test_woo_text.c
tests_unit_test_woo_text_CPPFLAGS = $(CAT_CPPFLAGS)
tests_unit_test_woo_text_LDADD = $(CAT_LIBS)
check_PROGRAMS += tests/unit/test_woo_wpconfig
tests_unit_test_woo_wpconfig_SOURCES = tests/unit/test_woo_wpconfig.c
tests_unit_test_woo_wpconfig_CPPFLAGS = $(CAT_CPPFLAGS)
tests_unit_test_woo_wpconfig_LDADD = $(CAT_LIBS)
check_PROGRAMS += tests/unit/test_woo_tax
tests_unit_test_woo_tax_SOURCES = tests/unit/test_woo_tax.c
tests_unit_test_woo_tax_CPPFLAGS = $(CAT_CPPFLAGS)
tests_unit_test_woo_tax_LDADD = $(CAT_LIBS)
check_PROGRAMS += tests/unit/test_woo_link
tests_unit_test_woo_link_SOURCES = tests/unit/test_woo_link.c
tests_unit_test_woo_link_CPPFLAGS = $(CAT_CPPFLAGS)
tests_unit_test_woo_link_LDADD = $(CAT_LIBS)
check_PROGRAMS += tests/unit/test_shop_fake
tests_unit_test_shop_fake_SOURCES = tests/unit/test_shop_fake.c
tests_unit_test_shop_fake_CPPFLAGS = $(CAT_CPPFLAGS)
tests_unit_test_shop_fake_LDADD = $(CAT_LIBS)
