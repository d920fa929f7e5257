noinst_HEADERS += \
	include/aftersale/amount.h \
	include/aftersale/banned.h \
	include/aftersale/base.h \
	include/aftersale/carry.h \
	include/aftersale/conf.h \
	include/aftersale/crypt.h \
	include/aftersale/db.h \
	include/aftersale/feature.h \
	include/aftersale/features/admin.h \
	include/aftersale/features/confirm.h \
	include/aftersale/features/help.h \
	include/aftersale/features/recommend.h \
	include/aftersale/file.h \
	include/aftersale/http.h \
	include/aftersale/limit.h \
	include/aftersale/link.h \
	include/aftersale/log.h \
	include/aftersale/net.h \
	include/aftersale/outbox.h \
	include/aftersale/shop.h \
	include/aftersale/shop_job.h \
	include/aftersale/site.h \
	include/aftersale/text.h \
	include/aftersale/view.h \
	include/aftersale/zone.h
