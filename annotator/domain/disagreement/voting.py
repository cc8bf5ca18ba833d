"""Models that have read the same text vote on what is suggested there.

Only recognisers vote: their scores mean the same thing, and what one does not say of a text it has read is an answer
too. Patterns, lists and whatever gives no score neither vote nor are outvoted. A *voter's* answer stays stored as it
was; here it is combined with those of the others into one score:

    logit(score) = mean of logit(own score) + AGREEMENT x (voters who say it - 1) - DISSENT x (those who do not)

This is the logarithmic opinion pool of Genest and Zidek (1986, "Combining probability distributions", Statistical
Science 1, 114-135) with two intercepts, as of a logistic regression. They were read off two English pipelines on
Wikinews, Wikipedia and web text, where of suggestions with a score of .3-.9 those that both made were right more often
by .3, and those that one made alone, with other borders, or under another label less often by .8, in logits.
One voter alone is left as it is, and the order of the answers makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from math import exp, log

from annotator.domain.scheme import Scheme
from annotator.domain.span import Span, SpanIndex
from annotator.domain.suggestion import Hidden, Suggestion, joined

KINDS = ("spacy:", "trained:")
"""How the names of sources begin that vote."""
JOINT = " + "
"""Stands between the names of voters who said the same, where a decision keeps its source."""
AGREEMENT, DISSENT = 0.3, 0.8
"""What a further voter who says the same adds to a score, and what one who does not takes from it, in logits."""
FLOOR = 0.35
"""Below this score what one voter says, and others who have read the text do not, is not worth a look."""
_SUREST = 0.999

Speaks = Mapping[str, frozenset[str]]
"""The voters who have read a text, each with the labels it uses there."""


def votes(source: str) -> bool:
    """Whether a source is a recogniser, which votes."""
    return source.startswith(KINDS)


def credited(one: Suggestion) -> str:
    """To whom a decision about a suggestion is credited: all voters who said it, else the leading source."""
    return JOINT.join(sorted(filter(votes, one.sources))) if votes(one.source) else one.source


def creditors(source: str) -> list[str]:
    """The sources to whom a decision is credited, of what it keeps as its source."""
    return source.split(JOINT)


def voted(
    suggestions: Iterable[Suggestion], speaks: Speaks, scheme: Scheme, hidden: Hidden | None = None
) -> list[Suggestion]:
    """Each span once, in order, with the combined score of the voters who say it; those that lost are `outvoted`.

    The suggestions are those of a stretch whose borders none of them crosses. What is `hidden`, or has a label that
    cannot be given, has no vote, and counts only where nobody else says the same. A suggestion is outvoted where at
    least as many voters do not say it as say it, nobody else does, and either they say nothing there and its score is
    below `FLOOR`, or what one of them says may not stand beside it and has a better score.
    """
    if len(speaks) < 2 and hidden is None:
        return joined(suggestions)
    archived = scheme.archived()
    ballots: list[Suggestion] = []
    others: list[Suggestion] = []
    withheld: list[Suggestion] = []
    for one in suggestions:
        if one.span.label in archived or (hidden and hidden(one)):
            withheld.append(one)
        else:
            (ballots if one.source in speaks and one.score is not None else others).append(one)
    polled = _Poll(ballots, withheld, speaks, scheme).results() if len(speaks) > 1 else ballots
    shown = joined([*polled, *others])
    spans = {one.span for one in shown}
    return joined([*shown, *(one for one in withheld if one.span not in spans)])


class _Poll:
    """One vote by `ballots`; where a voter says something that is `withheld`, it is not taken to say nothing."""

    def __init__(
        self, ballots: Sequence[Suggestion], withheld: Iterable[Suggestion], speaks: Speaks, scheme: Scheme
    ) -> None:
        self._scheme, self._speaks = scheme, speaks
        self._by_span: dict[Span, list[Suggestion]] = {}
        said: dict[str, set[Span]] = {source: set() for source in speaks}
        for one in ballots:
            self._by_span.setdefault(one.span, []).append(one)
            said[one.source].add(one.span)
        self._spans = SpanIndex(self._by_span)
        self._said = {source: SpanIndex(spans) for source, spans in said.items()}
        for one in withheld:
            said.get(one.source, set()).add(one.span)
        self._at_all = {source: SpanIndex(spans) for source, spans in said.items()}
        self._versatile = {source for source in speaks if self._is_versatile(source)}

    def results(self) -> list[Suggestion]:
        """What the ballots come to: each span once."""
        found: dict[Span, Suggestion] = {}
        contested: set[Span] = set()
        for span, ballots in self._by_span.items():
            silent, differing = self._dissent(span, {one.source for one in ballots})
            one = _combined(ballots, silent + differing)
            ignored = silent >= len(ballots) and (one.score or 0.0) < FLOOR
            found[span] = replace(one, outvoted=True) if ignored else one
            if not ignored and silent + differing >= len(ballots):
                contested.add(span)
        self._let_lose(found, contested)
        return [*found.values()]

    def _is_versatile(self, source: str) -> bool:
        """Whether a voter's labels are like those of the others, so that it could use any of theirs."""
        own = self._speaks[source]
        theirs = frozenset().union(*(labels for other, labels in self._speaks.items() if other != source))
        return 2 * len(own & theirs) >= len(own)

    def _dissent(self, span: Span, saying: set[str]) -> tuple[int, int]:
        """How many voters say nothing where a span is, though they could, and how many say what goes against it."""
        silent = differing = 0
        for source in self._speaks.keys() - saying:
            if any(self._clash(span, other) for other in self._said[source].touching(span.start, span.end)):
                differing += 1
            elif not self._at_all[source].touching(span.start, span.end):
                silent += source in self._versatile or span.label in self._speaks[source]
        return silent, differing

    def _clash(self, one: Span, other: Span) -> bool:
        return one.same_edges(other) or not self._scheme.allows(one, other)

    def _let_lose(self, found: dict[Span, Suggestion], contested: set[Span]) -> None:
        """Let those lose that meet a better one which has not lost itself; equals do not beat each other."""

        def score(span: Span) -> float:
            return found[span].score or 0.0

        for _, equals in groupby(sorted(contested, key=score, reverse=True), key=score):
            beaten = [span for span in equals if any(score(span) < score(one) for one in self._against(span, found))]
            for span in beaten:
                found[span] = replace(found[span], outvoted=True)

    def _against(self, span: Span, found: Mapping[Span, Suggestion]) -> list[Span]:
        """What other voters say against a span and has not lost."""
        saying = {one.source for one in self._by_span[span]}
        return [
            other
            for other in self._spans.touching(span.start, span.end)
            if self._clash(span, other)
            and not found[other].outvoted
            and any(one.source not in saying for one in self._by_span[other])
        ]


def _combined(ballots: Sequence[Suggestion], dissent: int) -> Suggestion:
    leading, *others = sorted(ballots, key=lambda one: (-(one.score or 0.0), one.source))
    if not others and not dissent:
        return leading
    total = sum(sorted(_logit(one.score or 0.0) for one in ballots))
    score = _share(total / len(ballots) + AGREEMENT * len(others) - DISSENT * dissent)
    return replace(leading, score=round(score, 4), also=tuple(one.source for one in others))


def _logit(share: float) -> float:
    share = min(max(share, 1 - _SUREST), _SUREST)
    return log(share / (1 - share))


def _share(logit: float) -> float:
    return 1 / (1 + exp(-logit))
