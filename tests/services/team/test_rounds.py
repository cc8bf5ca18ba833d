"""Rounds: what is dealt, what is hidden, and what is told of both."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from support.shared import DATA
from support.teams import finish, project, put

from annotator.domain.article import title_of
from annotator.domain.span import Span
from annotator.errors import WrongUsage
from annotator.services.importing.gold import read_gold
from annotator.services.project.assign import assign, take_back
from annotator.services.project.doctor import check_up
from annotator.services.project.merge import merge
from annotator.services.team.measured import may_see, measured, told, told_themselves
from annotator.services.team.people import add_people, rename, renaming
from annotator.services.team.rounds import RoundOptions, new_round, summary, told_round, told_rounds
from annotator.storage.store import Store
from annotator.storage.team.hidden import hidden

NAMES = ("ana", "ben", "cem")
GOLD_TEXT = "Bo of Acme is in Rome and Bo likes Acme, number {0}."
GOLD_SPANS = [(0, 2, "PER"), (6, 10, "ORG"), (17, 21, "LOC"), (26, 28, "PER"), (35, 39, "ORG")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db") as store:
        for number in range(20):
            put(store, " ".join(f"w{number}x{word}" for word in range(30)))
        yield store


@pytest.fixture
def gold(tmp_path: Path) -> str:
    path = tmp_path / "gold.jsonl"
    rows = [
        {
            "text": GOLD_TEXT.format(number),
            "spans": [{"start": start, "end": end, "label": label} for start, end, label in GOLD_SPANS],
            "meta": {"title": "An answer", "source": "gold.example", "secret": "yes"},
        }
        for number in range(3)
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    return str(path)


def given(store: Store) -> dict[str, int]:
    return dict(store.conn.execute("SELECT annotator, count(*) FROM assignments GROUP BY 1").fetchall())


def test_a_pilot_is_dealt_and_tells_what_people_agree_on(store: Store) -> None:
    report = new_round(store, "pilot", NAMES, RoundOptions(4, per_article=3), by="lea")
    assert (report.articles, report.overlapping, report.given) == (4, 4, dict.fromkeys(NAMES, 4))
    assert given(store) == dict.fromkeys(NAMES, 4)
    told = told_round(store, "pilot", seen=True)
    assert told.agreement is None
    keys = [key for (key,) in store.conn.execute("SELECT DISTINCT key FROM assignments JOIN articles ON id = article")]
    others = "SELECT key FROM articles WHERE id NOT IN (SELECT article FROM assignments)"
    finish(store, keys[0], {"ana": [Span(0, 4, "PER")], "ben": [Span(0, 4, "PER")]})
    finish(store, keys[1], {"ana": [Span(0, 4, "PER")], "ben": [Span(0, 4, "ORG")]})
    finish(store, store.conn.execute(others).fetchone()[0], {"ana": [Span(0, 4, "PER")], "ben": []})
    told = told_round(store, "pilot", seen=True)
    assert told.agreement is not None
    (pair,) = told.agreement["pairs"]
    assert (pair["articles"], pair["f1_exact"]) == (2, 0.5)
    assert [(one.name, one.given, one.done) for one in told.people] == [("ana", 4, 2), ("ben", 4, 2), ("cem", 4, 0)]
    rest = new_round(store, "main", NAMES, RoundOptions(100, overlap=0.2), by="lea")
    assert (rest.articles, rest.missing) == (16, 84)
    assert [one.round.name for one in told_rounds(store, seen=False)] == ["pilot", "main"]
    assert check_up(store).sound


def test_a_round_that_makes_no_sense_is_refused(store: Store) -> None:
    new_round(store, "one", ["ana"], RoundOptions(20), by="lea")
    for name, names, options in (
        ("one", ["ana"], RoundOptions(1)),
        ("ONE", ["ana"], RoundOptions(1)),
        ("a\nb", ["ana"], RoundOptions(1)),
        ("two", ["ana"], RoundOptions(1)),
        ("two", [], RoundOptions(1)),
        ("two", ["gold"], RoundOptions(1)),
        ("two", ["ana"], RoundOptions(1, per_article=2)),
        (" ", ["ana"], RoundOptions(1)),
    ):
        with pytest.raises(WrongUsage):
            new_round(store, name, names, options, by="lea")
    with pytest.raises(WrongUsage, match="There is no round 'on'"):
        told_round(store, "on", seen=True)


def test_what_is_dealt_anew_stays_in_its_round(store: Store) -> None:
    new_round(store, "one", NAMES, RoundOptions(9), by="lea")
    new_round(store, "two", NAMES, RoundOptions(6), by="lea")
    assign(store, ["ana", "ben"], again=True, dealer="lea")
    take_back(store, (), ["ben"], dealer="lea")
    assign(store, ["ben"], dealer="lea")
    assert [one.articles for one in told_rounds(store, seen=False)] == [9, 6]
    assert {who.name for one in told_rounds(store, seen=False) for who in one.people} == {"ana", "ben"}
    assert sum(given(store).values()) == 20


def test_a_newer_deal_survives_the_merge_of_an_older_copy(store: Store, tmp_path: Path) -> None:
    new_round(store, "one", NAMES, RoundOptions(18), by="lea")
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = tmp_path / "old.db"
    shutil.copy(store.path, copy)
    assign(store, ["ana", "ben"], again=True, dealer="lea")
    before, deals = given(store), _deals(store)
    assert sum(before.values()) == 20
    merge(store, copy)
    assert given(store) == before
    assert _deals(store) == deals
    with Store.open(copy) as old:
        assert "cem" in given(old)
        assert merge(old, store.path).absorbed.taken["cem"] > 0
        assert given(old) == before
        assert _deals(old) == deals
        assert told_rounds(old, seen=False) == told_rounds(store, seen=False)
        rename(old, renaming(old, "ben", "benno"))
        assert check_up(old).sound
        merge(store, copy)
    assert {name for _, name in _deals(store)} == {"ana", "benno", "cem"}
    assert check_up(store).sound


def _deals(store: Store) -> Sequence[Any]:
    return store.conn.execute("SELECT id, annotator FROM deals ORDER BY id").fetchall()


def test_hidden_gold_is_told_apart_by_nothing_and_measures_everybody(store: Store, gold: str, tmp_path: Path) -> None:
    options = RoundOptions(10, per_article=1, gold=gold, hidden=0.3, tell=True)
    report = new_round(store, "one", NAMES, options, by="lea")
    assert (report.articles, report.hidden, sum(report.given.values())) == (10, 3, 10 + 3 * 3)
    rows = [one.article for one in hidden(store.conn, store.scheme().current)]
    order = [number for (number,) in store.conn.execute("SELECT id FROM articles ORDER BY added, key")]
    assert {order.index(row) for row in rows} != {20, 21, 22}
    assert not store.conn.execute(
        "SELECT 1 FROM layers UNION SELECT 1 FROM suggestions UNION SELECT 1 FROM spans"
    ).fetchall()
    for row in rows:
        (key,) = store.conn.execute("SELECT key FROM articles WHERE id = ?", (row,)).fetchone()
        article = store.article(key)
        assert (article.source, article.byline, dict(article.meta)) == ("", "", {})
        assert article.title == title_of(article.text)
        right = [Span(*one) for one in GOLD_SPANS]
        finish(store, key, {"ana": right, "ben": [*right[:3], right[3].labelled("ORG")], "cem": right[:4]})
    found = measured(store)
    assert [(name, one.right, one.of, one.below) for name, one in found.items()] == [
        ("ana", 15, 15, False), ("ben", 9, 15, True), ("cem", 12, 15, False),
    ]  # fmt: skip
    assert (found["ben"].often_mixed, found["ben"].missed) == ("ORG for PER 3", 3)
    assert list(told(store, "ana")) == []
    (sentence,) = told(store, "lea")
    assert sentence.startswith("ben: 9 of 15 spans of hidden gold right, 60.0% (36% to 80%), and 80% is asked for.")
    assert told_themselves(store, "ben").startswith("Of 15 spans of yours that were checked, 6.0 of 10 are right.")
    assert told_themselves(store, "cem") == ""
    assert told_round(store, "one", seen=True).as_json()["people"]["ben"]["hidden_gold"]["below"]
    assert "hidden" not in json.dumps(told_round(store, "one", seen=False).as_json())
    add_people(store, ["rosa"], "lead")
    assert may_see(store, "rosa")
    assert not may_see(store, "lea")
    with pytest.raises(WrongUsage, match="no article with spans that none of ana has begun"):
        new_round(store, "two", ["ana"], RoundOptions(1, gold=gold), by="lea")
    with project(tmp_path / "other.db") as other:
        merge(other, store.path)
        merge(other, store.path)
        assert {name: one.right for name, one in measured(other).items()} == {"ana": 15, "ben": 9, "cem": 12}


def test_gold_with_labels_that_are_not_there_is_said(store: Store, gold: str) -> None:
    Path(gold).write_text(Path(gold).read_text().replace('"LOC"', '"PLANET"'))
    report = new_round(store, "one", NAMES, RoundOptions(2, gold=gold), by="lea")
    assert report.hidden == 1
    assert report.notices == [
        f"{gold}: 3 spans of labels that the scheme does not have left out.",
        "Only what is hidden is dealt to several: with `--overlap 10%` that tells it apart no more.",
    ]


@pytest.mark.skipif(not DATA.exists(), reason="needs ../shared/data")
def test_hidden_gold_finds_who_labels_three_of_ten_otherwise(tmp_path: Path) -> None:
    file = DATA / "gold" / "gum_news.ne.jsonl"
    gold = read_gold(str(file))[:4]
    labels = sorted({span.label for _, spans in gold for span in spans})
    four = tmp_path / "four.jsonl"
    rows = [{"text": article.text, "spans": [_plain(span) for span in spans]} for article, spans in gold]
    four.write_text("\n".join(map(json.dumps, rows)))
    draw = random.Random(1)  # noqa: S311 - no secret
    with project(tmp_path / "p.db", labels=labels, overlap="any") as store:
        for number in range(20):
            put(store, f"Some text, number {number}.")
        new_round(store, "one", ["ana", "ben"], RoundOptions(20, gold=str(four), hidden=0.2), by="lea")
        for article, spans in gold:
            swapped = {
                span.labelled(draw.choice([one for one in labels if one != span.label]))
                if draw.random() < 0.3
                else span
                for span in spans
            }
            finish(store, article.key, {"ana": spans, "ben": swapped})
        found = measured(store)
        assert (found["ana"].articles, found["ana"].share.precision, found["ana"].below) == (4, 1.0, False)
        assert found["ben"].below
        assert 0.6 < (found["ben"].share.precision or 0) < 0.8
        assert [one.split(":")[0] for one in told(store, "lea")] == ["ben"]


def _plain(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "label": span.label}


def test_what_a_round_agrees_on_is_told_of_claims_too() -> None:
    pair = {"a": "ana", "b": "ben", "articles": 2, "f1_exact": 0.5, "intervals": {"f1_exact": None}}
    assert list(summary({"pairs": [pair]})) == ["ana and ben: exact F1 0.500 on 2 articles."]
    claims = {"relations_f1": 0.25, "coref_conll": None, "attributes_kappa": 1.0}
    said = "ana and ben: exact F1 0.500 on 2 articles, relations F1 0.250, attributes kappa 1.000."
    assert list(summary({"pairs": [pair | claims]})) == [said]
