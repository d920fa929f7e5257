# Web-server snippets and the page that stands in when the program is away.
# `aftersale setup` fills the snippets in; they are installed below
# $(pkgdatadir) and laid out the same way in share/ of the build folder.
webserverdir = $(pkgdatadir)/webserver
dist_webserver_DATA = \
	plugin-manifest/webserver/aftersale-away.cgi \
	plugin-manifest/webserver/aftersale.cgi.in \
	plugin-manifest/webserver/apache-fcgid.conf.in \
	plugin-manifest/webserver/apache-proxy-fcgi.conf.in \
	plugin-manifest/webserver/away.html \
	plugin-manifest/webserver/htaccess-cgi.in \
	plugin-manifest/webserver/lighttpd.conf.in \
	plugin-manifest/webserver/nginx.conf.in

BUILT_SOURCES += share/webserver/stamp
CLEANFILES += share/webserver/*
share/webserver/stamp: $(dist_webserver_DATA)
	$(AM_V_GEN)$(MKDIR_P) share/webserver && \
	cp $^ share/webserver/ && touch $@
