"""What decisions teach: strings that were kept under a label or refused, and edges that were moved.

A *fact* is one such lesson, a plain tuple; `Evidence` counts facts and gives them back when a
decision is undone. An *edge habit* says of a kind of token at the edge of a span, beside its
neighbour within, in spans of a label, whether it was cut off, taken in, or left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from annotator.domain.layer import Held, Layer
from annotator.domain.span import Span
from annotator.suggest.memory.tokenised_text import TokenisedText, has_digits, head_of, shape

Fact = tuple[str, ...]
LEFT, RIGHT = "left", "right"
STRINGS, HABITS = ("kept", "refused"), ("cut", "left", "grown")
SEVERAL = 3
"""So many refusals, and no acceptance, of strings of one shape under a label are a lesson about all of that shape."""
_LONGEST = 200


class Evidence:
    """Facts, counted; every question is answered by how often what was seen."""

    def __init__(self) -> None:
        self._kept: dict[str, Counter[str]] = {}
        self._refused: Counter[str] = Counter()
        self._shapes_kept: Counter[tuple[str, str]] = Counter()
        self._shapes_refused: Counter[tuple[str, str]] = Counter()
        self._unwanted_shapes: dict[str, set[str]] = {}
        self._habits: Counter[Fact] = Counter()
        self._by_head: dict[str, set[str]] = {}
        self.version = 0

    def count(self, facts: Iterable[Fact], times: int = 1) -> None:
        """Count facts; `times` -1 gives them back."""
        for fact in facts:
            self.version += 1
            match fact:
                case ("kept", string, label):
                    self._count_kept(string, label, times)
                case ("refused", string, label):
                    self._refused[string] += times
                    self._count_shape(self._shapes_refused, string, label, times)
                case _:
                    self._habits[fact] += times

    def _count_kept(self, string: str, label: str, times: int) -> None:
        self._count_shape(self._shapes_kept, string, label, times)
        labels = self._kept.setdefault(string, Counter())
        labels[label] += times
        if labels[label] <= 0:
            del labels[label]
        strings = self._by_head.setdefault(head_of(string), set())
        if labels:
            strings.add(string)
        else:
            strings.discard(string)
            del self._kept[string]

    def _count_shape(self, shapes: Counter[tuple[str, str]], string: str, label: str, times: int) -> None:
        if not has_digits(string):
            return
        form = shape(string)
        shapes[form, label] += times
        unwanted = self._unwanted_shapes.setdefault(form, set())
        if self._shapes_refused[form, label] >= SEVERAL and not self._shapes_kept[form, label]:
            unwanted.add(label)
        else:
            unwanted.discard(label)

    def labels(self, string: str) -> Mapping[str, int]:
        """How often a string was kept under each label."""
        return self._kept.get(string, {})

    def refused(self, string: str) -> int:
        """How often a string was refused."""
        return self._refused.get(string, 0)

    def unwanted(self, string: str) -> bool:
        """Whether a string was refused more often than it was kept."""
        refused = self._refused.get(string, 0)
        return refused > 0 and refused > sum(self.labels(string).values())

    def unwanted_as(self, string: str, label: str) -> bool:
        """Whether a string is unwanted, or with digits its like under a label."""
        return self.unwanted(string) or (has_digits(string) and label in self._unwanted_shapes.get(shape(string), ()))

    def unwanted_like(self, form: str) -> frozenset[str]:
        """The labels under which strings of this shape were refused several times, and never kept."""
        return frozenset(self._unwanted_shapes.get(form, ()))

    def label(self, string: str) -> str | None:
        """The label a string was kept under most often, the first by name among equals; None if unknown or unwanted."""
        labels = self._kept.get(string)
        if not labels or self.unwanted(string):
            return None
        return next(iter(labels)) if len(labels) == 1 else min(labels, key=lambda label: (-labels[label], label))

    def with_head(self, head: str) -> Iterable[str]:
        """The kept strings that begin so."""
        return self._by_head.get(head, ())

    def strings(self) -> Iterable[str]:
        """All kept strings."""
        return self._kept

    def habit(self, side: str, label: str, token: str, neighbour: str) -> int:
        """Above 0 where that token was cut off more often than left at that edge of spans of the label."""
        beside = self._net(side, label, token, neighbour)
        anywhere = self._net(side, "", token, "")
        return beside or (anywhere if anywhere > 1 and not self._habits["left", side, "", token, ""] else 0)

    def _net(self, side: str, label: str, token: str, neighbour: str) -> int:
        return self._habits["cut", side, label, token, neighbour] - self._habits["left", side, label, token, neighbour]

    def growth(self, side: str, label: str, token: str, neighbour: str) -> int:
        """How often that token, outside the edge, was taken into spans of the label."""
        return self._habits["grown", side, label, token, neighbour]


Lesson = tuple[Held, tuple[Fact, ...]]
"""What one decided span teaches, with how it is known."""


def decided(layer: Layer) -> Iterator[tuple[Span, Held, bool]]:
    """Each decided span, how it is known, and whether it is held (else it was refused)."""
    yield from ((span, known, False) for span, known in layer.rejected.items())
    yield from ((span, known, True) for span, known in layer.held.items())


def lesson_of(
    span: Span, known: Held, reading: TokenisedText, *, held: bool, before: Lesson | None = None, in_work: bool = False
) -> Lesson | None:
    """What a decided span teaches; the lesson from `before` where it is still known in the same way.

    What accepted itself teaches nothing, nor does a new span that is still `in_work`.
    """
    if known.span != span:
        return None  # the suggestion that a refused span was made from: refused once, not twice
    if before and before[0] is known:
        return before
    if len(span) > _LONGEST or (held and (known.auto or (in_work and before is None))):
        return None
    return known, tuple(_lessons(known, reading)) if held else (("refused", reading.quote(span), span.label),)


def habits_in(lesson: Lesson | None) -> list[Fact]:
    """What a lesson says of edges."""
    return [fact for fact in lesson[1] if fact[0] in HABITS] if lesson else []


def _lessons(known: Held, reading: TokenisedText) -> Iterator[Fact]:
    span, was = known.span, known.suggested
    yield "kept", reading.quote(span), span.label
    if was is None:
        return
    first, last = reading.tokens_in(span.start, span.end)
    was_first, was_last = reading.tokens_in(was.start, was.end)
    if first >= last or was_first >= was_last or not span.overlaps(was):
        return

    word = reading.kind
    for at in range(was_first, first):
        yield "cut", LEFT, span.label, word(at), word(at + 1)
        yield "cut", LEFT, "", word(at), ""
    for at in range(last, was_last):
        yield "cut", RIGHT, span.label, word(at), word(at - 1)
        yield "cut", RIGHT, "", word(at), ""
    for at in range(first, was_first):
        yield "grown", LEFT, span.label, word(at), word(at + 1)
    for at in range(was_last, last):
        yield "grown", RIGHT, span.label, word(at), word(at - 1)
    if last - first > 1:
        yield "left", LEFT, span.label, word(first), word(first + 1)
        yield "left", LEFT, "", word(first), ""
        yield "left", RIGHT, "", word(last - 1), ""
        yield "left", RIGHT, span.label, word(last - 1), word(last - 2)
