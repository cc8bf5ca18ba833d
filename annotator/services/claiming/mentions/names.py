"""Short names of entities, so that a lane has room for them: one word of what they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from annotator.domain.layer import Layer
from annotator.domain.sanitise import one_line
from annotator.domain.span import Span
from annotator.services.claiming.called import best_named
from annotator.suggest.claims.mention import mention_of

Known = dict[tuple[Span, ...], str]
"""What sets of mentions were called before."""


def short_names(layer: Layer, text: str, known: Known) -> dict[str, str]:
    """The short name of each entity of a layer; the second and later ones of one name have their number behind it.

    What is `known` is not looked at again, and what was looked at is known then.
    """
    entities = sorted((tuple(sorted(mentions)), entity) for entity, mentions in layer.claim_index.entities().items())
    seen = Counter[str]()
    names: dict[str, str] = {}
    for mentions, entity in entities:
        name = known.get(mentions) or known.setdefault(mentions, short_name(mentions, text))
        seen[name] += 1
        names[entity] = name if seen[name] == 1 else f"{name}{seen[name]}"
    return names


def short_name(mentions: Iterable[Span], text: str) -> str:
    """The last word (before an `of`) of what the mentions are called."""
    best = best_named(mentions, text)
    return one_line(mention_of(best, text).noun or best.quote(text))
