"""Where the same words stand elsewhere in a text."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.folded import fold, folded
from annotator.domain.tokens import Tokens, snap


def occurrences(
    text: str, quote: str, tokens: Tokens, first: int = 0, last: int | None = None
) -> Iterator[tuple[int, int]]:
    """Every `[start, end)` in code points where the words of `quote` stand on token edges, in order.

    They are the same words where they are equal folded; no two places overlap. Only what lies within `[first, last)`
    of the text is looked through.
    """
    view, words = folded(text), fold(quote)
    begin, stop = view.offset(first), len(view.text) if last is None else view.offset(last)
    at = view.text.find(words, begin, stop) if words else -1
    while at >= 0:
        start, end = view.place(at, at + len(words))
        same = snap(tokens, start, end) == (start, end) and view.cuts_no_piece(at, at + len(words))
        if same:
            yield start, end
        at = view.text.find(words, at + (len(words) if same else 1), stop)
