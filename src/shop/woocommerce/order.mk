# The order half of the WooCommerce adapter.
src_libshop_a_SOURCES += \
	src/shop/woocommerce/php.c \
	src/shop/woocommerce/php.h \
	src/shop/woocommerce/php_write.c

check_PROGRAMS += tests/unit/test_woo_php
tests_unit_test_woo_php_SOURCES = tests/unit/test_woo_php.c
tests_unit_test_woo_php_LDADD = src/libshop.a src/libbase.a
