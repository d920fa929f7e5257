# Own tables only, forward only; a file is never edited after it landed.
migrationsdir = $(pkgdatadir)/migrations
dist_migrations_DATA = \
	src/migrations/202611240900_app_records.sql \
	src/migrations/202611240910_recommend_pairs.sql \
	src/migrations/202611240920_help_presses.sql \
	src/migrations/202611240930_link_revoked.sql \
	src/migrations/202611240940_limit_rate.sql \
	src/migrations/202611240950_outbox_jobs.sql \
	src/migrations/202611241000_shop_noticed.sql \
	src/migrations/202611241110_app_bridge.sql \
	src/migrations/202611241210_app_place.sql \
	src/migrations/202611241220_app_shape.sql \
	src/migrations/202611241410_recommend_learned.sql \
	src/migrations/202611241800_recommend_shown.sql \
	src/migrations/202611241810_recommend_proof.sql \
	src/migrations/202611290510_recommend_follow.sql \
	src/migrations/202611290640_recommend_nudge.sql

# What each is for, so that an export can say it.
dist_pkgdata_DATA = docs/tables.md

# The program in a build folder looks for them beside itself.
noinst_DATA += share/migrations/stamp share/tables.md
share/tables.md: docs/tables.md
	$(AM_V_GEN)$(MKDIR_P) share && cp $< $@
share/migrations/stamp: $(dist_migrations_DATA)
	$(AM_V_GEN)$(MKDIR_P) share/migrations && \
	cp $^ share/migrations/ && touch $@
