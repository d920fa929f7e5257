noinst_LIBRARIES += src/libhttp.a
src_libhttp_a_SOURCES = \
	src/http/answer.c \
	src/http/body.c \
	src/http/cgi.c \
	src/http/client.c \
	src/http/decode.c \
	src/http/fault.c \
	src/http/fcgi.c \
	src/http/fcgi_record.c \
	src/http/fcgi_record.h \
	src/http/form.c \
	src/http/form_check.c \
	src/http/head.c \
	src/http/inside.h \
	src/http/listen.c \
	src/http/multipart.c \
	src/http/page.c \
	src/http/pairs.c \
	src/http/request.c \
	src/http/res.c \
	src/http/round.c \
	src/http/route.c \
	src/http/serve.c \
	src/http/status.c \
	src/http/stop.c \
	src/http/uri.c \
	src/http/wire.c
