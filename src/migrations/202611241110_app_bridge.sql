-- What aftersale and the bridge inside the shop leave for each other to read:
-- WordPress has no other way to know our address, nor we to know its hooks.
CREATE TABLE IF NOT EXISTS {own}bridge (
  -- 'told': written by the worker, read by the bridge; 'seen': the other way.
  name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- JSON, as in docs/bridge.md.
  value MEDIUMTEXT NOT NULL,
  -- Seconds UTC when it was last changed.
  said_at BIGINT NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
