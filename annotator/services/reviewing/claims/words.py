"""What annotators claim, in words."""

from __future__ import annotations

from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same, Value
from annotator.domain.disagreement.claim_conflict import ClaimConflict, ClaimVersion
from annotator.domain.sanitise import one_line
from annotator.domain.span import Span

NOTHING, NONE_OF_THESE, NO_ENTRY = "nothing", "none of these", "not in the base"


def claim_words(claim: Claim, text: str) -> str:
    """A claim in words: `Tor Lund head_of UHW`, `= UHW`, `@ K0412 Union`, `mention: name`."""
    match claim:
        case Same(_, to):
            return f"= {_quote(to, text)}"
        case Relation(head, label, tail):
            return f"{_quote(head, text)} {label} {_quote(tail, text)}"
        case Link(_, base, entry, name):
            return f"@ {entry} {name}".rstrip() if entry else f"{NO_ENTRY} {base}"
        case Attribute(of, name, value):
            about = f" ({claim_words(of, text)})" if isinstance(of, Relation) else ""
            return f"{name}: {value_words(value)}{about}"


def version_words(conflict: ClaimConflict, version: ClaimVersion, text: str, scheme: ClaimScheme) -> str:
    """A version of a conflict in words; what no claim says is said, too: the default, or that there is nothing."""
    if version:
        return " + ".join(one_line(claim_words(claim, text)) for claim in version)
    if conflict.task == "same":
        return NONE_OF_THESE
    named = next((one for _, said in conflict.versions for one in said if isinstance(one, Attribute)), None)
    known = scheme.attribute(named.name) if named else None
    if named and known and known.default != "":
        return f"{named.name}: {value_words(known.default)} (default)"
    return NOTHING


def value_words(value: Value) -> str:
    """A value of an attribute in words."""
    return value if isinstance(value, str) else "yes" if value else "no"


def about_words(conflict: ClaimConflict, text: str) -> str:
    """What a conflict is about: the words of its span, or of both ends of a relation."""
    return " · ".join(_quote(span, text) for span in conflict.about)


def _quote(span: Span, text: str) -> str:
    return one_line(span.quote(text))
