from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.sanitise import visible
from annotator.domain.span import Span
from annotator.tui.text.lanes import stack
from annotator.tui.text.marks import Mark
from annotator.tui.text.rows import Flow
from annotator.tui.text.tags import MOST, short_forms, tags_of

NAMES = st.lists(
    st.text(min_size=1, max_size=12) | st.sampled_from(["PER", "PERSON", "person", "東京", "\x1b[2J", "🇫🇷"]),
    unique=True,
)
ROW = Flow("The Ministry of Transport said on Tuesday", 60).row_at(0)
MARKS = [
    Mark(Span(4, 12, "FAC"), "open"),
    Mark(Span(4, 25, "ORG"), "decided", note=True),
    Mark(Span(34, 41, "DATE"), "auto"),
]
FORMS = short_forms(("FAC", "ORG", "DATE"))


def tags(room: int, focus: Span | None = None) -> list[tuple[int, str]]:
    found = tags_of(ROW, stack(ROW, MARKS, focus, width=60, room=2), FORMS, room)
    return [(at, tag) for at, tag, _ in found]


@given(NAMES)
def test_no_two_labels_have_one_short_form(names: list[str]) -> None:
    forms = short_forms(tuple(names))
    assert len({form.casefold() for form in forms.values()}) == len(names)
    assert all(visible(form) == form for form in forms.values())


@pytest.mark.parametrize(
    ("names", "forms"),
    [
        (("PERSON", "ORG", "GPE"), ("PER", "ORG", "GPE")),
        (("PERSON", "PERCENT", "PER"), ("PERS", "PERC", "PER")),
        (("Chemical_A", "Chemical_B"), ("Che", "Chm")),
        (("人物名", "人物群"), ("人物名", "人物群")),
        (("a", "ab", "abc", "abcdefghij", "abcdefghik"), ("a", "ab", "abc", "abd", "abe")),
    ],
)
def test_a_short_form_is_the_shortest_beginning_that_tells_labels_apart(
    names: tuple[str, ...], forms: tuple[str, ...]
) -> None:
    found = short_forms(names)
    assert tuple(found[name] for name in names) == forms


def test_the_short_forms_of_the_first_scheme_are_short() -> None:
    forms = short_forms(tuple(label.name for label in DEFAULT_SCHEME.labels))
    assert max(map(cell_len, forms.values())) < MOST


def test_a_tag_says_what_accepted_itself_and_hides_no_label() -> None:
    assert tags(14) == [(12, "·FAC"), (25, "·ORG✎"), (41, "≡DAT")]


def test_tags_without_room_are_counted_and_what_holds_comes_first() -> None:
    assert tags(12) == [(25, "·ORG✎"), (41, "≡DAT"), (41, " +1")]
    assert tags(8) == [(25, "·ORG✎"), (41, " +2")]
    assert tags(8, focus=MARKS[0].span) == [(12, "·FAC"), (41, " +2")]
    assert tags(3) == [(41, " +3")]
