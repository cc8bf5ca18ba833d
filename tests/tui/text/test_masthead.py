"""Title and byline are set apart in the text, as one sees them."""

from __future__ import annotations

import pytest

from annotator.domain.article import Article
from annotator.tui.text.masthead import masthead


@pytest.mark.parametrize(
    ("text", "title", "byline", "found"),
    [
        (
            "Storm\u00a0closes\nports\n\nText.\n\nBy  Ana\u00a0Ruiz\n",
            "Storm closes ports",
            "By Ana Ruiz",
            [(0, 18), (27, 39)],
        ),
        ("\ufeff Storm\n\nText.", "Storm", "", [(2, 7)]),
        ("Text before.\n\nStorm", "Storm", "", []),
        ("Storm\n\nBy Ana\n\nText behind.", "Storm", "By Ana", [(0, 5)]),
        ("", "", "", []),
    ],
)
def test_they_are_found_where_one_sees_them(text: str, title: str, byline: str, found: list[tuple[int, int]]) -> None:
    article = Article.of(text, title=title, byline=byline)
    assert [(start, end) for start, end, _ in masthead(article)] == found
