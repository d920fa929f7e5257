# The order half of the WooCommerce adapter.
src_libshop_a_SOURCES +=
