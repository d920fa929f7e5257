-- The shop's questions and answers, its channels, and what helped.

CREATE TABLE IF NOT EXISTS {own}help_entry (
	-- never used again after the entry is gone
	id BIGINT NOT NULL AUTO_INCREMENT,
	-- smaller ones come first
	position INT NOT NULL,
	-- plain text
	question VARCHAR(200) NOT NULL,
	-- plain text, line breaks kept
	answer TEXT NOT NULL,
	-- 1: only staff see it
	is_hidden TINYINT NOT NULL DEFAULT 0,
	-- seconds UTC
	updated_at BIGINT NOT NULL,
	PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS {own}help_channel (
	-- never used again after the channel is gone
	id BIGINT NOT NULL AUTO_INCREMENT,
	-- smaller ones come first
	position INT NOT NULL,
	-- mail, phone, chat, visit or link
	kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	-- the address, the number or the words that are shown
	text VARCHAR(200) NOT NULL,
	-- where chat and link lead; empty otherwise
	url VARCHAR(500) NOT NULL,
	-- hours, or how fast an answer comes; may be empty
	note VARCHAR(200) NOT NULL,
	-- seconds UTC
	updated_at BIGINT NOT NULL,
	PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS {own}help_press (
	-- the entry that helped
	entry_id BIGINT NOT NULL,
	-- the order it helped with; one press an order and entry
	order_id BIGINT NOT NULL,
	-- seconds UTC
	pressed_at BIGINT NOT NULL,
	PRIMARY KEY (order_id, entry_id),
	KEY entry_id (entry_id),
	KEY pressed_at (pressed_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS {own}help_figure (
	-- the entry
	entry_id BIGINT NOT NULL,
	-- presses whose orders are no longer kept, added up
	presses BIGINT NOT NULL,
	-- seconds UTC of the first press counted
	since BIGINT NOT NULL,
	PRIMARY KEY (entry_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
