"""What a step did, in a few words for the one who did it or takes it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from annotator.domain.claiming.steps import mentions_with
from annotator.domain.claims.fitting import NOUNS, misfits, told_misfits
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.decisions import (
    Accepted,
    Added,
    Approved,
    Claimed,
    Commented,
    Confirmed,
    Event,
    Finished,
    Flagged,
    Noted,
    Refused,
    Rejected,
    Relabelled,
    Removed,
    Resized,
    Restored,
    Ruled,
    Skipped,
    Superseded,
    Withdrawn,
)
from annotator.domain.disagreement.conflicts import AGREED, REOPENED
from annotator.domain.layer import Layer
from annotator.domain.sanitise import one_line
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.services.annotating.events import Alike

_LONGEST = 30
_OF_THE_ARTICLE: dict[type[Event], str] = {
    Commented: "the comment",
    Flagged: "the flag",
    Finished: "finishing the article",
    Skipped: "skipping the article",
    Approved: "approving the article",
}


def accepted_itself(events: Sequence[Event]) -> bool:
    """Whether a step is nobody's, but that of strings that accepted themselves."""
    return any(isinstance(event, Accepted) and event.auto for event in events)


def describe_steps(steps: Sequence[Sequence[Event]], text: str) -> str:
    """What steps did, that of a key first: `accepted GPE on “Valdora”, and 2 that accepted themselves`."""
    itself = [event for step in steps if accepted_itself(step) for event in step if isinstance(event, Accepted)]
    said = [describe(step, text) for step in steps if not accepted_itself(step)]
    return ", and ".join([*said, *([describe(itself, text)] if itself else [])])


def describe(events: Sequence[Event], text: str) -> str:
    """`accepted GPE on “Valdora”`, or how many decisions it was."""
    meant = [event for event in events if not isinstance(event, Superseded | Restored)] or events
    made = [event for event in meant if not isinstance(event, Removed)] or meant
    ruled = [event for event in made if isinstance(event, Ruled)]
    made = [event for event in ruled if event.choice not in (AGREED, REOPENED)] or ruled or made
    made = [event for event in made if not isinstance(event, Claimed | Withdrawn)] or _asked_for(made)
    if accepted_itself(made):
        return f"{len(made)} that accepted {'itself' if len(made) == 1 else 'themselves'}"
    if len(made) > 1 and any(isinstance(event, Finished) for event in made):
        return f"{_OF_THE_ARTICLE[Finished]}, with {counted(len(made) - 1, 'decision')}"
    return _of(made[0], text) if len(made) == 1 else counted(len(made), "decision")


def _asked_for(made: Sequence[Event]) -> Sequence[Event]:
    """Of claims, those that did not come by themselves with another one; what is withdrawn for a new one goes, too."""
    asked = [event for event in made if not (isinstance(event, Claimed) and event.auto)] or made
    return [event for event in asked if not isinstance(event, Withdrawn)] or asked[:1]


def claim_told(claim: Claim, text: str) -> str:
    """A claim in words: `head_of “Tor Lund” → “HPA”`, `“HPA” = “Port Authority”`, `mention: name on “HPA”`."""
    match claim:
        case Same(span, to) if span == to:
            return f"{_quote(span, text)} by itself"
        case Same(span, to):
            return f"{_quote(span, text)} = {_quote(to, text)}"
        case Relation(head, label, tail):
            return f"{label} {_quote(head, text)} → {_quote(tail, text)}"
        case Link(span, _, entry, name):
            return f"{_quote(span, text)} @ {one_line(name or entry) or 'not in the base'}"
        case Attribute(of, name, value):
            said = ("yes" if value else "no") if isinstance(value, bool) else one_line(value)
            return f"{name}: {said} on {claim_told(of, text) if isinstance(of, Relation) else _quote(of, text)}"


def passed_over(alike: Alike) -> str:
    """How many places were passed over where identical strings were decided alike, and why; or ""."""
    found = (
        (alike.inside, "inside longer names"),
        (alike.otherwise, "decided otherwise"),
        (alike.within, "inside longer words"),
    )
    return ", ".join(f"{number} passed over: {why}" for number, why in found if number)


def gone_with(layer: Layer, events: Sequence[Event]) -> Counter[str]:
    """How many claims of each kind, by its noun, went with the spans that a step took away, and came to no other span.

    The step has been applied, and not yet been written.
    """
    gone = {event.span for event in events if isinstance(event, Removed | Rejected)}
    if not gone:
        return Counter()
    claims = [one for table, one in layer.claim_index.changed if table == "claims" and one not in layer.claims]
    went = Counter(NOUNS[type(claim)] for claim in claims if gone.intersection(claim.spans))
    return went - Counter(NOUNS[type(event.claim)] for event in events if isinstance(event, Claimed))


def went_with(layer: Layer, events: Sequence[Event]) -> str:
    """The same in a sentence: `2 relations went with it: u brings all back.`; or ""."""
    spans = {event.span for event in events if isinstance(event, Removed | Rejected)}
    return went_told(gone_with(layer, events), 1 if len(spans) == 1 else 2)


def went_told(gone: Mapping[str, int], spans: int) -> str:
    """That claims went with so many spans, in a sentence, or ""."""
    said = ", ".join(counted(number, kind) for kind, number in gone.items())
    return f"{said} went with {'it' if spans == 1 else 'them'}: u brings all back." if said else ""


def fits_no_more(layer: Layer, events: Sequence[Event], scheme: ClaimScheme) -> str:
    """The same as `unfit_now`, in a sentence; or ""."""
    return told_misfits(unfit_now(layer, events, scheme))


def unfit_now(layer: Layer, events: Sequence[Event], scheme: ClaimScheme) -> Counter[tuple[type[Claim], str]]:
    """What a scheme does not allow any more of what rests on spans that a step gave another label, by kind and reason.

    The step has been applied, and not yet been written.
    """
    carried = any(isinstance(event, Claimed) for event in events) and any(
        isinstance(event, Removed) for event in events
    )
    if not carried and not any(isinstance(event, Relabelled) for event in events):
        return Counter()
    before, after = list[Claim](), list[Claim]()
    for table, one in layer.claim_index.changed:
        if table == "claims":
            (after if one in layer.claims else before).append(one)
        elif table == "members" and one not in layer.members:
            before.append(Same(one, one))
        elif table == "members" and len(mentions_with(layer, one)) > 1:
            after.append(Same(one, one))
    return misfits(scheme, after) - misfits(scheme, before)


def nothing_alike(alike: Alike) -> str:
    """What is said where deciding identical strings alike does nothing."""
    so = f"{alike.already} more {'is' if alike.already == 1 else 'are'} so already" if alike.already else ""
    told = ", ".join(filter(None, (so, passed_over(alike))))
    return f"{told or 'The same words stand nowhere else undecided'}."


def named(span: Span, text: str) -> str:
    """`GPE on “Valdora”`."""
    return f"{span.label} on {_quote(span, text)}"


def _of(event: Event, text: str) -> str:  # noqa: C901, PLR0912 - one case an event
    match event:
        case Accepted(span):
            return f"accepted {named(span, text)}"
        case Rejected(span):
            return f"rejected {named(span, text)}"
        case Added(span):
            return f"added {named(span, text)}"
        case Removed(span):
            return f"removed {named(span, text)}"
        case Confirmed(span):
            return f"confirmed {named(span, text)}"
        case Relabelled(span, label):
            return f"{span.label} → {label} on {_quote(span, text)}"
        case Resized(span, start, end):
            return f"{_quote(span, text)} → {_quote(span.resized(start, end), text)}"
        case Claimed(claim):
            return claim_told(claim, text)
        case Withdrawn(claim):
            return f"withdrawn {claim_told(claim, text)}"
        case Refused(claim):
            return f"refused {claim_told(claim, text)}"
        case Ruled(start, end) if start == end:
            return "the ruling on the article"
        case Ruled(start, end):
            return f"the ruling on {_quote(Span(start, end, ''), text)}"
        case Commented(answers=answers) if answers:
            return "the answer"
        case Commented(instead=instead) if instead:
            return "the change of the comment"
        case Noted(label):
            return f"the label {label}"
        case _:
            return _OF_THE_ARTICLE.get(type(event), "the last action")


def _quote(span: Span, text: str) -> str:
    quote = one_line(span.quote(text))
    return f"“{quote if len(quote) <= _LONGEST else f'{quote[: _LONGEST - 1]}…'}”"
