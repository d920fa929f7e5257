-- What app keeps for every feature: settings, keys of forms, cards, counts.

CREATE TABLE IF NOT EXISTS {own}setting_version (
	-- the generation of the settings; the newest one counts
	id BIGINT NOT NULL,
	-- seconds UTC
	made_at BIGINT NOT NULL,
	-- who changed it: a login of the shop, or "command line"
	made_by VARCHAR(190) NOT NULL,
	-- everything the owner changed so far, as JSON
	json MEDIUMTEXT NOT NULL,
	PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS {own}write_once (
	-- the key of the form, made by us
	once_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- path of the route, as in routes.c
	route VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- the link or the user of the shop
	actor VARCHAR(190) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- of what was sent, to tell a repeat from a different wish
	body_hash CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- where the first answer led; NULL while it is being written
	result_url VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NULL,
	-- seconds UTC; rows live 30 days
	made_at BIGINT NOT NULL,
	PRIMARY KEY (once_key),
	KEY made_at (made_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS {own}order_card (
	-- the order of the shop
	order_id BIGINT NOT NULL,
	-- the block the card belongs to
	block VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- a word of the feature's own
	state VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- what the block needs to draw itself, as JSON, without names
	data TEXT NOT NULL,
	-- seconds UTC
	updated_at BIGINT NOT NULL,
	PRIMARY KEY (order_id, block)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS {own}activity (
	-- the order of the shop
	order_id BIGINT NOT NULL,
	-- an event of the manifest, as recommend.view
	block VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- days since 1970, UTC; once an order, event and day
	day INT NOT NULL,
	PRIMARY KEY (order_id, block, day),
	KEY day (day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
