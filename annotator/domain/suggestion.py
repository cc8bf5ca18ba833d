"""A suggestion: a span that some source proposes, with a score.

A *source* is a name such as `spacy:en_core_web_sm-3.8.0`, `patterns`, `memory` or `import`. What a
person decides about a suggestion is decided about its span: the same span proposed twice is one question.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.span import Span


@dataclass(frozen=True, slots=True, order=True)
class Suggestion:
    """A span, who proposes it, and how sure the source is (0..1, or None where it gives no score).

    `also` names further sources that propose the very same span.
    """

    span: Span
    source: str
    score: float | None = None
    also: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """All sources of this span, the first one leading."""
        return (self.source, *self.also)
