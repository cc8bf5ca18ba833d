"""A memory as it is from scratch: everything that a layer and other texts teach, looked at once."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.decisions import Event, decide
from annotator.domain.layer import Layer, step_all
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.domain.tokens import OwnTokens
from annotator.suggest.memory.evidence import Evidence, Fact, decided
from annotator.suggest.memory.features import ALL, Features
from annotator.suggest.memory.lessons import Lessons
from annotator.suggest.memory.memory import Memory
from annotator.suggest.memory.tokenised_text import TokenisedText


def layer_of(text: str, *events: Event) -> Layer:
    """The layer that these events make of a text."""
    layer = Layer(len(text))
    for event in events:
        step_all(layer, decide([event], layer="me", by="me"))
    return layer


def span_of(text: str, quote: str, label: str, nth: int = 0) -> Span:
    """Where a text has a quote for the nth time, counted from 0, under a label."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return Span(at, at + len(quote), label)


def said(text: str, proposed: list[Suggestion]) -> list[tuple[str, str]]:
    """Quote and label of each suggestion."""
    return [(one.span.quote(text), one.span.label) for one in proposed]


def lessons_of(text: str, layer: Layer, elsewhere: Sequence[Fact] = ()) -> Lessons:
    """What a layer and other texts teach."""
    lessons = Lessons(TokenisedText(text, OwnTokens(text)), Evidence())
    lessons.learned.project.count(elsewhere)
    lessons.learn(layer, [span for span, _, _ in decided(layer)], None)
    return lessons


def prepared(
    lessons: Lessons, layer: Layer, stored: Sequence[Suggestion], scheme: Scheme, features: Features = ALL
) -> Memory:
    """A memory that has looked at the whole text."""
    memory = Memory(lessons.reading, lessons.learned, stored, scheme, features)
    for _ in memory.prepare(layer):
        pass
    return memory


def memory_of(
    text: str,
    layer: Layer,
    stored: Sequence[Suggestion],
    scheme: Scheme,
    *,
    elsewhere: Sequence[Fact] = (),
    features: Features = ALL,
) -> Memory:
    """A memory that knows nothing but this."""
    return prepared(lessons_of(text, layer, elsewhere), layer, stored, scheme, features)
