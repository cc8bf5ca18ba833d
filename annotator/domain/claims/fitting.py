"""Claims that a scheme does not allow, though they are there: rules are asked of new decisions only.

A span is relabelled, or a scheme says less than before: what was claimed stays, and is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from annotator.domain.claims.scheme import ClaimScheme, RelationType
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same, Value
from annotator.domain.span import Span
from annotator.plural import counted

NOUNS: Mapping[type[Claim], str] = {Relation: "relation", Link: "link", Attribute: "attribute", Same: "mention"}


def misfit(claims: ClaimScheme, claim: Claim) -> str:
    """Why a scheme does not allow a claim: `head_of wants PERSON as head`; "" where it does."""
    match claim:
        case Relation():
            return _relation(claims, claim)
        case Attribute(of, name, value):
            return _attribute(claims, of, name, value)
        case Link(span, base):
            known = claims.base(base)
            if known is None:
                return f"the scheme has no base {base}"
            return "" if known.fits(span.label) else f"{base} has no entries for {span.label}"
        case Same(span):
            if claims.entities is None:
                return "the scheme has no entities"
            return "" if claims.entities.are(span.label) else f"{span.label} is no mention of anything"


def told_misfits(reasons: Mapping[tuple[type[Claim], str], int]) -> str:
    """How many claims do not fit, and why: `2 relations no longer fit: head_of wants PERSON as head.`; or ""."""
    kinds, whys = Counter[type[Claim]](), Counter[str]()
    for (kind, why), number in reasons.items():
        kinds[kind] += number
        whys[why] += number
    if not kinds:
        return ""
    first, *others = [
        counted(number, NOUNS[kind]) for kind, number in sorted(kinds.items(), key=lambda one: NOUNS[one[0]])
    ]
    said = f"{first}{''.join(f', {one}' for one in others)}"
    verb = "fits" if kinds.total() == 1 else "fit"
    often = sorted(whys.items(), key=lambda one: (-one[1], one[0]))
    because = "; ".join(f"{why} ({number:,})" if len(whys) > 1 else why for why, number in often)
    return f"{said} no longer {verb}: {because}."


def unfit_told(reasons: Mapping[tuple[type[Claim], str], int]) -> str:
    """The same, with how to see them; or ""."""
    return f"{told} `annotator find fits:no` lists them." if (told := told_misfits(reasons)) else ""


def misfits(claims: ClaimScheme, some: Iterable[Claim]) -> Counter[tuple[type[Claim], str]]:
    """How many of some claims a scheme does not allow, by kind and reason."""
    return Counter((type(one), why) for one in some if (why := misfit(claims, one)))


def _relation(claims: ClaimScheme, one: Relation) -> str:
    kind = claims.relation(one.label)
    if kind is None:
        return f"the scheme has no relation {one.label}"
    if kind.allows(one.head.label, one.tail.label):
        return ""
    if not kind.directed:
        return "" if kind.allows(one.tail.label, one.head.label) else f"{one.label} wants {_between(kind)}"
    end, labels = ("tail", kind.tail) if not kind.head or one.head.label in kind.head else ("head", kind.head)
    return f"{one.label} wants {' or '.join(labels)} as {end}"


def _between(kind: RelationType) -> str:
    return " and ".join(" or ".join(labels) or "anything" for labels in (kind.head, kind.tail))


def _attribute(claims: ClaimScheme, of: Span | Relation, name: str, value: Value) -> str:
    kind = claims.attribute(name)
    if kind is None:
        return f"the scheme has no attribute {name}"
    if (kind.of == "relation") != isinstance(of, Relation) or not kind.is_of(of.label):
        return f"{of.label} has no {name}"
    said = value if isinstance(value, str) else "yes" if value else "no"
    return "" if kind.takes(value) else f"{name} has no value {said}"
