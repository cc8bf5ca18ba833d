"""What an article's `meta` says of spans beyond their labels, as claims of the layers that it came with.

What becomes a claim leaves `meta`, but for what it says beyond a claim: that stays there, marked as taken. What nobody
is named for stays too, marked as suggested: whoever holds its spans is asked. What becomes neither stays as it is, with
the reason: its spans are not in the layer, the scheme has no room for it, or it is more than a claim holds.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.domain.article import Article
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.document import CLAIMS, UNNAMED
from annotator.domain.span import Span
from annotator.formats.common.claims.forms import (
    MADE,
    REFUSED,
    SUGGESTED,
    TAKEN,
    Form,
    attribute_in,
    attributes_in,
    further,
    link_in,
    mentions_in,
    relation_in,
    ruled_in,
    standing_in,
)
from annotator.services.importing.claims.names import ClaimNames, NotTaken

GONE = "not on spans of the layer"
BY_DEFAULT, IS_REFUSED, IS_HELD = "as by default", "refused", "held"


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

    `left` counts by kind and reason, with the names of what the reason is about; `forms` are those that were taken.
    `unsaid` counts by kind and how those that are not held: suggested and refused ones, values that hold by default.
    `ruled` counts by kind those that a reviewer ruled elsewhere: there is no ruling of them here.
    """

    layers: dict[str, LayerClaims] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)
    left: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    forms: list[tuple[str, Form]] = field(default_factory=list)
    unsaid: Counter[tuple[str, str]] = field(default_factory=Counter)
    ruled: Counter[str] = field(default_factory=Counter)

    def without(self, kind: str, forms: Sequence[Any]) -> list[Any]:
        """Forms of a kind that an article had already, without those that became claims now."""
        taken = {_words(one) for of, form in self.forms if of == kind for one in (form, *_nobodys(form))}
        return [one for one in forms if _words(one) not in taken] if taken else list(forms)


def _nobodys(form: Form) -> tuple[Form, Form]:
    """A form as nobody's, and as what is suggested."""
    bare = {key: value for key, value in form.items() if key != "by"}
    return bare, {**bare, SUGGESTED: True}


def _words(form: Any) -> str:
    return json.dumps(form, sort_keys=True)


def take_claims(
    article: Article, held: Mapping[str, Collection[Span]], nameless: str, names: ClaimNames
) -> tuple[Article, TakenClaims]:
    """The claims of the layers that an article comes with, and the article with the rest of its `meta`.

    `held` has the spans of each layer, and under "" those on which claims of nobody may rest; `nameless` is whose layer
    claims are that name nobody ("" for nobody's).
    """
    taking = _Taking(held, nameless, names)
    meta: dict[str, Any] = dict(article.meta)
    for kind in CLAIMS:
        if isinstance(forms := meta.get(kind), list):
            meta[kind] = [rest for form in forms for rest in taking.take(kind, form)]
            if not meta[kind]:
                del meta[kind]
    return replace(article, meta=meta), taking.taken


class _Held:
    """The spans of a layer, found by what a file says of them: place and label, or the place alone."""

    def __init__(self, spans: Collection[Span]) -> None:
        self._spans = spans
        self._places: dict[tuple[int, int], list[Span]] = {}
        for span in spans:
            self._places.setdefault((span.start, span.end), []).append(span)

    def span(self, said: Span) -> Span:
        """The span that is meant: at that place, the only one where none has that label. Raises `NotTaken`."""
        if said in self._spans:
            return said
        here = self._places.get((said.start, said.end), ())
        if len(here) != 1:
            raise NotTaken(GONE)
        return here[0]

    def some(self, said: list[Span]) -> list[Span]:
        """Those that are meant and there. Raises `NotTaken` where they are not two, if two are meant."""
        found: dict[Span, None] = {}
        for span in said:
            with suppress(NotTaken):
                found[self.span(span)] = None
        if len(found) < min(2, len(said)):
            raise NotTaken(GONE)
        return [*found]

    def claim(self, said: Claim) -> Claim:
        """A claim on the spans that are meant. Raises `NotTaken`."""
        for span in said.spans:
            said = said.moved(span, self.span(span))
        if isinstance(said, Relation) and said.head == said.tail:
            raise NotTaken(GONE)
        return said


class _Taking:
    """Takes the claims of one article."""

    def __init__(self, held: Mapping[str, Collection[Span]], nameless: str, names: ClaimNames) -> None:
        self._held = {name: _Held(spans) for name, spans in held.items()}
        self._nameless, self._names = nameless, names
        self._left = 0
        self.taken = TakenClaims()

    def take(self, kind: str, form: Any) -> Iterator[Any]:
        """Take one form; gives what stays of it in `meta`."""
        if not isinstance(form, dict) or TAKEN in form or "event" in form:
            yield form
            return
        by = form.get("by") or self._nameless
        left = self._left
        try:
            how = self._take(kind, form, by)
        except NotTaken as why:
            self._leave(kind, why)
            how = ""
        if not how:
            yield form
            return
        if by == UNNAMED:
            how = SUGGESTED if how == IS_HELD else how
            yield form if how == IS_REFUSED else {**form, SUGGESTED: True}
        elif further(kind, form) or self._left > left:
            yield {key: value for key, value in form.items() if key != MADE} | {"by": by, TAKEN: True}
        self.taken.count[f"values of {form.get('name')}" if kind == "attributes" else kind] += 1
        if how != IS_HELD:
            self.taken.unsaid[kind, how] += 1
        if by != UNNAMED:
            self.taken.forms.append((kind, form))
            self.taken.ruled[kind] += ruled_in(form.get(MADE))

    def _leave(self, kind: str, why: NotTaken) -> None:
        self._left += 1
        if why.why:
            self.taken.left.setdefault((kind, why.why), Counter())[why.what] += 1

    def _take(self, kind: str, form: Form, by: str) -> str:
        """Take a form as claims of a layer, and tell how; "" where it is more than they hold. Raises `NotTaken`."""
        if by not in self._held:
            raise NotTaken("")
        held, layer = self._held[by], self.taken.layers.setdefault(by, LayerClaims())
        how, refused = standing_in(form.get(MADE)), form.get(REFUSED) is True
        taken = IS_REFUSED if refused else IS_HELD
        if kind == "entities":
            mentions = held.some(mentions_in(form)) if by == UNNAMED else [*map(held.span, mentions_in(form))]
            return taken if self._entity(form, mentions, layer) else ""
        found = {"relations": relation_in, "links": link_in, "attributes": attribute_in}[kind](form)
        if not isinstance(found, Relation | Link | Attribute):
            return ""
        claims = list(self._named(held.claim(found), form))
        layer.claims += [Said(claim, how, refused=refused) for claim in claims]
        return taken if claims or refused else BY_DEFAULT

    def _entity(self, form: Form, mentions: list[Span], layer: LayerClaims) -> bool:
        if not mentions:
            return False
        made = form.get(MADE)
        self._names.entity(mentions)
        if form.get(REFUSED) is True:
            layer.claims.append(Said(Same(mentions[0], mentions[-1]), standing_in(made), refused=True))
        else:
            how = made if isinstance(made, list) and len(made) == len(mentions) else [None] * len(mentions)
            layer.entities.append(list(zip(mentions, map(standing_in, how), strict=True)))
        return True

    def _named(self, claim: Claim, form: Form) -> Iterator[Claim]:
        """A claim by the names of the scheme, and the attributes of a relation; none for what holds by default."""
        match claim:
            case Relation():
                relation = self._names.relation(claim, directed=form.get("direction") != "bi")
                yield relation
                for name, value in attributes_in(form).items():
                    try:
                        attribute = self._names.attribute(Attribute(relation, name, value))
                    except NotTaken as why:
                        self._leave("attributes", why)
                    else:
                        yield from [attribute] if attribute else []
            case Link():
                yield self._names.link(claim)
            case Attribute(Relation() as of):
                attribute = self._names.attribute(replace(claim, of=self._names.relation(of)))
                yield from [attribute] if attribute else []
            case Attribute():
                attribute = self._names.attribute(claim)
                yield from [attribute] if attribute else []
