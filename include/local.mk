noinst_HEADERS += \
	include/aftersale/amount.h \
	include/aftersale/banned.h \
	include/aftersale/base.h \
	include/aftersale/crypt.h \
	include/aftersale/text.h \
	include/aftersale/zone.h
