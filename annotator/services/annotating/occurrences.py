"""Where the same words stand elsewhere in a text."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.tokens import Tokens, snap


def occurrences(
    text: str, quote: str, tokens: Tokens, first: int = 0, last: int | None = None
) -> Iterator[tuple[int, int]]:
    """Every `[start, end)` in code points where `quote` stands on token edges, in order; they do not overlap.

    Only what lies within `[first, last)` of the text is looked through.
    """
    at = text.find(quote, first, last) if quote else -1
    while at >= 0:
        end = at + len(quote)
        if snap(tokens, at, end) == (at, end):
            yield at, end
            at = text.find(quote, end, last)
        else:
            at = text.find(quote, at + 1, last)
