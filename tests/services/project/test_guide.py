"""The guideline as a book: read, written, its examples pointed at and checked against gold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.teams import act, label, project, put

from annotator.domain.decisions import GOLD, Added, Approved, Removed
from annotator.domain.history.versions import numbered
from annotator.domain.span import Span
from annotator.errors import NoSuchLabel
from annotator.services.project.guide.book import book, page, rewriting
from annotator.services.project.guide.check import against_gold
from annotator.services.project.guide.examples import example_told, turn_example, with_examples_told
from annotator.services.project.labels import carry_out, renaming
from annotator.storage.maintenance.scheme_history import history
from annotator.storage.store import Store

TEXT = "Ada of Rome Inc met Bo, the mayor of Rome."
ROME = Span(7, 11, "LOC")


@pytest.fixture
def work(tmp_path: Path) -> Iterator[tuple[Store, str]]:
    with project(tmp_path / "news.db") as store:
        yield store, put(store, TEXT)


def test_a_span_becomes_an_example_and_is_none_again(work: tuple[Store, str]) -> None:
    store, key = work
    version = max(numbered(history(store)).values())
    assert turn_example(store, key, ROME, "ana") == "LOC has 1 example: “Rome” is an example of it; % takes it out."
    (example,) = label(store.scheme(), "LOC").examples
    assert example == f"{key}:7-11"
    assert example_told(store, example) == "Ada of [Rome] Inc met Bo, the mayor…"
    (told,) = [one for one in with_examples_told(store, store.scheme().labels) if one.examples]
    assert told.examples == (example_told(store, example),)
    assert max(numbered(history(store)).values()) == version
    assert history(store)[-1].note.by == "ana"
    assert turn_example(store, key, ROME, "ana") == "LOC has 0 examples: “Rome” is no example of it any more."
    assert label(store.scheme(), "LOC").examples == ()


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("not “the port”", "not “the port”"),
        ("abcdef0123:1-4", "abcdef0123:1-4: the article is not in this project"),
        ("KEY:40-99 far", "KEY:40-99: the article ends at 42: far"),
        ("KEY:0-3 a person", "[Ada] of Rome Inc met Bo,…: a person"),
    ],
)
def test_an_example_is_told_with_what_stands_there(work: tuple[Store, str], example: str, said: str) -> None:
    store, key = work
    assert example_told(store, example.replace("KEY", key[:8])) == said.replace("KEY", key[:8])


def test_a_page_is_read_and_written(work: tuple[Store, str]) -> None:
    store, key = work
    assert page(store, "LOC") == ""
    assert rewriting(store, "LOC", "  \n\n") is None
    text = "Places.\n\n## include\n\nrivers\n\n## exclude\n\nfirms\n\n## examples\n\n- Oslo\n"
    text += f"- {key[:8]}:7-11\n\n## notes\n\n# Ask\n"
    plan = rewriting(store, "LOC", text)
    assert plan
    carry_out(store, plan, by="lea")
    assert page(store, "LOC") == text
    assert rewriting(store, "LOC", text) is None
    whole = book(store)
    assert whole.startswith("# Guideline of news, version g")
    assert "## LOC (key L)\n\nPlaces.\n\n### include\n\nrivers" in whole
    assert "- Ada of [Rome] Inc met" in whole
    assert "## Ask" in whole
    assert "2 labels without a guideline: PER, ORG." in whole
    assert book(store, "LOC").startswith("## LOC")
    with pytest.raises(NoSuchLabel):
        book(store, "NIX")


def test_examples_are_compared_with_gold(work: tuple[Store, str]) -> None:
    store, key = work
    for span in (ROME, Span(0, 3, "PER"), Span(20, 22, "PER"), Span(37, 41, "LOC")):
        turn_example(store, key, span, "ana")
    assert {one.state for one in against_gold(store)} == {"no gold"}
    act(store, key, GOLD, Added(ROME), Added(Span(0, 3, "LOC")), Added(Span(20, 23, "PER")), Approved())
    carry_out(store, renaming(store, "LOC", "PLACE"))
    found = {
        one.quote: (one.label, one.state, one.gold, one.wrong)
        for one in against_gold(store)
        if one.example[-5:] != "37-41"
    }
    assert found == {
        "Rome": ("PLACE", "so", ("PLACE 7-11",), False),
        "Ada": ("PER", "otherwise", ("PLACE 0-3",), True),
        "Bo": ("PER", "otherwise", ("PER 20-23",), True),
    }
    assert [one.state for one in against_gold(store) if one.example.endswith("37-41")] == ["nothing"]
    act(store, key, GOLD, Removed(Span(7, 11, "PLACE")))
    assert [one.state for one in against_gold(store) if one.example.endswith(":7-11")] == ["nothing"]
