"""The tables of worklists: lists of places, and which of them were seen, by which step."""

from __future__ import annotations

SCRIPT = """
CREATE TABLE worklists (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  dropped TEXT NOT NULL,
  about TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE worklist_places (
  list TEXT NOT NULL REFERENCES worklists (name),
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  label TEXT NOT NULL,
  suggested TEXT NOT NULL,
  guide TEXT NOT NULL,
  made TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'seen')),
  at TEXT NOT NULL,
  step TEXT NOT NULL,
  PRIMARY KEY (list, article, layer, start, "end", label)
) STRICT, WITHOUT ROWID;
CREATE INDEX worklist_steps ON worklist_places (step) WHERE step != '';
"""
