-- What was offered with an order, to whom, and what was opened of it.

CREATE TABLE IF NOT EXISTS {own}offer_shown (
	-- the order it was shown with
	order_id BIGINT NOT NULL,
	-- the product, 0: the page itself
	product_id BIGINT NOT NULL,
	-- 1: the first; 0: the page itself
	place INT NOT NULL,
	-- where it came from: "page", "learned", "category", "set by hand" ...
	source VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- its score in billionths
	score BIGINT NOT NULL,
	-- "learned", or "held-out": a buyer who is offered nothing learned
	grp VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- how many buyers in a hundred were held out then
	percent INT NOT NULL,
	-- the number of the key that drew the groups
	key_id BIGINT NOT NULL,
	-- seconds UTC, when it was first shown
	shown_at BIGINT NOT NULL,
	-- seconds UTC, when it was first opened; 0: never
	clicked_at BIGINT NOT NULL,
	PRIMARY KEY (order_id, product_id),
	KEY shown_at (shown_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
