-- What products of a buyer's history say for the next order.

CREATE TABLE IF NOT EXISTS {own}learned_follow (
	-- the run that wrote it, as in learned_link
	run BIGINT NOT NULL,
	-- the product in the history
	product_id BIGINT NOT NULL,
	-- the product it is counted as: another one for a translation
	one_id BIGINT NOT NULL,
	-- its own score in a next order without a history, in billionths
	base_next BIGINT NOT NULL,
	-- what it is worth to who had it that others bought it again, billionths
	rebuy BIGINT NOT NULL,
	-- how many buyers came back for it within a year
	rebuyers BIGINT NOT NULL,
	-- the usual days between two purchases of a buyer, 0: nobody did
	gap_days BIGINT NOT NULL,
	-- what it says for others in the next order, at most 40 times six numbers:
	-- product, what it is counted as (0: itself), score for each order with
	-- the one in the history, faded by orders since; once; once more of the
	-- newest order; the other's own score; in billionths
	next_links TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- the same for what was never bought before
	new_links TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	PRIMARY KEY (run, product_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
