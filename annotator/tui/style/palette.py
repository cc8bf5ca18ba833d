"""The colours of each theme: what a colour name of the scheme looks like, and the page around it.

Every label colour has a contrast of at least 4.5:1 (WCAG 2.1, relative luminance) against the page
and against its own tint, which lies behind decided spans; 7:1 against the page in the themes of high
contrast. In the colour-blind safe themes the eight colours can be told apart pairwise with
protanopia and deuteranopia. Colours are written `#rrggbb`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

PREFIX = "annotator-"
DEFAULT = f"{PREFIX}dark"
FALLBACK = "grey"  # of a label without a colour, or with one that is no name


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme.

    `tint` is the share of a label's colour in what lies behind a decided span, `pale` the share of
    the page in a weak colour; `ground`, if any, lies behind all decided spans instead of their tints.
    `contrast` is what a label's colour has at least against the page and what lies behind it; of `sixteen` colours,
    one that is none of them becomes the nearest.
    """

    name: str
    dark: bool
    page: str
    panel: str
    text: str
    dim: str
    cursor: str
    selection: str
    find: str
    hint: str
    labels: Mapping[str, str]
    tint: float = 0.2
    pale: float = 0.35
    ground: str = ""
    contrast: float = 4.5
    sixteen: bool = False

    @property
    def names(self) -> dict[str, str]:
        """What the names of styles around the article mean: `$text-muted` and so on."""
        labels = self.labels
        return {
            "$text": self.text,
            "$text-muted": self.dim,
            "$background": self.page,
            "$panel": self.panel,
            "$border": self.cursor,
            "$success": labels["green"],
            "$secondary": labels["blue"],
            "$accent": labels["cyan"],
            "$warning": labels["yellow"],
            "$error": labels["red"],
        }

    def label(self, colour: str) -> str:
        """The colour of a colour name, or of `#rrggbb` as far as it can be read here; a grey for what is neither."""
        if not colour.startswith("#"):
            return self.labels.get(colour) or self.labels[FALLBACK]
        if self.sixteen:
            return min(self.labels.values(), key=lambda one: _distance(one, colour))
        return _legible(colour, self.page, self.text, self.tint, self.contrast)

    def tinted(self, colour: str) -> str:
        """What lies behind a decided span of that colour name."""
        return self.ground or blend(self.page, self.label(colour), self.tint)

    def paled(self, colour: str) -> str:
        """That colour for what is weak."""
        return blend(self.label(colour), self.page, self.pale)


def _labels(*colours: str) -> dict[str, str]:
    return dict(zip(("blue", "magenta", "green", "yellow", "cyan", "red", "orange", "grey"), colours, strict=True))


_DARK = _labels("#6f9bff", "#e0a8ff", "#8ee0a0", "#f5dc6a", "#4fb8c4", "#f0706e", "#e8954a", "#a3a69c")
_DARK_SAFE = _labels("#858ffe", "#f3c2ff", "#98f4b7", "#fedf42", "#40a9b3", "#fc607c", "#ee740e", "#9dbcb0")
_DARK_STRONG = _labels("#8fb4ff", "#f0c0ff", "#7dffa0", "#fff07a", "#5ee6f2", "#ff9a94", "#ffb366", "#c8c8c8")
_LIGHT = _labels("#1450be", "#6f1a96", "#0a6e32", "#7d6200", "#006978", "#a01226", "#8a3c00", "#4b4e56")
_LIGHT_SAFE = _labels("#0c62b6", "#6d0267", "#007149", "#825d07", "#006f6a", "#5f061e", "#6f2d02", "#354c43")
_LIGHT_STRONG = _labels("#0a3aa8", "#6a0f8c", "#00521f", "#5c4700", "#004f5c", "#8c0a1e", "#6e3000", "#3c3f46")

_DARK_SIXTEEN = _labels("#5555ff", "#ff55ff", "#55ff55", "#ffff55", "#55ffff", "#ff5555", "#aa5500", "#aaaaaa")
_LIGHT_SIXTEEN = _labels("#0000aa", "#aa00aa", "#00aa00", "#555555", "#00aaaa", "#aa0000", "#aa0000", "#555555")


def _dark(name: str, labels: Mapping[str, str]) -> Palette:
    return Palette(
        name,
        dark=True,
        page="#16181d",
        panel="#1e2128",
        text="#d6d8dc",
        dim="#8b919d",
        cursor="#3d424e",
        selection="#34486b",
        find="#5a4a12",
        hint="#ffd75f",
        labels=labels,
    )


def _light(name: str, labels: Mapping[str, str]) -> Palette:
    return Palette(
        name,
        dark=False,
        page="#faf8f3",
        panel="#f0ede5",
        text="#26282e",
        dim="#6e6c66",
        cursor="#dcd8cc",
        selection="#c3d6f2",
        find="#f7e3a1",
        hint="#ffcf3d",
        labels=labels,
        tint=0.14,
        pale=0.3,
    )


PALETTES = {
    palette.name: palette
    for palette in (
        _dark("annotator-dark", _DARK),
        _light("annotator-light", _LIGHT),
        _dark("annotator-dark-colour-blind", _DARK_SAFE),
        _light("annotator-light-colour-blind", _LIGHT_SAFE),
        Palette(
            "annotator-dark-contrast",
            dark=True,
            page="#000000",
            panel="#1a1a1a",
            text="#ffffff",
            dim="#c0c0c0",
            cursor="#4d4d4d",
            selection="#004a99",
            find="#665200",
            hint="#ffff00",
            labels=_DARK_STRONG,
            contrast=7.0,
            pale=0.2,
        ),
        Palette(
            "annotator-light-contrast",
            dark=False,
            page="#ffffff",
            panel="#ececec",
            text="#000000",
            dim="#474747",
            cursor="#cccccc",
            selection="#a8ccff",
            find="#ffe680",
            hint="#ffcc00",
            labels=_LIGHT_STRONG,
            contrast=7.0,
            tint=0.14,
            pale=0.2,
        ),
    )
}


def palette_of(theme: str, *, dark: bool) -> Palette:
    """The palette of a theme by its name; the plain dark or light one for a theme of someone else."""
    return PALETTES.get(theme) or PALETTES["annotator-dark" if dark else "annotator-light"]


def palette_named(wished: str) -> Palette:
    """The palette of a theme as the settings name it, `light` or `dark-contrast`; the plain dark one for any other."""
    return PALETTES.get(f"{PREFIX}{wished}", PALETTES[DEFAULT])


def of_256(palette: Palette) -> Palette:
    """The same palette for a terminal of 256 colours, which has greys that are dark enough, but no tints."""
    return replace(palette, ground="#303030" if palette.dark else "#dadada")


def of_sixteen(palette: Palette) -> Palette:
    """The same palette with label colours that a terminal of sixteen colours has; nothing is pale in it.

    Of the sixteen, yellow cannot be read on a light page.
    """
    return replace(palette, labels=_DARK_SIXTEEN if palette.dark else _LIGHT_SIXTEEN, pale=0, sixteen=True)


def blend(colour: str, other: str, share: float) -> str:
    """`colour` mixed with `share` (0 to 1) of `other`."""
    mixed = (round(a + (b - a) * share) for a, b in zip(_rgb(colour), _rgb(other), strict=True))
    return "#{:02x}{:02x}{:02x}".format(*mixed)


@cache
def _legible(colour: str, page: str, text: str, tint: float, least: float) -> str:
    """The colour, with as little of the text's as it takes to be read on the page and on its own tint."""
    for share in range(0, 100, 5):
        shade = blend(colour, text, share / 100)
        if contrast(shade, page) >= least and contrast(shade, blend(page, shade, tint)) >= min(least, 4.5):
            return shade
    return text


def _distance(one: str, other: str) -> int:
    return sum((a - b) ** 2 for a, b in zip(_rgb(one), _rgb(other), strict=True))


def contrast(colour: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.1, "contrast ratio")."""
    low, high = sorted((_luminance(colour), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
