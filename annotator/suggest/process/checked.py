"""A stranger's suggester held to its word: what of an answer makes no sense is left out and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import index
from typing import Any

from annotator.suggest.base import Answer, Proposal, Suggester
from annotator.suggest.common.brief import Brief


class Checked:
    """The suggester of an entry point; the names of its sources begin with the `kind` that it has there."""

    def __init__(self, suggester: Suggester, kind: str) -> None:
        said = str(suggester.name).encode(errors="replace").decode()
        self.name = said if said.partition(":")[0] == kind else f"{kind}:{said}"
        self._suggester = suggester

    def brief(self, brief: Brief) -> None:
        """Tell it of the project, if it wants to know."""
        if hasattr(self._suggester, "brief"):
            self._suggester.brief(brief)

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        """See `Suggester.suggest`. Raises `TypeError` for what is no answer."""
        answers = self._suggester.suggest(texts, cancelled)
        for answer, text in zip(answers, texts, strict=False):
            if not isinstance(answer, Answer):
                raise TypeError(f"it answered with something of the kind {type(answer).__name__}")
            yield self._checked(answer, len(text))

    def _checked(self, answer: Answer, length: int) -> Answer:
        spans, near = ([_proposal(one, length) for one in some] for some in (answer.spans, answer.near))
        edges = _edges(answer, length)
        return replace(
            answer,
            source=self.name,
            spans=[one for one in spans if one],
            near=[one for one in near if one],
            tokenizer=self.name if edges else "",
            starts=[start for start, _ in edges],
            ends=[end for _, end in edges],
            phrases=(),
            unfit=sum(one is None for one in (*spans, *near)),
            notes={},
            used={},
        )


def _proposal(one: Any, length: int) -> Proposal | None:
    """A proposal in plain numbers; None where it does not lie in the text, has no label, or its score is none."""
    try:
        start, end, label, score = one
        start, end, score = index(start), index(end), None if score is None else float(score)
    except (TypeError, ValueError):
        return None
    sound = 0 <= start < end <= length and isinstance(label, str) and label.strip()
    return (start, end, label, score) if sound and (score is None or 0 <= score <= 1) else None


def _edges(answer: Answer, length: int) -> list[tuple[int, int]]:
    """The token edges, if they are whole and lie in the text one behind the other."""
    try:
        edges = [(index(start), index(end)) for start, end in zip(answer.starts, answer.ends, strict=True)]
    except (TypeError, ValueError):
        return []
    inside = all(0 <= start < end <= length for start, end in edges)
    return edges if inside and all(one[1] <= other[0] for one, other in pairwise(edges)) else []
