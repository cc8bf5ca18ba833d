"""Several models over one article, as a session shows them: they vote, and what is outvoted is folded away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.blank import blank
from support.projects import at_work

from annotator.domain.article import Article
from annotator.domain.span import Span
from annotator.services.annotating.learning import Learner
from annotator.services.reporting.statistics import statistics
from annotator.services.suggesting.source_settings import source_figures, toggle
from annotator.storage.store import Store
from annotator.tui.lines.facts import facts

SMALL, MEDIUM = "spacy:small-1.0", "spacy:medium-1.0"
TEXT = "Ana Ruiz of Acme Bank met Bo Li in Rome and in May."
ARTICLE = Article.of(TEXT)
ANA, ACME, BANK = Span(0, 8, "PERSON"), Span(12, 16, "ORG"), Span(12, 21, "ORG")
BO, ROME, MAY = Span(26, 31, "PERSON"), Span(35, 39, "GPE"), Span(47, 50, "PERSON")
SAID = {
    SMALL: [(*ANA, 0.6), (*ACME, 0.7), (*BO, 0.9), (*MAY, 0.4)],
    MEDIUM: [(*ANA, 0.7), (*BANK, 0.8), (*BO, 0.9), (*ROME, 0.9)],
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank(tmp_path / "p.db") as made:
        with made.write():
            made.add_article(ARTICLE, "2026-01-01T00:00:00.000000Z")
            for source, spans in SAID.items():
                made.add_suggestions(ARTICLE.key, source, spans)
        yield made


@pytest.mark.parametrize("advised", [False, True], ids=["alone", "with a memory"])
def test_what_is_outvoted_is_folded_away_and_shown_on_request(store: Store, *, advised: bool) -> None:
    session = at_work(store, ARTICLE.key)
    if advised:
        Learner(store, "ana").attend(session)
    assert list(session.proposals.leaders()) == [ANA, BANK, BO, ROME]
    assert list(session.proposals.hidden) == [ACME, MAY]
    session.proposals.reveal(on=True)
    assert MAY in session.proposals.open
    assert "outvoted" in said(store, MAY)


def said(store: Store, span: Span) -> str:
    session = at_work(store, ARTICLE.key)
    session.proposals.reveal(on=True)
    session.go_to(span)
    return "".join(text for text, _ in facts(session, ("", ""), {}, 200)[0])


def test_the_line_of_facts_tells_who_said_it_and_each_answer_stays_stored(store: Store) -> None:
    assert "medium + small" in said(store, ANA)
    assert {(one.source, *one.span, one.score) for one in store.suggestions(ARTICLE.key)} == {
        (source, *row) for source, rows in SAID.items() for row in rows
    }


def test_what_both_say_can_be_sure_where_neither_is(store: Store) -> None:
    session = at_work(store, ARTICLE.key)
    assert session.suggestion(ANA).score == pytest.approx(0.716, abs=1e-3)
    assert BO in session.proposals.sure


def test_a_decision_is_credited_to_all_who_said_it(store: Store) -> None:
    session = at_work(store, ARTICLE.key)
    for span in (ANA, BANK):
        session.go_to(span)
        session.accept()
    session.go_to(BO)
    session.reject()
    worths = {one.setting.source: one.worths for one in source_figures(store) if one.worths}
    assert {source: (found[""].right, found[""].decided) for source, found in worths.items()} == {
        MEDIUM: (2, 3),
        SMALL: (1, 2),
    }
    assert statistics(store).counts.sources[SMALL]["accepted"] == 1
    assert session.layer.held[ANA].source == f"{MEDIUM} + {SMALL}"
    assert "medium + small" in said(store, ANA)


def test_a_model_that_is_off_does_not_vote(store: Store) -> None:
    session = at_work(store, ARTICLE.key)
    toggle(store, next(one.setting for one in source_figures(store) if one.setting.source == MEDIUM))
    session.switched()
    assert list(session.proposals.leaders()) == [ANA, ACME, BO, MAY]
    assert session.suggestion(ANA).score == 0.6


@pytest.mark.parametrize("end", range(1, len(TEXT)))
def test_an_article_that_is_read_in_pieces_comes_out_the_same(store: Store, end: int) -> None:
    session, whole = at_work(store, ARTICLE.key), at_work(store, ARTICLE.key)
    session.proposals.put("stored", [])
    session.loaded = 0
    while session.load(session.loaded + end):
        pass
    spans = [*whole.proposals.open, *whole.proposals.hidden]
    assert [session.suggestion(span) for span in spans] == [whole.suggestion(span) for span in spans]
    assert list(session.proposals.hidden) == list(whole.proposals.hidden)
