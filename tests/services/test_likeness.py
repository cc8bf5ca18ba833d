"""Which articles are alike, and which texts nearly the same."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.document import Incoming
from annotator.services import likeness
from annotator.services.importing.add import AddOptions, add_reads
from annotator.services.likeness import is_near, near, resemblance, sketch_of
from annotator.services.project.articles import put_away
from annotator.storage.store import Store

TEXT = "Zoë Brook met Lin Ode in Quay Town on Monday.\n\nThey spoke of the harbour and of the new library.\n"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("The quick brown fox jumps over the lazy dog today", "The quick brown fox jumps over the lazy dog now", True),
        ("東京で新しい図書館が開館したと市長が述べた。", "東京で新しい図書館が開館したと市長が語った。", True),
        (
            "The quick brown fox jumps over the lazy dog",
            "A wholly different sentence about something else again",
            False,
        ),
        ("", "", False),
        ("!!!", "???", False),
    ],
)
def test_resemblance(one: str, other: str, alike: bool) -> None:
    assert (resemblance(sketch_of(one), sketch_of(other)) >= 0.5) is alike


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.rstrip(),
        TEXT.replace("\n", " \n"),
        " ".join(TEXT.split()),
        unicodedata.normalize("NFD", TEXT),
        TEXT.replace("harbour", "har\u00adbour"),
        TEXT.replace("Monday", "Tuesday"),
        TEXT.upper(),
    ],
)
def test_texts_that_differ_in_little_are_near(other: str) -> None:
    assert is_near(sketch_of(TEXT), sketch_of(other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The mayor of Quay Town met Lin Ode.", "The mayor of Port Ellen met Lin Ode.", False),
        ("The mayor of Quay Town met Lin Ode today.", "The mayor of Quay Town met Lin Ode now.", True),
        ("Ada met Lin.", "Ada met Bob.", False),
        ("Ada Brook met; Lin Ode.", "Ada Brook met Lin Ode in Quay Town.", False),
        ("Thanks.", "Thanks!", True),
        ("!!!", "???", False),
    ],
)
def test_short_texts_are_near_with_no_more_than_a_word_changed(one: str, other: str, *, expected: bool) -> None:
    assert is_near(sketch_of(one), sketch_of(other)) is expected


def test_a_new_article_is_told_to_be_nearly_an_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, three = (Article.of(text) for text in (TEXT, TEXT.rstrip(), "Something else."))
    with blank(tmp_path / "p.db") as store:
        assert put(store, one, three) == ([], [])
        pairs, (told,) = put(store, two, one)
        assert pairs == [(two.key, one.key)]
        assert told.startswith(
            f"1 text is nearly the same as that of another article: {two.key[:12]} ~ {one.key[:12]}."
        )
        assert put(store, two) == ([], [])
        monkeypatch.setattr(likeness, "_AT_ONCE", 0)
        late = Article.of(TEXT + "\n")
        pairs, (told,) = put(store, late)
        assert (pairs, "was not looked at" in told) == ([], True)
        assert list(near(store)) == [(two.key, one.key), (late.key, one.key)]
        put_away(store, [one.key])
        assert list(near(store)) == [(late.key, two.key)]


def put(store: Store, *articles: Article) -> tuple[list[tuple[str, str]], list[str]]:
    """What `add` says of texts that are nearly others."""
    report = add_reads(store, map(Incoming, articles), AddOptions())
    return report.near, [one for one in report.notices if "nearly" in one]


def test_putting_many_into_groups_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    with blank(tmp_path / "p.db") as store:
        with store.write():
            for number in range(5):
                store.add_article(Article.of(f"Text number {number} on rain and ships."), "")
        likeness.group(store, lambda done, of: told.append((done, of)))
        assert told == []
    monkeypatch.setattr(likeness, "_BATCH", 2)
    with blank(tmp_path / "q.db") as store:
        with store.write():
            for number in range(5):
                store.add_article(Article.of(f"Text number {number} on rain and ships."), "")
        likeness.group(store, lambda done, of: told.append((done, of)))
    assert told == [(0, 5), (2, 5), (4, 5), (5, 5)]
