from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from support.strategies import texts

from annotator.domain.article import Article, article_key, byline_of, title_of


@given(texts)
def test_the_text_stays_to_the_byte_and_is_known_by_its_hash(text: str) -> None:
    article = Article.of(text)
    assert article.text == text
    assert article.key == article_key(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


@given(texts)
def test_title_and_byline_are_lines_of_the_text_and_never_the_same_one(text: str) -> None:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    title = title_of(text)
    assert title == (lines[0] if lines else "") or " ".join(text.split()).startswith(title)
    byline = byline_of(text)
    assert not byline or (len(lines) > 1 and byline == lines[-1])


BODY = (
    "The mayor said on Monday that the harbour would stay\nclosed for as long as the storm went on. Nobody was\nhurt."
)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "Storm closes the port of Esbjerg for the second time\nthis winter",
            "Storm closes the port of Esbjerg for the second time this winter",
        ),
        ("Storm closes the port\nBy Ana Ruiz", "Storm closes the port"),
        ("Storm closes port\n\nfor days", "Storm closes port"),
    ],
)
def test_a_headline_that_was_wrapped_is_a_title_of_one_line(head: str, title: str) -> None:
    assert title_of(f"{head}\n\n{BODY}") == title


def test_a_text_that_begins_with_prose_has_its_first_line_for_a_title() -> None:
    assert title_of(BODY) == BODY.partition("\n")[0]


def test_a_lone_surrogate_is_no_text() -> None:
    with pytest.raises(UnicodeEncodeError):
        Article.of("a\ud800b")


def test_what_is_given_wins_over_what_is_found() -> None:
    article = Article.of("Title\n\nBody.\n\nBy Ana Ruiz", title="", byline="Bo", meta={"a": 1})
    assert (article.title, article.byline, article.language, article.meta) == ("", "Bo", "en", {"a": 1})


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Ruiz",
        "By ANA RUIZ and Bo Ek, Staff Writers",
        "BY ANA RUIZ",
        "— Ana Ruiz",
        "-- Ana Ruiz",
        "Von Jörg Maß",
        "Par Élise Dûmont",
        "Af Åse Ølgaard",
        "(Reuters)",
        "By 東京 支局",
    ],
)
def test_a_last_line_that_reads_like_a_byline_is_one(line: str) -> None:
    assert byline_of(f"Title\n\nBody of the text.\n\n{line}\n\n") == line


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the storm had passed.",
        "By then it was late!",
        "By the end of the day nobody remembered",
        "Byron Bay is in Australia",
        "— and so it ended",
        "By Ana " + "Ruiz " * 40,
        "The council meets again in May",
        "4,200",
    ],
)
def test_a_last_line_of_prose_is_no_byline(line: str) -> None:
    assert byline_of(f"Title\n\nBody.\n\n{line}") == ""


def test_a_text_of_one_line_has_a_title_and_no_byline() -> None:
    assert (title_of("\n\n By Ana Ruiz \n"), byline_of("\n\n By Ana Ruiz \n")) == ("By Ana Ruiz", "")
