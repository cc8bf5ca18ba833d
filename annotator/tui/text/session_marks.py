"""What a session has to show: the marks in a stretch of text, how far the cursor reaches, the labels in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.kept_counts.read import label_shares
from annotator.tui.text.marks import Mark

if TYPE_CHECKING:
    from annotator.services.reviewing.session import ReviewSession

WEAK = 0.5
"""Suggestions below this score look weak."""


def marks_in(session: AnnotationSession, start: int, end: int) -> list[Mark]:
    """The marks that touch `[start, end)`, in order."""
    commented = {(one.span.start, one.span.end) for one in session.layer.comments if one.span}
    return [_mark(session, span, noted=(span.start, span.end) in commented) for span in session.spans(start, end)]


def cursor_end(session: AnnotationSession) -> int | None:
    """Where the cursor's block ends: with what is focused, else with the word that begins there; None between words."""
    return session.focus.end if session.focus else word_end(session)


def word_end(session: ArticleCursor) -> int | None:
    """Where the word ends that begins at the cursor; None where none does."""
    here = session.tokens.within(session.cursor, session.cursor + 1)
    return here[0][1] if here and here[0][0] == session.cursor else None


def _mark(session: AnnotationSession, span: Span, *, noted: bool) -> Mark:
    held = session.layer.held.get(span)
    if held:
        return Mark(span, "auto" if held.auto else "decided", held.score, note=noted)
    if span in session.layer.rejected:
        return Mark(span, "rejected", note=noted)
    score = session.suggestion(span).score
    return Mark(span, "open", score, weak=score is not None and score < WEAK, note=noted)


def labels_used(session: AnnotationSession | ReviewSession) -> dict[str, float]:
    """How often an article has each label; of those that it has not, which share of all spans has them."""
    return {**label_shares(session.store.conn), **session.labels_here()}
