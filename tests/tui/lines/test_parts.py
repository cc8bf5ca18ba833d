"""The label bar: the labels that an article has most stand first, so that a narrow screen shows them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.sanitise import visible
from annotator.tui.lines.parts import Top, label_bar, score_text, top_line


def names(here: Counter[str], width: int) -> list[str]:
    parts = label_bar(DEFAULT_SCHEME.active(), here, {}, width)
    return [text.strip() for text, _ in parts[2::2]]


def test_the_labels_of_an_article_stand_first_and_the_others_in_their_order() -> None:
    order = [label.name for label in DEFAULT_SCHEME.active()]
    assert names(Counter(), 400) == order
    shown = names(Counter(MONEY=3, DATE=7, ORG=3), 400)
    assert shown == ["DATE", "ORG", "MONEY", *(name for name in order if name not in ("DATE", "ORG", "MONEY"))]


def test_what_has_no_room_is_counted() -> None:
    parts = label_bar(DEFAULT_SCHEME.active(), Counter(DATE=1), {}, 40)
    assert sum(len(text) for text, _ in parts) <= 40
    assert parts[2][0].strip() == "DATE"
    left = len(DEFAULT_SCHEME.active()) - (len(parts) - 2) // 2
    assert parts[-1][0] == f"+{left} ↵"


@given(st.integers(64, 160), st.lists(st.text(min_size=1, max_size=20), max_size=6, unique=True), st.booleans())
def test_the_top_line_has_the_labels_of_the_article_and_counts_those_without_room(
    width: int, labels: list[str], flagged: bool
) -> None:
    top = Top("p.db", (1, 9), "Dockers walk out", "ana", 3, 0, 2, ("⚑",) * flagged, labels=tuple(labels))
    left, right = top_line(top, width)
    assert sum(cell_len(text) for text, _ in (*left, *right)) == width
    chips = [text for text, style in left if style == "bold $background on $accent"]
    counted = [text for text, style in left if text.startswith(" +") and style == "$text-muted"]
    assert chips == [f" {visible(label)} " for label in labels[: len(chips)]]
    assert len(chips) == len(labels) or len(left[-1][0]) <= 3 or counted == [f" +{len(labels) - len(chips)}"]


@given(st.floats(0, 1))
def test_a_score_shows_no_more_than_it_reaches(score: float) -> None:
    assert 0 <= score - float(score_text(score)) + 1e-6 < 0.01 + 2e-6


@given(st.integers(0, 100))
def test_a_score_of_two_decimals_shows_as_it_is(hundredths: int) -> None:
    assert float(score_text(hundredths / 100)) == hundredths / 100


def test_labels_of_the_article_leave_room_for_its_title() -> None:
    left, _ = top_line(
        Top("news.db", (1, 14), "Dockers walk out", "ana", 113, 0, 0, pace="29/min", labels=("POLITICS",)), 100
    )
    told = "".join(text for text, _ in left)
    assert "POLITICS" in told
    assert "Dockers" in told


def test_a_narrow_top_line_tells_the_title_rather_than_the_program() -> None:
    left, _ = top_line(Top("news.db", (1, 14), "Dockers walk out", "ana", 311, 59, 301, besides=19), 80)
    told = "".join(text for text, _ in left)
    assert "Dockers" in told
    assert "annotator" not in told
