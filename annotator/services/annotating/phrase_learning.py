"""Learns from what an annotator decides which noun phrases are spans, and proposes those that likely are.

Counted is what the layers of the whole project teach, once; an article's own lessons come and go with its decisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.queries.lessons import decided_with_phrases, phrases_in
from annotator.storage.store import Store
from annotator.suggest.memory.phrase_counts import PhraseCounts
from annotator.suggest.memory.phrases import Phrases

PHRASES = "phrases"
"""The channel of what is proposed."""


class PhraseLearner:
    """What one annotator's decisions taught of phrases, and what follows from it for the article at hand."""

    def __init__(self, store: Store, annotator: str) -> None:
        self._store, self._annotator = store, annotator
        self._counts: PhraseCounts | None = None
        self._counted: set[str] = set()
        self._phrases: Phrases | None = None

    def begin(self, session: AnnotationSession) -> Iterator[None]:
        """Begin with an article, in short pieces."""
        self._phrases = None
        source, found = phrases_in(self._store, session.key)
        if not found:
            session.proposals.put(PHRASES, ())
            return
        if self._counts is None:
            self._counts = PhraseCounts()
            yield from self._remember(self._counts, session)
        phrases = Phrases(session.text, found, source, self._counts, session.scheme)
        yield from phrases.prepare(session.layer, counted=session.key in self._counted)
        self._counted.add(session.key)
        yield from phrases.propose()
        session.proposals.put(PHRASES, phrases.proposed())
        self._phrases = phrases

    def forget(self) -> None:
        """Count anew from the layers when the next article begins, because labels were renamed."""
        self._counts, self._counted = None, set()

    def learn(self, session: AnnotationSession, spans: Iterable[Span]) -> None:
        """Learn what was decided at these spans, and propose anew."""
        if self._phrases is None:
            return
        changes = self._phrases.update(session.layer, spans)
        come: list[Suggestion] = [now for _, now in changes if now]
        gone = [before.span for before, now in changes if before and (now is None or now.span != before.span)]
        session.proposals.change(PHRASES, come, gone)

    def _remember(self, counts: PhraseCounts, session: AnnotationSession) -> Iterator[None]:
        """Count what the annotator's latest layers teach, but for one article's."""
        for key in decided_with_phrases(self._store, self._annotator, session.key):
            source, found = phrases_in(self._store, key)
            phrases = Phrases(self._store.article(key).text, found, source, counts, session.scheme)
            yield from phrases.prepare(self._store.layer(key, self._annotator).layer)
            self._counted.add(key)
