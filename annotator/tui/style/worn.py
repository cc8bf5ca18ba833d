"""The palette as a terminal can show it: lines, lists and the article wear the same colours.

The *depth* is what the terminal can do: `full` colours, an `indexed` 256, only `sixteen`, or `mono` (NO_COLOR).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from annotator.tui.style.palette import Palette, of_256, of_sixteen, palette_of

if TYPE_CHECKING:
    from textual.app import App

    from annotator.domain.scheme import Scheme

Depth = Literal["full", "indexed", "sixteen", "mono"]
_DEPTHS: Mapping[str, Depth] = {"truecolor": "full", "256": "indexed"}


def fitted(palette: Palette, depth: Depth) -> Palette:
    """The palette with colours that the terminal has."""
    return {"indexed": of_256, "sixteen": of_sixteen}.get(depth, lambda same: same)(palette)


def depth_in(app: App[Any]) -> Depth:
    """What the app's terminal can do."""
    return "mono" if app.no_color else _DEPTHS.get(app.console.color_system or "", "sixteen")


def label_colours(app: App[Any], scheme: Scheme) -> dict[str, str]:
    """The colour of each label of a scheme, by its name; none without colours."""
    if app.no_color:
        return {}
    palette = palette_in(app)
    return {label.name: palette.label(label.colour) for label in scheme.labels}


def palette_in(app: App[Any]) -> Palette:
    """The palette of the app's theme, as its terminal can show it."""
    return fitted(palette_of(app.theme, dark=app.current_theme.dark), depth_in(app))
