"""The lines of the lens: what has no room is cut with a mark, and the number of articles stays."""

from __future__ import annotations

from collections import Counter

import pytest
from rich.cells import cell_len

from annotator.services.finding.inconsistent import Treatment
from annotator.services.finding.places import Place, Saying
from annotator.storage.queries.finding.texts import FoundText
from annotator.tui.screens.lens.lines import around, place_line, string_line


@pytest.mark.parametrize("width", [20, 40, 78, 200])
@pytest.mark.parametrize("string", ["Caloi", "東京都" * 9])
def test_a_string_says_in_how_many_articles_it_stands(width: int, string: str) -> None:
    one = Treatment(string, Counter(PERSON=2, ORG=1, WORK_OF_ART=1), 1, 2, 2)
    line = string_line(one, {}, width, here=True).plain
    assert line.endswith("· 2 articles")
    assert cell_len(line) <= width or width < 40
    assert ("inside longer 2" in line) == (width == 200)
    assert ("…" in line) != ("inside longer 2" in line and string == "Caloi")
    one.articles = 1
    assert string_line(one, {}, width, here=False).plain.endswith("· 1 article")


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("words", ["Caloi sold it. ", "東京都は首都。", "e\u0301te\u0301 "])
def test_a_place_and_what_is_around_it_fit_in_their_lines(width: int, words: str) -> None:
    text = words * 30
    place = Place(
        FoundText(1, "k", words * 9, text), 15 * len(words), 16 * len(words), {"ana": Saying("label", ("ORG",))}
    )
    line = place_line(place, ["ana"], {}, width, models=True, here=True, marked=True)
    assert line.cell_length == width
    for parts in around(place, "$text", "place 1 of 2", width):
        assert 0 < cell_len("".join(text for text, _ in parts)) <= width
