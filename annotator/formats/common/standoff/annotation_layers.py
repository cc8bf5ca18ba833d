"""Annotations of typed layers with named features, as UIMA and INCEpTION have them, as spans and what is kept beside.

One feature of a layer, its *tag feature*, is the label; all others are attributes of the span, by name. It is the
feature that `--set label=FEATURE` names, else `value`, else one with a tag set, else one that is named like a label,
else the one that takes few values in turn. Where an annotation has none, its label is the short name of its layer.
Relations, slots and chains are kept by the places of their ends (`domain.document.CLAIMS`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import SetAside
from annotator.formats.common.span_reader import check_label

READ_SETTINGS = {
    "label": "the features that are the label, with commas between: label=kind,entity",
    "layer": "the layers that are taken as spans, with commas between: layer=NamedEntity",
}
STRUCTURE = {
    "Token", "Sentence", "Paragraph", "Div", "Heading", "DocumentAnnotation", "DocumentMetaData", "CASMetadata",
    "MetaDataStringField", "TagsetDescription",
}  # fmt: skip
"""What describes the text itself and is passed over."""
_GRAMMAR = {
    "Lemma", "Stem", "MorphologicalFeatures", "POS", "Dependency", "Constituent", "ROOT", "DocumentClassification",
}  # fmt: skip
_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
NAMED, COREFERENCE = f"{_DKPRO}.ner.type.NamedEntity", f"{_DKPRO}.coref.type.CoreferenceLink"
"""The layers of spans and of links of chains that are written here; no claim names them."""
IDENTIFIER = "identifier"
"""The feature that says which entry of a base an annotation means."""
RELATION = "webanno.custom.Related"
"""The layer of relations that come from elsewhere, as they are written here; no claim names it."""
TagSets = Mapping[str, Collection[str]]
"""By layer, its features whose values are from a list."""
_LIKE_A_LABEL = re.compile(r"(?i)(label|entity|type|category|class|kind|tag|posvalue)$")
_NEVER = re.compile(r"(?i)(^|_)(id|uri|url|note|comment|description|link)s?$|identi|wiki|lemma|coarsevalue")
_AMOUNT = re.compile(r"[-+]?\d+([.,]\d+)?|true|false", re.IGNORECASE)
_WORDY = re.compile(r"://|\s\S+\s\S+\s|^Q\d+$|^.{41,}", re.DOTALL)
_FEW = 12
_NAME = re.compile(r"(?!uima\b)[A-Za-z]\w*(\.[A-Za-z]\w*)+", re.ASCII)


@dataclass(slots=True, eq=False)
class Annotation:
    """One annotation of a layer (its full name) at `[start, end)` in code points, with its features that are set."""

    layer: str
    start: int
    end: int
    features: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """What holds between two annotations; `slot` names the feature of `head` that links to `tail`, if it is one."""

    layer: str
    head: Annotation
    tail: Annotation
    features: Mapping[str, Any]
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What annotations mean: their spans, the claims to keep in `meta`, and what was set aside."""

    spans: list[Span]
    claims: dict[str, list[dict[str, Any]]]
    aside: list[SetAside]


@dataclass(slots=True)
class Annotations:
    """All that a file says; each chain is a layer and its mentions, which are spans where they are chosen or alone."""

    spans: list[Annotation] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    chains: list[tuple[str, list[Annotation]]] = field(default_factory=list)

    def taken(self, settings: Mapping[str, str], tag_sets: TagSets | None = None) -> Taken:
        """What they mean, in `[start, end)`; `tag_sets` has the features of a layer with a tag set.

        Raises `InputError` where a setting names what is not there, or a label is none.
        """
        labels = _Labels(self, settings, tag_sets or {})
        aside: Counter[str] = Counter()
        taken = [one for one in self.spans if labels.takes(one.layer)]
        known = {*map(id, taken)}
        chained = [one for _, chain in self.chains for one in chain if id(one) not in known]
        mentions = [one for one in chained if labels.chose(one.layer) or not taken]
        aside.update(short(one.layer) for one in self.spans if not labels.takes(one.layer))
        relations = [one for one in self.relations if not _grammatical(one.layer)]
        aside.update(short(one.layer) for one in self.relations if _grammatical(one.layer))
        attributes = [entry for one in taken for entry in labels.attributes(one)]
        links = [entry for one in taken for entry in labels.links(one)]
        claims = {
            "relations": [labels.relation(one) for one in relations],
            "entities": [labels.entity(layer, mentions) for layer, mentions in self.chains],
            "links": links,
            "attributes": attributes,
        }
        kept = Counter(f"values of {entry['name']}" for entry in attributes)
        kept |= Counter({name: len(claims[name]) for name in ("relations", "entities", "links") if claims[name]})
        return Taken(
            [labels.span(one) for one in (*taken, *mentions)],
            {name: entries for name, entries in claims.items() if entries},
            [*(SetAside(name, count) for name, count in sorted(kept.items())), *_left_out(aside)],
        )


def _left_out(counts: Counter[str]) -> Iterator[SetAside]:
    return (SetAside(f"annotations of {name}", count, kept=False) for name, count in sorted(counts.items()))


def short(layer: str) -> str:
    """The last part of the full name of a layer."""
    return layer.rpartition(".")[2]


def _grammatical(layer: str) -> bool:
    return short(layer).partition("_")[0] in _GRAMMAR


def names_relations(layer: Any) -> bool:
    """Whether a name may be that of a layer of relations, and none that means something else."""
    if not isinstance(layer, str) or not _NAME.fullmatch(layer):
        return False
    return not _grammatical(layer) and short(layer) not in STRUCTURE | {"NamedEntity"}


class _Labels:
    """The labels of the annotations of one file."""

    def __init__(self, found: Annotations, settings: Mapping[str, str], tag_sets: TagSets) -> None:
        mentions = (one for _, chain in found.chains for one in chain)
        values = _values([*found.spans, *mentions])
        links: dict[str, dict[str, list[Any]]] = {}
        for one in found.relations:
            for name, value in one.features.items():
                links.setdefault(one.layer, {}).setdefault(name, []).append(value)
        self._only = next(iter(values), "") if len(values) == 1 and not found.chains else ""
        features, self._layers = _named(settings, "label"), _named(settings, "layer")
        _check("feature", features, {name for given in (*values.values(), *links.values()) for name in given})
        _check("layer", self._layers, {short(layer) for layer in values} | {*values})
        self._tags = {
            layer: tag_feature(given, features, tag_sets.get(layer, ())) for layer, given in (values | links).items()
        }

    def chose(self, layer: str) -> bool:
        """Whether the settings name a layer as one of spans."""
        return layer in self._layers or short(layer) in self._layers

    def takes(self, layer: str) -> bool:
        """Whether annotations of a layer become spans."""
        if self._layers:
            return self.chose(layer)
        return layer == self._only or not _grammatical(layer)

    def _label(self, layer: str, features: Mapping[str, Any]) -> str:
        tag = self._tags.get(layer)
        value = str(features[tag]).strip() if tag and tag in features else ""
        return check_label(value or short(layer))

    def span(self, one: Annotation) -> Span:
        """The span of an annotation that has a width."""
        return Span(one.start, one.end, self._label(one.layer, one.features))

    def _place(self, one: Annotation) -> list[Any]:
        return [one.start, one.end, self._label(one.layer, one.features)]

    def attributes(self, one: Annotation) -> Iterator[dict[str, Any]]:
        """What an annotation says beside its label."""
        for name, value in one.features.items():
            if name not in (self._tags.get(one.layer), *([IDENTIFIER] if isinstance(value, str) else [])):
                more = {"layer": one.layer} if one.layer != NAMED else {}
                yield {"span": self._place(one), "name": name, "value": value, **more}

    def links(self, one: Annotation) -> Iterator[dict[str, Any]]:
        """The entry of a base that an annotation is said to mean."""
        value = one.features.get(IDENTIFIER)
        if isinstance(value, str) and self._tags.get(one.layer) != IDENTIFIER:
            yield {"span": self._place(one), **link_of(value)}

    def relation(self, one: Relation) -> dict[str, Any]:
        """A relation by the places of its ends."""
        own = "" if one.slot else self._label(one.layer, one.features)
        tag = self._tags.get(one.layer)
        rest = {name: value for name, value in one.features.items() if one.slot or name != tag}
        label = own or str(rest.pop("role", "")) or one.slot
        more: dict[str, Any] = {"slot": one.slot} if one.slot else {}
        more |= {"features": rest} if rest else {}
        more |= {"layer": one.layer} if one.layer != RELATION else {}
        return {"head": self._place(one.head), "label": label, "tail": self._place(one.tail), **more}

    def entity(self, layer: str, mentions: Sequence[Annotation]) -> dict[str, Any]:
        """A chain by the places of its mentions."""
        links = [str(one.features.get("referenceRelation", "")) for one in mentions]
        more: dict[str, Any] = {"relations": links} if any(links) else {}
        more |= {"label": short(layer), "layer": layer} if layer != COREFERENCE else {}
        return {"spans": [self._place(one) for one in mentions], **more}


def link_of(address: str) -> dict[str, str]:
    """The base and the entry of an identifier, `base:entry`; an address names no base."""
    base, colon, entry = address.partition(":")
    named = bool(colon and base and entry and "://" not in address)
    return {"base": base, "entry": entry} if named else {"base": "", "entry": address}


def _named(settings: Mapping[str, str], name: str) -> list[str]:
    return [part for part in settings.get(name, "").split(",") if part]


def _check(what: str, wanted: Iterable[str], known: Collection[str]) -> None:
    for name in wanted:
        if known and name not in known:
            raise InputError(f"No {what} here is called {name!r}; there are: {', '.join(sorted(known))}.")


def _values(annotations: Iterable[Annotation]) -> dict[str, dict[str, list[Any]]]:
    """By layer and feature, all values in their order."""
    found: dict[str, dict[str, list[Any]]] = {}
    for one in annotations:
        features = found.setdefault(one.layer, {})
        for name, value in one.features.items():
            features.setdefault(name, []).append(value)
    return found


def tag_feature(
    values: Mapping[str, Sequence[Any]], wanted: Sequence[str] = (), tag_sets: Collection[str] = ()
) -> str | None:
    """Which feature of a layer is its label, by the values of each in the order of their declaration; none may be.

    Numbers, truths, addresses and sentences are no labels, unless they are wanted.
    """
    for name in wanted:
        if name in values:
            return name
    able = [name for name, given in values.items() if _nominal(given)]
    for name in ("value", *tag_sets):
        if name in able:
            return name
    able = [name for name in able if not _NEVER.search(name) and not any(map(_WORDY.search, values[name]))]
    able = [name for name in able if _few(values[name])]
    called = [name for name in able if _LIKE_A_LABEL.match(name)]
    called += [name for name in able if _LIKE_A_LABEL.search(name)]
    varying = [name for name in able if len(set(values[name])) > 1]
    return next(iter([*called, *varying, *able]), None)


def _nominal(given: Sequence[Any]) -> bool:
    """Whether the values of a feature are texts and not all of them numbers or truths."""
    return all(isinstance(value, str) for value in given) and not all(map(_AMOUNT.fullmatch, given))


def is_value(label: str) -> bool:
    """Whether a label, written as the `value` of an annotation, is read as the same label."""
    return label == label.strip() and _nominal([label])


def _few(given: Sequence[str]) -> bool:
    different = len(set(given))
    return different <= _FEW or different * 3 <= len(given)
