# Nothing to build here yet.
EXTRA_DIST += docs/tables.md
