"""What a model reads: the text as one sees it, wrapped lines run on, and what parts stays."""

from __future__ import annotations

from hypothesis import given
from support.strategies import texts

from annotator.domain.folded import fold
from annotator.suggest.common.running_text import running_text


def test_wrapped_lines_run_on_and_other_lines_and_columns_stay() -> None:
    text = "Name\tTown\n\nThe mayor of An\u00ada\u00a0Town \r\n  met  three\nof us.\nAngela\nOlaf"
    assert running_text(text).text == "Name\tTown\n\nThe mayor of Ana Town met three of us.\nAngela\nOlaf"


@given(texts)
def test_one_sees_the_same_and_every_place_is_one_of_the_text(text: str) -> None:
    view = running_text(text)
    assert fold(view.text) == fold(text)
    places = [view.place(at, at + 1) for at in range(len(view.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
