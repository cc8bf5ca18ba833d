"""Which actions of the annotate screen would do something now, and why the others would not."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from annotator.services.annotating.session import AnnotationSession

NOTHING_UNDECIDED = "Nothing is undecided: s finishes, n opens the next article."
_AT_TIMES = (
    *("accept", "reject", "split", "merge", "all_same", "edge", "by_character"),
    *("accept_sure", "next", "previous", "rival"),
)
"""The actions that would do nothing at times."""


class Standing(NamedTuple):
    """What decides which actions of the annotate screen would do something now."""

    focused: bool
    meant: bool
    selected: bool
    undecided: bool
    rivals: bool


def applies(session: AnnotationSession, action: str) -> bool:
    """Whether an action of the annotate screen would do something now; those that are not named here always do."""
    return action not in idle(standing_of(session))


def standing_of(session: AnnotationSession) -> Standing:
    """Where a session stands."""
    focus = session.focus
    rivals = focus is not None and bool(session.proposals.rivals(focus))
    meant = focus is not None or session.added is not None
    return Standing(focus is not None, meant, session.selection is not None, session.undecided > 0, rivals)


def refusal(standing: Standing, action: str) -> str:
    """Why an action would do nothing where one stands, as a sentence; empty where it would do something."""
    match action:
        case "next" | "previous" | "accept_sure" if not standing.undecided:
            return NOTHING_UNDECIDED
        case "accept" if not (standing.focused or standing.undecided):
            return NOTHING_UNDECIDED
        case "accept" | "reject" | "split" if not standing.focused:
            return _no_span(standing)
        case "all_same" | "merge" if not standing.meant:
            return _no_span(standing)
        case "edge" | "by_character" if not (standing.meant or standing.selected):
            return "No span is here to move an edge of: v selects the word, a label key adds it."
        case "rival" if not standing.rivals:
            return "No other suggestion is for this place."
        case _:
            return ""


def _no_span(standing: Standing) -> str:
    return f"No span is here: {'tab goes to the next suggestion' if standing.undecided else 'j goes to the next one'}."


@cache
def idle(standing: Standing) -> frozenset[str]:
    """The actions that would do nothing."""
    return frozenset(action for action in _AT_TIMES if refusal(standing, action))
