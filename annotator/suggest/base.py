"""What a suggester is, and the words it answers in.

A suggester reads texts and says where it believes spans to be, in its own labels. It knows neither
the project nor its scheme: `fit` brings an answer into the scheme's words and borders afterwards.
A module of this folder that has `open` is a suggester of that name.

    open(spec) -> Suggester     `spec` is a model name or path, or a file; raises `ModelError` or `InputError`
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from annotator.domain.scheme import Scheme
from annotator.suggest.common.border_rule import trim

Proposal = tuple[int, int, str, float | None]
"""`(start, end, label, score)`: code points, half-open; the score is 0..1 or None."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source says of one text.

    `near` are near misses: places it thought of, with the probability it gave them. `starts` and
    `ends` are its token edges, and `tokenizer` their name; all empty where it makes none.
    """

    source: str
    spans: Sequence[Proposal] = ()
    near: Sequence[Proposal] = ()
    tokenizer: str = ""
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()


class Suggester(Protocol):
    """One source of suggestions, ready to work."""

    @property
    def name(self) -> str:
        """The source's name, with its version, as suggestions carry it."""

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        """One answer for each text, in order; ends early once `cancelled()`. The same texts give the same answers."""


def never() -> bool:
    """The `cancelled` of work that nobody will cancel."""
    return False


def fit(answer: Answer, text: str, scheme: Scheme) -> Answer:
    """The answer in the labels of the scheme, with trimmed borders where the scheme wants them; each span once.

    What the scheme has no label for is left out, and so is what has nothing left after trimming.
    """
    return replace(answer, spans=_fitted(answer.spans, text, scheme), near=_fitted(answer.near, text, scheme))


def _fitted(proposals: Sequence[Proposal], text: str, scheme: Scheme) -> tuple[Proposal, ...]:
    best: dict[tuple[int, int, str], float | None] = {}
    meanings = {foreign: scheme.meaning(foreign) for foreign in {proposal[2] for proposal in proposals}}
    for start, end, foreign, score in proposals:
        label = meanings[foreign]
        if label is None:
            continue
        edges = trim(text, start, end) if scheme.trim_borders else (start, end)
        if edges is None:
            continue
        known = best.get((*edges, label))
        best[(*edges, label)] = max(filter(None, (known, score)), default=score)
    return tuple((*span, score) for span, score in sorted(best.items()))
