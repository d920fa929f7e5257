noinst_LIBRARIES += src/libdb.a
src_libdb_a_CPPFLAGS = $(AM_CPPFLAGS) $(MARIADB_CFLAGS)
src_libdb_a_SOURCES = \
	src/db/account.c \
	src/db/bind.c \
	src/db/cache.c \
	src/db/cell.c \
	src/db/check.c \
	src/db/connect.c \
	src/db/copy.c \
	src/db/copy_write.c \
	src/db/crash.c \
	src/db/errors.c \
	src/db/handle.c \
	src/db/inside.h \
	src/db/migrate.c \
	src/db/migrate_files.c \
	src/db/migrate_files.h \
	src/db/migrate_tables.c \
	src/db/migrate_tables.h \
	src/db/rowmap.c \
	src/db/rows.c \
	src/db/run.c \
	src/db/sql.c \
	src/db/tx.c \
	src/db/values.c
