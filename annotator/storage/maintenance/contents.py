"""What no program of ours writes into a project, and how it is put right: for the doctor.

Nothing that somebody decided is touched. What can be looked up or worked out again is taken away; what is
said of an article and makes no sense is kept as it is, as a text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from annotator.storage.kept_counts.anew import count_anew, counted, kept
from annotator.storage.last_words import LOOK, read_look
from annotator.storage.migrations import TRIGGERS
from annotator.storage.schema import schema_faults
from annotator.storage.store import Store
from annotator.storage.team.hidden import senseless
from annotator.storage.token_edges import are_edges

Finding = tuple[str, str]
"""What is wrong, as a sentence, and the key of the article, or ""."""

_NO_TABLE = "CASE WHEN json_valid({0}) THEN json_type({0}) != 'object' ELSE 1 END"
_META, _PLACE, _ABOUT = (_NO_TABLE.format(column) for column in ("meta", "place", "about"))
_TREATED = "CASE WHEN json_valid(treated) THEN json_type(treated) != 'array' ELSE 1 END"
_NOWHERE = 'NOT (0 <= start AND start < "end" AND "end" <= length)'


def triggers(store: Store) -> Iterator[Finding]:
    """Triggers that change what is decided, or that lack."""
    faults = schema_faults(store.conn)
    for name in faults.strange:
        yield f"The trigger {name!r} changes what is decided; it is not one of annotator's.", ""
    for name in faults.lacking:
        yield f"The trigger {name!r} is not there, which keeps decisions, texts and counts as they should be.", ""


def mend_triggers(conn: sqlite3.Connection) -> None:
    """Take away strange triggers and bring back those of a project."""
    faults = schema_faults(conn)
    for name in faults.strange:
        quoted = name.replace('"', '""')
        conn.execute(f'DROP TRIGGER "{quoted}"')
    for name in {*faults.lacking, *faults.strange} & TRIGGERS.keys():
        conn.execute(TRIGGERS[name])


def meta(store: Store) -> Iterator[Finding]:
    """What is said of an article and is no table."""
    for (key,) in store.conn.execute(f"SELECT key FROM articles WHERE {_META}"):
        yield "What is said of the article besides its title makes no sense.", key


def mend_meta(conn: sqlite3.Connection) -> None:
    """Keep what makes no sense as a text."""
    conn.execute(f"UPDATE articles SET meta = json_object('unreadable', CAST(meta AS TEXT)) WHERE {_META}")


def tokens(store: Store) -> Iterator[Finding]:
    """Token edges that are none of their text."""
    for key, length, edges in _tokens(store.conn):
        if not are_edges(edges, length):
            yield "The token edges of the article make no sense.", key


def mend_tokens(conn: sqlite3.Connection) -> None:
    """Take away token edges that make no sense; the project's own take their place."""
    for key, length, edges in _tokens(conn).fetchall():
        if not are_edges(edges, length):
            conn.execute("DELETE FROM tokens WHERE article = (SELECT id FROM articles WHERE key = ?)", (key,))


def _tokens(conn: sqlite3.Connection) -> sqlite3.Cursor:
    return conn.execute("SELECT key, length, edges FROM tokens JOIN articles ON id = article")


def places(store: Store) -> Iterator[Finding]:
    """Where somebody was, which is nowhere."""
    rows = store.conn.execute(f"SELECT annotator, key FROM places JOIN articles ON id = article WHERE {_PLACE}")
    for name, key in rows:
        yield f"Where {name} was in the article makes no sense.", key


def mend_places(conn: sqlite3.Connection) -> None:
    """Forget where somebody was who was nowhere."""
    conn.execute(f"DELETE FROM places WHERE {_PLACE}")


def looks(store: Store) -> Iterator[Finding]:
    """Second looks that say nothing."""
    yield from (("A second look at a span of the article makes no sense.", key) for key, _ in _senseless(store.conn))


def mend_looks(conn: sqlite3.Connection) -> None:
    """Forget them."""
    conn.executemany("DELETE FROM last_words WHERE word = ?", [(word,) for _, word in _senseless(conn)])


def _senseless(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """The words that should be second looks and are none, each with the key of its article."""
    rows = conn.execute(
        f"SELECT key, word, said FROM last_words JOIN articles ON id = article WHERE word GLOB '{LOOK}*' ORDER BY key"
    )
    return [(key, word) for key, word, said in rows if said or read_look(word) is None]


def worklists(store: Store) -> Iterator[Finding]:
    """Places of worklists that are none of their text, and lists that say nothing of what they are."""
    rows = store.conn.execute(
        f"SELECT key, list FROM worklist_places JOIN articles ON id = article WHERE {_NOWHERE} ORDER BY key"
    )
    for key, name in rows:
        yield f"A place of the list {name!r} is not in the text.", key
    for (name,) in store.conn.execute(f"SELECT name FROM worklists WHERE {_ABOUT}"):
        yield f"What the list {name!r} is about makes no sense.", ""


def mend_worklists(conn: sqlite3.Connection) -> None:
    """Take such places off their lists."""
    conn.execute(
        "DELETE FROM worklist_places WHERE (SELECT " + _NOWHERE + " FROM articles WHERE articles.id = article)"
    )
    conn.execute(f"UPDATE worklists SET about = '{{}}' WHERE {_ABOUT}")


def strings(store: Store) -> Iterator[Finding]:
    """Strings that were set aside, nobody knows how."""
    for (string,) in store.conn.execute(f"SELECT string FROM strings_aside WHERE {_TREATED} ORDER BY string"):
        yield f"How the string {string!r} was treated when it was set aside makes no sense.", ""


def mend_strings(conn: sqlite3.Connection) -> None:
    """Let such strings be listed again."""
    conn.execute(f"DELETE FROM strings_aside WHERE {_TREATED}")


def hidden_gold(store: Store) -> Iterator[Finding]:
    """Hidden gold that is none of its text."""
    yield from (("The hidden gold of the article makes no sense.", key) for _, key in senseless(store.conn))


def mend_hidden_gold(conn: sqlite3.Connection) -> None:
    """Forget it."""
    conn.executemany("DELETE FROM hidden_gold WHERE article = ?", [(article,) for article, _ in senseless(conn)])


def kept_counts(store: Store) -> Iterator[Finding]:
    """Kept counts that are not what there is."""
    for table, should in counted(store.conn):
        says = kept(store.conn, table)
        if wrong := sum(says[key] != should[key] for key in says.keys() | should.keys()):
            rows = "row differs" if wrong == 1 else "rows differ"
            yield f"The counts of {table} are not what there is ({wrong} {rows}): `annotator stats` is wrong.", ""


def mend_kept_counts(conn: sqlite3.Connection) -> None:
    """Count everything anew."""
    count_anew(conn)
