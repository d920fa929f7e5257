# The program that says back what http understood; tests/http runs it.
noinst_PROGRAMS += tests/http/echo
tests_http_echo_SOURCES = \
	src/app/supervise.c \
	src/app/supervise.h \
	src/app/supervise_old.c \
	src/app/supervise_old.h \
	tests/http/echo.c
tests_http_echo_LDADD = src/libhttp.a src/libbase.a $(FCGI_LIBS)
EXTRA_DIST += \
	tests/http/echoed.py \
	tests/http/test_program.py \
	tests/http/test_request.py \
	tests/http/test_serve.py \
	tests/http/test_supervise.py \
	tests/http/test_webservers.py
