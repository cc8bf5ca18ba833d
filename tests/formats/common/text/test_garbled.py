"""Names that are UTF-8 read as something else: what they were, and that what is right is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.common.text.garbled import is_garbled, mended

NAMES = ["Société", "München", "Łódź_Ñandú", "Лицо", "Πρόσωπο", "組織", "Người", "สถานที่", "“quoted”"]


def garbled(name: str, encoding: str) -> str:
    """The bytes of a name read in an encoding; Windows-1252 gives what it leaves out as it is, as browsers do."""
    return "".join(
        chr(byte) if encoding == "cp1252" and byte in b"\x81\x8d\x8f\x90\x9d" else bytes([byte]).decode(encoding)
        for byte in name.encode()
    )


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "mac_roman", "cp437", "cp850"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_had_again_from_what_it_was_read_as(name: str, encoding: str) -> None:
    once = garbled(name, encoding)
    assert is_garbled(once)
    assert mended(once) == name
    assert mended(garbled(garbled(name, "cp1252"), "cp1252")) == name


def test_what_was_read_as_russian_is_had_again_and_what_is_lost_is_told() -> None:
    assert mended(garbled("Société", "cp1251")) == "Société"
    assert is_garbled("Soci\ufffdt\ufffd")
    assert mended("Soci\ufffdt\ufffd") == "Soci\ufffdt\ufffd"


@pytest.mark.parametrize("name", [*NAMES, "ORG", "São Paulo", "SÃO", "ÄÖÜ", "ÀÉ", "ЛИЦО", "naïve", "Ã", "25 °C", "«é»"])
def test_names_as_they_should_be_are_left_alone(name: str) -> None:
    assert not is_garbled(name)
    assert mended(name) == name


@given(st.text())
def test_nothing_is_too_odd_to_be_looked_at(words: str) -> None:
    assert is_garbled(mended(words)) in (True, False)
