check_PROGRAMS += tests/unit/test_confirm_rules
tests_unit_test_confirm_rules_SOURCES = tests/unit/test_confirm_rules.c
tests_unit_test_confirm_rules_LDADD = src/libconfirm.a src/libbase.a

check_PROGRAMS += tests/unit/test_personal
tests_unit_test_personal_SOURCES = tests/unit/test_personal.c
tests_unit_test_personal_LDADD = src/librecommend.a src/libengine.a \
	src/libbase.a -lm

check_PROGRAMS += tests/unit/test_follow
tests_unit_test_follow_SOURCES = tests/unit/test_follow.c
tests_unit_test_follow_LDADD = src/librecommend.a src/libbase.a

check_PROGRAMS += tests/unit/test_recommend
tests_unit_test_recommend_SOURCES = tests/unit/test_recommend.c
tests_unit_test_recommend_LDADD = src/librecommend.a src/libcrypt.a \
	src/libbase.a $(CRYPTO_LIBS)

check_PROGRAMS += tests/unit/test_draw
tests_unit_test_draw_SOURCES = tests/unit/test_draw.c
tests_unit_test_draw_LDADD = src/librecommend.a src/libcrypt.a \
	src/libbase.a $(CRYPTO_LIBS)

check_PROGRAMS += tests/unit/test_proof
tests_unit_test_proof_SOURCES = tests/unit/test_proof.c
tests_unit_test_proof_LDADD = src/librecommend.a src/libbase.a -lm

check_PROGRAMS += tests/unit/test_brand
tests_unit_test_brand_SOURCES = tests/unit/test_brand.c
tests_unit_test_brand_LDADD = src/libapp.a src/libbase.a -lm

check_PROGRAMS += tests/unit/test_drift_rules
tests_unit_test_drift_rules_SOURCES = tests/unit/test_drift_rules.c
tests_unit_test_drift_rules_LDADD = src/libapp.a src/libbase.a -lm
