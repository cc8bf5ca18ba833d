"""The tables of a base, and the number by which its file is known.

`entries` is what was said, the likelier entry first, of equally likely ones that of the shorter name; `names` and
`words` follow from it. `names` has every name as it is looked up, of each name the likelier entry first, so that
reading stops early where hundreds of entries have one name. `words` has no contents of its own: it is asked for the
numbers of entries, and gives them in their order.
"""

from __future__ import annotations

APPLICATION_ID = 0x616E6B62  # "ankb"
VERSION = 1
_ENTRIES = (
    "CREATE TABLE entries (id INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL, "
    "kind TEXT NOT NULL, prior REAL, aliases TEXT NOT NULL)"
)
_NAMES = (
    "CREATE TABLE names (name TEXT NOT NULL, prior REAL NOT NULL, entry INTEGER NOT NULL, own INTEGER NOT NULL, "
    "PRIMARY KEY (name, prior DESC, entry)) WITHOUT ROWID"
)
_WORDS = (
    "CREATE VIRTUAL TABLE words USING fts5(names, about, initials, content='', detail=column, columnsize=0, "
    "prefix='1 2 3 4 5', tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* M* Co'\")"
)
_COUNTS = "CREATE TABLE counts (entries INTEGER NOT NULL, names INTEGER NOT NULL)"
TABLES = (_ENTRIES, _NAMES, _WORDS, _COUNTS)
INDEX = "CREATE UNIQUE INDEX entries_by_key ON entries (key)"
"""Made when all entries are there."""
