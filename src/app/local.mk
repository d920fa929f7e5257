bin_PROGRAMS += aftersale
aftersale_SOURCES = src/app/main.c
aftersale_CPPFLAGS = $(AM_CPPFLAGS)
# From the top of the house down; a part sees only what stands below it.
PARTS = \
	src/libadmin.a src/libconfirm.a src/libhelp.a src/librecommend.a \
	src/liboutbox.a src/liblimit.a src/liblink.a src/libshop.a \
	src/libhttp.a src/libview.a src/libdb.a src/liblog.a src/libconf.a \
	src/libcrypt.a src/libbase.a
PART_LIBS = $(FCGI_LIBS) $(MARIADB_LIBS) $(JSONC_LIBS) $(CRYPTO_LIBS)
aftersale_LDADD = $(PARTS) $(PART_LIBS)
