from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.sanitise import MUTE, one_line, visible


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_one_code_point_in_one_code_point_out(text: str) -> None:
    assert len(visible(text)) == len(text)


def test_no_code_point_that_acts_on_a_terminal_survives() -> None:
    for code in range(0x110000):
        shown = visible(chr(code))
        assert len(shown) == 1
        category = unicodedata.category(shown)
        assert category not in ("Cc", "Cs", "Zl", "Zp"), hex(code)
        assert unicodedata.bidirectional(shown) not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def test_readable_text_stays_as_it_is() -> None:
    for text in ("Ana-Lucía “said” 3 €, 50 %…", "東京で、", "שלום", "مرحبا", "हिन्दी", "🚢"):
        assert visible(text) == text


def test_signs_tell_what_was_there() -> None:
    assert visible("\x1b[2J") == "␛[2J"
    assert visible("a\tb\rc\x85\u2028\x9b") == "a→b␍c␤␤␦"
    assert visible("\u202edark\u2069") == "⇄dark⇄"
    assert visible("a\u200bb\ufeff") == "a·b·"
    assert visible("❤\ufe0f") == "❤" + MUTE
    assert visible("👨\u200d👩") == "👨⁀👩"


def test_a_quote_on_one_line_is_as_one_sees_it_and_harmless() -> None:
    assert one_line("Angela \r\n Merkel\x1b[2J and\n\nBer\u00adlin") == "Angela Merkel␛[2J and Berlin"
