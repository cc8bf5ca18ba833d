"""The doctor: is a project sound, and what can be computed anew where it is not.

Sound means: SQLite finds the file whole, nothing in it makes no sense, no decision lacks, every article is the text its
key says, every quote is what stands in the text, spans, claims, layers and the undo stack are what the decisions make
of them, the scheme is what its history makes it, tags make sense, places of worklists are in their texts, nothing
stands under a former name of somebody, as many suggestions are counted as undecided in a layer as are, every kept count
is what there is, and every note of whom an article is for says the same.
A *problem* says where and what. Whatever is derived can be mended; a damaged file or a text that is
not its own cannot.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Literal, get_args

from annotator.domain.article import article_key
from annotator.domain.history.events import Note
from annotator.domain.history.fold import fold
from annotator.errors import AnnotatorError, first_line
from annotator.plural import counted
from annotator.progress import ProgressCallback
from annotator.storage.claims.laid_down import rows_of, stored_rows
from annotator.storage.maintenance import contents, whose
from annotator.storage.maintenance.people.rename import carry_over, left_behind
from annotator.storage.maintenance.rebuild import cats_of, folded, layer_anew, shared_steps_of, stack_anew, steps_of
from annotator.storage.maintenance.scheme import save_scheme, settle
from annotator.storage.maintenance.scheme_history import history
from annotator.storage.maintenance.short_writes import in_short_writes
from annotator.storage.rows import SPAN_COLUMNS, span_row
from annotator.storage.source_settings import hidden
from annotator.storage.store import Store
from annotator.storage.suggested.undecided import undecided
from annotator.storage.tags.faults import tag_faults

Check = Literal[
    "file", "triggers", "meta", "tokens", "places", "looks", "scheme", "article", "suggestions", "decisions", "quote",
    "layer", "undecided", "steps", "labels", "history", "assignments", "queue",
    "counts", "lists", "people", "hidden", "tags", "strings",
]  # fmt: skip

_MENDABLE = {*get_args(Check)} - {"file", "scheme", "article", "decisions", "tags"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is not as it should be: which check found it, in which article (its key) and layer."""

    check: Check
    problem: str
    article: str = ""
    layer: str = ""

    @property
    def mendable(self) -> bool:
        """Whether it can be computed anew."""
        return self.check in _MENDABLE

    def as_json(self) -> dict[str, Any]:
        """The problem as plain values."""
        return asdict(self)


def sqlite_fault(version: tuple[int, int, int] = sqlite3.sqlite_version_info[:3]) -> str:
    """What is to be known of the SQLite at work, or "" (see "The WAL-Reset Bug" in its description of WAL)."""
    if version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45):
        return ""
    return (
        f"SQLite {'.'.join(map(str, version))} has a very rare fault where several programs write to one project at "
        "the same moment (mended in 3.51.3, 3.50.7, 3.44.6): make a backup now and then."
    )


def examine(store: Store, progress: ProgressCallback = lambda _done, _of: None) -> Iterator[Problem]:
    """Every problem of a project; `progress` hears how many layers are done, and of how many."""
    yield from _contained("file", _file(store))
    for check, (findings, _) in _CONTENTS.items():
        yield from _contained(check, (Problem(check, said, key) for said, key in findings(store)))
    yield from _contained("tags", (Problem("tags", said, key) for said, key in tag_faults(store)))
    yield from _contained("labels", _unsettled(store))
    yield from _contained("people", _people(store))
    yield from _contained("decisions", _log(store))
    yield from _contained("article", _articles(store))
    yield from _contained("suggestions", _suggestions(store))
    yield from _contained("steps", _steps(store))
    yield from _contained("layer", _readable_layers(store, progress))


def _contained(check: Check, problems: Iterator[Problem]) -> Iterator[Problem]:
    """The problems that a check finds; where it cannot go on, that is one: the doctor does not die of a patient."""
    try:
        yield from problems
    except sqlite3.DatabaseError as error:
        yield Problem("file", f"SQLite cannot read on: {error}.")
    except Exception as error:  # noqa: BLE001 - whatever is in the file
        yield Problem("file", f"What is in the file cannot be checked ({check}): {first_line(error)}.")


def _readable_layers(store: Store, progress: ProgressCallback) -> Iterator[Problem]:
    for what, read in (("The scheme", store.scheme), ("What the sources are set to", partial(hidden, store))):
        try:
            read()
        except (AnnotatorError, ValueError, TypeError) as error:
            yield Problem("scheme", f"{what} cannot be read: {error}")
            return
    yield from _contained("history", _history(store))
    yield from _layers(store, store.scheme().current, progress)


def mend(store: Store, problems: Iterable[Problem]) -> None:
    """Compute anew whatever of these problems can be, layer by layer in short writes."""
    found = [problem for problem in problems if problem.mendable]
    layers = {(one.article, one.layer) for one in found if one.check in ("quote", "layer")}
    uncounted = {(one.article, one.layer) for one in found if one.check == "undecided"} - layers
    checks = {problem.check for problem in found}
    if "labels" in checks:
        settle(store)
    if "history" in checks:
        save_scheme(store, store.scheme(), note=Note(why="noted by the doctor: nobody knows who did it"))
    if "people" in checks:
        carry_over(store)
    with store.write() as conn:
        for check, (_, put_right) in _CONTENTS.items():
            if check in checks:
                put_right(conn)
        if "suggestions" in checks:
            store.count_anew(
                f"EXISTS (SELECT 1 FROM suggestions WHERE suggestions.article = layers.article AND {_OUTSIDE})"
            )
            conn.execute(f"DELETE FROM suggestions WHERE {_OUTSIDE}")
    in_short_writes(store, sorted(layers), partial(_layers_anew, store))
    in_short_writes(store, sorted(uncounted), partial(_counted_anew, store))
    if "steps" in checks:
        with store.write():
            stack_anew(store)


def _layers_anew(store: Store, some: Iterable[tuple[str, str]]) -> None:
    for key, layer in some:
        layer_anew(store, store.article_id(key), layer, store.scheme().current)


def _counted_anew(store: Store, some: Iterable[tuple[str, str]]) -> None:
    for key, name in some:
        store.count_undecided(key, name, store.layer(key, name).layer)


_CONTENTS: dict[Check, tuple[Callable[[Store], Iterator[contents.Finding]], Callable[[sqlite3.Connection], None]]] = {
    "triggers": (contents.triggers, contents.mend_triggers),
    "meta": (contents.meta, contents.mend_meta),
    "tokens": (contents.tokens, contents.mend_tokens),
    "places": (contents.places, contents.mend_places),
    "looks": (contents.looks, contents.mend_looks),
    "assignments": (whose.assignments, whose.mend_assignments),
    "queue": (whose.queue, whose.mend_queue),
    "lists": (contents.worklists, contents.mend_worklists),
    "strings": (contents.strings, contents.mend_strings),
    "hidden": (contents.hidden_gold, contents.mend_hidden_gold),
    "counts": (contents.kept_counts, contents.mend_kept_counts),
}
"""What nobody decided, with what is wrong with it and how it is put right."""


def _file(store: Store) -> Iterator[Problem]:
    for (said,) in store.conn.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield Problem("file", f"SQLite says: {said}.")
    broken: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in store.conn.execute("PRAGMA foreign_key_check"):
        broken[table, parent] = broken.get((table, parent), 0) + 1
    for (table, parent), number in broken.items():
        yield Problem("file", f"{counted(number, 'row')} of {table} without the row of {parent} that is meant.")


def _unsettled(store: Store) -> Iterator[Problem]:
    if store.unsettled:
        yield Problem("labels", "A change of labels or sources was broken off: not everything derived follows it yet.")


def _people(store: Store) -> Iterator[Problem]:
    for old, new in left_behind(store):
        yield Problem("people", f"Something is still under the name {old}, who is {new} now.")


def _log(store: Store) -> Iterator[Problem]:
    (there,) = store.conn.execute("SELECT count(*) FROM decisions").fetchone()
    if there != store.last_decision:
        yield Problem(
            "decisions", f"Of {counted(store.last_decision, 'decision')} only {counted(there, 'is', 'are')} there."
        )


def _history(store: Store) -> Iterator[Problem]:
    if fold(history(store)).scheme() != store.scheme():
        yield Problem("history", "The labels are not what is noted of what was done to them.")


def _articles(store: Store) -> Iterator[Problem]:
    rows = store.conn.execute("SELECT key, length, text FROM articles LEFT JOIN texts ON article = id")
    for key, length, text in rows:
        if text is None:
            yield Problem("article", "The text of the article is not there.", key)
        elif article_key(text) != key:
            yield Problem("article", "The text is not the one that the key was made of.", key)
        elif len(text) != length:
            yield Problem("article", f"The text has {counted(len(text), 'character')}, not {length:,}.", key)


_OUTSIDE = '"end" > (SELECT length FROM articles WHERE id = suggestions.article)'


def _suggestions(store: Store) -> Iterator[Problem]:
    rows = store.conn.execute(
        f"SELECT key, count(*) FROM suggestions JOIN articles ON id = article WHERE {_OUTSIDE} GROUP BY key"
    )
    for key, number in rows:
        reach = counted(number, "suggestion reaches", "suggestions reach")
        yield Problem("suggestions", f"{reach} beyond the end of the text.", key)


def _layers(store: Store, current: Callable[[str], str], progress: ProgressCallback) -> Iterator[Problem]:
    (many,) = store.conn.execute("SELECT count(*) FROM layers").fetchone()
    names = store.conn.execute(
        "SELECT article, layer FROM layers UNION SELECT article, layer FROM decisions "
        "UNION SELECT article, layer FROM spans ORDER BY article, layer"
    )
    for done, (article, name) in enumerate(names):
        progress(min(done, many), many)
        row = store.conn.execute("SELECT key, text FROM articles JOIN texts ON article = id WHERE id = ?", (article,))
        found = row.fetchone()
        if found:
            yield from _layer(store, article, name, found, current)
    progress(many, many)


def _layer(
    store: Store, article: int, name: str, known: tuple[str, str], current: Callable[[str], str]
) -> Iterator[Problem]:
    key, text = known
    try:
        made = folded(store, article, name, len(text), current)
    except (ValueError, TypeError, KeyError) as error:
        yield Problem("decisions", f"A decision makes no sense: {error}.", key, name)
        return
    rows = store.conn.execute(
        f"SELECT {SPAN_COLUMNS} FROM spans WHERE article = ? AND layer = ?", (article, name)
    ).fetchall()
    for start, end, label, *_, quote in rows:
        if quote != text[start:end]:
            yield Problem("quote", f"The quote of {label} {start}-{end} is not what stands in the text.", key, name)
    tables = (("held", made.layer.held), ("rejected", made.layer.rejected))
    expected = {
        span_row(held, state, text) for state, table in tables for span, held in table.items() if held.span == span
    }
    if set(rows) != expected:
        differ = _differ(len(set(rows) ^ expected))
        yield Problem("layer", f"The spans are not what the decisions make of them ({differ}).", key, name)
    for there, should in zip(stored_rows(store.conn, article, name), rows_of(made.layer, text), strict=True):
        if there != should:
            differ = _differ(len(there ^ should))
            yield Problem("layer", f"The claims are not what the decisions make of them ({differ}).", key, name)
    row = store.conn.execute(
        "SELECT undecided, status, flagged, cats, elapsed_ms FROM layers WHERE article = ? AND layer = ?",
        (article, name),
    ).fetchone()
    state = row and row[1:]
    state_made = (made.layer.status, int(made.layer.flagged), cats_of(made.layer), made.elapsed_ms)
    if state != state_made:
        yield Problem("layer", f"The state of the layer is {state}; its decisions make it {state_made}.", key, name)
    left = undecided(store, key, name, made.layer)
    if row and row[0] != left:
        yield Problem("undecided", f"The layer counts {row[0]:,} as undecided; there are {left:,}.", key, name)


def _differ(number: int) -> str:
    return counted(number, "row differs", "rows differ")


def _steps(store: Store) -> Iterator[Problem]:
    wrong = found = 0
    for step, should in steps_of(store):
        row = store.conn.execute("SELECT by, article, layer, state FROM steps WHERE step = ?", (step,)).fetchone()
        found += row is not None
        wrong += row != should
    (there,) = store.conn.execute("SELECT count(*) FROM steps").fetchone()
    wrong += abs(there - found)
    wrong += len(set(shared_steps_of(store)) ^ set(store.conn.execute("SELECT step, article, layer FROM shared_steps")))
    if wrong:
        yield Problem(
            "steps",
            f"The undo stack is not what the decisions make of it ({_differ(wrong)}).",
        )
