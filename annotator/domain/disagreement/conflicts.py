"""Where annotators disagree: N layers of one article become agreed spans and conflicts.

A span is *agreed* when every layer holds it. The other spans are grouped: two spans of different
layers belong together when they overlap, and each such group is one *conflict*. Where spans nest,
an outer span that has its partner does not draw the inner ones in. Each annotator's *version* of a
conflict is the tuple of their spans in it, empty for "nothing here". Every span of every layer is in
exactly one place, and the order of the annotators makes no difference.

A conflict's `name` says in full who said what, so it is stable for as long as nobody changes their
mind there, and rulings are matched to conflicts by it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, starmap
from typing import Literal, overload

from annotator.domain.disagreement.article_labels import (
    Answers,
    ArticleConflict,
    LabelAlignment,
    align_labels,
    answers_of,
    name_with,
    numbered,
)
from annotator.domain.disagreement.claim_conflict import (
    ClaimConflict,
    ClaimKind,
    ClaimVersion,
    claims_of,
    renamed_claims,
)
from annotator.domain.scheme import Group
from annotator.domain.span import Span, in_order

SpanKind = Literal["label", "boundary", "both", "missed", "split/merge"]
Kind = SpanKind | Literal["article"] | ClaimKind
Version = tuple[Span, ...]
Said = Version | Answers | ClaimVersion
"""One annotator's version of a conflict, of whatever kind."""

AGREED = "agreed"
"""The choice of a ruling that no reviewer made: it holds what all agree on."""
REOPENED = "reopened"
"""The choice of a ruling that takes an earlier one back, because somebody changed their mind there."""

_DEEPEST = 64
"""In a nest deeper than this a span is compared with its nearest neighbours only, so that no nest takes for ever."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A group of spans in `[start, end)` on which not all agree.

    `versions` has each annotator with their spans here, both in order.
    """

    kind: SpanKind
    start: int
    end: int
    versions: tuple[tuple[str, Version], ...]

    @property
    def name(self) -> str:
        """Who said what, as canonical JSON: `{"ana": [[0, 5, "PER"]], "ben": []}`."""
        return name_of(self.versions)

    @property
    def spans(self) -> Version:
        """Every span that somebody holds here, in order."""
        return tuple(sorted({span for _, version in self.versions for span in version}))

    def choices(self, order: Iterable[str] = ()) -> list[tuple[Version, tuple[str, ...]]]:
        """The different versions, each with who holds it; as numbered for a reviewer who sees annotators in `order`."""
        return numbered(self.versions, order)


Dispute = Conflict | ArticleConflict | ClaimConflict
"""Whatever a review has to settle: a place in the text, a question about the article as a whole, or about its spans."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What a set of layers agree on and what they do not, in the order of the text; `labels` are of the article."""

    annotators: tuple[str, ...]
    agreed: Version
    conflicts: tuple[Conflict, ...]
    labels: LabelAlignment = field(default_factory=LabelAlignment)

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """All conflicts: those about the article as a whole, then those of the text."""
        return (*self.labels.conflicts, *self.conflicts)


def align(
    layers: Mapping[str, Iterable[Span]],
    labels: Mapping[str, Mapping[str, bool]] | None = None,
    groups: Iterable[Group] = (),
) -> Alignment:
    """Compare the layers of one article, by annotator. One layer alone agrees with itself.

    `labels` are the article labels of the same layers, `groups` those of the scheme.
    """
    annotators = tuple(sorted(layers))
    holders: dict[Span, list[str]] = {}
    for annotator in annotators:
        for span in dict.fromkeys(layers[annotator]):
            holders.setdefault(span, []).append(annotator)
    everyone = len(annotators)
    agreed = sorted((span for span, who in holders.items() if len(who) == everyone), key=in_order)
    disputed = sorted((span for span, who in holders.items() if len(who) < everyone), key=in_order)
    knots = sorted((group for knot in _knots(disputed) for group in _groups(knot, holders)), key=_text_order)
    found = tuple(_conflict(knot, annotators, holders) for knot in knots)
    return Alignment(annotators, tuple(agreed), found, align_labels(labels or {}, groups))


@overload
def majority(conflict: Conflict) -> Version | None: ...
@overload
def majority(conflict: ArticleConflict) -> Answers | None: ...
@overload
def majority(conflict: ClaimConflict) -> ClaimVersion | None: ...
@overload
def majority(conflict: Dispute) -> Said | None: ...
def majority(conflict: Dispute) -> Said | None:
    """The version that more than half of the annotators hold ("nothing" is one too), or None."""
    held: Counter[Said] = Counter(version for _, version in conflict.versions)
    ((version, count),) = held.most_common(1)
    return version if 2 * count > len(conflict.versions) else None


def name_of(versions: Iterable[tuple[str, Version]]) -> str:
    """The name of a conflict of these versions."""
    body = {who: [(span.start, span.end, span.label) for span in spans] for who, spans in sorted(versions)}
    return json.dumps(body, ensure_ascii=False)


def renamed(name: str, current: Callable[[str], str]) -> str:
    """The name of a conflict after labels were renamed: `current` gives each label's present name."""
    if answers := answers_of(name):
        return name_with(answers, current)
    if claims_of(name):
        return renamed_claims(name, current)
    versions = versions_of(name)
    if all(current(span.label) == span.label for version in versions.values() for span in version):
        return name
    return name_of(
        (who, tuple(sorted(span.labelled(current(span.label)) for span in version)))
        for who, version in versions.items()
    )


def agreement_of(annotators: Iterable[str]) -> str:
    """The name under which stands what these annotators agree on: a JSON list of them."""
    return json.dumps(sorted(annotators), ensure_ascii=False)


def speakers(name: str) -> Callable[[Span], str]:
    """A function that gives, for a span of the conflict or agreement of that name, who holds it: `ana, ben`."""
    versions = versions_of(name)
    if not versions:
        everyone = ", ".join(_names(name))
        return lambda _: everyone
    return lambda span: ", ".join(who for who, version in versions.items() if span in version)


def annotators_of(name: str) -> tuple[str, ...]:
    """The annotators whom a name of a conflict or an agreement tells of."""
    return tuple(versions_of(name) or answers_of(name) or claims_of(name)) or _names(name)


def _names(name: str) -> tuple[str, ...]:
    try:
        body = json.loads(name)
    except (ValueError, RecursionError):
        return ()
    return tuple(map(str, body)) if isinstance(body, list) else ()


@lru_cache(maxsize=1 << 15)
def versions_of(name: str) -> Mapping[str, Version]:
    """The versions that a conflict's name tells of; empty where the name is none of `name_of`."""
    if answers_of(name):
        return {}
    try:
        body = json.loads(name)
        return {str(who): tuple(starmap(Span, version)) for who, version in body.items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _knots(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Sorted spans in runs that hang together by overlap, whoever holds them."""
    knot: list[Span] = []
    reach = -1
    for span in spans:
        if span.start >= reach and knot:
            yield knot
            knot = []
        knot.append(span)
        reach = max(reach, span.end)
    if knot:
        yield knot


def _groups(knot: list[Span], holders: Mapping[Span, Sequence[str]]) -> list[list[Span]]:
    """The spans of a knot in groups, each of which is one conflict."""
    own: dict[str, list[Span]] = {}
    for span in knot:
        for who in holders[span]:
            own.setdefault(who, []).append(span)
    if len(own) == sum(map(len, own.values())):
        return [knot]  # one span of each: what overlaps there is of different layers, and belongs together
    overlaps = _overlaps(knot)
    root = {span: span for span in knot}
    for one, other in combinations(own, 2):
        for span, partner in _links(own[one], own[other], overlaps):
            root[_find(root, span)] = _find(root, partner)
    groups: defaultdict[Span, list[Span]] = defaultdict(list)
    for span in knot:
        groups[_find(root, span)].append(span)
    return list(groups.values())


def _overlaps(knot: list[Span]) -> dict[Span, list[Span]]:
    """For each span of a knot, itself and the spans it may be paired with."""
    found: dict[Span, list[Span]] = {span: [span] for span in knot}
    active: list[Span] = []
    for span in knot:
        active = [other for other in active if other.end > span.start][-_DEEPEST:]
        for other in active:
            found[other].append(span)
            found[span].append(other)
        active.append(span)
    return found


def _links(ours: list[Span], theirs: list[Span], overlaps: Mapping[Span, list[Span]]) -> list[tuple[Span, Span]]:
    """The pairs of two layers that belong to one conflict.

    Spans are paired one to one, equal edges first, then the longest overlap. A span that overlaps
    another's partner from the side is linked too (split/merge); one that nests with the partner is not.
    """
    there = set(theirs)
    pairs = [(span, other) for span in ours for other in overlaps[span] if other in there]
    partner: dict[Span, Span] = {}
    back: dict[Span, Span] = {}
    for span, other in sorted(pairs, key=_closeness):
        if span not in partner and other not in back:
            partner[span], back[other] = other, span
    return [
        (span, other)
        for span, other in pairs
        if partner.get(span) == other
        or not ((span in partner and partner[span].overlaps(other)) or (other in back and back[other].overlaps(span)))
    ]


def _closeness(pair: tuple[Span, Span]) -> tuple[bool, bool, int, Span, Span]:
    one, other = pair
    return (one != other, not one.same_edges(other), -one.shared(other), min(pair), max(pair))


def _find(root: dict[Span, Span], span: Span) -> Span:
    while root[span] != span:
        root[span] = span = root[root[span]]
    return span


def _conflict(group: list[Span], annotators: Iterable[str], holders: Mapping[Span, Sequence[str]]) -> Conflict:
    said: dict[str, list[Span]] = {annotator: [] for annotator in annotators}
    for span in group:
        for who in holders[span]:
            said[who].append(span)
    versions = tuple((who, tuple(spans)) for who, spans in said.items())
    return Conflict(_kind({v for _, v in versions if v}), group[0].start, max(span.end for span in group), versions)


def _kind(versions: set[Version]) -> SpanKind:
    """What sets these different versions apart; none of them is empty."""
    if len(versions) == 1:
        return "missed"
    if len(set(map(len, versions))) > 1:
        return "split/merge"
    pairs = [pair for one, other in combinations(versions, 2) for pair in zip(one, other, strict=True)]
    edges = [not span.same_edges(other) for span, other in pairs]
    labels = [span.label != other.label for span, other in pairs]
    if any(edge and label for edge, label in zip(edges, labels, strict=True)):
        return "both"
    return "boundary" if any(edges) else "label"


def _text_order(group: list[Span]) -> tuple[int, int, list[Span]]:
    return (group[0].start, max(span.end for span in group), group)
