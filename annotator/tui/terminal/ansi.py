"""Styled text as a terminal is told it: of each style only what differs from the one before. Pure.

A colour costs up to nineteen bytes, and of two neighbours on a page often only one colour differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

_NONE = Style.null()
_ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "22": {"bold": "1", "dim": "2"},
    "23": {"italic": "3"},
    "24": {"underline": "4"},
    "27": {"reverse": "7"},
    "29": {"strike": "9"},
}
"""What ends attributes, and what begins each of them: those that our styles have."""


def written(lines: Iterable[tuple[int, int, Iterable[Segment]]], depth: ColorSystem) -> str:
    """Segments, each line of them from a row and a column (from 0) on; nothing of their styles is left behind."""
    output, now = [], _NONE
    for y, x, segments in lines:
        output.append(f"\x1b[{y + 1};{x + 1}H")
        for text, style, _ in segments:
            if style is not now:
                output.append(_stroke(now, now := style or _NONE, depth))
            output.append(text)
    output.append(_stroke(now, _NONE, depth))
    return "".join(output)


@lru_cache(maxsize=4096)
def _stroke(before: Style, after: Style, depth: ColorSystem) -> str:
    """What makes a terminal that writes in one style write in another."""
    if (before.color and not after.color) or (before.bgcolor and not after.bgcolor):
        begin, _, _ = after.render("\0", color_system=depth).partition("\0")
        return f"\x1b[0m{begin}"
    codes: list[str] = []
    for off, on in _ATTRIBUTES.items():
        had, has = ([bool(getattr(style, name)) for name in on] for style in (before, after))
        if had != has:
            codes += [off] * any(had) + [code for code, wanted in zip(on.values(), has, strict=True) if wanted]
    if after.color and after.color != before.color:
        codes += after.color.downgrade(depth).get_ansi_codes()
    if after.bgcolor and after.bgcolor != before.bgcolor:
        codes += after.bgcolor.downgrade(depth).get_ansi_codes(foreground=False)
    return f"\x1b[{';'.join(codes)}m" if codes else ""
