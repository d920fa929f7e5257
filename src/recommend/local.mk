noinst_LIBRARIES += src/librecommend.a
src_librecommend_a_SOURCES = \
	src/recommend/recommend.c \
	src/recommend/recommend.h \
	src/recommend/recommend_block.c \
	src/recommend/recommend_count.c \
	src/recommend/recommend_job.c \
	src/recommend/recommend_page.c \
	src/recommend/recommend_rules.c \
	src/recommend/recommend_store.c
