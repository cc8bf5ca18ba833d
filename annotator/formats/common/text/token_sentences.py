"""The sentences of a text as runs of its tokens, as formats have them that count by sentence and word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from annotator.domain.text.sentences import sentences
from annotator.formats.common.losses import TokenEdges

_LINE = re.compile(r"[^\n]+")


def token_sentences(
    text: str, edges: TokenEdges, whole: Iterable[tuple[int, int]], *, lines: bool = False
) -> Iterator[range]:
    """The tokens of each sentence, or of each of the `lines`; of a `whole`, tokens `[first, end)`, never in two."""
    inside = {place for first, end in whole for place in range(first + 1, end)}
    ends = [match.end() for match in _LINE.finditer(text)] if lines else [end for _, end in sentences(text)]
    first = at = 0
    for place, (start, _) in enumerate(edges):
        passed = at
        while at < len(ends) and ends[at] <= start:
            at += 1
        if at > passed and place > first and place not in inside:
            yield range(first, place)
            first = place
    if first < len(edges):
        yield range(first, len(edges))
