noinst_LIBRARIES += src/libshop.a
src_libshop_a_SOURCES = \
	src/shop/ops.h \
	src/shop/woocommerce/currency.c \
	src/shop/woocommerce/entity.c \
	src/shop/woocommerce/found.c \
	src/shop/woocommerce/found.h \
	src/shop/woocommerce/option.c \
	src/shop/woocommerce/option.h \
	src/shop/woocommerce/permalink.c \
	src/shop/woocommerce/permalink.h \
	src/shop/woocommerce/picture.c \
	src/shop/woocommerce/picture.h \
	src/shop/woocommerce/plain.c \
	src/shop/woocommerce/probe.c \
	src/shop/woocommerce/row.h \
	src/shop/woocommerce/tax.c \
	src/shop/woocommerce/tax.h \
	src/shop/woocommerce/text.h \
	src/shop/woocommerce/woo.h \
	src/shop/woocommerce/wpconfig.c \
	src/shop/woocommerce/wpconfig.h \
	src/shop/woocommerce/wptoken.c \
	src/shop/woocommerce/wptoken.h
include src/shop/woocommerce/order.mk
