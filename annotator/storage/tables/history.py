"""The tables of the history of the scheme, and of steps that are one over several articles."""

from __future__ import annotations

SCRIPT = """
CREATE TABLE scheme_events (
  id TEXT PRIMARY KEY,
  step TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  why TEXT NOT NULL,
  minor INTEGER NOT NULL,
  undoes TEXT NOT NULL,
  counts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE scheme_versions (
  id TEXT PRIMARY KEY,
  parents TEXT NOT NULL,
  step TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE merged_suggestions (
  article INTEGER NOT NULL REFERENCES articles (id),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  label TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES sources (id),
  score REAL,
  became TEXT NOT NULL,
  PRIMARY KEY (article, start, "end", label, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE shared_steps (
  step TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  PRIMARY KEY (step, article, layer)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER scheme_events_stay BEFORE UPDATE ON scheme_events
BEGIN SELECT RAISE(ABORT, 'the history of the scheme is only ever appended to'); END;
CREATE TRIGGER scheme_events_keep BEFORE DELETE ON scheme_events
BEGIN SELECT RAISE(ABORT, 'the history of the scheme is only ever appended to'); END;
"""
