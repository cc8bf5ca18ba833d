"""Common corrections: the few keys come to what the many come to, and one undo takes back the last step."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.corrections import CORRECTIONS, Correction, pressed, span

IRGC = [("IRGC", nth, "ORG") for nth in range(3)]
SEARCHED = Correction("what is searched for", ("Monday", 0), (), ())


@pytest.mark.parametrize("correction", CORRECTIONS, ids=lambda one: one.name)
async def test_few_keys_come_to_what_many_come_to(tmp_path: Path, correction: Correction) -> None:
    wanted = {*map(span, correction.held), *map(span, correction.comes)} - {*map(span, correction.goes)}
    slowly, many = await pressed(tmp_path / "slowly.db", correction, correction.before)
    quickly, few = await pressed(tmp_path / "quickly.db", correction, correction.now)
    assert slowly.held.keys() == quickly.held.keys() == wanted
    assert slowly.rejected.keys() == quickly.rejected.keys() == {*map(span, correction.refused)}
    assert few < many


@pytest.mark.parametrize(
    ("keys", "comes"),
    [
        (("slash", *"bank of ash", "escape", "P"), ("Bank of Ashmere", 0, "PERSON")),
        (("slash", *"saw two", "enter", "shift+right", "W"), ("saw two boats", 0, "WORK_OF_ART")),
        (("slash", *"saw two", "escape", "v", "right", "W"), ("saw two boats", 0, "WORK_OF_ART")),
        (("slash", *"saw two", "escape", "right", "W"), ("two", 0, "WORK_OF_ART")),
        (("slash", *"saw two", "escape", "escape", "W"), ("saw", 0, "WORK_OF_ART")),
        (("slash", *"meridian", "escape", "space"), ("Meridian Pearl", 0, "PRODUCT")),
    ],
)
async def test_what_was_found_is_selected_until_one_goes_on(
    tmp_path: Path, keys: tuple[str, ...], comes: tuple[str, int, str]
) -> None:
    layer, _ = await pressed(tmp_path / "p.db", SEARCHED, keys)
    assert layer.held.keys() == {span(comes)}


@pytest.mark.parametrize(
    ("keys", "comes"),
    [
        (("v", "right_square_bracket", "O"), ("University of Brezno said", 0, "ORG")),
        (("v", "backslash", "right_curly_bracket", "O"), ("University of Brezn", 0, "ORG")),
        (("v", "right_square_bracket", "v", "space"), ("University of Brezno", 0, "ORG")),
        (("v", "right", "left_square_bracket", "O"), ("the University of Brezno said", 0, "ORG")),
    ],
)
async def test_edges_are_those_of_the_selection_while_there_is_one(
    tmp_path: Path, keys: tuple[str, ...], comes: tuple[str, int, str]
) -> None:
    on_a_span = Correction("", ("University of Brezno", 0), (), ())
    layer, _ = await pressed(tmp_path / "p.db", on_a_span, keys)
    assert layer.held.keys() == {span(comes)}


@pytest.mark.parametrize(
    ("keys", "comes"),
    [
        (("f", "‹IRGC›", "O", "right_square_bracket", "right_square_bracket"), [("IRGC denied on", 0, "ORG")]),
        (("f", "‹IRGC›", "O", "tab", "right_square_bracket"), [("IRGC", 0, "ORG"), ("Meridian Pearl.", 0, "PRODUCT")]),
        (("f", "‹IRGC›", "O", "space"), [("IRGC", 0, "ORG"), ("Monday", 0, "DATE")]),
        (("f", "‹IRGC›", "O", "asterisk", "u"), [("IRGC", 0, "ORG")]),
        (("f", "‹IRGC›", "O", "escape", "right_square_bracket"), [("IRGC", 0, "ORG"), ("Monday that", 0, "DATE")]),
        (("f", "‹IRGC›", "O", "asterisk", "space"), [*IRGC, ("Monday", 0, "DATE")]),
    ],
)  # fmt: skip
async def test_what_was_just_added_is_meant_and_one_stands_where_one_stood(
    tmp_path: Path, keys: tuple[str, ...], comes: list[tuple[str, int, str]]
) -> None:
    layer, _ = await pressed(tmp_path / "p.db", SEARCHED, keys)
    assert layer.held.keys() == {*map(span, comes)}


@pytest.mark.parametrize(
    ("keys", "comes"),
    [
        (("space", "full_stop"), [("Monday", 0, "DATE"), ("Meridian Pearl", 0, "PRODUCT")]),
        (("x", "full_stop", "space"), [("Bank of Ashmere", 0, "ORG")]),
        (("right_square_bracket", "full_stop"), [("Monday that", 0, "DATE")]),
        (("O", "right_square_bracket", "full_stop"), [("Monday", 0, "ORG"), ("Meridian Pearl.", 0, "ORG")]),
        (("O", "u", "full_stop"), [("Monday", 0, "ORG")]),
        (("full_stop",), []),
        (("3",), [("Monday", 0, "FAC")]),
        (("enter", "1"), [("Monday", 0, "ORG")]),
    ],
)
async def test_what_was_decided_last_is_done_again_and_digits_give_labels(
    tmp_path: Path, keys: tuple[str, ...], comes: list[tuple[str, int, str]]
) -> None:
    layer, _ = await pressed(tmp_path / "p.db", SEARCHED, keys)
    assert layer.held.keys() == {*map(span, comes)}


@pytest.mark.parametrize(
    ("keys", "comes"),
    [
        (("f", "f", "‹wrote›", "‹captain›", "Q"), [("captain wrote", 0, "QUANTITY")]),
        (("f", "f", "‹saw›", "right_square_bracket", "Q"), [("saw two", 0, "QUANTITY")]),
        (("f", "f", "‹4chan›", "enter", "1"), [("4chan", 0, "ORG")]),
        (("f", "f", "‹4chan›", "escape", "O"), [("4chan", 0, "ORG")]),
        (("f", "f", "escape", "space"), [("Monday", 0, "DATE")]),
        (("f", "f", "‹4chan›", "O", "space"), [("4chan", 0, "ORG"), ("Monday", 0, "DATE")]),
        (("quotation_mark", "‹University of Brezno›", "space"), [("University of Brezno", 0, "ORG")]),
        (("quotation_mark", "escape", "space"), [("Monday", 0, "DATE")]),
    ],
)
async def test_letters_lead_to_any_word_and_any_span(
    tmp_path: Path, keys: tuple[str, ...], comes: list[tuple[str, int, str]]
) -> None:
    layer, _ = await pressed(tmp_path / "p.db", SEARCHED, keys)
    assert layer.held.keys() == {*map(span, comes)}


async def test_letters_of_spans_within_each_other_are_apart(tmp_path: Path) -> None:
    nested = Correction(
        "", ("Monday", 0), (), (), suggested=(), overlap="nested",
        held=(("Ministry", 0, "ORG"), ("Ministry of Defence", 0, "ORG"), ("Ministry of Defence of Ashmere", 0, "ORG")),
    )  # fmt: skip
    layer, _ = await pressed(tmp_path / "p.db", nested, ("quotation_mark", "‹Ministry of Defence›", "x"))
    assert layer.held.keys() == {span(nested.held[0]), span(nested.held[2])}


@pytest.mark.parametrize(
    ("keys", "comes"),
    [
        (("t", "slash", *"brezno", "enter", "space"), [("Brezno", 0, "GPE"), ("University of Brezno", 0, "ORG")]),
        (("t", "slash", *"brezno", "enter", "L"), [("Brezno", 0, "LOC"), ("University of Brezno", 0, "LOC")]),
        (("t", "slash", *"brezno", "enter", "L", "u"), []),
        (("t", "slash", *"brezno", "enter", "j", "space"), [("University of Brezno", 0, "ORG")]),
        (("t", "slash", *"brezno", "down", "enter", "space"), [("University of Brezno", 0, "ORG")]),
        (("tab", "tab", "t", "slash", "enter", "x", "space"), [("Brezno", 0, "GPE")]),
        (("space", "t", "slash", *"date", "enter", "x"), []),
        (("t", "slash", *"qq", "enter", "space"), [("Monday", 0, "DATE")]),
    ],
)
async def test_the_key_behind_the_filter_of_the_list_decides_all_it_shows(
    tmp_path: Path, keys: tuple[str, ...], comes: list[tuple[str, int, str]]
) -> None:
    layer, _ = await pressed(tmp_path / "p.db", SEARCHED, keys)
    assert layer.held.keys() == {*map(span, comes)}
