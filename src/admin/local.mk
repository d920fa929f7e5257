noinst_LIBRARIES += src/libadmin.a
src_libadmin_a_SOURCES = \
	src/admin/admin.h \
	src/admin/admin_frame.c \
	src/admin/admin_page.c
