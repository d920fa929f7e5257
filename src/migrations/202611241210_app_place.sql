-- Where aftersale is at home: a row a place, one for each machine that works
-- for the shop. Texts are in hexadecimal, so that what replaces an address or
-- a path in a copied database passes them by (architecture 21).
CREATE TABLE IF NOT EXISTS {own}place (
  -- The head of a SHA-256 of the five below.
  id CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The address of the shop, without a user and password in it.
  siteurl TEXT NOT NULL,
  -- The name of the database.
  db_name TEXT NOT NULL,
  -- Its server: socket, or host and port.
  db_server TEXT NOT NULL,
  -- The folder of the shop.
  path TEXT NOT NULL,
  -- A hash of the machine's number; empty where it has none.
  machine TEXT NOT NULL,
  -- Seconds UTC when setup, the first worker or adopt took it for home.
  adopted_at BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What the worker found when it last looked, for status, console and bridge.
CREATE TABLE IF NOT EXISTS {own}watch (
  -- 'place': whether this is home.
  name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- JSON, as in docs/operations.md.
  value MEDIUMTEXT NOT NULL,
  -- Seconds UTC when it last changed.
  said_at BIGINT NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
