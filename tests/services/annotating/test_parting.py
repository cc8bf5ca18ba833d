"""Spans are split and merged: held or suggested, whatever may overlap, as one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.blank import blank
from support.desks import TEXT, at, make

from annotator.domain.article import Article
from annotator.domain.scheme import Overlap
from annotator.domain.span import Span
from annotator.errors import DecisionError
from annotator.services.annotating.session import AnnotationSession

OVERLAPS: tuple[Overlap, ...] = ("none", "nested", "any")


def opened(path: Path, overlap: Overlap) -> AnnotationSession:
    store, key = make(path, overlap)
    session = AnnotationSession(store, key, "ana")
    session.load()
    return session


@pytest.mark.parametrize("overlap", OVERLAPS)
@pytest.mark.parametrize("held_before", [False, True])
def test_a_span_is_split_before_the_word_under_the_cursor(tmp_path: Path, overlap: Overlap, held_before: bool) -> None:
    session = opened(tmp_path / "p.db", overlap)
    whole = at("The Harbour Workers’ Union", "ORG")
    session.go_to(whole)
    if held_before:
        session.accept()
    before = session.layer.snapshot()
    session.move(TEXT.index("Workers", 20), focus=whole)
    assert session.split().message == "Split: ORG on “The Harbour”, ORG on “Workers’ Union”."
    left, right = at("The Harbour", "ORG"), at("Workers’ Union", "ORG", 1)
    assert {left, right} <= set(session.layer.held)
    assert whole not in session.layer.held
    assert session.focus == right
    assert session.store.layer(session.key, "ana").layer == session.layer
    session.undo()
    assert session.layer.snapshot() == before


@pytest.mark.parametrize("mark", [",", " —", " /", ";"])
@pytest.mark.parametrize("behind", [False, True])
def test_what_stands_between_the_parts_is_in_neither(tmp_path: Path, mark: str, behind: bool) -> None:
    store, article = blank(tmp_path / "p.db"), Article.of(f"On Friday{mark} July 21 it rained.")
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
    session = AnnotationSession(store, article.key, "ana")
    session.load()
    session.select_stretch(3, session.text.index(" it"))
    session.label("ORG")
    cut = session.text.index("July") if behind else session.text.index(mark.strip())
    session.move(cut)
    assert session.split().message == "Split: ORG on “Friday”, ORG on “July 21”."


def test_a_span_is_not_split_where_it_begins(tmp_path: Path) -> None:
    session = opened(tmp_path / "p.db", "none")
    session.go_to(at("Valdora", "GPE"))
    with pytest.raises(DecisionError, match="second part begins"):
        session.split()
    assert not session.layer.held


@pytest.mark.parametrize("overlap", OVERLAPS)
@pytest.mark.parametrize("held_before", [False, True])
def test_two_are_merged_under_the_label_of_the_first(tmp_path: Path, overlap: Overlap, held_before: bool) -> None:
    session = opened(tmp_path / "p.db", overlap)
    first, second = at("Ana-Lucía Ferreira", "GPE"), at("Valdora", "GPE")
    if held_before:
        session.accept_all([second])
    before = session.layer.snapshot()
    session.go_to(first)
    merged = Span(first.start, second.end, "GPE")
    assert session.merge().message == "Merged: GPE on “Ana-Lucía Ferreira in Valdora”."
    assert set(session.layer.held) == {merged}
    assert second not in session.proposals.open
    assert session.store.layer(session.key, "ana").layer == session.layer
    session.undo()
    assert session.layer.snapshot() == before


def test_nothing_is_merged_across_paragraphs_or_with_nothing(tmp_path: Path) -> None:
    session = opened(tmp_path / "p.db", "none")
    for last in (at("HWU", "GPE", 1), at("Imre Halloran", "PERSON")):
        session.go_to(last)
        with pytest.raises(DecisionError, match="No other span follows"):
            session.merge()
    assert not session.layer.held
