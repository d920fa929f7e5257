# Asks the shop adapter, for the suite that compares it with real shops.
check_PROGRAMS += tests/shop_contract/orders
tests_shop_contract_orders_SOURCES = \
	tests/shop_contract/orders.c \
	tests/shop_contract/orders.h \
	tests/shop_contract/sales.c
tests_shop_contract_orders_LDADD = src/libshop.a src/libconf.a src/libdb.a \
	src/libcrypt.a src/libbase.a $(MARIADB_LIBS) $(JSONC_LIBS) \
	$(CRYPTO_LIBS)
