# Products, sign-in and settings of real shops; peek asks part shop.
noinst_PROGRAMS += tests/shop_contract/peek
tests_shop_contract_peek_SOURCES = tests/shop_contract/peek.c
tests_shop_contract_peek_LDADD = src/libshop.a src/libdb.a src/libconf.a \
	src/libcrypt.a src/libbase.a $(MARIADB_LIBS) $(JSONC_LIBS) \
	$(CRYPTO_LIBS)
EXTRA_DIST += \
	tests/shop_contract/peek.py \
	tests/shop_contract/test_catalog.py \
	tests/shop_contract/test_facts.py \
	tests/shop_contract/test_network.py \
	tests/shop_contract/test_order_history.py \
	tests/shop_contract/test_own.py \
	tests/shop_contract/test_own_orders.py \
	tests/shop_contract/test_probe.py
