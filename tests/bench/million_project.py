"""Projects of a whole corpus: short made-up articles, five suggestions each, two annotators who have done a fifth each.

The rows are those that the product itself would have written, and the doctor finds such a project sound.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.domain.article import article_key
from annotator.domain.decisions import Accepted, Decision, Finished, Rejected, time_of
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.storage.connection import never_wait
from annotator.storage.kept_counts.anew import count_anew
from annotator.storage.queries.queue import advance
from annotator.storage.rows import DECISION_COLUMNS, SPAN_COLUMNS, decision_row, span_row
from annotator.storage.store import Store

SOURCE = "spacy:made-up-1"
_NAMES = ("Ana Ruiz", "Selvik Works", "Norgate", "Monday", "Harbour House")
_LABELS = ("PERSON", "ORG", "GPE", "DATE", "FAC")
_FIRST = 1_760_000_000_000  # milliseconds
_AT_ONCE = 10_000
_DECIDED = 4
"""So many of the suggestions of an article are decided: the last of them is refused by every tenth hand."""


def text_of(number: int) -> str:
    """The text of an article: always the same for a number, another one for each."""
    person, works, town, day, house = _NAMES
    return (
        f"News {number}\n\n{person} of {works} said in {town} on {day} that the talks at {house} go on, and that "
        f"{number % 977} people wait for what the port's officials will say of it in the next few weeks.\n"
    )


def edges(text: str) -> list[tuple[int, int, str]]:
    """Where the names of a text stand, with their labels."""
    starts = [text.index(name, text.index("\n")) for name in _NAMES]
    return [(at, at + len(name), label) for at, name, label in zip(starts, _NAMES, _LABELS, strict=True)]


def annotators_of(number: int, articles: int) -> list[str]:
    """Who has finished an article: ana the first fifth, ben the fifth after it, both a hundredth of all."""
    fifth, both = articles // 5, articles // 100
    return ["ana"] * (number < fifth) + ["ben"] * (fifth - both <= number < 2 * fifth - both)


def million(path: Path, articles: int) -> Path:
    """A project of so many articles, five times as many suggestions, twice as many decisions; made where it is not."""
    if path.exists():
        return path
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with Store.create(new) as store:
        conn = store.conn
        never_wait(conn)
        with store.write():
            source = store.source_id(SOURCE)
            for first in range(0, articles, _AT_ONCE):
                some = range(first, min(first + _AT_ONCE, articles))
                _articles(conn, some, source)
                _layers(conn, store.uuid, some, articles)
            conn.executemany(
                "INSERT INTO assignments VALUES (?, ?)",
                ((number + 1, ("ana", "ben")[number % 2]) for number in range(articles // 2, articles * 11 // 20)),
            )
            count_anew(conn)
            for name in ("ana", "ben"):
                advance(store, name)
    return new.rename(path)


def _articles(conn: sqlite3.Connection, numbers: Iterable[int], source: int) -> None:
    texts = [(number + 1, text_of(number)) for number in numbers]
    conn.executemany(
        "INSERT INTO articles (id, key, title, byline, source, date, language, meta, length, added) "
        "VALUES (?, ?, ?, '', '', '', 'en', '{}', ?, ?)",
        (
            (id_, article_key(text), f"News {id_ - 1}", len(text), f"2026-01-01T00:00:00.{id_:07}Z")
            for id_, text in texts
        ),
    )
    conn.executemany("INSERT INTO texts VALUES (?, ?)", texts)
    conn.executemany("INSERT INTO suggested VALUES (?, ?)", ((id_, source) for id_, _ in texts))
    conn.executemany(
        "INSERT INTO suggestions VALUES (?, ?, ?, ?, ?, ?)",
        (
            (id_, start, end, label, source, (id_ * 7 + start) % 100 / 100)
            for id_, text in texts
            for start, end, label in edges(text)
        ),
    )


def _layers(conn: sqlite3.Connection, uuid: str, numbers: Iterable[int], articles: int) -> None:
    decisions: list[tuple[Any, ...]] = []
    spans: list[tuple[Any, ...]] = []
    layers: list[tuple[Any, ...]] = []
    steps: list[tuple[Any, ...]] = []
    for number in numbers:
        for name in annotators_of(number, articles):
            id_, text = number + 1, text_of(number)
            made = list(_decided(number, name, text))
            decisions += ((*decision_row(one), id_, uuid) for one in made)
            steps += ((one.step, name, id_, name) for one in made)
            spans += ((*row, id_, name) for row in _spans(made, text))
            layers.append((id_, name, "finished", len(_NAMES) - _DECIDED, sum(d.elapsed_ms for d in made), made[-1].at))
    conn.executemany(_insert("decisions", f"{DECISION_COLUMNS}, article, origin"), decisions)
    conn.executemany(_insert("spans", f"{SPAN_COLUMNS}, article, layer"), spans)
    conn.executemany(_insert("layers", "article, layer, status, undecided, elapsed_ms, at"), layers)
    conn.executemany(_insert("steps", "step, by, article, layer"), steps)


def _insert(table: str, columns: str) -> str:
    marks = ", ".join("?" * (columns.count(",") + 1))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - names of ours


def _decided(number: int, name: str, text: str) -> Iterator[Decision]:
    refuses = number % 10 == (name == "ben")
    for place, edge in enumerate([*edges(text)[:_DECIDED], None]):
        made = _id(number, name, place)
        span = edge and Span(*edge)
        event = (
            Finished()
            if span is None
            else (Rejected if refuses and place == _DECIDED - 1 else Accepted)(span, SOURCE, 0.5)
        )
        yield Decision(made, made, name, name, time_of(made), event, 900 + number % 200)


def _id(number: int, name: str, place: int) -> str:
    """A UUIDv7 that is later for a later article; ben's come after ana's."""
    millis = _FIRST + number * 20 + place * 3 + (name == "ben")
    digits = f"{millis:012x}"
    return f"{digits[:8]}-{digits[8:]}-7000-8000-{number:012x}"


def _spans(decisions: list[Decision], text: str) -> Iterator[tuple[Any, ...]]:
    for one in decisions:
        match one.event:
            case Accepted(span, source, score) | Rejected(span, source, score):
                held = Held(span, span, source, score, one.by, one.at)
                yield span_row(held, "held" if isinstance(one.event, Accepted) else "rejected", text)
