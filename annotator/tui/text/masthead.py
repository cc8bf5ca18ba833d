"""Where the title and the byline stand in an article's text, so that they can be drawn as such. Pure."""

from __future__ import annotations

from annotator.domain.article import Article
from annotator.tui.text.styles import Role


def masthead(article: Article) -> list[tuple[int, int, Role]]:
    """The title, if it is the text's first line, and the byline, if it is the last, as `[start, end)` each."""
    text, title, byline = article.text, article.title, article.byline
    found: list[tuple[int, int, Role]] = []
    start = text.find(title) if title else -1
    if start >= 0 and not text[:start].strip():
        found.append((start, start + len(title), "title"))
    end = text.rfind(byline) if byline else -1
    if end >= 0 and not text[end + len(byline) :].strip():
        found.append((end, end + len(byline), "byline"))
    return found
