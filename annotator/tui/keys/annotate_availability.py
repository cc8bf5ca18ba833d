"""Which actions of the annotate screen would do something now."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from annotator.services.annotating.session import AnnotationSession


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


@cache
def idle(standing: Standing) -> frozenset[str]:
    """The actions that would do nothing."""
    found: set[str] = set()
    if not standing.focused:
        found |= {"accept", "reject", "split"}
    if not standing.meant:
        found |= {"all_same", "merge"}
    if not (standing.meant or standing.selected):
        found |= {"edge", "by_character"}
    if not standing.undecided:
        found |= {"accept_sure", "next", "previous"}
    if not standing.rivals:
        found.add("rival")
    return frozenset(found)
