"""Resolves overlaps between remembered strings and models' suggestions: which of them stand.

A *find* is a place where the memory knows a string, as a span; a *hit* is a find that no longer one
overlaps. Where the scheme lets a hit and what a model says stand beside each other, both stand, but for what is the
hit without its first word, under its label ("Union" in "the Union"); else the hit
replaces the model's, which is folded away, unless that strictly contains it.
What stands in a stretch whose borders no find and no suggestion crosses depends on nothing outside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from annotator.domain.scheme import Scheme
from annotator.domain.span import Span, SpanIndex, Stretch
from annotator.domain.suggestion import Suggestion
from annotator.suggest.memory import name_rules as names
from annotator.suggest.memory.indexes.by_span import BySpan
from annotator.suggest.memory.tokenised_text import TokenisedText

_HITS, _MODELS, _REPLACED = 0, 1, 2


class Overlaps:
    """What stands in a text, in `now`; `proposal` makes a suggestion of a hit."""

    def __init__(
        self,
        reading: TokenisedText,
        models: BySpan,
        finds: SpanIndex,
        scheme: Scheme,
        proposal: Callable[[Span], Suggestion],
        *,
        folded: BySpan,
    ) -> None:
        self._reading, self._models, self._finds = reading, models, finds
        self._scheme, self._proposal = scheme, proposal
        self._hits, self._left, self._replaced = SpanIndex(), SpanIndex(), SpanIndex()
        self.now, self._folded = BySpan(), folded

    def meet(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Let finds and suggestions meet anew in these stretches and whatever reaches into them."""
        for start, end in self._closed_regions(stretches):
            self._meet(start, end)

    def meet_until(self, start: int, end: int) -> int:
        """Let them meet from `start`, which nothing crosses, at least up to `end`; gives where it stopped."""
        stop = self._closed_end(end)
        self._meet(start, stop)
        return stop

    def judge_again(self, hits: Iterable[Span]) -> None:
        """Make the suggestions of those anew that are hits."""
        for hit in hits:
            if hit in self._hits:
                self.now.put((_HITS, hit), (self._proposal(hit),))

    def _closed_regions(self, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The stretches, widened until no find and no suggestion crosses a border; none overlaps another."""
        todo = sorted(set(stretches), reverse=True)
        while todo:
            start, end = todo.pop()
            while before := self._crossing(start):
                start = min(span.start for span in before)
            end = self._closed_end(end)
            while todo and todo[-1][0] < end:
                further = todo.pop()[1]
                end = end if further <= end else self._closed_end(further)
            yield start, end

    def _closed_end(self, end: int) -> int:
        while beyond := self._crossing(end):
            end = max(span.end for span in beyond)
        return end

    def _crossing(self, border: int) -> list[Span]:
        here = (*self._models.index.touching(border, border + 1), *self._finds.touching(border, border + 1))
        return [span for span in here if span.start < border]

    def _meet(self, start: int, end: int) -> None:
        models, finds = self._models.touching(start, end), self._finds.touching(start, end)
        hits, left = resolved(models, finds, self._reading, self._scheme)
        staying = {one.span: one for one in left}
        self._replace(_HITS, self._hits, (start, end), {hit: self._proposal(hit) for hit in hits})
        self._replace(_MODELS, self._left, (start, end), staying)
        self._replace(_REPLACED, self._replaced, (start, end), {o.span: o for o in models if o.span not in staying})

    def _replace(self, rank: int, index: SpanIndex, stretch: Stretch, now: Mapping[Span, Suggestion]) -> None:
        by_span = self._folded if rank == _REPLACED else self.now
        for span in index.touching(*stretch):
            if span not in now:
                index.discard(span)
                by_span.put((rank, span), ())
        for span, one in now.items():
            index.add(span)
            by_span.put((rank, span), (one,))


def resolved(
    models: Sequence[Suggestion], finds: Iterable[Span], reading: TokenisedText, scheme: Scheme
) -> tuple[list[Span], list[Suggestion]]:
    """The hits that no model's larger span outweighs, and the models' suggestions that no hit replaces."""
    owner = _longest(finds, reading)
    touched = [
        {
            hit
            for token in range(*reading.tokens_in(one.span.start, one.span.end))
            if (hit := owner.get(token))
            and (hit.same_edges(one.span) or not scheme.allows(hit, one.span) or _lacks_a_word(reading, one.span, hit))
        }
        for one in models
    ]
    beaten: set[Span] = set()
    for one, hits in zip(models, touched, strict=True):
        beaten.update(hit for hit in hits if _outweighs(reading, one.span, hit))
    left = [
        one
        for one, hits in zip(models, touched, strict=True)
        if not (replacing := hits - beaten) or one.span in replacing
    ]
    return [hit for hit in dict.fromkeys(owner.values()) if hit not in beaten], left


def _longest(finds: Iterable[Span], reading: TokenisedText) -> dict[int, Span]:
    """Of finds that overlap, the longest, then the first: the hit at each place of the text that has one."""
    owner: dict[int, Span] = {}
    for find in sorted(finds, key=lambda find: (-len(find), find)):
        tokens = range(*reading.tokens_in(find.start, find.end))
        if not any(token in owner for token in tokens):
            owner.update(dict.fromkeys(tokens, find))
    return owner


def _lacks_a_word(reading: TokenisedText, model: Span, hit: Span) -> bool:
    """Whether a model's span is a hit without its first word; 2021 in September 2021 is more than that."""
    if (model.end, model.label) != (hit.end, hit.label) or reading.text[model.start].isdigit():
        return False
    return reading.token_at(model.start) == reading.token_at(hit.start) + 1


def _outweighs(reading: TokenisedText, model: Span, hit: Span) -> bool:
    """Whether a model's span strictly contains a hit by more than titles and lower-case words.

    Words behind what has no letters (`$2 million`) are more than that, and so are, under another label, words behind
    one word in small letters (`two weeks`).
    """
    if not model.contains(hit) or model.same_edges(hit):
        return False
    before, behind = reading.words(model.start, hit.start), reading.words(hit.end, model.end)
    if _goes_on(reading.quote(hit), other=model.label != hit.label) and any(word[0].isalnum() for word in behind):
        return True
    return not all(word[0].islower() or names.is_title(word) or not word[0].isalnum() for word in (*before, *behind))


def _goes_on(string: str, *, other: bool) -> bool:
    """Whether a string has no letters, or under an`other` label is one word in small letters."""
    return not any(map(str.isalpha, string)) or (other and string.islower() and " " not in string)
