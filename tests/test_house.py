"""The picture of the house: no circle, no arrow up, no folder too full, and a picture that would show them."""

from __future__ import annotations

from collections import Counter

import pytest
from support.house import ROOT, Package, house

PACKAGE = ROOT / "annotator"
ORDERED = {"annotator.services", "annotator.storage", "annotator.tui"}
REGISTRIES = {"cli", "formats"}  # one file for each verb, for each format


def package(*arrows: str, order: str = "") -> Package:
    """A package drawn as `a>b`, its order as `a|b c`: floors from the top."""
    pairs = [arrow.split(">") for arrow in arrows]
    rooms = {room for pair in pairs for room in pair}
    imports = {room: frozenset(other for who, other in pairs if who == room) for room in rooms}
    return Package("p", imports, [frozenset(floor.split("|")) for floor in order.split()])


HOUSE = {found.name: found for found in house()}


@pytest.mark.parametrize("name", sorted(HOUSE))
def test_no_circle_and_no_arrow_up(name: str) -> None:
    assert HOUSE[name].circles == []
    assert HOUSE[name].up == []


def test_there_is_a_house_to_see() -> None:
    assert len(HOUSE) > 20
    assert sum(len(found.arrows) for found in HOUSE.values()) > 200


@pytest.mark.parametrize("name", sorted(ORDERED))
def test_every_room_has_its_place_in_the_order(name: str) -> None:
    assert set(HOUSE[name].imports) == set[str]().union(*HOUSE[name].order)


def test_no_folder_is_too_full() -> None:
    files = Counter(path.parent for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
    assert len(files) > 20
    assert {folder.name for folder, many in files.items() if many > 15} <= REGISTRIES


def test_a_circle_is_found_however_long_and_whatever_stands_on_it() -> None:
    assert package("a>b", "b>c", "c>a", "top>a", "a>ground").circles == [["a", "b", "c"]]
    assert package("a>b", "b>a", "c>d", "d>c", "b>c").circles == [["a", "b"], ["c", "d"]]
    assert package("a>b", "a>c", "b>d", "c>d").circles == []


def test_an_arrow_up_or_sideways_is_found() -> None:
    assert package("a>b", "b>c", order="a b c").up == []
    assert package("a>b", "c>b", order="a b c").up == [("c", "b")]
    assert package("a>b", "b>c", order="a|b c").up == [("a", "b")]


def test_floors_are_counted_from_the_ground_and_a_circle_has_one() -> None:
    assert package("a>b", "b>c", "a>c", "d>c").floors == [["c"], ["b", "d"], ["a"]]
    assert package("top>a", "a>b", "b>a", "b>ground").floors == [["ground"], ["a", "b"], ["top"]]


def test_the_picture_names_rooms_arrows_and_what_is_wrong() -> None:
    assert str(package("a>b", "b>a", "a>c", order="c a|b")) == (
        "p: 3 rooms, 2 floors, 3 arrows, 1 circles\n"
        "  1  a > b c  b > a\n"
        "  0  c\n"
        "  circle: a <> b\n"
        "  up: a > b\n"
        "  up: a > c\n"
        "  up: b > a"
    )
