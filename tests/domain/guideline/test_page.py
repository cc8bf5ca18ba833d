"""The guideline of a label as a page, and places as examples."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.guideline.page import page_of, told_in
from annotator.domain.guideline.places import Place, place_of
from annotator.domain.scheme import Label

_lines = st.lists(st.text("ab #-*•é1:", min_size=1, max_size=8).map(str.rstrip).filter(bool), max_size=4)
_texts = _lines.map("\n".join)
_examples = st.lists(st.text("ab é1:", min_size=1, max_size=8).map(str.strip).filter(bool), max_size=3, unique=True)


@given(_texts, _texts, _texts, _texts, _examples.map(tuple))
def test_what_is_written_is_read(
    description: str, include: str, exclude: str, notes: str, examples: tuple[str, ...]
) -> None:
    label = replace(Label("ORG", "O"), description=description, include=include, exclude=exclude)
    label = replace(label, notes=notes, examples=examples)
    told = told_in(page_of(label), Label("ORG", "O"))
    assert told == label
    assert page_of(told) == page_of(label)


def test_a_page_as_people_write_it() -> None:
    page = (
        "Bodies\r\nwith a name.\n\n\n##  Include  \n- parties\n- clubs\n## EXAMPLES\n* Acme\n  Inc\n"
        "- 1a2b3c4d:14-18 the club\n* Acme Inc\n## other\n## notes\nAsk.\n## include\nnothing\n"
    )
    told = told_in(page, Label("ORG", "O", examples=("gone",), exclude="gone"))
    assert told.description == "Bodies\nwith a name."
    assert told.include == "- parties\n- clubs"
    assert told.examples == ("Acme Inc", "1a2b3c4d:14-18 the club", "Acme Inc ## other")
    assert told.exclude == ""
    assert told.notes == "Ask.\n## include\nnothing"


@pytest.mark.parametrize(
    ("example", "place"),
    [
        ("1a2b3c4d:14-18", Place("1a2b3c4d", 14, 18)),
        ("1a2b3c4d:14-18  the club", Place("1a2b3c4d", 14, 18, "the club")),
        ("1a2b3c4d:18-14", None),
        ("1a2b3c4d:14-18x", None),
        ("Acme", None),
        ("dead:0-99999999999999", None),
        ("", None),
    ],
)
def test_an_example_is_a_place_or_words(example: str, place: Place | None) -> None:
    assert place_of(example) == place
    if place:
        assert place_of(str(place)) == place
