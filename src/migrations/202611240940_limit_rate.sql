-- How often something was tried in a window of time. Nothing personal: the
-- subject is hashed with a key of the day. Swept each night.
CREATE TABLE IF NOT EXISTS {own}rate_limit (
  -- The rule, as "order.find".
  kind VARCHAR(60) NOT NULL,
  -- 128 bits in hex of a keyed hash of an address or an order.
  subject CHAR(32) NOT NULL,
  -- Seconds UTC when the window began.
  starts_at BIGINT NOT NULL,
  -- Seconds UTC when it ends and the row may go.
  ends_at BIGINT NOT NULL,
  -- Tries in this window, refused ones counted as well.
  tries BIGINT NOT NULL,
  PRIMARY KEY (kind, subject, starts_at),
  KEY ends_at (ends_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
