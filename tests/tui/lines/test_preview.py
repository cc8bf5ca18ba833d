"""An article at a glance: spans with their labels by name, suggestions told apart, nothing that acts on a terminal."""

from __future__ import annotations

from annotator.domain.article import Article
from annotator.domain.span import Span
from annotator.tui.lines.preview import LIMIT, preview


def test_spans_are_named_and_suggestions_marked() -> None:
    article = Article.of("Ada met Bob\nin \x1b[31mOslo.", byline="Cy", date="2026-01-01")
    shown = preview(article, [Span(0, 3, "PER")], [Span(4, 7, "X"), Span(8, 11, "PER"), Span(8, 9, "ORG")], {})
    assert shown.plain == "Cy · 2026-01-01 · English\n\nAda PER met X? B ORG?ob\nin ␛[31mOslo."


def test_what_is_not_shown_is_counted() -> None:
    article = Article.of("word " * (LIMIT // 5) + "more.")
    assert preview(article, [], [Span(LIMIT, LIMIT + 4, "X")], {}).plain.endswith("… 5 more characters")
