# The order half of the WooCommerce adapter.
src_libshop_a_SOURCES += \
	src/shop/woocommerce/address.c \
	src/shop/woocommerce/address.h \
	src/shop/woocommerce/address_format.c \
	src/shop/woocommerce/php.c \
	src/shop/woocommerce/php.h \
	src/shop/woocommerce/php_write.c \
	src/shop/woocommerce/state.c \
	src/shop/woocommerce/upper.c

# The names of states, as one text in C.
EXTRA_DIST += src/shop/woocommerce/states.txt
BUILT_SOURCES += src/shop/woocommerce/states.inc
CLEANFILES += src/shop/woocommerce/states.inc
src/shop/woocommerce/states.inc: src/shop/woocommerce/states.txt
	$(AM_V_GEN)$(MKDIR_P) src/shop/woocommerce && \
	LC_ALL=C sed -e '/^#/d' -e '/^$$/d' -e 's/.*/"&\\n"/' \
	    $(top_srcdir)/src/shop/woocommerce/states.txt > $@
src/shop/woocommerce/state.$(OBJEXT): src/shop/woocommerce/states.inc

check_PROGRAMS += tests/unit/test_woo_php
tests_unit_test_woo_php_SOURCES = tests/unit/test_woo_php.c
tests_unit_test_woo_php_LDADD = src/libshop.a src/libbase.a
check_PROGRAMS += tests/unit/test_woo_address
tests_unit_test_woo_address_SOURCES = tests/unit/test_woo_address.c
tests_unit_test_woo_address_LDADD = src/libshop.a src/libbase.a
