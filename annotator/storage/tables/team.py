"""The tables of a team.

`people` has a row for each name that a role or a pseudonym was said of, `same_people` that two names are one person's
(see `names`). Of two projects the newer row holds. `deals` tells who was given or taken what,
when (an id is in order of time), by whom and in which round; it is only ever appended to, and `assignments` say what
holds now. `hidden_gold` are spans that are known to be right in an article, as JSON `[start, end, label]` in code
points; `whole` is whether they are all that there are. `collected` are the packages that were taken in.
"""

from __future__ import annotations

import re

SCRIPT = """
CREATE TABLE people (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  pseudonym TEXT NOT NULL,
  now TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rounds (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  by TEXT NOT NULL,
  settings TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE deals (
  id TEXT PRIMARY KEY,
  round TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  annotator TEXT NOT NULL,
  said INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX deals_article ON deals (article);

CREATE TABLE hidden_gold (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  round TEXT NOT NULL,
  spans TEXT NOT NULL,
  whole INTEGER NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE collected (
  id TEXT PRIMARY KEY,
  file TEXT NOT NULL,
  by TEXT NOT NULL,
  person TEXT NOT NULL,
  decisions INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER deals_stay BEFORE UPDATE ON deals
WHEN (NEW.id, NEW.round, NEW.article, NEW.said) IS NOT (OLD.id, OLD.round, OLD.article, OLD.said)
BEGIN SELECT RAISE(ABORT, 'deals are only ever appended'); END;
CREATE TRIGGER deals_keep BEFORE DELETE ON deals
BEGIN SELECT RAISE(ABORT, 'deals are only ever appended'); END;
"""
SAME = """
CREATE TABLE same_people (
  old TEXT NOT NULL,
  new TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (old, new)
) STRICT, WITHOUT ROWID;
"""
STATEMENTS = tuple(part.strip() for part in re.split(r";\n(?!BEGIN)", SCRIPT) if part.strip())
