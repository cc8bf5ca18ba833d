"""The memory: what was decided is suggested again wherever it stands, and corrects what models say.

What it proposes follows from the text, the lessons, the models' suggestions and the layer alone. It is
kept up to date: `update` is told which facts were counted and which spans were decided, and looks
again only where that may change something, so that a decision costs the same in a note and in a book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from annotator.domain.decisions import MEMORY
from annotator.domain.layer import Layer
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span, in_order
from annotator.domain.suggestion import Suggestion
from annotator.suggest.memory import name_rules as names
from annotator.suggest.memory.border_habits import grown
from annotator.suggest.memory.border_queries import BorderQueries
from annotator.suggest.memory.corrected_suggestions import CorrectedSuggestions
from annotator.suggest.memory.digit_shapes import DigitShapes
from annotator.suggest.memory.evidence import STRINGS, Fact
from annotator.suggest.memory.features import ALL, Features
from annotator.suggest.memory.indexes.by_span import BySpan
from annotator.suggest.memory.indexes.groups import Groups
from annotator.suggest.memory.known_strings import KnownStrings, Learned
from annotator.suggest.memory.overlaps import Overlaps
from annotator.suggest.memory.tokenised_text import TokenisedText

SuggestionChange = tuple[Suggestion | None, Suggestion | None]
"""What was proposed of a span, and what is now."""
PIECE = 250
"""How many suggestions, decisions or strings are looked at in one go while all are."""
_STRETCH = 20_000
_SHORT = 3


class Memory:
    """What to propose for one text. Begins empty: `prepare` it first, piece by piece."""

    def __init__(
        self,
        reading: TokenisedText,
        learned: Learned,
        stored: Sequence[Suggestion],
        scheme: Scheme,
        features: Features = ALL,
    ) -> None:
        self._reading, self._learned, self._scheme, self._features = reading, learned, scheme, features
        self._edges = BorderQueries(learned.project)
        self._folded = BySpan()
        self._models = CorrectedSuggestions(reading, learned.project, stored, scheme, features, folded=self._folded)
        sure = self._models.sure_label
        self._strings = KnownStrings(reading, learned, scheme, sure, using_names=features.names)
        self._shapes = DigitShapes(learned.project)
        self._overlaps = Overlaps(
            reading, self._models.now, self._strings.index, scheme, self._hit, folded=self._folded
        )
        self._suggested: dict[Span, Span] = {}
        self._refused: dict[tuple[int, int], set[Span]] = {}
        self._proposed: dict[Span, Suggestion] = {}
        self._by_quote: Groups[str, Span] = Groups()
        self._grown: Groups[str, Span] = Groups()
        self._confirmed: set[Span] = set()

    def proposed(self) -> list[Suggestion]:
        """What is proposed, in order."""
        return [self._proposed[span] for span in sorted(self._proposed, key=in_order)]

    def folded(self) -> list[Suggestion]:
        """What models suggest and is not proposed, because it was refused or a known string replaces it; in order."""
        self._folded.flush()
        return self._folded.touching(0, len(self._reading.text))

    def folded_changes(self) -> list[tuple[Span, Suggestion | None]]:
        """Each span that was folded away, or is no more (None), since this or `folded` was last asked."""
        return [(span, self._folded.at(span)) for span in self._folded.flush()]

    def prepare(self, layer: Layer) -> Iterator[None]:
        """Look at the whole text for the first time, one short piece of work after another."""
        for numbers in _pieces(range(len(self._models))):
            self._models.update(numbers, (), layer, self._edges)
            yield
        for spans in _pieces([*layer.held, *layer.rejected]):
            self._models.update((), spans, layer, self._edges)
            self._note_decided(spans, layer)
            yield
        for strings in _pieces(self._all_strings()):
            self._shapes.note(strings)
            self._strings.update(strings)
            yield
        start = 0
        while start < len(self._reading.text):
            start = self._overlaps.meet_until(start, start + _STRETCH)
            self._propose(self._overlaps.now.flush(), layer)
            yield

    def update(self, layer: Layer, spans: Iterable[Span], facts: Iterable[Fact]) -> list[SuggestionChange]:
        """Look again, now that these facts were counted (or given back) and the layer changed at these spans."""
        strings = {fact[1] for fact in facts if fact[0] in STRINGS}
        strings |= self._shapes.turned(strings)
        askers = self._edges.changed(facts)
        numbers = {asker for asker in askers if isinstance(asker, int)}
        numbers.update(number for string in strings for number in self._models.quoting(string))
        cut = {span for string in strings for span in self._models.cut_from(string)}
        changed = self._models.update(numbers, cut.union(spans), layer, self._edges)
        told: set[str] = set()
        if self._features.strings:
            looked = strings | {self._reading.quote(span) for span in changed}
            self._shapes.note(looked)
            finds, told = self._strings.update(looked)
            changed |= finds
        self._overlaps.meet((span.start, span.end) for span in changed)
        again = {asker for asker in askers if isinstance(asker, Span)}
        again.update(*(self._strings.quoting(string) for string in strings))
        again.update(*(self._grown[string] for string in strings))
        self._overlaps.judge_again(again)
        changes = self._propose(self._overlaps.now.flush() | self._note_decided(spans, layer), layer)
        for span in {span for string in strings | told for span in self._by_quote[string]}:
            self._confirm(span)
        return changes

    def accepting_themselves(self, layer: Layer) -> list[Suggestion]:
        """The suggestions that accept themselves: their string was always kept under their label and never refused.

        As the scheme's `auto_accept` says it must have been confirmed in this text, or there or twice in the project,
        or nothing accepts itself. A string that nobody has decided is confirmed as the last name, or the acronym, of
        one that was kept in this text. What may be a part of a longer name, or would stand beside what it must not,
        waits, and so does a number behind the sign of a currency; and a short word in small letters is no name, even if
        it was labelled once. Where spans may overlap, and so mentions are labelled that are no names, only words with a
        capital do, confirmed twice.
        """
        return [
            self._proposed[span]
            for span in sorted(self._confirmed, key=in_order)
            if not (len(span) <= _SHORT and self._reading.quote(span).islower())
            and all(self._scheme.allows(span, held) for held in layer.touching(span.start, span.end))
        ]

    def _all_strings(self) -> list[str]:
        """All strings that may be known in this text."""
        if not self._features.strings:
            return []
        decided = (string for head in self._reading.heads for string in self._learned.project.with_head(head))
        quotes = (self._reading.quote(span) for span in self._models.now.index)
        return list(dict.fromkeys((*self._models.quotes(), *quotes, *self._learned.here.strings(), *decided)))

    def _hit(self, find: Span) -> Suggestion:
        """What the memory proposes at a find, scored by Laplace's rule of succession."""
        project, quote = self._learned.project, self._reading.quote(find)
        labels = project.labels(quote)
        agreed, all_of_it = labels.get(find.label, 0), sum(labels.values()) + project.refused(quote)
        one = Suggestion(find, MEMORY, round((agreed + 1) / (all_of_it + 2), 4))
        return self._grow(one) if self._features.habits else one

    def _grow(self, one: Suggestion) -> Suggestion:
        """What is proposed at a find with what its borders take in, unless that was refused."""
        self._edges.asker = one.span
        larger = grown(one, self._reading, self._edges)
        if larger is one:
            return one
        quote = self._reading.quote(larger.span)
        self._grown.add(quote, one.span)
        self._shapes.note([quote])
        return one if self._learned.project.unwanted_as(quote, one.span.label) else larger

    # -- what is proposed

    def _propose(self, spans: Iterable[Span], layer: Layer) -> list[SuggestionChange]:
        """Propose what stands and is undecided, at these spans."""
        changes: list[SuggestionChange] = []
        for span in spans:
            before, now = self._proposed.get(span), self._overlaps.now.at(span)
            if now and (layer.knows(span) or (MEMORY in now.sources and self._refused.get((span.start, span.end)))):
                now = None
            if now != before:
                changes.append((before, now))
                self._store(span, now)
                self._confirm(span)
        return changes

    def _store(self, span: Span, now: Suggestion | None) -> None:
        quote = self._reading.quote(span)
        if now:
            self._proposed[span] = now
            self._by_quote.add(quote, span)
        else:
            del self._proposed[span]
            self._by_quote.discard(quote, span)

    def _confirm(self, span: Span) -> None:
        (self._confirmed.add if self._is_confirmed(span) else self._confirmed.discard)(span)

    def _is_confirmed(self, span: Span) -> bool:
        if self._scheme.auto_accept == "off" or span not in self._proposed:
            return False
        quote, overlapping = self._reading.quote(span), self._scheme.overlap != "none"
        if overlapping and quote.islower():
            return False
        elsewhere = self._scheme.auto_accept == "project"
        told = self._learned.tells(quote, span.label, elsewhere=elsewhere, once=not overlapping)
        confirmed = told or self._strings.implied(quote) == span.label
        apart = not names.inside_name(self._reading, span.start, span.end)
        return confirmed and apart and not names.inside_amount(self._reading, span.start)

    def _note_decided(self, spans: Iterable[Span], layer: Layer) -> set[Span]:
        """Note what was decided at these spans; gives those about which it may make a difference."""
        found: set[Span] = set()
        for span in spans:
            held = layer.held.get(span)
            before, now = self._suggested.pop(span, None), held.suggested if held else None
            if now:
                self._suggested[span] = now
            found.update(filter(None, (span, before, now)))
            refused = self._refused.setdefault((span.start, span.end), set())
            was_refused = bool(refused)
            (refused.add if span in layer.rejected else refused.discard)(span)
            if was_refused != bool(refused):
                found.update(self._overlaps.now.index.touching(span.start, span.end))
        return found


def _pieces(whole: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (whole[at : at + PIECE] for at in range(0, len(whole), PIECE))
