"""What a merge took."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Absorbed:
    """What was taken: how many of each, and in how many articles each layer was touched."""

    added: int = 0
    known: int = 0
    decisions: int = 0
    suggestions: int = 0
    layers: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    """How many articles were given to each annotator by this, and taken from them."""
    languages: list[str] = field(default_factory=list)
    """The keys of articles that are in one language here and in another there."""
    namesakes: Counter[str] = field(default_factory=Counter)
    """How many decisions are new that were made elsewhere under the name of somebody who decides here, too."""
