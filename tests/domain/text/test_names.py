"""Which names people can have."""

from __future__ import annotations

import pytest

from annotator.domain.text.names import checked_name
from annotator.errors import WrongUsage


@pytest.mark.parametrize(
    "name", ["ana", "Zoë van der Meer", "李雷", "山田\u3000太郎", "علی\u200cرضا", "O'Neil-2", "😀"]
)
def test_names_of_all_languages_are_names(name: str) -> None:
    assert checked_name(f" {name}\n") == name


@pytest.mark.parametrize("name", ["ana,rosa", "ana\nrosa", "a\tb", "a\u2028b", "a\u202eb", "\x1b[1m", "a\x00"])
def test_a_name_has_no_comma_and_no_control_code(name: str) -> None:
    with pytest.raises(WrongUsage, match="is no name: one has no comma, line break or control code"):
        checked_name(name)


@pytest.mark.parametrize("name", ["", " \n", "\ud800"])
def test_a_name_is_text(name: str) -> None:
    with pytest.raises(WrongUsage, match="The name of an annotator is"):
        checked_name(name)
