"""What a session has to show in a stretch of text, as the marks that the view draws."""

from __future__ import annotations

from annotator.domain.span import Span
from annotator.services.session import AnnotationSession
from annotator.tui.marks import Mark

WEAK = 0.5
"""Suggestions below this score look weak."""


def drawn(session: AnnotationSession, start: int, end: int) -> list[Mark]:
    """The marks that touch `[start, end)`, in order."""
    commented = {comment.span for comment in session.layer.comments}
    return [_mark(session, span, noted=span in commented) for span in session.spans(start, end)]


def _mark(session: AnnotationSession, span: Span, *, noted: bool) -> Mark:
    held = session.layer.held.get(span)
    if held:
        return Mark(span, "auto" if held.auto else "decided", held.score, note=noted)
    if span in session.proposals.open:
        score = session.suggestion(span).score
        return Mark(span, "open", score, weak=score is not None and score < WEAK, note=noted)
    return Mark(span, "rejected", note=noted)
