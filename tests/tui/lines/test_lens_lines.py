"""The lines of the lens: what has no room is cut with a mark, and the number of articles stays."""

from __future__ import annotations

from collections import Counter

import pytest
from rich.cells import cell_len

from annotator.services.finding.inconsistent import Treatment
from annotator.tui.screens.lens.lines import string_line


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
