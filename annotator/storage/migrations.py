"""The diary of the schema: one function a change, applied in order, never edited once released.

`user_version` is the number of migrations a file has seen; a file that has seen more than this
program knows (`VERSION`) is newer than the program.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.storage.kept_counts import tables as kept_counts
from annotator.storage.kept_counts.anew import count_anew, count_suggestions_by_label
from annotator.storage.tables import claims, history, strings, sync, tags, team, worklists
from annotator.storage.views import VIEWS

if TYPE_CHECKING:
    from sqlite_utils import Database

Migration = Callable[["Database"], None]
MIGRATIONS: list[Migration] = []


def _migration(change: Migration) -> Migration:
    MIGRATIONS.append(change)
    return change


_TABLES = """
CREATE TABLE project (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  scheme TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  byline TEXT NOT NULL,
  source TEXT NOT NULL,
  date TEXT NOT NULL,
  language TEXT NOT NULL,
  meta TEXT NOT NULL,
  length INTEGER NOT NULL,
  added TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX articles_order ON articles (added, key);

CREATE TABLE texts (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  text TEXT NOT NULL
) STRICT;

CREATE TABLE tokens (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  name TEXT NOT NULL,
  edges BLOB NOT NULL
) STRICT;

CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  off INTEGER NOT NULL DEFAULT 0,
  folds TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE suggested (
  article INTEGER NOT NULL REFERENCES articles (id),
  source INTEGER NOT NULL REFERENCES sources (id),
  PRIMARY KEY (article, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE suggestions (
  article INTEGER NOT NULL REFERENCES articles (id),
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  label TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES sources (id),
  score REAL,
  PRIMARY KEY (article, start, "end", label, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestions_source ON suggestions (source);

CREATE TABLE decisions (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  step TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  action TEXT NOT NULL,
  start INTEGER,
  "end" INTEGER,
  label TEXT,
  was_start INTEGER,
  was_end INTEGER,
  was_label TEXT,
  source TEXT,
  score REAL,
  note TEXT,
  elapsed_ms INTEGER NOT NULL DEFAULT 0,
  bulk INTEGER NOT NULL DEFAULT 0,
  origin TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_layer ON decisions (article, layer);

CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever appended'); END;
CREATE TRIGGER decisions_keep BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever appended'); END;
CREATE TRIGGER texts_stay BEFORE UPDATE ON texts
BEGIN SELECT RAISE(ABORT, 'the text of an article never changes'); END;

CREATE TABLE steps (
  step TEXT PRIMARY KEY,
  by TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dead'))
) STRICT, WITHOUT ROWID;
CREATE INDEX steps_stack ON steps (by, state, step);

CREATE TABLE spans (
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'rejected')),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  label TEXT NOT NULL,
  quote TEXT NOT NULL,
  decided TEXT NOT NULL,
  source TEXT NOT NULL,
  score REAL,
  was_start INTEGER,
  was_end INTEGER,
  was_label TEXT,
  auto INTEGER NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (article, layer, state, start, "end", label)
) STRICT, WITHOUT ROWID;

CREATE TABLE layers (
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'open',
  flagged INTEGER NOT NULL DEFAULT 0,
  cats TEXT NOT NULL DEFAULT '{}',
  undecided INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 0,
  elapsed_ms INTEGER NOT NULL DEFAULT 0,
  at TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (article, layer)
) STRICT, WITHOUT ROWID;
CREATE INDEX layers_status ON layers (layer, status);

CREATE TABLE places (
  annotator TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  at TEXT NOT NULL,
  place TEXT NOT NULL,
  PRIMARY KEY (annotator, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_latest ON places (annotator, at);

CREATE TABLE frontiers (
  annotator TEXT PRIMARY KEY,
  added TEXT NOT NULL,
  key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

_GROUPS = """
CREATE TABLE likeness (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  first INTEGER NOT NULL REFERENCES articles (id),
  sketch BLOB NOT NULL
) STRICT;

CREATE TABLE hashes (
  hash INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;
"""

_TEAM = """
CREATE TABLE assignments (
  article INTEGER NOT NULL REFERENCES articles (id),
  annotator TEXT NOT NULL,
  PRIMARY KEY (article, annotator)
) STRICT, WITHOUT ROWID;

CREATE TABLE shared (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  enough INTEGER NOT NULL CHECK (enough > 0)
) STRICT;

CREATE TABLE leases (
  article INTEGER NOT NULL REFERENCES articles (id),
  annotator TEXT NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (article, annotator)
) STRICT, WITHOUT ROWID;
"""


_WORDS = """
CREATE TABLE last_words (
  article INTEGER NOT NULL REFERENCES articles (id),
  word TEXT NOT NULL,
  said INTEGER NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (article, word)
) STRICT, WITHOUT ROWID;
"""


@_migration
def m001_the_first_house(db: Database) -> None:
    """Articles, scheme, suggestions, decisions, and what is derived from them."""
    for statement in _statements(_TABLES):
        db.conn.execute(statement)


@_migration
def m002_groups_of_near_duplicates(db: Database) -> None:
    """Which articles are near duplicates, so that a split keeps them on one side."""
    for statement in _statements(_GROUPS):
        db.conn.execute(statement)


@_migration
def m003_who_labels_what(db: Database) -> None:
    """Articles given to annotators, articles that so many of them are enough for, and who has one of those in hand."""
    for statement in _statements(_TEAM):
        db.conn.execute(statement)


@_migration
def m004_count_articles(db: Database) -> None:
    """An index of a few bytes an article tells how many there are; the `+ 0` keeps it from being taken for an order."""
    db.conn.execute("CREATE INDEX articles_archived ON articles (archived + 0)")


@_migration
def m005_last_words(db: Database) -> None:
    """When an article was last put away or brought back, given or withdrawn: the newest word holds at merge."""
    for statement in _statements(_WORDS):
        db.conn.execute(statement)


@_migration
def m006_unsettled(db: Database) -> None:
    """How far what is derived has followed a change of the scheme."""
    db.conn.execute("ALTER TABLE project ADD COLUMN unsettled TEXT NOT NULL DEFAULT ''")


@_migration
def m007_kept_counts(db: Database) -> None:
    """How much there is of what figures tell of, counted as it is written, and indexes of what is rare."""
    for statement in (*kept_counts.TABLES, *kept_counts.INDEXES):
        db.conn.execute(statement)
    count_anew(db.conn)
    for statement in kept_counts.TRIGGERS.values():
        db.conn.execute(statement)


@_migration
def m008_the_scheme_has_a_history(db: Database) -> None:
    """What was done to the scheme, its versions, and the one that each decision was made under ("" for the first).

    Suggestions are counted by label, and the articles of each step that is one over several are listed.
    """
    for statement in _statements(history.SCRIPT):
        db.conn.execute(statement)
    for table in ("project", "decisions"):
        db.conn.execute(f"ALTER TABLE {table} ADD COLUMN guide TEXT NOT NULL DEFAULT ''")
    count_suggestions_by_label(db.conn)


@_migration
def m009_worklists(db: Database) -> None:
    """Lists of places that somebody goes through, and which of them were seen, by which step."""
    for statement in _statements(worklists.SCRIPT):
        db.conn.execute(statement)


@_migration
def m010_the_team(db: Database) -> None:
    """Who is who, rounds of work and what was dealt in them, hidden gold, packages that came back."""
    for statement in team.STATEMENTS:
        db.conn.execute(statement)


@_migration
def m011_names_of_one_person(db: Database) -> None:
    """Which names are one person's, each said for good, so that no merge loses one."""
    db.conn.execute(team.SAME)
    db.conn.execute("INSERT INTO same_people SELECT name, now, '' FROM people WHERE now != ''")
    db.conn.execute("ALTER TABLE people DROP COLUMN now")


@_migration
def m012_tags(db: Database) -> None:
    """Named states of the project, to which one can go back when it is exported."""
    for statement in _statements(tags.SCRIPT):
        db.conn.execute(statement)


@_migration
def m013_strings_set_aside(db: Database) -> None:
    """Strings that are treated differently, and of which somebody has said that this is right."""
    for statement in _statements(strings.SCRIPT):
        db.conn.execute(statement)


@_migration
def m014_sync(db: Database) -> None:
    """Where the project is kept in step with others: what was sent, what came."""
    for statement in _statements(sync.SCRIPT):
        db.conn.execute(statement)


@_migration
def m015_claims(db: Database) -> None:
    """What is held true of spans beyond their labels: relations, entities, links and attributes."""
    for statement in _statements(claims.SCRIPT):
        db.conn.execute(statement)


VERSION = len(MIGRATIONS)
_LATER = (
    history.SCRIPT,
    worklists.SCRIPT,
    team.SCRIPT,
    team.SAME,
    tags.SCRIPT,
    strings.SCRIPT,
    sync.SCRIPT,
    claims.SCRIPT,
)
_ALL = (_TABLES, _GROUPS, _TEAM, _WORDS, *kept_counts.TABLES, *_LATER)
TABLES = tuple(re.findall(r"CREATE TABLE (\w+)", "".join(_ALL)))
TRIGGERS = {
    found[1]: found[0] for found in re.finditer(r"CREATE TRIGGER (\w+).*?END(?=;)", "".join(_ALL), re.DOTALL)
} | kept_counts.TRIGGERS
"""Each trigger of a project, as a statement."""


def migrate(db: Database) -> None:
    """Bring an open project up to date and lay its views anew, inside the caller's write transaction."""
    from sqlite_utils import Migrations  # noqa: PLC0415 - only where there is something to migrate

    migrations = Migrations("annotator")
    for change in MIGRATIONS:
        migrations()(change)
    migrations.apply(db)
    for name, body in VIEWS.items():
        db.conn.execute(f'DROP VIEW IF EXISTS "{name}"')
        db.conn.execute(f'CREATE VIEW "{name}" AS {body}')
    db.conn.execute(f"PRAGMA user_version = {len(migrations.applied(db))}")


def _statements(script: str) -> list[str]:
    """The statements of a script; a trigger's body has one statement on the line of its END."""
    return [part.strip() for part in script.split(";\n") if part.strip()]
