-- What orders came to, and whether what was learned pays.

CREATE TABLE IF NOT EXISTS {own}sale_total (
	-- the order
	order_id BIGINT NOT NULL,
	-- its currency, as the shop calls it
	currency VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- what it came to, less what was paid back
	total DECIMAL(26,8) NOT NULL,
	PRIMARY KEY (order_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS {own}offer_proof (
	-- "cross_sell"
	name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- seconds UTC, when it was worked out
	made_at BIGINT NOT NULL,
	-- what was found, as JSON; sums of groups, no order
	json MEDIUMTEXT NOT NULL,
	PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
