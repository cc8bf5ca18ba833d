"""What is told of places: in one line, whatever is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.corpus import corpus

from annotator.domain.text.pattern import of_words
from annotator.services.finding.lens import Lens
from annotator.tui.screens.lens.facts import facts


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (80, "5 places in 1 article. layer ana: PERSON 2, ORG 1, GPE 1, nothing 1."),
        (60, "5 places in 1 article. layer ana: PERSON 2, ORG 1, 2 more."),
        (52, "5 places in 1 article. layer ana: PERSON 2, 3 more."),
        (30, "5 places in 1 article."),
    ],
)
def test_what_is_said_is_told_as_far_as_there_is_room(tmp_path: Path, width: int, told: str) -> None:
    store, _ = corpus(tmp_path / "a.db", {"ana": "[Bo|PERSON] [Bo|PERSON] [Bo|ORG] [Bo|GPE] Bo"})
    lens = Lens(store, "ana", "ana", of_words("Bo"))
    lens.read()
    assert facts(lens, "ana", width, proposing=False, reading=False) == told
