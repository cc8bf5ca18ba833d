"""What a hostile or a large file can make much of takes no more than twice the work for twice as much."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.scheme import Kind, Overlap, Scheme
from annotator.domain.tokens import OwnTokens
from annotator.services.annotating.session import AnnotationSession
from annotator.services.importing.add import AddOptions, add
from annotator.services.project.labels import carry_out, overlapping


def lines(work: Callable[[], object]) -> int:
    """How many lines of Python are carried out in some work."""
    count = 0

    def traced(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def identical_strings(folder: Path, number: int) -> Callable[[], object]:
    store, article = blank(folder / "p.db"), Article.of("Acme said. " * number)
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000Z")
        store.add_suggestions(article.key, "m", [(11 * at, 11 * at + 4, "ORG", 0.5) for at in range(number)])
    session = AnnotationSession(store, article.key, "ana")
    session.load()
    session.next_undecided()
    return session.all_same


def adding(folder: Path, record: dict[str, Any], overlap: Overlap = "any") -> Callable[[], object]:
    store, path = blank(folder / "p.db"), folder / "a.jsonl"
    carry_out(store, overlapping(store, overlap))
    path.write_text(json.dumps(record) + "\n")
    return lambda: add(store, [str(path)], AddOptions())


def spans_in_a_line(folder: Path, number: int) -> Callable[[], object]:
    spans = [{"start": at, "end": at + 5, "label": "ORG"} for at in range(number)]
    return adding(folder, {"text": "a" * (number + 5), "annotations": {"ana": spans}})


def spans_in_each_other(folder: Path, number: int) -> Callable[[], object]:
    spans = [{"start": at, "end": 2 * number - at, "label": "ORG"} for at in range(number)]
    return adding(folder, {"text": "a" * 2 * number, "annotations": {"ana": spans}}, "nested")


def new_labels(folder: Path, number: int) -> Callable[[], object]:
    spans = [{"start": 5 * at, "end": 5 * at + 4, "label": f"L{at}"} for at in range(number)]
    return adding(folder, {"text": "word " * number, "annotations": {"ana": spans}})


def annotators(folder: Path, number: int) -> Callable[[], object]:
    span = {"start": 0, "end": 4, "label": "ORG"}
    return adding(folder, {"text": "word", "annotations": {f"a{at}": [span] for at in range(number)}})


@pytest.mark.parametrize("work", [identical_strings, spans_in_a_line, spans_in_each_other, new_labels, annotators])
def test_twice_as_much_is_twice_the_work(tmp_path: Path, work: Callable[[Path, int], Callable[[], object]]) -> None:
    counts = []
    for number in (150, 600):
        folder = tmp_path / str(number)
        folder.mkdir()
        counts.append(lines(work(folder, number)))
    assert counts[1] < 4.6 * counts[0]


class Counted(int):
    """An offset that counts how often it is compared."""

    compared = 0

    def __gt__(self, other: int) -> bool:
        Counted.compared += 1
        return super().__gt__(other)

    def __lt__(self, other: int) -> bool:
        Counted.compared += 1
        return super().__lt__(other)


def test_a_token_of_a_long_line_is_found_without_going_through_the_line() -> None:
    tokens = OwnTokens("word " * 5_000)
    assert tokens.within(Counted(20_000), Counted(20_003)) == [(20_000, 20_004)]
    assert Counted.compared < 100


KINDS: st.SearchStrategy[Kind] = st.sampled_from(("span", "article"))


@given(st.dictionaries(st.text("abAB1é ", min_size=1, max_size=3).map(str.strip).filter(bool), KINDS, max_size=60))
def test_labels_that_come_at_once_are_those_that_come_one_by_one(kinds: dict[str, Kind]) -> None:
    one_by_one = Scheme(())
    for name, kind in kinds.items():
        one_by_one = one_by_one.with_label(name, kind=kind)
    assert Scheme(()).with_labels(kinds) == one_by_one
    assert one_by_one.with_labels(kinds) is one_by_one


@given(st.text("ab. \n'’-", max_size=40), st.integers(0, 42), st.integers(0, 42))
def test_the_tokens_within_a_stretch_are_those_that_touch_it(text: str, start: int, end: int) -> None:
    every, tokens = list(OwnTokens(text)), OwnTokens(text)
    last = max(end, start + 1)
    assert tokens.within(start, end) == [(a, b) for a, b in every if a < last and b > start]
