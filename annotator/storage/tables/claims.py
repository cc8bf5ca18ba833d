"""The tables of claims, derived from decisions as spans are; what a column means is said in `storage.claims.rows`."""

SCRIPT = """
CREATE TABLE claims (
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'refused')),
  kind TEXT NOT NULL CHECK (kind IN ('same', 'relation', 'link', 'attribute')),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  label TEXT NOT NULL,
  relation TEXT NOT NULL,
  other_start INTEGER NOT NULL,
  other_end INTEGER NOT NULL,
  other_label TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  score REAL,
  auto INTEGER NOT NULL,
  ruled INTEGER NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  decision TEXT NOT NULL,
  quote TEXT NOT NULL,
  other_quote TEXT NOT NULL,
  PRIMARY KEY (
    article, layer, state, kind, start, "end", label, relation, other_start, other_end, other_label, name, value
  )
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_pairs ON claims (kind, quote, other_quote, relation, state);

CREATE TABLE mentions (
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  label TEXT NOT NULL,
  entity TEXT NOT NULL,
  source TEXT NOT NULL,
  score REAL,
  auto INTEGER NOT NULL,
  ruled INTEGER NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  decision TEXT NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (article, layer, start, "end", label)
) STRICT, WITHOUT ROWID;
"""
