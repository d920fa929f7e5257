noinst_LIBRARIES += src/libshop.a
src_libshop_a_SOURCES = \
	src/shop/ops.h \
	src/shop/woocommerce/woo.h
include src/shop/woocommerce/order.mk
