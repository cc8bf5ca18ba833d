"""The simulation is that of Machado, Oliveira & Fernandes 2009 at severity 1; the distance is CIEDE2000."""

from __future__ import annotations

from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import config
from annotator.domain.scheme import COLOURS
from annotator.errors import ConfigError
from annotator.tui.style.palette import DEFAULT, PALETTES, Palette, blend, contrast, of_sixteen, palette_of
from annotator.tui.style.themes import THEMES

EVERY = pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
Triple = tuple[float, float, float]


def times(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def _linear(part: float) -> float:
    linear: float = part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
    return linear


def seen(colour: str, vision: str) -> Triple:
    """CIE L*a*b* of a colour as someone sees it."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    red, green, blue = (min(max(part, 0.0), 1.0) for part in times(VISION[vision], (red, green, blue)))
    scaled = (part / sum(row) for part, row in zip(times(XYZ, (red, green, blue)), XYZ, strict=True))
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in scaled)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: Triple, two: Triple) -> float:
    """CIEDE2000 (Sharma, Wu & Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = 1.5 - 0.5 * sqrt(mean**7 / (mean**7 + 25**7))
    c1, c2 = hypot(a1 * g, b1), hypot(a2 * g, b2)
    h1, h2 = degrees(atan2(b1, a1 * g)) % 360, degrees(atan2(b2, a2 * g)) % 360
    turn = 0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc, dh = l2 - l1, c2 - c1, 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = h1 + h2 if c1 * c2 == 0 else (h1 + h2) / 2 if abs(h1 - h2) <= 180 else ((h1 + h2 + 360) / 2) % 360
    t = 1 - 0.17 * cos(radians(hue - 30)) + 0.24 * cos(radians(2 * hue))
    t += 0.32 * cos(radians(3 * hue + 6)) - 0.2 * cos(radians(4 * hue - 63))
    sl = 1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    turned = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    return sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + turned * dc / sc * dh / sh)


def nearest(palette: Palette, vision: str) -> float:
    colours = [seen(colour, vision) for colour in palette.labels.values()]
    return min(distance(one, two) for one, two in combinations(colours, 2))


def test_the_distance_agrees_with_published_pairs() -> None:
    for one, two, published in (
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
    ):
        assert distance(one, two) == pytest.approx(published, abs=1e-4)


@EVERY
def test_every_colour_name_has_a_readable_colour(palette: Palette) -> None:
    assert tuple(palette.labels) == COLOURS
    for name in COLOURS:
        needed = 7 if palette.name.endswith("contrast") else 4.5
        assert contrast(palette.label(name), palette.page) >= needed, name
        assert contrast(palette.label(name), palette.tinted(name)) >= 4.5, name
        assert contrast(palette.paled(name), palette.page) >= (4.5 if needed == 7 else 3), name
        assert contrast(palette.tinted(name), palette.page) > 1.1, name


@EVERY
def test_the_page_is_readable_under_everything_that_lies_on_it(palette: Palette) -> None:
    assert contrast(palette.text, palette.page) >= 10
    assert contrast(palette.dim, palette.page) >= 4.5
    for ground in (palette.panel, palette.cursor, palette.selection, palette.find):
        assert contrast(palette.text, ground) >= 4.5
    ink = palette.page if palette.dark else palette.text
    assert contrast(ink, palette.hint) >= 4.5


@pytest.mark.parametrize("vision", VISION)
@EVERY
def test_label_colours_can_be_told_apart(palette: Palette, vision: str) -> None:
    if palette.name.endswith("colour-blind") or vision == "normal":
        assert nearest(palette, vision) >= 11


def test_an_unknown_colour_or_theme_falls_back() -> None:
    dark = PALETTES["annotator-dark"]
    assert dark.label("chartreuse") == dark.label("") == dark.labels["grey"]
    assert palette_of("nord", dark=True) is dark
    assert palette_of("mine", dark=False) is PALETTES["annotator-light"]
    assert palette_of("annotator-light-contrast", dark=True).name == "annotator-light-contrast"


def test_blending_and_contrast_at_their_ends() -> None:
    assert (blend("#102030", "#ffffff", 0), blend("#102030", "#ffffff", 1)) == ("#102030", "#ffffff")
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


def test_every_palette_is_a_theme() -> None:
    assert [theme.name for theme in THEMES] == list(PALETTES)
    assert DEFAULT in PALETTES
    for theme in THEMES:
        assert theme.background == PALETTES[theme.name].page
        assert theme.to_color_system().generate()["background"].lower() == theme.background


def test_every_theme_can_be_set_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert {f"annotator-{name}" for name in config.THEMES} == set(PALETTES)
    for name in config.THEMES:
        path.write_text(f'theme = "{name}"\n')
        assert config.load(path).theme == name
    path.write_text('theme = "pink"\n')
    with pytest.raises(ConfigError, match=r"dark-contrast.*not 'pink'"):
        config.load(path)


@EVERY
@given(st.from_regex("#[0-9a-f]{6}", fullmatch=True))
def test_any_colour_of_a_scheme_can_be_read_in_every_theme(palette: Palette, colour: str) -> None:
    shade = palette.label(colour)
    assert contrast(shade, palette.page) >= palette.contrast
    assert contrast(shade, palette.tinted(colour)) >= 4.5
    assert of_sixteen(palette).label(colour) in of_sixteen(palette).labels.values()


@EVERY
def test_a_colour_that_can_be_read_stays_as_it_is(palette: Palette) -> None:
    assert [palette.label(colour) for colour in palette.labels.values()] == list(palette.labels.values())
