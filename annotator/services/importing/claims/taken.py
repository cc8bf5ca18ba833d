"""What an article's `meta` says of spans beyond their labels, as claims of the layers that it came with.

What becomes a claim leaves `meta`, but for what it says beyond a claim: that stays there, marked as taken. What
becomes none stays as it is, with the reason: its spans are not in the layer, nobody is named for it, the scheme has no
room for it, or it is more than a claim holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.domain.article import Article
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Claim, Relation, Same
from annotator.domain.document import CLAIMS, UNNAMED
from annotator.domain.span import Span
from annotator.formats.common.claims.forms import (
    MADE,
    REFUSED,
    TAKEN,
    Form,
    attribute_in,
    attributes_in,
    further,
    link_in,
    mentions_in,
    relation_in,
    standing_in,
)
from annotator.services.importing.claims.names import ClaimNames, NotTaken

GONE = "what they rest on is no span of the layer"
NOBODY = "the file does not say whose they are; `--as NAME` takes them as claims"


@dataclass(frozen=True, slots=True)
class Said:
    """A claim that somebody makes, and how it came to be, as far as a file of ours tells."""

    claim: Claim
    how: Standing
    refused: bool = False


@dataclass(slots=True)
class LayerClaims:
    """What one layer claims: claims in an order in which each rests on what is there; the mentions of each entity."""

    claims: list[Said] = field(default_factory=list)
    entities: list[list[tuple[Span, Standing]]] = field(default_factory=list)


@dataclass(slots=True)
class TakenClaims:
    """What became claims, by layer; how many, under the names that readers count them by; and why others did not.

    `left` counts by kind and reason, with the names of what the reason is about.
    """

    layers: dict[str, LayerClaims] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)
    left: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)


def take_claims(
    article: Article, held: Mapping[str, Collection[Span]], nameless: str, names: ClaimNames
) -> tuple[Article, TakenClaims]:
    """The claims of the layers that an article comes with, and the article with the rest of its `meta`.

    `held` has the spans of each layer, `nameless` is whose layer claims are that name nobody ("" for nobody's).
    """
    if article.meta.keys().isdisjoint(CLAIMS):
        return article, TakenClaims()
    taking = _Taking(held, nameless, names)
    meta: dict[str, Any] = dict(article.meta)
    for kind in CLAIMS:
        if isinstance(forms := meta.get(kind), list):
            meta[kind] = [rest for form in forms for rest in taking.take(kind, form)]
            if not meta[kind]:
                del meta[kind]
    return replace(article, meta=meta), taking.taken


class _Taking:
    """Takes the claims of one article."""

    def __init__(self, held: Mapping[str, Collection[Span]], nameless: str, names: ClaimNames) -> None:
        self._held, self._nameless, self._names = held, nameless, names
        self.taken = TakenClaims()

    def take(self, kind: str, form: Any) -> Iterator[Any]:
        """Take one form; gives what stays of it in `meta`."""
        if not isinstance(form, dict) or TAKEN in form:
            yield form
            return
        by = form.get("by") or self._nameless
        try:
            known = self._take(kind, form, by)
        except NotTaken as why:
            if why.why:
                self.taken.left.setdefault((kind, why.why), Counter())[why.what] += 1
            known = False
        if not known:
            yield form
            return
        self.taken.count[f"values of {form.get('name')}" if kind == "attributes" else kind] += 1
        if further(kind, form):
            yield {key: value for key, value in form.items() if key != MADE} | {"by": by, TAKEN: True}

    def _take(self, kind: str, form: Form, by: str) -> bool:
        """Take a form as claims of a layer; False where it is more than they hold. Raises `NotTaken`."""
        if by not in self._held:
            raise NotTaken(NOBODY if by == UNNAMED else "")
        held, layer = self._held[by], self.taken.layers.setdefault(by, LayerClaims())
        made, refused = form.get(MADE), form.get(REFUSED) is True
        if kind == "entities":
            mentions = mentions_in(form)
            _check(mentions, held)
            if mentions:
                self._names.entity(mentions)
            if refused and mentions:
                layer.claims.append(Said(Same(mentions[0], mentions[-1]), standing_in(made), refused=True))
            elif mentions:
                how = made if isinstance(made, list) and len(made) == len(mentions) else [None] * len(mentions)
                layer.entities.append(list(zip(mentions, map(standing_in, how), strict=True)))
            return bool(mentions)
        take: Callable[[Form, Collection[Span]], list[Claim] | None]
        take = {"relations": self._relation, "links": self._link, "attributes": self._attribute}[kind]
        found = take(form, held)
        layer.claims += [Said(claim, standing_in(made), refused=refused) for claim in found or ()]
        return found != []

    def _relation(self, form: Form, held: Collection[Span]) -> list[Claim]:
        found = relation_in(form)
        if found is None or "event" in form:
            return []
        _check(found.spans, held)
        relation = self._names.relation(found, directed=form.get("direction") != "bi")
        named = (Attribute(relation, name, value) for name, value in attributes_in(form).items())
        return [relation, *(one for attribute in named if (one := self._names.attribute(attribute)))]

    def _link(self, form: Form, held: Collection[Span]) -> list[Claim]:
        found = link_in(form)
        if found is None or "event" in form:
            return []
        _check(found.spans, held)
        return [self._names.link(found)]

    def _attribute(self, form: Form, held: Collection[Span]) -> list[Claim] | None:
        found = attribute_in(form)
        if found is None or "event" in form:
            return []
        _check(found.spans, held)
        if isinstance(found.of, Relation):
            found = replace(found, of=self._names.relation(found.of))
        attribute = self._names.attribute(found)
        return [attribute] if attribute else None


def _check(spans: Iterable[Span], held: Collection[Span]) -> None:
    if not all(span in held for span in spans):
        raise NotTaken(GONE)
