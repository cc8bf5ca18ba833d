"""Where the sentences of a text begin and end. Offsets are code points, half-open."""

from __future__ import annotations

import re

from annotator.domain.text.wraps import unwrapped

_SENTENCE = re.compile(
    r"""
    (?<![.!?…。！？])[.!?…。！？]++["'”’»)\]]*+(?=\s++[^a-z]|\s*+\Z)   # possessive, so that a long run is read once
  | [。！？]++[」』”’]*+
    """,
    re.VERBOSE,
)


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, as `[start, end)` without the white space around; a line break ends one, but no wrap."""
    text = unwrapped(text)
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        at = line.start()
        stops = [match.end() for match in _SENTENCE.finditer(text, line.start(), line.end())]
        for stop in (*stops, line.end()):
            piece = text[at:stop]
            if body := piece.strip():
                start = at + len(piece) - len(piece.lstrip())
                found.append((start, start + len(body)))
            at = stop
    return found
