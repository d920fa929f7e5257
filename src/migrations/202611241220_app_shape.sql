-- The shop's tables as they were when somebody last took them for right: a
-- row a table that is read (architecture, drift).
CREATE TABLE IF NOT EXISTS {own}shape (
  -- The table with {shop} or {base} in front; '@shop': versions and storage.
  name VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- JSON: the columns that are read, with their types, and the indexes. Of
  -- '@shop': versions, storage, and the newest release that was allowed.
  value MEDIUMTEXT NOT NULL,
  -- Seconds UTC; of '@shop': when the tables were last compared.
  taken_at BIGINT NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
