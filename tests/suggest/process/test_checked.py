"""Whatever a stranger's suggester answers, what is stored lies in the text, and what was left out is counted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.base import Answer, never
from annotator.suggest.process.checked import Checked
from annotator.suggest.process.packing import to_message

TEXT = "Acme 😀 bought"
numbers = st.integers(-3, 20) | st.none() | st.floats() | st.text(max_size=2) | st.booleans()
scores = st.none() | st.floats() | st.integers(-1, 2) | st.text(max_size=2)
proposals = st.tuples(numbers, numbers, st.text(max_size=2) | st.none(), scores) | st.none() | st.tuples(numbers)


class Odd:
    def __init__(self, answer: Any, name: Any = "odd") -> None:
        self.name, self._answer = name, answer

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        return iter([self._answer] * len(texts))


def checked(answer: Any, name: Any = "odd") -> Answer:
    (found,) = Checked(Odd(answer, name), "odd").suggest([TEXT], never)
    return found


@given(st.lists(proposals, max_size=5), st.lists(numbers, max_size=4), st.lists(numbers, max_size=4))
def test_what_is_left_makes_sense(spans: list[Any], starts: list[Any], ends: list[Any]) -> None:
    answer = checked(Answer("any", spans, spans, "any", starts, ends))
    assert len(answer.spans) + len(answer.near) + answer.unfit == 2 * len(spans)
    for start, end, label, score in answer.spans:
        assert 0 <= start < end <= len(TEXT)
        assert label.strip()
        assert score is None or 0 <= score <= 1
    edges = list(zip(answer.starts, answer.ends, strict=True))
    assert all(one[1] <= other[0] for one, other in pairwise(edges))
    assert answer.tokenizer == ("odd" if edges else "")
    json.dumps(to_message(answer), allow_nan=False)


def test_what_makes_sense_is_left() -> None:
    spans: list[Any] = [(0, 4, "ORG", 1), (0, 4, "ORG", None), (5, 6, "X", Fraction(1, 2))]
    answer = checked(Answer("odd:x", spans, (), "t", [0, 5], [4, 6]), "odd:x")
    assert (answer.spans, answer.unfit) == ([(0, 4, "ORG", 1.0), (0, 4, "ORG", None), (5, 6, "X", 0.5)], 0)
    assert (answer.source, answer.tokenizer, answer.starts, answer.ends) == ("odd:x", "odd:x", [0, 5], [4, 6])


@pytest.mark.parametrize(
    ("name", "source"),
    [("odd", "odd"), ("odd:1.0", "odd:1.0"), ("memory", "odd:memory"), ("spacy:en-1", "odd:spacy:en-1"),
     ("oddly", "odd:oddly"), ("", "odd:"), (3, "odd:3"), ("\ud800", "odd:?")],
)  # fmt: skip
def test_its_sources_begin_with_its_own_name(name: Any, source: str) -> None:
    assert checked(Answer("memory"), name).source == source


@pytest.mark.parametrize("answer", [None, 3, ("odd", ())])
def test_what_is_no_answer_is_an_error(answer: Any) -> None:
    with pytest.raises(TypeError, match="it answered with something of the kind"):
        checked(answer)
