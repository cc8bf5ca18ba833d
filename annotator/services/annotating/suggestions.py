"""The suggestions of one article as the annotator meets them: which are undecided, and which lead.

Which are *open* (undecided), and which are *hidden*, says `domain.undecided`; hidden is as well what comes in the
channel `FOLDED` alone. Hidden suggestions would be open if they were `reveal`ed. Open suggestions that may not stand
beside each other are *rivals*; the one that beats all its rivals *leads*, and only leaders are walked through. A
leader whose score reaches the scheme's `accept_at` is *sure*. What is open and was never `put` into `STORED` is
*besides*: the project does not count it as undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from annotator.domain.layer import Layer
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span, SpanIndex, in_order
from annotator.domain.suggestion import Hidden, Hiding, Suggestion, joined
from annotator.domain.undecided import is_open
from annotator.services.annotating.suggestion_columns import SuggestionColumns

STORED, FOLDED = "stored", "folded"
"""The channels of what the project keeps, and of what the memory folds away."""
_SINGLE = 50  # more news than this are told as one


class Proposals:
    """Suggestions by span, from several channels (`put`), measured against a layer and a scheme."""

    def __init__(self, layer: Layer, scheme: Scheme, hidden: Hidden | None = None) -> None:
        self.layer, self.scheme = layer, scheme
        self.open = SpanIndex()
        self.sure = SpanIndex()
        self.besides = SpanIndex()
        self._kept = SpanIndex()
        self.hidden = SpanIndex()
        self.revealed = False
        self._news: list[tuple[int, int]] = []
        self._hidden = hidden
        self.worth: Callable[[Suggestion], float | None] = lambda _: None
        """By which score suggestions without one rank among their rivals; None is behind all that have one."""
        self._archived = scheme.archived()
        self._by_channel: dict[str, SuggestionColumns] = {}
        self._all = SpanIndex()
        self._polled = False

    def put(self, channel: str, suggestions: Iterable[Suggestion], *, more: bool = False) -> list[Span]:
        """Take what a channel proposes, instead of what it did before (besides it, if `more`).

        Gives the spans that came or went.
        """
        fresh = {suggestion.span: suggestion for suggestion in joined(suggestions)}
        gone = [] if more else [span for span in self._columns_of(channel).spans if span not in fresh]
        if channel == STORED:
            self._kept = self._kept if more else SpanIndex()
            self._kept.update(fresh)
        return self.change(channel, fresh.values(), gone)

    def change(self, channel: str, come: Iterable[Suggestion], gone: Sequence[Span]) -> list[Span]:
        """Take what a channel proposes besides, or anew, and drop what it does not any more; gives what `put` gives."""
        given = self._columns_of(channel)
        come = list(come)
        self._polled |= any(suggestion.outvoted for suggestion in come)
        changed = [suggestion.span for suggestion in come if given.put(suggestion)] + [*gone]
        if not changed:
            return []
        for span in gone:
            given.drop(span)
        lost = {span for span in gone if self.get(span) is None}
        here = sorted((span for span in changed if span not in lost), key=in_order)
        offered = [span for span in here if self._is_offered(span)]
        hidden = list(filter(self._is_hidden, offered))
        opened = [span for span in offered if span not in set(hidden)]
        before = [span for span in changed if span in self.open]
        concealed = [span for span in changed if span in self.hidden]
        self._note_news(opened, before)
        for index, new, old in (
            (self._all, here, lost),
            (self.open, opened, set(before).difference(opened)),
            (self.hidden, hidden, set(concealed).difference(hidden)),
        ):
            index.update(new)
            for span in old:
                index.discard(span)
        self._weigh(changed)
        return changed

    def _columns_of(self, channel: str) -> SuggestionColumns:
        return self._by_channel.setdefault(channel, SuggestionColumns())

    def news(self) -> list[tuple[int, int]]:
        """The stretches in which open suggestions came, went or changed by `put` since this was last asked."""
        news, self._news = self._news, []
        return news

    def _note_news(self, *spans: Iterable[Span]) -> None:
        every = {*chain(*spans)}
        each = every if len(every) <= _SINGLE else {Span(min(every).start, max(span.end for span in every), "")}
        for span in each:
            beside = [span, *self.open.touching(span.start, span.end)]  # who leads here may be another now
            self._news.append((min(one.start for one in beside), max(one.end for one in beside)))

    def get(self, span: Span) -> Suggestion | None:
        """The suggestion of that span, with the names of all who propose it; None where nobody does."""
        found = [one for given in self._by_channel.values() if (one := given.get(span))]
        if not found:
            return None
        if len(found) == 1:
            return found[0]
        best = max(found, key=lambda one: (one.score is not None, one.score or 0.0))
        also = dict.fromkeys(source for one in found for source in one.sources if source != best.source)
        standing = (given.get(span) for channel, given in self._by_channel.items() if channel != FOLDED)
        outvoted = all(one.outvoted for one in standing if one)
        return Suggestion(span, best.source, best.score, tuple(also), outvoted)

    def given(self, channel: str) -> list[Suggestion]:
        """What one channel proposes, in the order of the text."""
        return list(self._by_channel.get(channel, ()))

    def recheck(self, start: int, end: int) -> None:
        """Ask again which suggestions in `[start, end)` are open; called after the layer changed there."""
        for span in self._all.touching(start, end):
            self._check(span)

    def touching(self, start: int, end: int) -> list[Span]:
        """The open suggestions that lead and touch `[start, end)`."""
        return [span for span in self.open.touching(start, end) if self.leads(span)]

    def rivals(self, span: Span) -> list[Span]:
        """The open suggestions that may not stand beside `span`, the strongest first."""
        return sorted(self._clashing(span), key=self._rank, reverse=True)

    def leads(self, span: Span) -> bool:
        """Whether an open suggestion is stronger than all its rivals."""
        rivals = [*self._clashing(span)]  # most have none
        return not rivals or max(map(self._rank, rivals)) < self._rank(span)

    def _clashing(self, span: Span) -> Iterator[Span]:
        return (
            other
            for other in self.open.touching(span.start, span.end)
            if other != span and (other.same_edges(span) or not self.scheme.allows(span, other))
        )

    def leaders(self, start: int = 0) -> Iterator[Span]:
        """The open suggestions that lead and begin at `start` or later, in order."""
        return (span for span in self.open.after(start) if self.leads(span))

    def leaders_before(self, offset: int) -> Iterator[Span]:
        """The open suggestions that lead and begin before `offset`, the last one first."""
        return (span for span in self.open.before(offset) if self.leads(span))

    def hides(self, suggestion: Suggestion) -> bool:
        """Whether a suggestion is hidden: outvoted, or by its sources or its score."""
        return not self.revealed and (suggestion.outvoted or (self._hidden is not None and self._hidden(suggestion)))

    def has_folded(self, suggestion: Suggestion) -> bool:
        """Whether a suggestion is of a label that its sources have folded, because it costs more than it saves."""
        return isinstance(self._hidden, Hiding) and self._hidden.has_folded(suggestion)

    def hide(self, hidden: Hidden | None) -> None:
        """Hide what `hidden` says, from now on, and what the memory folds away."""
        self._hidden = hidden
        self.reveal(on=False)

    def reveal(self, *, on: bool) -> None:
        """Let nothing be hidden, or hide it again."""
        self.revealed = on
        for span in list(self._all):
            self._check(span)

    def _check(self, span: Span) -> None:
        offered = self._is_offered(span)
        hidden = offered and self._is_hidden(span)
        (self.hidden.add if hidden else self.hidden.discard)(span)
        changed = (self.open.add if offered and not hidden else self.open.discard)(span)
        if changed is not None:
            self._weigh([span])

    def _weigh(self, changed: Iterable[Span]) -> None:
        """Find out which suggestions are besides, and which are sure: of these and of those they may be rivals of."""
        for span in changed:
            (self.besides.add if span in self.open and span not in self._kept else self.besides.discard)(span)
        for one in {one for span in changed for one in (span, *self.open.touching(span.start, span.end))}:
            (self.sure.add if self._is_sure(one) else self.sure.discard)(one)

    def _is_sure(self, span: Span) -> bool:
        if span not in self.open or (suggestion := self.get(span)) is None or suggestion.score is None:
            return False
        return suggestion.score >= self.scheme.accept_at and self.leads(span)

    def _is_offered(self, span: Span) -> bool:
        """Whether a span that somebody proposes is undecided, hidden or not."""
        return span.label not in self._archived and is_open(span, self.layer, self.scheme)

    def _is_hidden(self, span: Span) -> bool:
        if self.revealed:
            return False
        if not any(span in given.spans for channel, given in self._by_channel.items() if channel != FOLDED):
            return True
        any_rule = self._polled or self._hidden is not None
        return any_rule and (one := self.get(span)) is not None and self.hides(one)

    def _rank(self, span: Span) -> tuple[bool, float, int, Span]:
        suggestion = self.get(span)
        score = suggestion.score if suggestion else None
        if suggestion and score is None:
            score = self.worth(suggestion)
        return (score is not None, score or 0.0, len(span), span)
