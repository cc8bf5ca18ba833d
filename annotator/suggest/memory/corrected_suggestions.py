"""What models suggest for a text, corrected by what was decided.

Folded away are the strings that were refused, as models say them and as they come out here; labels follow
suffix words and the vote of the text; borders are where corrections put them; the pieces that a correction
cut off are offered as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.domain.layer import Layer
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.suggest.memory import name_rules as names
from annotator.suggest.memory.border_habits import as_corrected, cut_pieces
from annotator.suggest.memory.border_queries import BorderQueries
from annotator.suggest.memory.evidence import Evidence
from annotator.suggest.memory.features import Features
from annotator.suggest.memory.indexes.by_span import BySpan, Owner
from annotator.suggest.memory.indexes.groups import Groups
from annotator.suggest.memory.tokenised_text import TokenisedText


class CorrectedSuggestions:
    """The suggestions of one text, each span once, in `now`: empty until `update` has made them of the models'."""

    def __init__(
        self,
        reading: TokenisedText,
        project: Evidence,
        stored: Sequence[Suggestion],
        scheme: Scheme,
        features: Features,
        *,
        folded: BySpan,
    ) -> None:
        self._reading, self._project, self._features, self._folded = reading, project, features, folded
        self._models = (
            names.voted(names.by_suffix(stored, reading, scheme), reading) if features.names else list(stored)
        )
        self._by_quote: Groups[str, int] = Groups()
        self._cut_from: Groups[str, Span] = Groups()
        for number, one in enumerate(self._models):
            self._by_quote.add(reading.quote(one.span), number)
        self._sure: Groups[str, Span] = Groups()
        self.now = BySpan()

    def __len__(self) -> int:
        return len(self._models)

    def quotes(self) -> Iterable[str]:
        """The strings that models suggest, and those that learned borders and corrections make of them."""
        return (*self._by_quote, *self._cut_from)

    def quoting(self, string: str) -> Iterable[int]:
        """The numbers of the models' suggestions of that string, or of what it was made of."""
        return self._by_quote[string]

    def cut_from(self, string: str) -> Iterable[Span]:
        """The decided spans whose correction cut off that string."""
        return self._cut_from[string]

    def sure_label(self, string: str) -> str | None:
        """The label under which a model is sure of a string, the last one in the text."""
        spans = self._sure[string]
        return max(spans).label if spans else None

    def update(self, numbers: Iterable[int], spans: Iterable[Span], layer: Layer, edges: BorderQueries) -> set[Span]:
        """Correct anew the models' suggestions of these numbers, and cut off anew where these spans were decided.

        Gives the spans whose suggestion came, went, changed or is folded away.
        """
        refused: set[Span] = set()
        for number in numbers:
            found = self._corrected(number, edges)
            for one in found:
                self._by_quote.add(self._reading.quote(one.span), number)
            refused.update(self._put((0, number), found))
        for span in spans if self._features.habits else ():
            held = layer.held.get(span)
            found = cut_pieces(held, self._reading) if held else []
            for one in found:
                self._cut_from.add(self._reading.quote(one.span), span)
            refused.update(self._put((1, span), found))
        changed = self.now.flush() | refused
        for span in changed:
            self._note_sure(span)
        return changed

    def _corrected(self, number: int, edges: BorderQueries) -> list[Suggestion]:
        one = self._models[number]
        if not self._features.habits or self._is_refused(one):
            return [one]
        edges.asker = number
        return as_corrected(one, self._reading, edges)

    def _put(self, owner: Owner, found: Sequence[Suggestion]) -> list[Span]:
        """Let an owner propose what it found, and fold away what of it was refused; gives the latter."""
        refused = [one for one in found if self._is_refused(one)]
        self._folded.put(owner, refused)
        self.now.put(owner, [one for one in found if one not in refused])
        return [one.span for one in refused]

    def _is_refused(self, one: Suggestion) -> bool:
        return self._features.strings and self._project.unwanted_as(self._reading.quote(one.span), one.span.label)

    def _note_sure(self, span: Span) -> None:
        one, quote = self.now.at(span), self._reading.quote(span)
        if one and names.is_sure(one, quote):
            self._sure.add(quote, span)
        else:
            self._sure.discard(quote, span)
