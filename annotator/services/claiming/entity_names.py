"""Short names of entities, so that a lane has room for them: one word of the longest name among the mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from annotator.domain.layer import Layer
from annotator.domain.sanitise import one_line
from annotator.domain.span import Span
from annotator.suggest.claims.mention import mention_of


def short_names(layer: Layer, text: str) -> dict[str, str]:
    """The short name of each entity of a layer; the second and later ones of one name have their number behind it."""
    entities: Mapping[str, Iterable[Span]] = layer.claim_index.entities()
    first = sorted((min(mentions), entity) for entity, mentions in entities.items())
    seen = Counter[str]()
    names: dict[str, str] = {}
    for _, entity in first:
        name = short_name(entities[entity], text)
        seen[name] += 1
        names[entity] = name if seen[name] == 1 else f"{name}{seen[name]}"
    return names


def short_name(mentions: Iterable[Span], text: str) -> str:
    """The last word of the longest name (before an `of`), or of the longest mention where none is a name."""
    known = [mention_of(span, text) for span in sorted(mentions)]
    names = [one for one in known if one.form == "name"] or known
    longest = max(names, key=lambda one: len(one.span))
    return one_line(longest.noun or longest.span.quote(text))
