-- Which products go with which; filled at night, read by the order page.

CREATE TABLE IF NOT EXISTS {own}cross_sell (
	-- the product in the order
	product_id BIGINT NOT NULL,
	-- the product that is offered
	other_id BIGINT NOT NULL,
	-- together: bought in the same orders; category: sells well in it
	place VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- higher is better, comparable within one place only
	score BIGINT NOT NULL,
	-- orders that hold both
	together BIGINT NOT NULL,
	-- orders that hold product_id
	orders BIGINT NOT NULL,
	-- seconds UTC of the run that wrote it
	made_at BIGINT NOT NULL,
	PRIMARY KEY (product_id, other_id, place),
	KEY made_at (made_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
