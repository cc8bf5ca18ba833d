"""Where the title and the byline stand in an article's text, so that they can be drawn as such. Pure."""

from __future__ import annotations

Range = tuple[int, int]


def masthead(text: str, title: str, byline: str) -> tuple[Range | None, Range | None]:
    """The title, if it is the text's first line, and the byline, if it is the last, as `[start, end)` each."""
    start = text.find(title) if title else -1
    end = text.rfind(byline) if byline else -1
    return (
        (start, start + len(title)) if start >= 0 and not text[:start].strip() else None,
        (end, end + len(byline)) if end >= 0 and not text[end + len(byline) :].strip() else None,
    )
