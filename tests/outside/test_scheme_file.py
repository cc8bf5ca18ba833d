"""A scheme that was written for a published corpus."""

from __future__ import annotations

from support.shared import DATA

from annotator.services.project.scheme_file import load


def test_a_written_scheme_is_read() -> None:
    scheme = load(DATA / "gold/gum_news.scheme.toml")
    assert scheme.names() == ("PERSON", "ORG", "LOC", "EVENT", "DATE", "MISC")
    assert scheme.meaning("FAC") == "LOC"
