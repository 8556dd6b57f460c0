/** One entry a schema version, never changed once released. Times are epoch ms, UTC. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    place TEXT NOT NULL,
    sealed TEXT,
    created INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE rule_maps (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE rule_map_versions (
    map_id TEXT NOT NULL REFERENCES rule_maps (id),
    version INTEGER NOT NULL,
    file TEXT NOT NULL,
    key_column TEXT NOT NULL,
    columns TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    delimiter TEXT NOT NULL,
    published INTEGER NOT NULL,
    PRIMARY KEY (map_id, version)
  ) STRICT;

  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources (id),
    dataset TEXT NOT NULL,
    range_from INTEGER NOT NULL,
    range_to INTEGER NOT NULL,
    notice TEXT,
    map TEXT,
    spec TEXT NOT NULL,
    window_minutes INTEGER,
    state TEXT NOT NULL,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    counts TEXT NOT NULL,
    events INTEGER NOT NULL DEFAULT 0,
    artefact TEXT,
    created INTEGER NOT NULL,
    started INTEGER,
    finished INTEGER
  ) STRICT;
  CREATE INDEX runs_by_state ON runs (state);
  CREATE INDEX runs_by_source ON runs (source_id);

  CREATE TABLE batches (
    run_id TEXT NOT NULL REFERENCES runs (id),
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    unit TEXT NOT NULL,
    state TEXT NOT NULL,
    error TEXT,
    PRIMARY KEY (run_id, key)
  ) STRICT;

  `,
  `
  CREATE TABLE views (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    view TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL
  ) STRICT;
  `,
  // `pulled_before` is what a run had read when it was retried; `batch_totals` its batches added up when it ended, null until then.
  `
  ALTER TABLE batches ADD COLUMN estimate INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE batches ADD COLUMN read INTEGER NOT NULL DEFAULT 0;
  UPDATE batches SET estimate = json_extract(unit, '$.estimate');
  CREATE INDEX batches_by_state ON batches (run_id, state, estimate, read);
  ALTER TABLE runs ADD COLUMN pulled_before INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN batch_totals TEXT;
  CREATE INDEX runs_by_created ON runs (created);
  CREATE INDEX runs_by_dataset ON runs (dataset);
  `,
];
