"""Another scheme is in force at once, and what is derived follows article by article, also after a crash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.blank import blank
from support.projects import SOURCE, SUGGESTED, TEXT, at_work

from annotator.domain.article import Article
from annotator.errors import AnnotatorError, ProjectBusy
from annotator.progress import ProgressCallback
from annotator.services.annotating.session import AnnotationSession
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import carry_out, merging, renaming
from annotator.services.settling import settle_beside
from annotator.services.suggesting import source_settings as switches
from annotator.services.suggesting.source_settings import move_thresholds, toggle
from annotator.storage.maintenance import short_writes
from annotator.storage.maintenance.scheme import count_later, save_scheme, settle
from annotator.storage.source_settings import SourceSetting, save_source_setting, source_settings
from annotator.storage.store import Store

ARTICLES = 5


class Killed(Exception):
    """The program ends here."""


@pytest.fixture(autouse=True)
def one_article_a_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short_writes, "_FIRST", 1)
    monkeypatch.setattr(short_writes, "_AIM", 0)
    monkeypatch.setattr(short_writes, "_PAUSE", 0)


def corpus(path: Path) -> tuple[Store, list[str]]:
    """A project of a few articles with suggestions, two of them the same span of two sources."""
    store = blank(path)
    articles = [Article.of(f"{TEXT} {number}") for number in range(ARTICLES)]
    with store.write():
        for number, article in enumerate(articles):
            store.add_article(article, f"2026-01-01T00:00:0{number}.000000Z")
            store.add_suggestions(article.key, SOURCE, SUGGESTED)
            store.add_suggestions(article.key, "patterns", ((0, 8, "GPE", 0.7), (22, 26, "PERSON", 0.2)))
    return store, [article.key for article in articles]


def killed_after(writes: int) -> ProgressCallback:
    left = iter(range(writes - 1))

    def progress(_done: int, _of: int) -> None:
        if next(left, None) is None:
            raise Killed

    return progress


@pytest.fixture
def broken_off(tmp_path: Path) -> Iterator[tuple[Store, list[str]]]:
    """A project in which a label was merged into another one, as far as the second article."""
    store, keys = corpus(tmp_path / "p.db")
    for key in keys:
        session = at_work(store, key)
        session.accept()
        session.label("ORG")
        session.reject()
    with pytest.raises(Killed):
        carry_out(store, merging(store, ["PERSON"], "ORG"), killed_after(2))
    assert store.unsettled
    yield store, keys
    store.close()


def test_what_was_broken_off_is_told_and_mended(broken_off: tuple[Store, list[str]]) -> None:
    store, _ = broken_off
    assert "labels" in {problem.check for problem in check_up(store).problems}
    assert check_up(store, fix=True).sound
    assert check_up(store).problems == []
    assert not store.unsettled


@pytest.mark.parametrize("noted", ["[]", "{", '{"before": 1, "done": 0}', '{"before": {}, "done": "x"}', "[" * 100_000])
def test_a_note_that_makes_no_sense_lets_everything_follow(broken_off: tuple[Store, list[str]], noted: str) -> None:
    store, _ = broken_off
    store.conn.execute("UPDATE project SET unsettled = ?", (noted,))
    settle(store)
    assert check_up(store).problems == []


def test_one_goes_on_labelling_where_not_everything_follows_yet(broken_off: tuple[Store, list[str]]) -> None:
    store, keys = broken_off
    for key in keys:
        session = at_work(store, key)
        assert "PERSON" not in {one.span.label for one in store.suggestions(key)}
        assert "PERSON" not in {span.label for span in session.layer.held}
        session.next_undecided()
        session.accept()
    settle(store)
    assert check_up(store).problems == []


def test_a_session_that_was_open_goes_on_in_the_midst_of_it(tmp_path: Path) -> None:
    store, keys = corpus(tmp_path / "p.db")
    with store, Store.open(store.path) as other:
        sessions = [at_work(other, key) for key in keys]
        for session in sessions:
            session.accept()

        def work(done: int, _of: int) -> None:
            for session in sessions:
                if session.focus:
                    session.accept() if done % 2 else session.reject()
                assert "PERSON" not in {span.label for span in session.layer.held}

        carry_out(store, renaming(store, "PERSON", "HUMAN"), work)
        assert check_up(store).problems == []
        rows = store.conn.execute("SELECT label FROM spans UNION SELECT label FROM suggestions")
        assert "PERSON" not in {label for (label,) in rows}


def test_another_change_waits_until_everything_follows(broken_off: tuple[Store, list[str]]) -> None:
    store, _ = broken_off
    scheme = store.scheme()
    with pytest.raises(ProjectBusy), store.write():
        save_scheme(store, scheme.renamed("GPE", "PLACE"))
    carry_out(store, renaming(store, "GPE", "PLACE"))
    assert not store.unsettled
    assert check_up(store).problems == []


def test_a_source_that_is_switched_counts_at_once_in_few_articles_and_beside_in_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switches, "settle_beside", lambda _: None)
    store, keys = corpus(tmp_path / "p.db")
    sessions = [at_work(store, key) for key in keys]
    for session in sessions:
        session.accept()
    (setting,) = [one for one in source_settings(store) if one.source == SOURCE]
    toggle(store, setting)
    assert check_up(store).problems == []
    monkeypatch.setattr(switches, "_AT_ONCE", -1)
    toggle(store, replace(setting, off=True))
    move_thresholds(store, setting, ["ORG", "GPE"], 12)
    assert store.unsettled
    assert not store.renaming
    for session in sessions:
        session.label("ORG")
    thread = settle_beside(store)
    assert thread
    thread.join()
    assert settle_beside(store) is None
    assert check_up(store).problems == []
    store.close()


def test_a_source_may_be_switched_in_the_midst_of_a_change_of_labels(broken_off: tuple[Store, list[str]]) -> None:
    store, keys = broken_off
    with store.write():
        save_source_setting(store, SourceSetting(SOURCE, off=True, thresholds={}))
        count_later(store)
    assert store.renaming
    save_scheme(store, store.scheme().with_label("SHIP"))
    at_work(store, keys[-1]).comment("Here, too.")
    settle(store)
    assert check_up(store).problems == []


KEYS = ("accept", "reject", "ORG", "GPE", "PERSON", "grow", "next_undecided", "undo")
PRESSED = st.lists(st.sampled_from(KEYS), max_size=14)


@given(PRESSED, st.permutations(["PERSON", "ORG", "GPE"]), st.integers(1, 2), st.booleans())
def test_in_pieces_comes_to_the_same_as_at_once(
    tmp_path_factory: pytest.TempPathFactory, keys: list[str], labels: list[str], merged: int, threshold: bool
) -> None:
    stores = []
    for name in ("a", "b"):
        store, articles = corpus(tmp_path_factory.mktemp(name) / "p.db")
        if threshold:
            store.conn.execute("UPDATE sources SET folds = '{\"ORG\": 0.5}' WHERE name = ?", (SOURCE,))
            with store.write():
                store.count_anew("TRUE")
        session = at_work(store, articles[0])
        for key in keys:
            try:
                _press(session, key)
            except AnnotatorError:
                continue
        stores.append(store)
    one, other = stores
    after = merging(one, labels[:merged], labels[-1]).scheme
    save_scheme(one, after)
    with other.write():
        save_scheme(other, after)
    for store in stores:
        assert check_up(store).problems == []
    assert _plain(one) == _plain(other)
    for store in stores:
        store.close()


def _press(session: AnnotationSession, key: str) -> None:
    if key.isupper():
        session.label(key)
    elif key == "grow":
        session.resize("right", 1)
    else:
        getattr(session, key)()


def _plain(store: Store) -> dict[str, list[Any]]:
    queries = (
        "SELECT * FROM suggestions",
        "SELECT article, layer, status, undecided FROM layers",
        "SELECT name, folds FROM sources",
        'SELECT article, layer, state, start, "end", label, decided, was_start, was_end, was_label FROM spans',
    )
    return {query: store.conn.execute(query).fetchall() for query in queries}
