"""The lessons of one text: what each of its decided spans teaches, counted here and in the project's evidence."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.layer import Held, Layer
from annotator.domain.span import Span
from annotator.suggest.memory.evidence import Evidence, Fact, Lesson, lesson_of
from annotator.suggest.memory.known_strings import Learned
from annotator.suggest.memory.tokenised_text import TokenisedText


class Lessons:
    """What was learned of a text. `facts` were counted, and `spans` looked at, since someone last took them out."""

    def __init__(self, reading: TokenisedText, project: Evidence) -> None:
        self.reading = reading
        self.learned = Learned(project, Evidence())
        self.facts: list[Fact] = []
        self.spans: set[Span] = set()
        self._taught: dict[Span, Lesson] = {}
        self._waiting: set[Span] = set()

    def know(self, span: Span, known: Held, *, held: bool) -> Lesson | None:
        """Note what a decided span has taught the project before; gives the lesson."""
        lesson = lesson_of(span, known, self.reading, held=held)
        if lesson:
            self._taught[span] = lesson
            self.learned.here.count(lesson[1])
        return lesson

    def learn(self, layer: Layer, spans: Iterable[Span], in_work: Span | None) -> None:
        """Learn from what a layer says now of these spans, and of those that were in work before."""
        looked = self._waiting.union(spans)
        self.spans |= looked
        self._waiting = set()
        for span in looked:
            before, now = self._taught.get(span), self._lesson(layer, span, in_work)
            if before is not now:
                self._count(before, -1)
                self._count(now, 1)
                if now:
                    self._taught[span] = now
                else:
                    del self._taught[span]

    def _lesson(self, layer: Layer, span: Span, in_work: Span | None) -> Lesson | None:
        held, before = layer.held.get(span), self._taught.get(span)
        known = held or layer.rejected.get(span)
        if known is None:
            return None
        if span == in_work:
            self._waiting.add(span)
        return lesson_of(span, known, self.reading, held=held is not None, before=before, in_work=span == in_work)

    def _count(self, lesson: Lesson | None, times: int) -> None:
        facts = lesson[1] if lesson else ()
        self.facts += facts
        self.learned.here.count(facts, times)
        self.learned.project.count(facts, times)
