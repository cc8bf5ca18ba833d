"""Reading a document of a DocBin: its article and layer, and what one of others says beyond labels.

Entries of a knowledge base are links, clusters of spaCy's coreference are entities, names and other groups of spans are
attributes, all by place; data of users under a
name go into `meta` as they are. What is said of single tokens (tags, heads, lemmas) is left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from annotator.domain.article import Article
from annotator.domain.document import UNNAMED, Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Notice, Read, ReadOptions, SetAside
from annotator.formats.common.answers import Meaning, meaning
from annotator.formats.common.json_strict import check_depth
from annotator.formats.common.meta_text import meta_in
from annotator.formats.common.text.decoding import check_text, checked_key

WHOLE, WRONG = "sc", "incorrect_spans"
CLUSTER = "coref_clusters_"
"""How the name of a group begins that has the mentions of one entity, as spaCy's coreference names them."""

"""The groups of spans that spaCy itself learns from; another one is kept by its name."""
_OF_TOKENS = ("TAG", "POS", "MORPH", "LEMMA", "DEP")
_PLAIN = (str, int, float, bool, type(None))


def reads(doc: Any, options: ReadOptions, number: int) -> Iterator[Read]:
    """The article of a document, and what there is to say about it."""
    text = check_text(doc.text)
    data = {key: value for key, value in doc.user_data.items() if isinstance(key, str) and isinstance(value, str)}
    ours = data.get("key") == checked_key(text)
    meta, aside = (meta_in(data.get("meta", "")), []) if ours else _foreign(doc)
    yield from aside
    if doc.has_unknown_spaces:
        yield Notice(f"Document {number} does not say where blanks are; its text has one after each token.")
    data = data if ours else {}
    groups = {name: [_span(span) for span in group if span.label_] for name, group in doc.spans.items()}
    wrong = groups.pop(WRONG, [])
    spans = {_span(ent) for ent in doc.ents if ent.label_}.union(*groups.values())
    article = Article.of(
        text,
        title=data.get("title"),
        byline=data.get("byline"),
        source=data.get("source", ""),
        date=data.get("date", ""),
        language=data.get("language", options.language),
        meta=meta,
    )
    cats = {label: value >= 0.5 for label, value in doc.cats.items()}
    layers: dict[str, IncomingLayer] = {}
    said = {token.ent_iob != 0 for token in doc if not token.is_space}
    if "layer" in data or spans or wrong or cats or True in said:
        layers[data.get("layer", UNNAMED)] = _meaning(said, doc, data, whole=bool(cats or groups)).layer(
            sorted(spans), cats, wrong
        )
    elif options.named:
        yield SetAside("documents that say nothing of entities, which make no layer", kept=False)
    tokens = [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]
    yield Incoming(article, layers, (), tokens, data.get("tokenizer", "spacy"), number)


def _meaning(said: set[bool], doc: Any, data: Mapping[str, str], *, whole: bool) -> Meaning:
    """What the entities of a document say: ours have a status; elsewhere those of some tokens may be missing.

    `said` has whether the entity of a token is said, for all tokens. `whole`: where no entity is said of any token,
    there are span groups or article labels, and those are whole.
    """
    if "layer" in data:
        return meaning("jsonl", "status", data.get("status", ""))
    if said == {True, False} or (doc.spans and said == {False} and not whole):
        return meaning("docbin", "entities", "partly missing")
    return meaning("docbin", "entities", "set" if said == {True} or whole else "missing")


def _span(span: Any) -> Span:
    """The place and label of a span of spaCy."""
    return Span(span.start_char, span.end_char, span.label_)


def _place(span: Any) -> list[Any]:
    return [span.start_char, span.end_char, span.label_]


def _foreign(doc: Any) -> tuple[dict[str, Any], list[SetAside]]:
    """What to keep in `meta` of a document, and what was set aside."""
    meta, passed = _user_data(doc)
    kept: Counter[str] = Counter({"values of user_data": len(meta)})
    gone: Counter[str] = Counter({"values of user_data that JSON cannot hold": passed})
    links = [{"span": _place(span), "base": "", "entry": span.kb_id_} for _, span in _spans(doc) if span.kb_id_]
    attributes = [claim for name, span in _spans(doc) for claim in _attributes(name, span)]
    gone["spans without a label"] = sum(not span.label_ for group in doc.spans.values() for span in group)
    for attribute in _OF_TOKENS:
        if doc.has_annotation(attribute):
            gone[f"values of {attribute}"] = sum(bool(value) for value in doc.to_array(attribute))
    kept["links"] = len(links)
    kept.update(f"values of {claim['name']}" for claim in attributes)
    entities = [{"spans": places} for places in _clusters(doc) if places]
    kept["entities"] = len(entities)
    found = (("entities", entities), ("links", links), ("attributes", attributes))
    claims = {name: entries for name, entries in found if entries}
    aside = [SetAside(name, count) for name, count in sorted(kept.items()) if count]
    aside += [SetAside(name, count, kept=False) for name, count in sorted(gone.items()) if count]
    return meta | claims, aside


def _spans(doc: Any) -> Iterator[tuple[str, Any]]:
    """All spans that have a label, each with the name of its group; that of entities is empty."""
    yield from (("", ent) for ent in doc.ents if ent.label_)
    for name, group in doc.spans.items():
        yield from ((name, span) for span in group if span.label_)


def _clusters(doc: Any) -> Iterator[list[list[Any]]]:
    """The places of each cluster; a mention without a label is the span that stands there, if there is one."""
    here = {(span.start_char, span.end_char): _place(span) for _, span in _spans(doc)}
    for name, group in doc.spans.items():
        if name.startswith(CLUSTER):
            places = (_place(span) if span.label_ else here.get((span.start_char, span.end_char)) for span in group)
            yield [place for place in places if place]


def _attributes(group: str, span: Any) -> Iterator[dict[str, Any]]:
    place = _place(span)
    if span.id_:
        yield {"span": place, "name": "id", "value": span.id_}
    if group not in ("", WHOLE, WRONG) and not group.startswith(CLUSTER):
        yield {"span": place, "name": "group", "value": group}


def _user_data(doc: Any) -> tuple[dict[str, Any], int]:
    """What users put beside a document under names, and how many of their values JSON cannot hold.

    An object under `meta` is unfolded.
    """
    meta: dict[str, Any] = {}
    passed = 0
    for key, given in doc.user_data.items():
        try:
            value = _plain(given)
            check_depth(value)
        except (TypeError, InputError):
            passed += 1
            continue
        if not isinstance(key, str):
            passed += 1
        elif key == "meta" and isinstance(value, dict):
            meta = value | meta
        else:
            meta[key] = value
    return meta, passed


def _plain(value: Any) -> Any:
    """A value as JSON has it. Raises `TypeError` where it has none such."""
    if isinstance(value, dict):
        return {_name(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, _PLAIN) and not (isinstance(value, float) and not isfinite(value)):
        return value
    raise TypeError


def _name(key: Any) -> str:
    if isinstance(key, str):
        return key
    raise TypeError
