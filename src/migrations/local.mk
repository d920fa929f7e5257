# Own tables only, forward only; a file is never edited after it landed.
migrationsdir = $(pkgdatadir)/migrations
dist_migrations_DATA = \
	src/migrations/202611240900_app_records.sql \
	src/migrations/202611240910_recommend_pairs.sql \
	src/migrations/202611240920_help_questions.sql
