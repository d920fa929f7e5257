-- What the shop sold, kept for learning, and what was learned of it.

CREATE TABLE IF NOT EXISTS {own}sale (
	-- the order; paid, not cancelled, not sent back whole
	order_id BIGINT NOT NULL,
	-- the buyer's account in the shop, 0: a guest
	user_id BIGINT NOT NULL,
	-- the buyer's e-mail address as a number made with a secret key, 0: none
	mail BIGINT NOT NULL,
	-- seconds UTC, 0: unknown
	sold_at BIGINT NOT NULL,
	PRIMARY KEY (order_id),
	KEY user (user_id),
	KEY mail (mail)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS {own}sale_line (
	-- the order
	order_id BIGINT NOT NULL,
	-- a product that is left of it, not a variation
	product_id BIGINT NOT NULL,
	-- its variation, 0: none
	variation_id BIGINT NOT NULL,
	-- how many of it are left
	pieces BIGINT NOT NULL,
	PRIMARY KEY (order_id, product_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS {own}learned (
	-- what is counted: "run" is the run that pages read
	name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- how far it is
	value BIGINT NOT NULL,
	PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS {own}learned_link (
	-- the run that wrote it
	run BIGINT NOT NULL,
	-- the product in the order
	product_id BIGINT NOT NULL,
	-- the product it speaks for
	other_id BIGINT NOT NULL,
	-- what it adds to the other's score, in billionths
	score BIGINT NOT NULL,
	-- orders that hold both, where they were counted, else 0
	together BIGINT NOT NULL,
	PRIMARY KEY (run, product_id, other_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS {own}learned_product (
	-- the run that wrote it
	run BIGINT NOT NULL,
	-- the product
	product_id BIGINT NOT NULL,
	-- the product it is counted as: another one for a translation
	one_id BIGINT NOT NULL,
	-- orders that hold it
	orders BIGINT NOT NULL,
	-- its score without any partner, in billionths
	base BIGINT NOT NULL,
	-- its variation that sells best, 0: none
	variation_id BIGINT NOT NULL,
	-- days until an owner may be offered it again, 0: never
	again_days BIGINT NOT NULL,
	PRIMARY KEY (run, product_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS {own}learned_seller (
	-- the run that wrote it
	run BIGINT NOT NULL,
	-- the category, 0: the whole shop
	category_id BIGINT NOT NULL,
	-- 1: sells best
	place BIGINT NOT NULL,
	-- the product
	product_id BIGINT NOT NULL,
	PRIMARY KEY (run, category_id, place)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
