"""The question for a comment, below what was said there before; one's own last word is there to be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.domain.state import Comment
from annotator.services.annotating.comments import to_change
from annotator.services.annotating.stored_cursor import Change
from annotator.tui import screens
from annotator.tui.lines.parts import KEEP
from annotator.tui.screens.common.article_screen import ArticleScreen

_CHANGE = (("enter", "keep it, without words take it back"), ("esc", "leave it as it is"))


def ask_comment(
    screen: ArticleScreen,
    about: str,
    comment: Callable[[str, str], Change],
    said: Sequence[tuple[str, Comment]],
    text: str | None = None,
) -> None:
    """Ask for a comment about something, or change one's own where that is the last of those `said` there, by whom.

    `comment` keeps the words, instead of those of a decision. It is asked again, with the text it has, where it could
    not be kept.
    """
    own = to_change((one for _, one in said), screen.user, screen.session.layer)
    before = own.text if own else ""

    def written(text: str | None) -> None:
        if text is None or text.strip() == before.strip():
            return
        if not screen.act(lambda: comment(text, own.id if own else "")):
            ask_comment(screen, about, comment, said, text)

    lines = [f"{who}: {one.text}" for who, one in said if one is not own]
    title = f"Your comment {about}" if own else f"Comment {about}"
    keys = _CHANGE if own else KEEP
    prompt = screens.TextPrompt(title, text=before if text is None else text, said=lines, keys=keys)
    screen.app.push_screen(prompt, written)
