"""Plain text, a file or a line an article."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.reading import OPTIONS, articles, put

from annotator.errors import InputError
from annotator.formats import text
from annotator.formats.base import Notice
from annotator.formats.parts.inline_tags import untagged

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
    assert "The article has 21 characters; 20 is the most that is taken. Make several of it" in str(refused)


TAGGED = (
    '<ENAMEX TYPE="PERSON" id="p1">Ada &amp; Co</ENAMEX> met\n<PER>Bo <LOC>Holm</LOC></PER> in <b>Ash</b>, a < b.\n'
)


def test_tags_mark_spans_where_the_user_says_so(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", TAGGED)
    (read,) = articles(text.read(path, replace(OPTIONS, settings={"inline": "all"})))
    assert read.article.text == "Ada & Co met\nBo Holm in Ash, a < b.\n"
    found = [(span.quote(read.article.text), span.label) for span in read.layers[""].spans]
    assert found == [("Ada & Co", "PERSON"), ("Bo Holm", "PER"), ("Holm", "LOC"), ("Ash", "b")]
    assert read.article.meta == {"attributes": [{"span": [0, 8, "PERSON"], "name": "id", "value": "p1"}]}
    (read,) = articles(text.read(path, replace(OPTIONS, settings={"inline": "LOC"})))
    assert [span.quote(read.article.text) for span in read.layers[""].spans] == ["Holm"]
    assert "<PER>Bo Holm</PER>" in read.article.text
    kept, notice = text.read(path, OPTIONS)
    assert isinstance(notice, Notice)
    assert "`--set inline=all`" in notice.text
    assert articles(iter([kept]))[0].article.text == TAGGED


def test_a_tag_without_its_other_half_is_refused_with_its_line(tmp_path: Path) -> None:
    options = replace(OPTIONS, settings={"inline": "all"})
    for source, line, reason in (("a\nb </PER>", 2, "closes nothing"), ("a\n<PER>b\n", 2, "is not closed")):
        (refused,) = text.read(put(tmp_path, "a.txt", source), options)
        assert isinstance(refused, InputError)
        assert (refused.line, reason in refused.reason) == (line, True)
    one, two = text.read(put(tmp_path, "a.txt", "<PER>a\n<PER>b</PER>"), replace(options, lines=True))
    assert isinstance(one, InputError)
    assert one.line == 1
    assert articles(iter([two]))[0].article.text == "b"


@given(st.lists(st.tuples(st.text("a<&é \n"), st.sampled_from(["", "PER", "LOC"])), max_size=6))
def test_what_was_tagged_is_untagged_again(parts: list[tuple[str, str]]) -> None:
    tagged = "".join(f"<{name}>{escape(part)}</{name}>" if name else escape(part) for part, name in parts)
    found = untagged(tagged, frozenset())
    assert found.text == "".join(part for part, _ in parts)
    assert [span.quote(found.text) for span in found.spans] == [part for part, name in parts if name and part]
