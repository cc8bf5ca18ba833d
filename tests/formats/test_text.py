"""Plain text, a file or a line an article."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.reading import OPTIONS, articles, put

from annotator.errors import InputError
from annotator.formats import text

LINES = replace(OPTIONS, lines=True)


def test_each_line_may_be_an_article(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "\ufeffOne, Ada.\r\n\r\n  Two\u2028still two \n \t\rThree")
    found = articles(text.read(path, LINES))
    assert [(one.article.text, one.line) for one in found] == [
        ("One, Ada.", 1), ("  Two\u2028still two ", 3), ("Three", 5),
    ]  # fmt: skip
    assert [one.article.source for one in found] == ["a.txt"] * 3


def test_a_file_of_blank_lines_is_refused(tmp_path: Path) -> None:
    (refused,) = text.read(put(tmp_path, "a.txt", "\n \n"), LINES)
    assert isinstance(refused, InputError)
    (refused,) = text.read(put(tmp_path, "b.txt", b"\x81\x82\x00\x01\x02\x03"), LINES)
    assert isinstance(refused, InputError)


def test_a_line_that_is_no_article_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.formats.common.text.decoding.LONGEST_TEXT", 20)
    one, refused, two = text.read(put(tmp_path, "a.txt", f"One.\n{'x' * 21}\nTwo.\n"), LINES)
    assert [read.article.text for read in articles(iter([one, two]))] == ["One.", "Two."]
    assert isinstance(refused, InputError)
    assert refused.line == 2
