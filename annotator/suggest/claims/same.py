"""Which mentions of an article may be the same: rules, each under a name of its own.

`same:name` the same words; `same:case` but for capitals; `same:acronym` the initials of a name; `same:part` a part of
a longer name; `same:words` half of the words of a name; `same:appositive` X, the Y; `same:head` the same noun;
`same:pronoun` who or what may be meant, first by the same pronoun before, then the nearest; `import` what a file says.
What comes before a mention is proposed for it. Which spans are mentions, and what files say, is all this depends on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from annotator.domain.span import Span
from annotator.suggest.claims.mention import Mention, agree, mention_of, same_pronoun

NAME, FILE = "same:name", "import"
_SCORES = {
    NAME: 0.96, "same:case": 0.94, "same:acronym": 0.93, "same:part": 0.88, "same:appositive": 0.8,
    "same:head": 0.7, "same:words": 0.62, "same:pronoun": 0.6, FILE: 0.75,
}  # fmt: skip
"""How often a proposal of each rule was right where the rules were tried; of a file, as if it was so once before."""
_APPOSED = (",", "(", "–", "—", "")
_BACK = 18
"""A pronoun is asked of so many mentions before it."""
NOTHING_SAID: Mapping[Span, Sequence[Span]] = MappingProxyType({})
_SHORT = 3
"""Names of so many letters mean something else in capitals: `US` and `us`."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mention may be the same as `to`, by a rule (`source`), with a score from 0 to 1."""

    to: Span
    source: str
    score: float


class SameRules:
    """The rules over the mentions of one text; `mentions` in the order of the text.

    `said` has those that are one entity by a file, in order, under each of them.
    """

    def __init__(self, text: str, mentions: Sequence[Span], said: Mapping[Span, Sequence[Span]] = NOTHING_SAID) -> None:
        self._text, self._said = text, said
        self._spans = sorted(mentions)
        self._known: dict[Span, Mention] = {}
        self._found: dict[Span, list[Proposal]] = {}

    def proposals(self, span: Span) -> list[Proposal]:
        """What a mention may be the same as, the surest first, and of equals the nearest."""
        if span not in self._found:
            best: dict[Span, Proposal] = {}
            for one in self._propose(self._mention(span)):
                if one.to not in best or best[one.to].score < one.score:
                    best[one.to] = one
            self._found[span] = sorted(best.values(), key=lambda one: (-one.score, span.start - one.to.start))
        return self._found[span]

    def key(self, span: Span) -> str:
        """What identical mentions have in common."""
        return self._mention(span).key

    def _mention(self, span: Span) -> Mention:
        if span not in self._known:
            self._known[span] = mention_of(span, self._text)
        return self._known[span]

    def _propose(self, one: Mention) -> Iterator[Proposal]:
        match one.form:
            case "pronoun":
                yield from self._meant_by(one)
            case "name":
                yield from self._same_name(one)
            case "nominal":
                yield from self._same_noun(one)
        yield from self._beside(one)
        before = [span for span in self._said.get(one.span, ()) if span < one.span]
        yield from (_proposal(self._mention(span), FILE) for span in before[-1:])

    def _same_name(self, one: Mention) -> Iterator[Proposal]:
        for other in self._before(one, self._names, one.key):
            yield _proposal(other, NAME, 1.0 if other.span.label == one.span.label else 0.9)
        for other in self._before(one, self._folded, one.key.casefold()):
            if other.key != one.key and min(len(other.key), len(one.key)) > _SHORT:
                yield _proposal(other, "same:case")
        last = one.words[-1].replace(".", "")
        if len(one.words) == 1 and last.isupper() and len(last) > 1:
            for other in self._before(one, self._initials, last):
                yield _proposal(other, "same:acronym")
        for other in self._before(one, self._names, one.initials) if len(one.words) > 1 else ():
            yield _proposal(other, "same:acronym")
        yield from self._same_words(one)

    def _same_words(self, one: Mention) -> Iterator[Proposal]:
        for word in dict.fromkeys(one.words):
            for other in self._before(one, self._by_word, word):
                if other.key == one.key or other.span.label != one.span.label:
                    continue
                if _is_part(one, other):
                    yield _proposal(other, "same:part")
                elif _share_words(one, other):
                    yield _proposal(other, "same:words")

    def _same_noun(self, one: Mention) -> Iterator[Proposal]:
        for other in self._before(one, self._heads, one.head):
            if other.span.label == one.span.label:
                yield _proposal(other, "same:head", 1.0 if other.key == one.key else 0.85)

    def _meant_by(self, one: Mention) -> Iterator[Proposal]:
        place = bisect_left(self._spans, one.span)
        fitting = 0
        for span in reversed(self._spans[max(0, place - 2 * _BACK) : place]):
            other = self._mention(span)
            if span.overlaps(one.span) or not agree(one, other):
                continue
            weight = 1.0 if same_pronoun(one, other) else 0.5
            yield _proposal(other, "same:pronoun", weight - fitting / (2 * _BACK))
            fitting += 1
            if fitting == _BACK:
                return

    def _beside(self, one: Mention) -> Iterator[Proposal]:
        """What stands right before a mention, with a comma or a bracket between, and behind an appositive likewise."""
        place = bisect_left(self._spans, one.span)
        for span in reversed(self._spans[max(0, place - 4) : place]):
            between = self._text[span.end : one.span.start]
            other = self._mention(span)
            alike = span.label == one.span.label and {one.form, other.form} == {"name", "nominal"}
            if alike and between.strip() in _APPOSED and span.end <= one.span.start:
                yield _proposal(other, "same:appositive")

    def _before(self, one: Mention, index: dict[str, list[Mention]], key: str) -> Iterator[Mention]:
        """Those of an index that come before a mention and do not lie in it or around it, the nearest first."""
        found = index.get(key, ())
        place = bisect_left(found, one.span, key=_span)
        return (other for other in reversed(found[:place]) if not other.span.overlaps(one.span))

    @cached_property
    def _names(self) -> dict[str, list[Mention]]:
        return self._grouped(lambda one: {one.key} if one.form == "name" else set())

    @cached_property
    def _folded(self) -> dict[str, list[Mention]]:
        return self._grouped(lambda one: {one.key.casefold()} if one.form == "name" else set())

    @cached_property
    def _initials(self) -> dict[str, list[Mention]]:
        return self._grouped(lambda one: {one.initials} if one.form == "name" and len(one.words) > 1 else set())

    @cached_property
    def _by_word(self) -> dict[str, list[Mention]]:
        return self._grouped(lambda one: {word for word in one.words if _tells(word)} if one.form == "name" else set())

    @cached_property
    def _heads(self) -> dict[str, list[Mention]]:
        return self._grouped(lambda one: {one.head} if one.form != "pronoun" else set())

    def _grouped(self, keys: Callable[[Mention], set[str]]) -> dict[str, list[Mention]]:
        groups: dict[str, list[Mention]] = defaultdict(list)
        for one in map(self._mention, self._spans):
            for key in keys(one):
                groups[key].append(one)
        return groups


def _is_part(one: Mention, other: Mention) -> bool:
    """Whether the shorter of two names is how the longer one ends, at a comma if it has one; for people, lies in it."""
    short, long = sorted((one, other), key=lambda name: len(name.words))
    if len(short.words) == len(long.words):
        return False
    return set(short.words) <= set(long.words) if one.is_person else long.own[-len(short.words) :] == short.words


def _share_words(one: Mention, other: Mention) -> bool:
    """Whether one of two names has half of the words of the other that tell anything, or more; before a comma."""
    words, others = ({word for word in name.own if _tells(word)} for name in (one, other))
    return 2 * len(words & others) >= max(1, min(len(words), len(others)))


def _tells(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _proposal(other: Mention, source: str, weight: float = 1.0) -> Proposal:
    return Proposal(other.span, source, round(_SCORES[source] * weight, 3))


def _span(one: Mention) -> Span:
    return one.span
