"""Where the title and the byline stand in an article's text, so that they can be drawn as such. Pure."""

from __future__ import annotations

from annotator.domain.article import Article
from annotator.domain.folded import Folded, fold
from annotator.tui.text.styles import Role

_BLANKS = 200
"""So much more of the text is looked at than the words have."""


def masthead(article: Article) -> list[tuple[int, int, Role]]:
    """The title, if one sees it first in the text, and the byline, if last, as `[start, end)` each."""
    text, title, byline = article.text, fold(article.title), fold(article.byline)
    found: list[tuple[int, int, Role]] = []
    view = Folded(text[: 2 * len(title) + _BLANKS])
    at = view.text.find(title) if title else -1
    if at >= 0 and not view.text[:at].strip():
        found.append((*view.place(at, at + len(title)), "title"))
    before = max(0, len(text) - 2 * len(byline) - _BLANKS)
    view = Folded(text[before:])
    at = view.text.rfind(byline) if byline else -1
    if at >= 0 and not view.text[at + len(byline) :].strip():
        start, end = view.place(at, at + len(byline))
        found.append((before + start, before + end, "byline"))
    return found
