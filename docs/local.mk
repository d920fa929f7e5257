EXTRA_DIST += \
	README.md \
	docs/adding-a-page.md \
	docs/bridge.md \
	docs/dependencies.md \
	docs/operations.md \
	docs/recommend.md \
	docs/packages.md \
	docs/request.md \
	docs/tables.md \
	docs/threat-model.md
dist_man_MANS = docs/aftersale.1
