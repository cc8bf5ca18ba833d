"""Whether the examples of the guideline are still labelled so in gold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from annotator.domain.decisions import GOLD
from annotator.domain.guideline.places import Place, place_of
from annotator.services.project.guide.examples import Found, found_at
from annotator.storage.store import Store

State = Literal["so", "otherwise", "nothing", "no gold", "not there"]
"""What gold says of a place: the same label, another label or other edges, nothing; or it says nothing yet."""


@dataclass(frozen=True, slots=True)
class Tested:
    """An example that is a place, with what gold has there: labels of the same span, or spans that overlap it."""

    label: str
    example: str
    state: State
    article: str = ""
    quote: str = ""
    gold: tuple[str, ...] = ()
    why: str = ""

    @property
    def wrong(self) -> bool:
        """Whether the guideline and gold contradict each other."""
        return self.state in ("otherwise", "nothing", "not there")

    def as_json(self) -> dict[str, Any]:
        """The example as plain values."""
        return asdict(self) | {"gold": list(self.gold), "wrong": self.wrong}


def against_gold(store: Store) -> Iterator[Tested]:
    """Each example that is a place, compared with gold."""
    for label in store.scheme().labels:
        for example in label.examples:
            if place := place_of(example):
                yield _tested(store, label.name, example, place)


def _tested(store: Store, label: str, example: str, place: Place) -> Tested:
    found = found_at(store, place)
    if not isinstance(found, Found):
        return Tested(label, example, "not there", why=found)
    layer = store.layer(found.article, GOLD).layer
    if GOLD not in store.layers_of(found.article):
        return Tested(label, example, "no gold", found.article, found.quote)
    over = [span for span in sorted(layer.held) if span.start < place.end and place.start < span.end]
    same = [span.label for span in over if (span.start, span.end) == (place.start, place.end)]
    gold = tuple(f"{span.label} {span.start}-{span.end}" for span in over)
    state: State = "so" if label in same else "otherwise" if over else "nothing"
    return Tested(label, example, state, found.article, found.quote, gold)
