noinst_LIBRARIES += src/librecommend.a
src_librecommend_a_SOURCES = \
	src/recommend/recommend.c \
	src/recommend/recommend.h \
	src/recommend/recommend_again.c \
	src/recommend/recommend_block.c \
	src/recommend/recommend_blocks.c \
	src/recommend/recommend_bought.c \
	src/recommend/recommend_bounds.c \
	src/recommend/recommend_buyers.c \
	src/recommend/recommend_card.c \
	src/recommend/recommend_card.h \
	src/recommend/recommend_catalogue.c \
	src/recommend/recommend_category.c \
	src/recommend/recommend_choose.c \
	src/recommend/recommend_csv.c \
	src/recommend/recommend_csv.h \
	src/recommend/recommend_desk.c \
	src/recommend/recommend_draw.c \
	src/recommend/recommend_explain.c \
	src/recommend/recommend_feed.c \
	src/recommend/recommend_fold.c \
	src/recommend/recommend_follow.c \
	src/recommend/recommend_follow.h \
	src/recommend/recommend_hand.c \
	src/recommend/recommend_hand_desk.c \
	src/recommend/recommend_hand_desk.h \
	src/recommend/recommend_hand_form.c \
	src/recommend/recommend_hand_tree.c \
	src/recommend/recommend_job.c \
	src/recommend/recommend_judge.c \
	src/recommend/recommend_learn.c \
	src/recommend/recommend_learn.h \
	src/recommend/recommend_learn_follow.c \
	src/recommend/recommend_learn_sellers.c \
	src/recommend/recommend_nudge.c \
	src/recommend/recommend_nudge.h \
	src/recommend/recommend_offers.c \
	src/recommend/recommend_store_nudge.c \
	src/recommend/recommend_page.c \
	src/recommend/recommend_preview.c \
	src/recommend/recommend_preview.h \
	src/recommend/recommend_preview_words.c \
	src/recommend/recommend_personal.c \
	src/recommend/recommend_personal.h \
	src/recommend/recommend_proof.h \
	src/recommend/recommend_proof_job.c \
	src/recommend/recommend_proof_print.c \
	src/recommend/recommend_proof_read.c \
	src/recommend/recommend_proof_read.h \
	src/recommend/recommend_proof_rules.c \
	src/recommend/recommend_proof_show.c \
	src/recommend/recommend_proof_show.h \
	src/recommend/recommend_proof_units.c \
	src/recommend/recommend_queue.c \
	src/recommend/recommend_rules.c \
	src/recommend/recommend_sales.c \
	src/recommend/recommend_score.c \
	src/recommend/recommend_store.c \
	src/recommend/recommend_store_follow.c \
	src/recommend/recommend_store_learned.c \
	src/recommend/recommend_store_personal.c \
	src/recommend/recommend_store_sales.c \
	src/recommend/recommend_store_proof.c \
	src/recommend/recommend_store_shown.c

# What is learned from orders, apart from any shop. It is built for speed:
# vectors, yet no sum in another order than it is written.
noinst_LIBRARIES += src/libengine.a
src_libengine_a_CFLAGS = $(AM_CFLAGS) -O3 -ffp-contract=off
src_libengine_a_SOURCES = \
	src/recommend/engine/after.c \
	src/recommend/engine/clock.c \
	src/recommend/engine/columns.c \
	src/recommend/engine/engine.c \
	src/recommend/engine/engine.h \
	src/recommend/engine/gram.c \
	src/recommend/engine/ids.c \
	src/recommend/engine/inside.h \
	src/recommend/engine/intake.c \
	src/recommend/engine/learn.c \
	src/recommend/engine/memory.c \
	src/recommend/engine/model.c \
	src/recommend/engine/offers.c \
	src/recommend/engine/rates.c \
	src/recommend/engine/regroup.c \
	src/recommend/engine/ridge.c \
	src/recommend/engine/sales.c \
	src/recommend/engine/steps.c \
	src/recommend/engine/table.c \
	src/recommend/engine/terms.c \
	src/recommend/engine/trials.c \
	src/recommend/engine/tune.c
