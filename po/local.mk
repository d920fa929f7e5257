# Catalogues: what is installed, and the pseudo-language for tests, which is
# put where the program in the build folder finds it.
wordsdir = $(pkgdatadir)/locale
nodist_words_DATA = po/lt.mo
WORDS = $(nodist_words_DATA)
EXTRA_DIST += po/aftersale.pot po/lt.po po/words.py po/extract.py po/pseudo.py
CLEANFILES += po/lt.mo po/qps-rtl.po

po/lt.mo: po/lt.po
	$(AM_V_GEN)$(MKDIR_P) po && $(MSGFMT) --check -o $@ $<

check_DATA += share/locale/qps-rtl.mo
share/locale/qps-rtl.mo: po/aftersale.pot po/words.py po/pseudo.py
	$(AM_V_GEN)$(MKDIR_P) po share/locale && \
	python3 $(srcdir)/po/pseudo.py > po/qps-rtl.po && \
	$(MSGFMT) --check -o $@ po/qps-rtl.po
