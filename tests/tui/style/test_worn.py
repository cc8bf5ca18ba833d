from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest

from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.span import Span
from annotator.tui.lines.parts import label_bar
from annotator.tui.lines.styles import LineStyles
from annotator.tui.style.palette import PALETTES, contrast, of_sixteen
from annotator.tui.style.worn import Depth, fitted
from annotator.tui.text.marks import Mark
from annotator.tui.text.styles import Styles

COMMONEST = ("ORG", "GPE", "PERSON", "DATE", "CARDINAL", "NORP", "MONEY", "PERCENT")


@pytest.mark.parametrize("depth", [depth for depth in get_args(Depth) if depth != "mono"])
@pytest.mark.parametrize("theme", PALETTES)
def test_the_label_bar_and_the_text_have_the_same_colours(theme: str, depth: Depth) -> None:
    palette = fitted(PALETTES[theme], depth)
    styles = Styles(PALETTES[theme], {label.name: label.colour for label in DEFAULT_SCHEME.labels}, depth)
    colours = {label.name: palette.label(label.colour) for label in DEFAULT_SCHEME.labels}
    bar = LineStyles(palette, palette.panel).line(label_bar(DEFAULT_SCHEME.labels, {}, colours, 400), 400)
    for _, segment in pairwise(bar):
        name = segment.text.strip()
        if name in colours:
            in_text = styles.lane(Mark(Span(0, 1, name), "decided"), focused=False)
            assert segment.style and in_text.color
            assert segment.style.color == in_text.color


def test_the_commonest_labels_of_the_first_scheme_have_a_colour_each() -> None:
    colours = [label.colour for label in DEFAULT_SCHEME.labels if label.name in COMMONEST]
    assert len(colours) == len(set(colours)) == len(COMMONEST)


def test_no_yellow_lies_on_a_light_page_of_sixteen_colours() -> None:
    light = of_sixteen(PALETTES["annotator-light"])
    assert all(contrast(colour, light.page) > 2.5 for colour in light.labels.values())
