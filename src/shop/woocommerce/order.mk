# The order half of the WooCommerce adapter.
src_libshop_a_SOURCES += \
	src/shop/woocommerce/address.c \
	src/shop/woocommerce/address.h \
	src/shop/woocommerce/address_format.c \
	src/shop/woocommerce/carrier.c \
	src/shop/woocommerce/carrier_load.c \
	src/shop/woocommerce/download.c \
	src/shop/woocommerce/inspect_order.c \
	src/shop/woocommerce/line.c \
	src/shop/woocommerce/line_pair.c \
	src/shop/woocommerce/meta_count.c \
	src/shop/woocommerce/notice.c \
	src/shop/woocommerce/order.h \
	src/shop/woocommerce/order_bits.c \
	src/shop/woocommerce/order_head.c \
	src/shop/woocommerce/order_items.c \
	src/shop/woocommerce/order_link.c \
	src/shop/woocommerce/order_load.c \
	src/shop/woocommerce/order_out.c \
	src/shop/woocommerce/order_row.c \
	src/shop/woocommerce/order_stmts.c \
	src/shop/woocommerce/parcel.c \
	src/shop/woocommerce/pay.c \
	src/shop/woocommerce/php.c \
	src/shop/woocommerce/php.h \
	src/shop/woocommerce/php_take.c \
	src/shop/woocommerce/php_take.h \
	src/shop/woocommerce/php_write.c \
	src/shop/woocommerce/press.c \
	src/shop/woocommerce/raw.c \
	src/shop/woocommerce/sales.c \
	src/shop/woocommerce/state.c \
	src/shop/woocommerce/status.c \
	src/shop/woocommerce/total.c \
	src/shop/woocommerce/total.h \
	src/shop/woocommerce/total_end.c \
	src/shop/woocommerce/total_tax.c \
	src/shop/woocommerce/twins.c \
	src/shop/woocommerce/upper.c

# The names of states, as one text in C.
EXTRA_DIST += src/shop/woocommerce/states.txt
nodist_src_libshop_a_SOURCES = src/shop/woocommerce/state_names.c
BUILT_SOURCES += src/shop/woocommerce/state_names.c
CLEANFILES += src/shop/woocommerce/state_names.c
src/shop/woocommerce/state_names.c: src/shop/woocommerce/states.txt
	$(AM_V_GEN)$(MKDIR_P) src/shop/woocommerce && { \
	echo 'extern const char woo_state_names[];'; \
	echo 'const char woo_state_names[] ='; \
	LC_ALL=C sed -e '/^#/d' -e '/^$$/d' -e 's/.*/"&\\n"/' \
	    $(top_srcdir)/src/shop/woocommerce/states.txt; \
	echo ';'; } > $@

check_PROGRAMS += tests/unit/test_woo_php
tests_unit_test_woo_php_SOURCES = tests/unit/test_woo_php.c
tests_unit_test_woo_php_LDADD = src/libshop.a src/libbase.a
check_PROGRAMS += tests/unit/test_woo_address
tests_unit_test_woo_address_SOURCES = tests/unit/test_woo_address.c
tests_unit_test_woo_address_LDADD = src/libshop.a src/libbase.a
check_PROGRAMS += tests/unit/test_woo_total
tests_unit_test_woo_total_SOURCES = tests/unit/test_woo_total.c
tests_unit_test_woo_total_LDADD = src/libshop.a src/libdb.a src/libbase.a \
	$(MARIADB_LIBS)
