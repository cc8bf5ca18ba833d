"""What stands around an article while it is labelled: the top line, the tour, and which keys do something."""

from __future__ import annotations

from annotator.services.session import AnnotationSession
from annotator.tui.lines import Parts, Top, facts_line, top_line
from annotator.tui.tour import STEPS, next_step


def top_of(session: AnnotationSession, position: tuple[int, int], *, pace: str = "", width: int) -> tuple[Parts, Parts]:
    """Project and article on the left, annotator and counts on the right."""
    layer = session.layer
    words = tuple(word for word, on in (("⚑", layer.flagged), (layer.status, layer.status != "open")) if on)
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


def tour_of(session: AnnotationSession, width: int) -> Parts | None:
    """The tour's next step; None when all were taken."""
    step = next_step(session.store.actions_of(session.annotator))
    if step is None:
        return None
    number, key, about = step
    signs = [(f"{number} of {len(STEPS)}  ", "$text-muted"), (f" {key} ", "bold $background on $warning")]
    return facts_line([*signs, (f" {about}", "$text")], width)


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
