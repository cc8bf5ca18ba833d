"""Noun phrases as suggestions: those that are likely spans by what was decided, under the labels that they would have.

A phrase is *wanted* where a span with its edges is held. It is *passed over* where it was refused, or where nobody
proposes it and spans were decided before and behind it, not far apart, by somebody who read them. Both are counted
(`phrase_counts.py`). Proposed is of the phrases of one head the best, if it is worth what it costs: at the right edges
it saves a correction under its label and none under another, and it costs one where no span is. Where names alone are
held, nothing is proposed: for those there are models.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from annotator.domain.folded import fold
from annotator.domain.layer import Held, Layer
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span, SpanIndex
from annotator.domain.suggestion import Suggestion
from annotator.suggest.base import Phrase
from annotator.suggest.common.border_rule import trim
from annotator.suggest.common.phrase_form import PhraseForm
from annotator.suggest.memory.phrase_counts import Features, PhraseCounts

FAR = 150
"""What stands between decisions that are farther apart, in code points, was perhaps not read."""
_AHEAD = 1_000
"""So far behind a decision, in code points, it is looked again what to propose."""
_PIECE = 250
_MOST_ALIKE = 50
_MOVED = 0.05

Change = tuple[Suggestion | None, Suggestion | None]
Head = tuple[int, str, str, bool]


@dataclass(slots=True)
class _Candidate:
    """A phrase of a text: `head` is one for all phrases of one head, `taught` what it has taught, if anything."""

    start: int
    end: int
    features: Features
    head: Head
    lemma: str
    taught: str | None = None


class Phrases:
    """The phrases of one text from one source. Begins empty: `prepare` it first, piece by piece."""

    def __init__(self, text: str, phrases: Iterable[Phrase], source: str, counts: PhraseCounts, scheme: Scheme) -> None:
        self._text, self._phrases, self._source, self._counts = text, phrases, source, counts
        self._labels, self._accept_at = frozenset(label.name for label in scheme.active()), scheme.accept_at
        self._all: list[_Candidate] = []
        self._starts: list[int] = []
        self._at: dict[tuple[int, int], _Candidate] = {}
        self._by_head: dict[Head, list[_Candidate]] = {}
        self._by_lemma: dict[str, list[_Candidate]] = {}
        self._read_at = SpanIndex()
        self._held: dict[tuple[int, int], set[str]] = {}
        self._refused: dict[tuple[int, int], set[str]] = {}
        self._proposed: dict[Head, Suggestion] = {}

    def prepare(self, layer: Layer, *, counted: bool = False) -> Iterator[None]:
        """Read the phrases and what the layer teaches of them, which the counts know already where it was `counted`."""
        for number, (start, end, form) in enumerate(self._phrases):
            self._read(start, end, PhraseForm.parsed(form))
            if number % _PIECE == 0:
                yield
        self._all.sort(key=lambda one: (one.start, one.end))
        self._starts = [one.start for one in self._all]
        self._note([*layer.held, *layer.rejected], layer)
        for number, one in enumerate(self._all):
            self._teach(one, counted=counted)
            if number % _PIECE == 0:
                yield

    def propose(self) -> Iterator[None]:
        """Find what to propose in the whole text."""
        for number, head in enumerate(self._by_head):
            self._judge(head)
            if number % _PIECE == 0:
                yield

    def proposed(self) -> list[Suggestion]:
        """What is proposed."""
        return list(self._proposed.values())

    def update(self, layer: Layer, spans: Iterable[Span]) -> list[Change]:
        """Look again, as the layer changed at these spans: near them, and further on where the same word is head."""
        changed = list(spans)
        self._note(changed, layer)
        heads: dict[Head, None] = {}
        for span in changed:
            first, last = self._between(span)
            taught = [one for one in self._within(first, last) if self._teach(one)]
            again = [*taught, *self._within(span.start - FAR, span.end + _AHEAD)]
            for lemma in {one.lemma for one in taught if one.taught}:
                alike = self._by_lemma[lemma]
                first = bisect_left(alike, span.end, key=attrgetter("start"))
                again += alike[first : first + _MOST_ALIKE]
            heads.update(dict.fromkeys(one.head for one in again))
        return [change for head in heads if (change := self._judge(head))]

    def _read(self, start: int, end: int, form: PhraseForm | None) -> None:
        if form is None:
            return
        bare = trim(self._text, start, end)
        for edges in dict.fromkeys([(start, end), bare or (start, end)]):
            if edges in self._at:
                continue
            words = fold(self._text[slice(*edges)]).lower()
            features = Features.of(form, words, bare=edges != (start, end))
            head = (start, form.dep, form.lemma, form.reach == "conj")
            one = self._at[edges] = _Candidate(*edges, features, head, form.lemma)
            self._all.append(one)
            self._by_head.setdefault(head, []).append(one)
            self._by_lemma.setdefault(form.lemma, []).append(one)

    def _note(self, spans: Sequence[Span], layer: Layer) -> None:
        """Note how these spans are decided now."""
        for span in spans:
            edges, held, refused = (span.start, span.end), layer.held.get(span), span in layer.rejected
            read = refused or (held and not self._perhaps_unread(held))
            (self._read_at.add if read else self._read_at.discard)(span)
            for known, there in ((self._held, held), (self._refused, refused)):
                labels = known.setdefault(edges, set())
                (labels.add if there else labels.discard)(span.label)

    def _perhaps_unread(self, held: Held) -> bool:
        """Whether a span accepted itself, or one key may have accepted it with many others."""
        return held.auto or (held.suggested == held.span and (held.score or 0.0) >= self._accept_at)

    def _between(self, span: Span) -> tuple[int, int]:
        """From the decided span before this one to the one behind it, as far as they are near."""
        before, after = self._neighbours(span.start)
        return (
            before if before is not None and span.start - before <= FAR else span.start,
            after if after is not None and after - span.start <= FAR else span.end,
        )

    def _neighbours(self, start: int) -> tuple[int | None, int | None]:
        """Where the last span begins that was decided before `start`, and the first behind it."""
        before, after = next(self._read_at.before(start), None), next(self._read_at.after(start + 1), None)
        return before.start if before else None, after.start if after else None

    def _within(self, start: int, end: int) -> list[_Candidate]:
        """The phrases that begin in `[start, end]`, in order."""
        return self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end + 1)]

    def _teach(self, one: _Candidate, *, counted: bool = False) -> bool:
        """Let a phrase teach what is known of it now, and nothing else; whether that is news."""
        now = self._lesson(one)
        if now == one.taught:
            return False
        if not counted:
            if one.taught is not None:
                self._counts.count(one.features, one.taught, -1)
            if now is not None:
                self._counts.count(one.features, now)
        one.taught = now
        return True

    def _lesson(self, one: _Candidate) -> str | None:
        """The label that a phrase is held under, "" if it was refused or passed over, None if nobody knows."""
        edges = (one.start, one.end)
        if labels := self._held.get(edges):
            return min(labels)
        if self._refused.get(edges):
            return ""
        if (open_here := self._proposed.get(one.head)) and (open_here.span.start, open_here.span.end) == edges:
            return None
        here = one.start
        before, after = self._neighbours(here + 1)[0], self._neighbours(here)[1]
        return "" if before is not None and after is not None and after - before <= FAR else None

    def _judge(self, head: Head) -> Change | None:
        """Propose the best phrase of a head, if it is worth it; what has changed by that."""
        before, now = self._proposed.get(head), self._best(self._by_head[head])
        if before and now and before.span == now.span and abs((before.score or 0) - (now.score or 0)) < _MOVED:
            return None
        if now:
            self._proposed[head] = now
        else:
            self._proposed.pop(head, None)
        return (before, now) if before != now else None

    def _best(self, phrases: Sequence[_Candidate]) -> Suggestion | None:
        if not self._counts.of_mentions or any(one.taught for one in phrases):
            return None
        best, found = 1.0, None
        for one in phrases:
            if one.taught is not None:
                continue
            chance = self._counts.chance(one.features)
            label, likely = self._counts.label(one.features, self._labels)
            worth = chance * (1 + likely)
            if label and worth >= best:
                best, found = (
                    worth,
                    Suggestion(Span(one.start, one.end, label), self._source, round(chance * likely, 4)),
                )
        return found
