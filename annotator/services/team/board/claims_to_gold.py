"""How near to approved gold people are in what they claim of spans: relations, entities, links and attributes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from annotator.domain.decisions import GOLD
from annotator.errors import AnnotatorError
from annotator.services.reporting.agreement import agree
from annotator.storage.store import Store

FIGURES = {
    "relations_f1": ("relations", "relations F1"), "coref_conll": ("coref", "entities CoNLL"),
    "links_f1": ("links", "links F1"), "attributes_kappa": ("attributes", "attributes kappa"),
}  # fmt: skip
"""The figures by their names in `agree`, each with its measure and its title."""


@dataclass(frozen=True, slots=True)
class NearGold:
    """A figure on so many (`n`) claims of both, with its interval of 95 %, None where there is none."""

    value: float
    n: int
    low: float | None
    high: float | None

    def as_json(self) -> dict[str, Any]:
        """The figure as plain values."""
        return asdict(self)


def claims_to_gold(store: Store, names: Iterable[str]) -> dict[str, dict[str, NearGold]]:
    """The figures of each of these people that have a value, by their names; none where nothing may be claimed."""
    measures = [measure for measure, _ in FIGURES.values()]
    found: dict[str, dict[str, NearGold]] = {}
    for name in names if store.scheme().claims else ():
        try:
            (pair,) = agree(store, [name, GOLD], measures=measures)["pairs"]
        except AnnotatorError:  # one of the two has finished nothing
            continue
        near = {
            figure: NearGold(pair[figure], pair["n"][figure], *(pair["intervals"].get(figure) or (None, None)))
            for figure in FIGURES
            if pair[figure] is not None
        }
        found |= {name: near} if near else {}
    return found
