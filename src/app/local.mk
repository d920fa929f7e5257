# Two programs from one tree: aftersale answers and asks, worker works.
AFTERSALE_FLAGS = $(AM_CPPFLAGS) \
	-DAFTERSALE_CONFIG='"$(sysconfdir)/aftersale/aftersale.json"' \
	-DPKGDATADIR='"$(pkgdatadir)"' \
	-DPKGLIBEXECDIR='"$(pkglibexecdir)"'

# What both programs begin with.
noinst_LIBRARIES += src/libapp.a
src_libapp_a_CPPFLAGS = $(AFTERSALE_FLAGS)
src_libapp_a_SOURCES = \
	src/app/activity.c \
	src/app/alerts.c \
	src/app/alerts.h \
	src/app/app.h \
	src/app/app_stmts.c \
	src/app/brand.c \
	src/app/brand.h \
	src/app/brand_page.c \
	src/app/bridge.c \
	src/app/bridge_sign.h \
	src/app/bridge_store.c \
	src/app/bridge_store.h \
	src/app/bridge_tell.c \
	src/app/bridge_tell.h \
	src/app/cache.c \
	src/app/cache.h \
	src/app/drift.c \
	src/app/drift.h \
	src/app/drift_rules.c \
	src/app/drift_rules.h \
	src/app/drift_say.c \
	src/app/drift_store.c \
	src/app/drift_store.h \
	src/app/error.c \
	src/app/error.h \
	src/app/error_typed.c \
	src/app/features.c \
	src/app/front.c \
	src/app/gate.c \
	src/app/gate_store.c \
	src/app/gate_store.h \
	src/app/health.c \
	src/app/health.h \
	src/app/host_file.c \
	src/app/housekeeping.c \
	src/app/housekeeping.h \
	src/app/layer.c \
	src/app/jobs.c \
	src/app/notice.c \
	src/app/notice.h \
	src/app/notice_store.c \
	src/app/notice_store.h \
	src/app/once.c \
	src/app/once_store.c \
	src/app/once_store.h \
	src/app/open.c \
	src/app/page_base.c \
	src/app/personal.c \
	src/app/place.c \
	src/app/place.h \
	src/app/place_store.c \
	src/app/place_store.h \
	src/app/place_watch.c \
	src/app/renew.c \
	src/app/renew.h \
	src/app/routes.c \
	src/app/setting.c \
	src/app/setting_item.c \
	src/app/setting.h \
	src/app/setting_store.c \
	src/app/setting_store.h \
	src/app/share.c \
	src/app/shop_file.c \
	src/app/shop_file.h \
	src/app/shop_server.c \
	src/app/site.c \
	src/app/site_date.c

# From the top of the house down; a part sees only what stands below it.
PARTS = src/libapp.a \
	src/libadmin.a src/libconfirm.a src/libhelp.a src/librecommend.a src/libengine.a \
	src/libapp.a \
	src/liboutbox.a src/liblimit.a src/liblink.a src/libshop.a \
	src/libhttp.a src/libview.a src/libdb.a src/liblog.a src/libconf.a \
	src/libcrypt.a src/libbase.a
PART_LIBS = $(FCGI_LIBS) $(MARIADB_LIBS) $(JSONC_LIBS) $(CRYPTO_LIBS) -lm

bin_PROGRAMS += aftersale
aftersale_CPPFLAGS = $(AFTERSALE_FLAGS)
aftersale_SOURCES = \
	src/app/args.c \
	src/app/beside.c \
	src/app/beside.h \
	src/app/cmd_adopt.c \
	src/app/cmd_check.c \
	src/app/cmd_doctor.c \
	src/app/cmd_export.c \
	src/app/cmd_flush.c \
	src/app/cmd_grants.c \
	src/app/cmd_import.c \
	src/app/cmd_inspect.c \
	src/app/cmd_manifest.c \
	src/app/cmd_migrate.c \
	src/app/cmd_mode.c \
	src/app/cmd_recommend.c \
	src/app/cmd_render.c \
	src/app/cmd_replay.c \
	src/app/cmd_settings.c \
	src/app/cmd_setup.c \
	src/app/cmd_status.c \
	src/app/cmd_uninstall.c \
	src/app/cmd_work.c \
	src/app/command.h \
	src/app/commands.c \
	src/app/doctor.c \
	src/app/doctor.h \
	src/app/doctor_accounts.c \
	src/app/doctor_bridge.c \
	src/app/doctor_files.c \
	src/app/doctor_store.c \
	src/app/doctor_store.h \
	src/app/fleet.c \
	src/app/fleet.h \
	src/app/fleet_each.c \
	src/app/fleet_work.c \
	src/app/edits.c \
	src/app/foreground.c \
	src/app/foreground.h \
	src/app/grants.c \
	src/app/grants.h \
	src/app/main.c \
	src/app/record.c \
	src/app/record.h \
	src/app/serve.c \
	src/app/session.c \
	src/app/session.h \
	src/app/setup.h \
	src/app/setup_admin.c \
	src/app/setup_conf.c \
	src/app/setup_plan.c \
	src/app/setup_print.c \
	src/app/setup_snippet.c \
	src/app/setup_users.c \
	src/app/shop_account.c \
	src/app/supervise.c \
	src/app/supervise.h \
	src/app/supervise_old.c \
	src/app/supervise_old.h \
	src/app/uninstall_store.c \
	src/app/uninstall_store.h
aftersale_LDADD = $(PARTS) $(PART_LIBS)

pkglibexec_PROGRAMS += worker
worker_CPPFLAGS = $(AFTERSALE_FLAGS)
worker_SOURCES = src/app/worker.c
worker_LDADD = src/libnet.a $(PARTS) $(PART_LIBS) $(CURL_LIBS)

# What takes everything out and brings it in; SQLite is linked only here.
pkglibexec_PROGRAMS += carry
carry_CPPFLAGS = $(AFTERSALE_FLAGS)
carry_SOURCES = \
	src/app/args.c \
	src/app/carry.c \
	src/app/carry.h \
	src/app/carry_export.c \
	src/app/carry_import.c \
	src/app/carry_keys.c \
	src/app/carry_place.c \
	src/app/carry_shop.c \
	src/app/carry_words.c \
	src/app/command.h
carry_LDADD = src/libcarry.a $(PARTS) $(PART_LIBS) $(SQLITE_LIBS)
