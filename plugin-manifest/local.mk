# Web-server snippets and the page that stands in when the program is away.
# `aftersale setup` fills the snippets in; they are installed below
# $(pkgdatadir) and laid out the same way in share/ of the build folder.
webserverdir = $(pkgdatadir)/webserver
dist_webserver_SCRIPTS = plugin-manifest/webserver/aftersale-away.cgi
dist_webserver_DATA = \
	plugin-manifest/webserver/aftersale.cgi.in \
	plugin-manifest/webserver/apache-fcgid.conf.in \
	plugin-manifest/webserver/apache-proxy-fcgi.conf.in \
	plugin-manifest/webserver/away.html \
	plugin-manifest/webserver/gone-apache.conf.in \
	plugin-manifest/webserver/gone-lighttpd.conf.in \
	plugin-manifest/webserver/gone-nginx.conf.in \
	plugin-manifest/webserver/htaccess-cgi.in \
	plugin-manifest/webserver/lighttpd.conf.in \
	plugin-manifest/webserver/nginx.conf.in

BUILT_SOURCES += share/webserver/stamp
CLEANFILES += share/webserver/*
share/webserver/stamp: $(dist_webserver_SCRIPTS) $(dist_webserver_DATA)
	$(AM_V_GEN)$(MKDIR_P) share/webserver && \
	cp $^ share/webserver/ && touch $@

# How a host runs it: a socket and two services for each shop, the account for
# a machine with one shop, and what packages lay beside them.
systemdsystemunit_DATA = \
	plugin-manifest/systemd/aftersale@.service \
	plugin-manifest/systemd/aftersale@.socket \
	plugin-manifest/systemd/aftersale-work@.service
sysusersdir = $(prefix)/lib/sysusers.d
tmpfilesdir = $(prefix)/lib/tmpfiles.d
CLEANFILES += $(systemdsystemunit_DATA)
EXTRA_DIST += \
	plugin-manifest/container \
	plugin-manifest/debian \
	plugin-manifest/host \
	plugin-manifest/rpm \
	$(systemdsystemunit_DATA:=.in) \
	plugin-manifest/systemd/sysusers.conf \
	plugin-manifest/systemd/tmpfiles.conf

$(systemdsystemunit_DATA): plugin-manifest/local.mk
	$(AM_V_GEN)$(MKDIR_P) $(@D) && \
	sed -e 's|@bindir[@]|$(bindir)|; s|@WEB_GROUP[@]|$(WEB_GROUP)|' \
	    "$(srcdir)/$@.in" >$@.new && mv $@.new $@
plugin-manifest/systemd/aftersale@.service: \
    plugin-manifest/systemd/aftersale@.service.in
plugin-manifest/systemd/aftersale@.socket: \
    plugin-manifest/systemd/aftersale@.socket.in
plugin-manifest/systemd/aftersale-work@.service: \
    plugin-manifest/systemd/aftersale-work@.service.in

install-data-local:
	$(MKDIR_P) "$(DESTDIR)$(sysusersdir)" "$(DESTDIR)$(tmpfilesdir)"
	$(INSTALL_DATA) "$(srcdir)/plugin-manifest/systemd/sysusers.conf" \
	    "$(DESTDIR)$(sysusersdir)/aftersale.conf"
	$(INSTALL_DATA) "$(srcdir)/plugin-manifest/systemd/tmpfiles.conf" \
	    "$(DESTDIR)$(tmpfilesdir)/aftersale.conf"

uninstall-local:
	rm -f "$(DESTDIR)$(sysusersdir)/aftersale.conf" \
	    "$(DESTDIR)$(tmpfilesdir)/aftersale.conf"

include plugin-manifest/woocommerce/local.mk
