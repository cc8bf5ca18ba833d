"""A text as a model reads it best: folded, with the lines that were wrapped run on (`domain/text/wraps.py`).

Every other line break stays, because a model must not read a headline, an item or a verse as one with what follows; so
do tabs, which part columns. Places are mapped back (`domain/folded.py`).
"""

from __future__ import annotations

import re

from annotator.domain.folded import Folded, folded_piece, line_breaks
from annotator.domain.text.wraps import wraps


def running_text(text: str) -> Folded:
    """The text as a model is to read it, with the way back to places of `text`."""
    found = wraps(text)

    def form(piece: re.Match[str]) -> str:
        new, was = folded_piece(piece), piece.group()
        breaks = line_breaks(was) == 1 and text.find("\n", *piece.span()) not in found
        return "".join(filter(str.isspace, was)) if breaks or "\t" in was else new

    return Folded(text, form)
