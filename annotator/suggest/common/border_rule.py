"""The border rule: what does not belong to a name, although models often take it in.

A leading article, a trailing possessive (`'s`, `’s`, or the apostrophe after a plural: `s’`) and
white space at either edge are cut off. Pure; offsets are code points, half-open.
"""

from __future__ import annotations

import re

_LEADING = re.compile(r"\s*(?:(?:the|an?)\s+)*", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=\w)['’]s|(?<=s)['’]", re.IGNORECASE)

_MAY_END_ONE = ("s", "S", "'", "’", "ſ")
"""What a possessive ends with; `ſ` is an s to a pattern that ignores case."""


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The edges of `text[start:end]` after the border rule, or None where nothing is left."""
    body = text[start:end].rstrip()
    while body.endswith(_MAY_END_ONE) and (cut := _possessive(body)):
        body = body[:-cut].rstrip()
    lead = _LEADING.match(body)
    begin = lead.end() if lead else 0
    return (start + begin, start + len(body)) if begin < len(body) else None


def _possessive(body: str) -> int:
    """The length of the possessive at the end of a string, 0 where there is none."""
    return next((size for size in (2, 1) if _POSSESSIVE.fullmatch(body, max(len(body) - size, 0))), 0)
