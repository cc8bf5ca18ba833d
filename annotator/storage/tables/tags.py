"""The tables of tags: named states of a project.

Of a tag, `last` is the number (`seq`) of the last decision that it has, `scheme` the scheme that was in force, and
`guide` its version. `tagged_articles` are the articles that were there, in their order, with what may change of one.
"""

from __future__ import annotations

SCRIPT = """
CREATE TABLE tags (
  name TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  note TEXT NOT NULL,
  last INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  guide TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tagged_articles (
  tag TEXT NOT NULL REFERENCES tags (name),
  place INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  title TEXT NOT NULL,
  byline TEXT NOT NULL,
  source TEXT NOT NULL,
  date TEXT NOT NULL,
  language TEXT NOT NULL,
  meta TEXT NOT NULL,
  tokenizer TEXT,
  edges BLOB,
  PRIMARY KEY (tag, place)
) STRICT;
"""
