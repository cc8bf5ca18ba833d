"""The tables of a project that is kept in step with others through a share (see `annotator.sync`).

`sync` has one row where it is: the share, the team, who works here in which role, the number of the last decision that
was made ready to be sent, the roster as the owner wrote it last, and how the last try went. `sync_places` are places on
the share, each with its last segment that is known here and that one's hash. `sync_outbox` are segments that are to be
sent, in order. `sync_pulled` are decisions that came from the share, by their first and last number. `sync_sent` tells
what was sent of an article, or came, by a hash.
"""

from __future__ import annotations

SCRIPT = """
CREATE TABLE sync (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  url TEXT NOT NULL,
  team TEXT NOT NULL,
  name TEXT NOT NULL,
  owner TEXT NOT NULL,
  annotator TEXT NOT NULL,
  role TEXT NOT NULL,
  pushed INTEGER NOT NULL,
  roster TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE sync_places (
  place TEXT PRIMARY KEY,
  last TEXT NOT NULL,
  hash TEXT NOT NULL,
  refused TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_outbox (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE sync_pulled (
  first INTEGER PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;

CREATE TABLE sync_sent (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  hash TEXT NOT NULL
) STRICT;
"""
