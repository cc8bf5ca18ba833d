"""What offsets count is recognised only where they fit nothing as they stand."""

from __future__ import annotations

from annotator.formats.common.standoff.offset_units import recognised


def test_a_quote_with_white_space_at_its_edges_is_no_sign_of_another_count() -> None:
    assert recognised("éB-PER\t", [(0, 7, "éB-PER ")]) is None
    assert recognised("é Ana\n", [(2, 6, "Ana")]) is None
    assert recognised("é Ana left", [(3, 6, "Ana")]) == "bytes of UTF-8"
