-- What helped: presses of "this answered my question". Questions, answers and
-- channels are settings (help.entries, help.channels).

CREATE TABLE IF NOT EXISTS {own}help_press (
	-- id of the entry in the setting help.entries
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
	-- id of the entry
	entry_id BIGINT NOT NULL,
	-- presses whose orders are no longer kept, added up
	presses BIGINT NOT NULL,
	-- seconds UTC of the first press counted
	since BIGINT NOT NULL,
	PRIMARY KEY (entry_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
