"""Comments: which of them are about a place, and which one a person changes who comments there again."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.span import Span
from annotator.domain.state import Comment, Layer


def comment_kept(text: str) -> str:
    """What is said once a comment is kept, or taken back because it has no words."""
    return "Comment kept." if text.strip() else "Comment taken back."


def to_change(said: Iterable[Comment], by: str, layer: Layer) -> Comment | None:
    """The last of what was said at a place, if it is that person's own in a layer; None where one more is to come."""
    last = max(said, key=lambda one: one.at, default=None)
    return last if last and last.by == by and last in layer.comments else None


def same_place(one: Span | None, other: Span | None) -> bool:
    """Whether what is said about the one is about the other too: the same words, or the article as a whole."""
    return one.same_edges(other) if one and other else one is other
