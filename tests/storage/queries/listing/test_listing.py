"""Lists of articles: each condition and each order against what is known of a small project."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.teams import act, finish, project

from annotator.domain.article import Article
from annotator.domain.decisions import Commented, Flagged
from annotator.domain.question.fields import Known
from annotator.domain.question.reading import conditions
from annotator.domain.span import Span
from annotator.errors import TookTooLong
from annotator.services.reporting.agreement import agree
from annotator.storage.queries.assignments import give
from annotator.storage.queries.counts import put_away
from annotator.storage.queries.listing.conditions import AGREEMENT
from annotator.storage.queries.listing.entries import count, entries, entries_of, sorted_keys
from annotator.storage.queries.listing.orders import SORT_KEYS, Order, order_named
from annotator.storage.queries.listing.time_limit import in_time
from annotator.storage.store import Store

ADA, BOB, CY = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(4, 7, "LOC")
TITLES = ["Storm in Oslo", "alpha: one", "Буря в Осло", "", "Zebra", "Gone"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Six articles: finished by two, flagged and commented on, German, given to cid, suggested, put away."""
    with project(tmp_path / "p.db") as opened:
        found = []
        for number, title in enumerate(TITLES):
            text = f"Ada met Bob {number} ." + " more" * number * 10
            article = Article.of(
                text,
                title=title,
                language="de-AT" if number == 2 else "en",
                date="" if number == 3 else f"2026-0{number + 1}-15",
                source="Reuters" if number % 2 else "afp",
            )
            found.append(article.key)
            with opened.write():
                opened.add_article(article, f"2026-01-0{number + 1}T00:00:00.000Z")
        finish(opened, found[0], {"ana": [ADA, BOB], "ben": [ADA, CY]})
        time.sleep(0.005)  # the second is worked on later
        finish(opened, found[1], {"ana": [ADA], "ben": [BOB], "cid": [ADA]})
        act(opened, found[1], "ben", Flagged(True), Commented("Really?", ADA))
        with opened.write():
            give(opened, [(found[3], "cid")])
            opened.add_suggestions(found[4], "spacy:test-1", [(0, 3, "PER", 0.9), (8, 11, "PER", 0.9)])
        put_away(opened, [found[5]], archived=True)
        yield opened


def numbers(store: Store, found: list[str]) -> list[int]:
    keys = [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY added")]
    return [keys.index(key) for key in found]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", [0, 1, 2, 3, 4]), ("oslo", [0]), ("ОСЛО буря", [2]), ('"storm in"', [0]), ("-oslo", [1, 2, 3, 4]),
        ('"alpha:"', [1]), ("state:finished", [0, 1]), ("state:new", [2, 4]), ("state:others", [3]),
        ("state:new,others", [2, 3, 4]), ("state:new|others", [2, 3, 4]), ("-state:new", [0, 1, 3]),
        ("state:done", [0, 1]),
        ("flag:yes", [1]), ("flag:no", [0, 2, 3, 4]), ("comment:yes", [1]), ("asked:yes", [1]),
        ("-asked:yes", [0, 2, 3, 4]),
        ("lang:de", [2]), ("lang:DE,en", [0, 1, 2, 3, 4]), ("by:cid", [1]), ("by:ana", [0, 1]), ("for:cid", [3]),
        ("label:LOC", [0]), ("label:PER", [0, 1]), ("suggested:yes", [4]), ("undecided:>0", [4]), ("undecided:2", [4]),
        ("spans:2", [0]), ("spans:>=1", [0, 1]), ("words:>20", [2, 3, 4]), ("words:5..15", [0, 1]),
        ("-words:>20", [0, 1]),
        ("length:<20", [0]), ("agreement:<80%", [0, 1]), ("agreement:<0.4", [1]), ("agreement:>1%", [0, 1]),
        ("gold:none", [0, 1, 2, 3, 4]), ("gold:approved", []), ("date:2026-03", [2]), ("date:<2026-03", [0, 1]),
        ("date:<=2026-03", [0, 1, 2]), ("date:>2026-03", [4]), ("date:2026-01..2026-02", [0, 1]),
        ("added:2026-01-02", [1]),
        ("age:>1d", [0, 1, 2, 3, 4]), ("age:<1d", []), ("source:REUT", [1, 3]), ("archived:yes", [5]),
        ("worked:>=2020", [0, 1]), ("state:done agreement:<40%", [1]), ("source:reuters state:others", [3]),
    ],
)  # fmt: skip
def test_a_question_is_answered(store: Store, question: str, found: list[int]) -> None:
    asked = conditions(question, Known(lambda: ["PER", "LOC"], lambda: ["ana", "ben", "cid"]))
    assert numbers(store, [entry.key for entry in entries(store, "ana", asked)]) == found
    assert count(store, "ana", asked) == len(found)
    assert numbers(store, sorted_keys(store, "ana", asked, Order("added"))) == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("added", [0, 1, 2, 3, 4]), ("-added", [4, 3, 2, 1, 0]), ("title", [1, 0, 4, 2, 3]),
        ("-title", [2, 4, 0, 1, 3]),
        ("state", [2, 4, 0, 1, 3]), ("undecided", [4, 0, 1, 2, 3]), ("length", [4, 3, 2, 1, 0]),
        ("-length", [0, 1, 2, 3, 4]),
        ("date", [4, 2, 1, 0, 3]), ("agreement", [1, 0, 2, 3, 4]), ("-agreement", [0, 1, 2, 3, 4]),
        ("worked", [1, 0, 2, 3, 4]),
    ],
)  # fmt: skip
def test_what_is_not_known_stands_last_and_equals_as_they_were_added(
    store: Store, order: str, found: list[int]
) -> None:
    keys = sorted_keys(store, "ana", (), order_named(order))
    assert numbers(store, keys) == found
    assert [entry.key for entry in entries_of(store, "ana", keys)] == keys
    assert str(order_named(order)) == order


def test_every_order_says_what_it_is() -> None:
    assert all(key.about for key in SORT_KEYS.values())


def test_agreement_of_an_article_is_that_of_the_report(store: Store) -> None:
    in_list = dict(store.conn.execute(f"SELECT key, {AGREEMENT} FROM articles").fetchall())  # noqa: S608
    rows = agree(store)["by_article"]
    assert len(rows) == 2
    assert all(in_list[row["article"]] == pytest.approx(row["f1_exact"]) for row in rows)


def test_what_takes_too_long_is_given_up_in_a_sentence_and_the_next_is_answered(store: Store) -> None:
    with store.write():
        for number in range(300):
            store.add_article(Article.of(f"Nothing but a text {number} ."), f"2026-02-01T00:00:00.{number:03}Z")
    with pytest.raises(TookTooLong, match="more narrowly"), in_time(store, 0.0):
        count(store, "ana", conditions("words:>1000000"))
    assert count(store, "ana", conditions("words:>1000000")) == 0
