"""The ways in which tags of tokens are written, all brought to one: `O`, or a mark, a hyphen and the label.

A *scheme* is told by the tags of a whole column: `B-PER`, `B_PER`, `PER-B`, a bare `B`, or the label alone (`PER`).
Bare marks have no label: theirs is `ENTITY` (`--map ENTITY=GENE` gives another).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

BARE_LABEL = "ENTITY"
NOTHING = {"O", "-"}
_MARKS = "BIESLUMW"
_SCHEMES = {
    "prefix": re.compile(rf"(?P<mark>[{_MARKS}])-(?P<label>.+)"),
    "underscore": re.compile(rf"(?P<mark>[{_MARKS}])_(?P<label>.+)"),
    "suffix": re.compile(rf"(?P<label>.+)[-_](?P<mark>[{_MARKS}])"),
    "bare": re.compile(rf"(?P<mark>[{_MARKS}])"),
    "label": re.compile(r"(?P<label>[^\W\d_](?:[\w./-]*\w)?)"),
}
NOTES = {
    "bare": f"Its tags are bare marks (B, I, O) without a label: spans are {BARE_LABEL} (`--map {BARE_LABEL}=NAME`).",
    "label": "Its tags are labels without marks (IO): neighbours of one label are one span.",
}
"""What is to be said of a scheme that leaves something open."""


def scheme_of(tags: Sequence[str]) -> str | None:
    """The scheme of a column: the first that fits half of what is not `O`; labels alone only beside an `O`."""
    named = [tag for tag in tags if tag not in NOTHING]
    for name, pattern in _SCHEMES.items():
        fitting = sum(pattern.fullmatch(tag) is not None for tag in named)
        if name == "label":
            return name if "O" in tags and fitting == len(named) > 0 else None
        if named and 2 * fitting >= len(named):
            return name
    return None


def plain_tag(tag: str, scheme: str | None) -> str | None:
    """The tag as `O` or `B-PER`; None where it is none of this scheme."""
    if tag in NOTHING:
        return "O"
    match = _SCHEMES[scheme or "prefix"].fullmatch(tag)
    if not match:
        return None
    parts = match.groupdict()
    return f"{parts.get('mark', 'I')}-{parts.get('label', BARE_LABEL)}"


def is_tag(cell: str) -> bool:
    """Whether a cell is a tag beyond doubt: `O`, or a mark, a hyphen and a label."""
    return plain_tag(cell, "prefix") is not None
