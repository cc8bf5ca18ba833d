"""The table of strings that are treated differently, and of which somebody has said that this is right.

`layer` is a name, gold, or "" for all annotators' layers together; `treated` are the labels that the string had there
when that was said, as a JSON list, "" among them where it also had none.
"""

from __future__ import annotations

SCRIPT = """
CREATE TABLE strings_aside (
  layer TEXT NOT NULL,
  string TEXT NOT NULL,
  aside INTEGER NOT NULL CHECK (aside IN (0, 1)),
  treated TEXT NOT NULL,
  why TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (layer, string)
) STRICT, WITHOUT ROWID;
"""
