-- Ends all links of an order that were made before a moment (CP-09).
CREATE TABLE IF NOT EXISTS {own}link_epoch (
  -- The order in the shop.
  order_id BIGINT NOT NULL,
  -- Seconds UTC: links made before it are refused.
  epoch BIGINT NOT NULL,
  PRIMARY KEY (order_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Ends single links.
CREATE TABLE IF NOT EXISTS {own}link_revoked (
  -- The order in the shop.
  order_id BIGINT NOT NULL,
  -- The link's own random number; its 64 bits read with a sign.
  nonce BIGINT NOT NULL,
  -- Seconds UTC.
  revoked_at BIGINT NOT NULL,
  -- Seconds UTC when the link would have ended by itself: the row may go then.
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (order_id, nonce),
  KEY expires_at (expires_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
