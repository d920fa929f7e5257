-- Which products the owner's settings move because of margin and stock.

CREATE TABLE IF NOT EXISTS {own}learned_nudge (
	-- the run that wrote it, as in learned_link
	run BIGINT NOT NULL,
	-- the product
	product_id BIGINT NOT NULL,
	-- what its scores were multiplied by, in thousandths
	factor INT NOT NULL,
	-- where its margin stands in its category, -1000 to 1000; NULL: its cost
	-- is not known or the setting is off
	margin INT NULL,
	-- whether fewer are left than are sold in a week; 0, too, when off
	is_low TINYINT NOT NULL,
	PRIMARY KEY (run, product_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
