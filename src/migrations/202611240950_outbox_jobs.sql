-- The outbox: a row a subscriber of a topic, and one a schedule
-- (architecture 13). Jobs carry ids, never personal data.
CREATE TABLE IF NOT EXISTS {own}job (
  -- Jobs of one kind and subject run in this order.
  id BIGINT NOT NULL AUTO_INCREMENT,
  -- What happened, as "order.noticed"; '@schedule' for schedules.
  topic VARCHAR(60) NOT NULL,
  -- An order or another number the topic is about; 0: none.
  subject BIGINT NOT NULL,
  -- Tells one happening of the topic from the next, for the same subject. In
  -- a dead letter of a schedule: when that run was due.
  version BIGINT NOT NULL,
  -- The subscriber, as in the job table of the program.
  kind VARCHAR(60) NOT NULL,
  -- 'due': to be done (or being done); 'done'; 'dead': given up, see reason.
  state VARCHAR(10) NOT NULL,
  -- Seconds UTC when it may be claimed. A claim moves it to the end of the
  -- lease, so a worker that died gives the job back by itself.
  due_at BIGINT NOT NULL,
  -- Which worker has it, with a random part for each claim; '': nobody.
  claim VARCHAR(120) NOT NULL DEFAULT '',
  -- How long a claim lasts, in seconds.
  lease_seconds BIGINT NOT NULL,
  -- Claims since it was made (schedules: since it last went well).
  attempts BIGINT NOT NULL DEFAULT 0,
  -- Claims whose worker never came back.
  lost BIGINT NOT NULL DEFAULT 0,
  -- Why the last attempt failed, in a word or a fixed sentence.
  reason VARCHAR(190) NOT NULL DEFAULT '',
  -- Seconds UTC.
  made_at BIGINT NOT NULL,
  -- Seconds UTC when it was done or given up; 0 before. Done ones stay a
  -- while: they are what makes the same topic put twice do nothing.
  ended_at BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE KEY once (topic, subject, version, kind),
  KEY state_due (state, due_at),
  KEY state_ended (state, ended_at),
  KEY turn (kind, subject, state)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- When each worker was last seen.
CREATE TABLE IF NOT EXISTS {own}heartbeat (
  -- The worker's name: host and process.
  worker VARCHAR(120) NOT NULL,
  -- Seconds UTC.
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (worker)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
