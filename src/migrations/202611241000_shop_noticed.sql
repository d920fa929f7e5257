-- How far each poller of the shop has looked (architecture 14).
CREATE TABLE IF NOT EXISTS {own}noticed (
  -- The poller: "orders", "notes", "sweep".
  poller VARCHAR(60) NOT NULL,
  -- Seconds UTC of the newest change that was seen; 0: it goes by id.
  seen_at BIGINT NOT NULL,
  -- The id of that change; of several in one second the largest.
  seen_id BIGINT NOT NULL,
  -- Seconds UTC when the poller last finished a round.
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (poller)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
