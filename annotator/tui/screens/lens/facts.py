"""What is told of the places in the lens: what is looked for, how many there are, what the layer says of them."""

from __future__ import annotations

from rich.cells import cell_len

from annotator.domain.decisions import GOLD
from annotator.domain.sanitise import one_line, visible
from annotator.domain.text.pattern import Pattern
from annotator.plural import counted
from annotator.services.finding.lens import Lens
from annotator.services.finding.places import LONGER


def about(lens: Lens, *, any_case: bool, parts: bool) -> str:
    """What is looked for, and how."""
    words = lens.pattern.words
    how = f"{', any case' * any_case}{', parts of words' * parts}"
    sought = f"“{one_line(words)}”" if isinstance(lens.pattern, Pattern) else one_line(words)
    return f"find {sought}{how}"


def facts(lens: Lens, layer: str, width: int, *, proposing: bool, reading: bool) -> str:
    """How many places there are, and what a layer says of them; or of those marked, what can be done.

    Of what is said, as much as has room in one line of `width` cells; the rest is counted.
    """
    if lens.marked:
        way = "proposes it to the annotators" if proposing else f"gives it in {layer_word(layer)}"
        return f"{len(lens.marked):,} marked: a label’s key {way}, x takes it away."
    if proposing:
        return "A label’s key proposes it at this place to the annotators; > decides again."
    if reading and lens.indexed[0] < lens.indexed[1]:
        return f"Words are indexed, once: {lens.indexed[0]:,} of {counted(lens.indexed[1], 'article')}."
    found = f"{counted(len(lens.hits), 'place')} in {counted(lens.articles, 'article')}{' so far' * reading}."
    said = [f"{_said_word(name)} {number:,}" for name, number in lens.counts.most_common()]
    if not said:
        return found
    for shown in range(len(said), 0, -1):
        rest = [f"{len(said) - shown} more"] if shown < len(said) else []
        told = f"{found} {layer_word(layer)}: {', '.join([*said[:shown], *rest])}."
        if cell_len(visible(told)) <= width:
            return told
    return found


def layer_word(layer: str) -> str:
    """How a layer is called on the screen."""
    return "gold" if layer == GOLD else f"layer {layer}"


def _said_word(said: str) -> str:
    """What a layer says, as it is counted."""
    return "inside longer" if said == LONGER else said
