"""Gold: what review makes of the layers of an article.

The gold layer is a layer like any other, the fold of its own decisions. Its rulings say which spans
hold where annotators disagree; one further ruling (`AGREED`, made by the review itself) holds what
all agree on; and the reviewer may add, change and reject spans besides. `gold` says what review
comes to now. `settle` gives the rulings that bring the gold layer there: a conflict that somebody
has changed since loses its old ruling, and no other does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from annotator.domain.claim_review.alignment import ClaimAlignment
from annotator.domain.claims.standing import pair_or_claim
from annotator.domain.claims.values import Claim
from annotator.domain.decisions import GOLD, Decision, Ruled
from annotator.domain.disagreement.article_labels import Answer, Answers, answers_of, stands
from annotator.domain.disagreement.claim_conflict import claims_of
from annotator.domain.disagreement.conflict_index import ConflictIndex
from annotator.domain.disagreement.conflicts import (
    AGREED,
    REOPENED,
    Alignment,
    Dispute,
    agreement_of,
    annotators_of,
    versions_of,
)
from annotator.domain.layer import Allows, Layer, Status
from annotator.domain.span import Span, SpanIndex, in_order

StandingRulings = dict[Dispute, tuple[Ruled, Decision]]


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A span of the gold layer: which annotators said it, who ruled ("" where all agree), and what they chose."""

    span: Span
    said: tuple[str, ...]
    ruled: str
    choice: str


def reviewed(statuses: Mapping[str, Status], layer: Layer) -> list[str]:
    """The layers that a review compares, by name; `layer` is the gold layer, `statuses` are those of the article.

    These are the finished and the returned ones, and those reopened after they were ruled on.
    """
    heard = {
        who for name, (ruling, _) in layer.rulings.items() if ruling.choice != REOPENED for who in annotators_of(name)
    }
    return sorted(
        name
        for name, status in statuses.items()
        if name != GOLD and (status in ("finished", "returned", "approved") or (status == "open" and name in heard))
    )


def standing(alignment: Alignment, layer: Layer) -> StandingRulings:
    """The ruling of each settled conflict; `layer` is the gold layer.

    A ruling stands for as long as everyone it heard says the same there, and whoever came later
    says what was ruled.
    """
    rulings = [
        (versions_of(name), found) for name, found in layer.rulings.items() if found[0].choice not in (AGREED, REOPENED)
    ]
    index = ConflictIndex(alignment.conflicts if rulings else ())
    found: StandingRulings = {}
    for heard, ruling in sorted(rulings, key=lambda one: len(one[0]), reverse=True):
        spans = [span for version in heard.values() for span in version]
        if spans:
            for conflict in index.touching(min(spans).start, max(span.end for span in spans)):
                if conflict not in found and stands(conflict.versions, heard, ruling[0].spans):
                    found[conflict] = ruling
    return {**_standing_labels(alignment, layer), **dict(sorted(found.items(), key=_edges))}


def _edges(settled: tuple[Dispute, object]) -> tuple[int, int]:
    return settled[0].start, settled[0].end


def _standing_labels(alignment: Alignment, layer: Layer) -> StandingRulings:
    """The ruling of each settled conflict about the article as a whole."""
    found: StandingRulings = {}
    if not alignment.labels.conflicts:
        return found
    heard = [(answers_of(name), one) for name, one in layer.rulings.items() if one[0].choice not in (AGREED, REOPENED)]
    for versions, ruling in sorted(heard, key=lambda one: len(one[0]), reverse=True):
        for conflict in alignment.labels.conflicts if versions else ():
            if conflict not in found and stands(conflict.versions, versions, ruling[0].cats):
                found[conflict] = ruling
    return {conflict: found[conflict] for conflict in alignment.labels.conflicts if conflict in found}


def gold_labels(alignment: Alignment, layer: Layer) -> dict[str, bool]:
    """The labels that review comes to for the article as a whole; `layer` is the gold layer.

    What is agreed gives way to rulings, and both to what the reviewer set by hand.
    """
    ruled = (answer for ruling, _ in standing(alignment, layer).values() for answer in ruling.cats)
    return {**dict(_agreed_labels(alignment, layer)), **dict(ruled), **layer.noted}


def _agreed_labels(alignment: Alignment, layer: Layer) -> Answers:
    """What is agreed, without labels that one set by hand leaves no room for."""
    if any(held.imported for held in layer.held.values()):
        return ()
    by_hand = {label for label, on in layer.noted.items() if on}
    taken = {label for group in alignment.labels.exclusive if group & by_hand for label in group}
    return tuple(Answer(label, on) for label, on in alignment.labels.agreed if not on or label not in taken)


def gold(alignment: Alignment, layer: Layer, allows: Allows | None = None) -> list[GoldSpan]:
    """What review comes to, in the order of the text; `layer` is the gold layer.

    What is agreed gives way to the reviewer's own spans and to rulings, where `allows` does not let
    them stand side by side. To a gold layer that was imported nothing agreed is added.
    """
    found = _decided(standing(alignment, layer), layer)
    refused = layer.rejected.keys() | _changed(layer)
    for span in _agreed(alignment, layer, found, allows):
        if span not in refused:
            found.setdefault(span, GoldSpan(span, alignment.annotators, "", AGREED))
    return [found[span] for span in sorted(found, key=in_order)]


def settle(
    alignment: Alignment,
    layer: Layer,
    allows: Allows | None = None,
    settled: StandingRulings | None = None,
    claims: ClaimAlignment | None = None,
) -> list[Ruled]:
    """The rulings that bring the gold layer to what `gold` says; none where it is there already.

    They leave `settled`, what is `standing`, as it is. Claims are left alone where they are not compared.
    """
    settled = standing(alignment, layer) if settled is None else settled
    here = {ruling.conflict for ruling, _ in (*settled.values(), *(claims.settled.values() if claims else ()))}
    agreement = agreement_of(alignment.annotators)
    events = [
        replace(ruling, spans=(), cats=(), claims=(), choice=REOPENED)
        for name, (ruling, _) in layer.rulings.items()
        if name not in here and name != agreement and ruling.choice != REOPENED and (claims or not claims_of(name))
    ]
    found = layer.rulings.get(agreement)
    known = found[0] if found else Ruled(0, layer.length, agreement, (), AGREED)
    spans = tuple(_agreed(alignment, layer, _decided(settled, layer), allows))
    labels = _agreed_labels(alignment, layer)
    wanted = replace(known, spans=spans, cats=labels, claims=_agreed_claims(claims, layer) if claims else known.claims)
    return events if wanted == known else [*events, wanted]


def _agreed_claims(claims: ClaimAlignment, layer: Layer) -> tuple[Claim, ...]:
    """What is agreed of claims, without what the reviewer refused."""
    if any(held.imported for held in layer.held.values()):
        return ()
    return tuple(one for one in claims.agreed if pair_or_claim(one) not in layer.refusals)


def _decided(settled: StandingRulings, layer: Layer) -> dict[Span, GoldSpan]:
    """The spans that a reviewer put in or ruled, or that were imported."""
    found = {span: GoldSpan(span, (), held.by, held.decided) for span, held in layer.held.items() if not held.ruled}
    for conflict, (ruling, decision) in settled.items():
        for span in ruling.spans:
            if span not in layer.rejected:
                said = tuple(who for who, version in conflict.versions if span in version)
                found.setdefault(span, GoldSpan(span, said, decision.by, ruling.choice))
    return found


def _agreed(alignment: Alignment, layer: Layer, decided: Iterable[Span], allows: Allows | None) -> Iterator[Span]:
    """What is agreed, without what a decided span leaves no room for; what the reviewer refused counts as agreed."""
    if any(held.imported for held in layer.held.values()):
        return
    fixed, refused = SpanIndex(decided), layer.rejected.keys() | _changed(layer)
    for span in alignment.agreed:
        near = fixed.touching(span.start, span.end)
        if allows is None or span in refused or all(other == span or allows(span, other) for other in near):
            yield span


def _changed(layer: Layer) -> set[Span | None]:
    """What the reviewer holds in another form than it was agreed on."""
    return {held.suggested for span, held in layer.held.items() if held.suggested != span}
