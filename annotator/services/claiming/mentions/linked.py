"""What becomes of links where two entities become one: an entity has one link to a base."""

from __future__ import annotations

from annotator.domain.claiming.steps import link_of, mentions_with
from annotator.domain.claims.values import Link
from annotator.domain.decisions import Event, Withdrawn
from annotator.domain.layer import Layer
from annotator.domain.span import Span


def one_link(layer: Layer, span: Span, to: Span, *, whole: bool = False) -> tuple[list[Event], str]:
    """What is withdrawn where a span, or its `whole` entity, joins that of `to`, and a sentence that says so.

    What the span's side is linked to is kept. A mention that leaves others behind leaves its links with them.
    """
    if not whole and len(mentions_with(layer, span)) > 1:
        return [], ""
    events: list[Event] = []
    said: list[str] = []
    theirs = [link for mention in mentions_with(layer, to) for link in _links_on(layer, mention)]
    for base in dict.fromkeys(link.base for link in theirs):
        mine, other = link_of(layer, span, base), link_of(layer, to, base)
        if mine and other and mine.entry != other.entry:
            events += [Withdrawn(link) for link in theirs if link.base == base]
            said.append(f"{_called(mine)} is kept, {_called(other)} withdrawn.")
    return events, " ".join(said)


def _links_on(layer: Layer, span: Span) -> list[Link]:
    on = layer.claim_index.on(span)
    return [claim for table, claim in on if table == "claims" and isinstance(claim, Link)]


def _called(link: Link) -> str:
    return f"{link.name or link.entry}" if link.entry else f"“not in {link.base}”"
