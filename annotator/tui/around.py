"""What stands around an article while it is labelled: the top line as it is now, and which keys do something."""

from __future__ import annotations

from annotator.services.session import AnnotationSession
from annotator.tui.lines import Parts, Top, top_line


def top_of(session: AnnotationSession, position: tuple[int, int], *, pace: str = "", width: int) -> Parts:
    """Project, article, annotator and counts."""
    layer = session.layer
    words = [word for word, on in (("⚑", layer.flagged), (layer.status, layer.status != "open")) if on]
    top = Top(
        session.store.path.name,
        position,
        session.article.title,
        session.annotator,
        len(layer.held),
        len(layer.rejected),
        session.undecided,
        words,
        pace,
    )
    return top_line(top, width)


def applies(session: AnnotationSession, action: str) -> bool:
    """Whether an action of the annotate screen would do something now; those that are not named here always do."""
    match action.partition("(")[0]:
        case "accept" | "reject" | "edge" | "all_same" | "by_character":
            return session.focus is not None
        case "accept_sure" | "next" | "previous":
            return session.undecided > 0
        case "rival":
            return session.focus is not None and bool(session.proposals.rivals(session.focus))
        case _:
            return True
