"""The library is filtered by titles, whatever their letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.question.condition import Condition
from annotator.storage.queries.listing.entries import count, entries

TITLES = [
    "Буря в Осло", "ZÜRICH und Köln", "Zu\u0308rich im Regen", "Storm in Oslo", "Große Straße",
    "Hafen\u00a0und\u202fSchiff", "Ha\u00adfen",
]  # fmt: skip


@pytest.mark.parametrize(
    ("needle", "found"),
    [("буря", [0]), ("БУРЯ В", [0]), ("zürich", [1, 2]), ("zu\u0308", [1, 2]), ("OSLO", [3]), ("STRASSE", [4]),
     ("straße", [4]), ("", [0, 1, 2, 3, 4, 5, 6]), ("ø", []),
     ("hafen und sch", [5]), ("hafen", [5, 6]), ("storm\u00a0IN", [3]), ("%", [])],
)  # fmt: skip
def test_titles_are_found_whatever_their_case(needle: str, found: list[int], tmp_path: Path) -> None:
    with blank(tmp_path / "p.db") as store:
        with store.write():
            for number, title in enumerate(TITLES):
                store.add_article(Article.of(f"{title}\n\nText.", title=title), f"2026-01-01T00:00:0{number}.000Z")
        asked = (Condition("title", (needle,)),)
        listed = [entry.title for entry in entries(store, "ana", asked)]
        assert listed == [TITLES[number] for number in found]
        assert count(store, "ana", asked) == len(found)
