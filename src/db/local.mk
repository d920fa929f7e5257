noinst_LIBRARIES += src/libdb.a
src_libdb_a_SOURCES =
