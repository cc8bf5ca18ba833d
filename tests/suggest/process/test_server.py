from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from annotator.suggest.base import Answer
from annotator.suggest.process.server import Service


class Counting:
    """A suggester that notes how many texts it is given at once."""

    name = "counting"

    def __init__(self) -> None:
        self.batches: list[int] = []

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        self.batches.append(len(texts))
        return iter([Answer(self.name)] * len(texts))


def served(questions: Sequence[dict[str, Any]], suggester: Counting, *, now: int = 0) -> list[str]:
    """The keys that are answered where all questions are there from the start, in the round `now`."""
    sent: list[dict[str, Any]] = []
    service = Service(sent.append)
    service._suggesters, service.round = [suggester], now
    for asked in (*questions, None):
        service._questions.put(asked)
    service.work()
    return [message["key"] for message in sent]


def question(key: object, size: int = 10, round_: int = 0) -> dict[str, Any]:
    return {"round": round_, "key": str(key), "text": "x" * size}


def test_the_first_question_is_answered_alone_and_then_more_and_more_at_a_time() -> None:
    counting = Counting()
    assert served([question(key) for key in range(20)], counting) == [str(key) for key in range(20)]
    assert counting.batches == [1, 2, 4, 8, 5]


@pytest.mark.parametrize(("size", "batches"), [(30_000, [1, 2, 2, 2, 1]), (50_000, [1] * 8)])
def test_long_texts_are_not_taken_together(size: int, batches: list[int]) -> None:
    counting = Counting()
    assert len(served([question(key, size) for key in range(8)], counting)) == 8
    assert counting.batches == batches


def test_questions_of_an_earlier_round_are_passed_over() -> None:
    counting = Counting()
    asked = [question("old"), question("new", round_=1), question("older")]
    assert served(asked, counting, now=1) == ["new"]
    assert counting.batches == [1]


class Choking(Counting):
    """A suggester that fails where one text is among those it is given."""

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        if any("poison" in text for text in texts):
            raise ValueError("it choked")
        return super().suggest(texts, cancelled)


def test_a_text_on_which_a_suggester_fails_spoils_no_other() -> None:
    sent: list[dict[str, Any]] = []
    service, counting = Service(sent.append), Counting()
    service._suggesters = [counting, Choking()]
    texts = ["one", "two", "poison", "four"]
    for asked in (*({"round": 0, "key": text, "text": text} for text in texts), None):
        service._questions.put(asked)
    service.work()
    answers = {message["key"]: len(message["answers"]) for message in sent if "key" in message}
    assert answers == {"one": 2, "two": 2, "poison": 1, "four": 2}
    assert [message["error"] for message in sent if "error" in message] == ["counting failed: it choked"]
