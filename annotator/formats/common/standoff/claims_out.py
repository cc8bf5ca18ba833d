"""The claims of a document as formats of typed layers with named features have them, and what they lose of them.

Attributes are features of their span or relation, a link is the feature `identifier` of its span: the address of the
entry, where its base has one, else `base:entry`. Entities are chains, or relations from mention to mention.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.claims.scheme import BASE, ClaimScheme
from annotator.domain.claims.values import Link, Value
from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.formats.base import Loss, Lost
from annotator.formats.common.claims.forms import attributes_in, further, mentions_in
from annotator.formats.common.claims.held import attributes_of, entities_of, forms_of, links_of, pairs
from annotator.formats.common.claims.relations import Relation, attributes_of_relations, own_relations
from annotator.formats.common.losses import lost
from annotator.formats.common.standoff.annotation_layers import IDENTIFIER, link_of

CLUSTERS = ("chains", "relations")
"""How entities are written."""
COREFERENT, _COREF = "webanno.custom.Coref", "coref"
_FEATURE = re.compile(r"[A-Za-z]\w*", re.ASCII)
_TAKEN = {IDENTIFIER, "value", "begin", "end", "sofa", "type", "self", "xmiID"}
LOSSES: Mapping[Loss, str] = {
    "entity": "Entities are left out where one of their spans is; as relations (`clusters`) those of one mention are, "
    "and the others are relations when they are read again.",
    "link": "Links are left out where their span is, where its identifier is another one, or where they name no entry; "
    "what their entries are called is left out.",
    "attribute": "Attributes are left out where their span is, or where name or value can be none of a feature.",
}
Able = Callable[[str], bool]


@dataclass(slots=True)
class ClaimsOut:
    """What is written: features of spans, relations with their features, chains; and what is lost of the rest."""

    features: dict[Span, dict[str, str]] = field(default_factory=dict)
    relations: list[tuple[Relation, dict[str, str]]] = field(default_factory=list)
    chains: list[list[Span]] = field(default_factory=list)
    entries: list[Lost] = field(default_factory=list)

    def names(self) -> list[str]:
        """The features of spans beside label and identifier, in the order in which they come."""
        every = dict.fromkeys(name for features in self.features.values() for name in features)
        return [name for name in every if name != IDENTIFIER]


def claims_out(
    document: Document,
    spans: Collection[Span],
    able: Callable[[Relation], bool],
    scheme: ClaimScheme,
    *,
    value: Able = bool,
    clusters: str = CLUSTERS[0],
) -> ClaimsOut:
    """The claims of a document on spans that are written; `able` says which relations are, `value` which values."""
    out = ClaimsOut()
    related, out.entries = own_relations(document, able, ("layer", "attributes", "features"))
    for one in related:
        said = attributes_in(one.claim)
        out.relations.append((one, {name: text for name, of in said.items() if (text := _text(name, of, value))}))
    kept = sum(len(features) for _, features in out.relations)
    _add_features(out, document, spans, value, attributes_of_relations(document) - kept)
    _add_identifiers(out, document, spans, scheme, value)
    _add_entities(out, document, spans, clusters)
    return out


def _add_features(out: ClaimsOut, document: Document, spans: Collection[Span], value: Able, unwritten: int) -> None:
    kept = 0
    for span, one in attributes_of(document, spans):
        features = out.features.setdefault(span, {})
        if one.name not in features and (text := _text(one.name, one.value, value)):
            features[one.name] = text
            kept += 1
    _report(out, document, "attributes", "attribute", kept - unwritten)


def _add_identifiers(
    out: ClaimsOut, document: Document, spans: Collection[Span], scheme: ClaimScheme, value: Able
) -> None:
    kept = 0
    for link in links_of(document, spans):
        features = out.features.setdefault(link.span, {})
        address = address_of(link, scheme)
        if IDENTIFIER not in features and link.entry and value(address):
            features[IDENTIFIER] = address
            kept += not link.name and _entry_at(address, scheme) == (link.base, link.entry)
    _report(out, document, "links", "link", kept)


def _add_entities(out: ClaimsOut, document: Document, spans: Collection[Span], clusters: str) -> None:
    found = entities_of(document, spans)
    plain = [form for form in forms_of(document, "entities") if not further("entities", form) - {"layer", "label"}]
    kept = sum(bool(mentions) and {*mentions} <= {*spans} for mentions in map(mentions_in, plain))
    if clusters == CLUSTERS[0]:
        out.chains = found
    else:
        claim = {"layer": COREFERENT}
        found = [mentions for mentions in found if mentions[1:]]
        every = (Relation(one, _COREF, before, claim) for mentions in found for one, before in pairs(mentions))
        out.relations += [(one, {}) for one in every]
    _report(out, document, "entities", "entity", kept if clusters == CLUSTERS[0] else 0)


def _report(out: ClaimsOut, document: Document, kind: str, loss: Loss, kept: int) -> None:
    """Report how many forms of a kind are not written, or not as they are."""
    forms: Any = document.article.meta.get(kind)
    count = len(forms) if isinstance(forms, list) else int(forms is not None)
    if gone := count - kept:
        what = f"Its {kind} ({gone}) were left out, or are not written as they are."
        out.entries.append(lost(document, loss, what))


def address_of(link: Link, scheme: ClaimScheme) -> str:
    """The address of an entry, where its base has one or it is one itself; else the base and the entry."""
    base = scheme.base(link.base)
    if base and "://" in base.url and "{}" in base.url:
        return base.url.replace("{}", link.entry)
    return link.entry if "://" in link.entry or not link.base else f"{link.base}:{link.entry}"


def _entry_at(address: str, scheme: ClaimScheme) -> tuple[str, str]:
    """The base and the entry that an identifier is taken as."""
    said = link_of(address)
    known = {base.name for base in scheme.bases} <= {BASE}
    return (said["base"], said["entry"]) if said["base"] else scheme.entry_at(address) or (BASE * known, address)


def _text(name: str, said: Value, able: Able) -> str:
    """The value of an attribute as that of a feature, "" where it can be none."""
    text = str(said).lower() if isinstance(said, bool) else said
    written = _FEATURE.fullmatch(name) and name not in _TAKEN and text.strip() == text and able(text)
    return text if written else ""


def features_of(relations: Iterable[tuple[Relation, Mapping[str, str]]]) -> list[str]:
    """The features of relations, in the order in which they come."""
    return [*dict.fromkeys(name for _, features in relations for name in features)]
