"""Identical strings are decided alike: what only accepted itself counts as undecided, what a person decided stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.domain.tokens import StoredTokens
from annotator.services.annotating.session import AnnotationSession

TEXT = "Tai Chi sang. Tai Chi swords, Tai Chi lovers, Tai Chi swords and Tai Chi."
FIRST, SWORDS, LOVERS, MORE, LAST = (Span(at, at + 7, "ORG") for at in (0, 14, 30, 46, 65))


@pytest.fixture
def session(tmp_path: Path) -> AnnotationSession:
    """The first is a person's, the last is open to anybody; those between accepted themselves."""
    store, article = blank(tmp_path / "p.db"), Article.of(TEXT)
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
    session = AnnotationSession(store, article.key, "ana")
    session.selection = (FIRST.start, FIRST.end)
    session.label("ORG")
    session.accept_itself([Suggestion(span, "memory", 0.6) for span in (SWORDS, LOVERS, MORE)])
    return session


def test_refusing_all_the_same_refuses_what_accepted_itself(session: AnnotationSession) -> None:
    session.go_to(SWORDS)
    session.reject()
    session.focus = SWORDS
    assert session.all_same().message == "2 decided alike, 1 passed over: decided otherwise."
    assert list(session.layer.spans) == [FIRST]
    session.undo()
    assert list(session.layer.spans) == [FIRST, LOVERS, MORE]


def test_what_accepted_itself_takes_another_label(session: AnnotationSession) -> None:
    session.go_to(SWORDS)
    session.label("PERSON")
    assert session.all_same().message == "3 decided alike, 1 passed over: decided otherwise."
    assert list(session.layer.spans) == [FIRST, *(span.labelled("PERSON") for span in (SWORDS, LOVERS, MORE, LAST))]


def test_what_accepted_itself_gives_way_to_a_longer_name(session: AnnotationSession) -> None:
    session.go_to(SWORDS)
    session.resize("right", 1)
    assert session.all_same().message == "1 decided alike."
    assert list(session.layer.spans) == [FIRST, Span(14, 28, "ORG"), LOVERS, Span(46, 60, "ORG")]


def test_what_a_segmenter_does_not_part_is_passed_over_and_counted(tmp_path: Path) -> None:
    text, words = "在荷蘭，荷蘭叛軍和荷蘭人", [(0, 1), (1, 3), (3, 4), (4, 5), (5, 8), (8, 9), (9, 12)]
    store, article = blank(tmp_path / "p.db"), Article.of(text, language="zh")
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
    session = AnnotationSession(store, article.key, "ana")
    session.tokens = StoredTokens("words", *zip(*words, strict=True))
    session.selection = (1, 3)
    session.label("GPE")
    assert session.all_same().message == "2 passed over: inside longer words."
    session.selection = (9, 11)
    session.label("GPE")
    session.go_to(Span(1, 3, "GPE"))
    assert session.all_same().message == "1 passed over: inside longer words."


def test_what_is_so_already_is_counted_where_nothing_is_left_to_decide(session: AnnotationSession) -> None:
    session.go_to(FIRST)
    assert session.all_same().message == "1 decided alike."
    assert session.all_same().message == "4 more are so already."
