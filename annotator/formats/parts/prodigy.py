"""What a Prodigy task means: its text, the layer of whoever answered it, and those that a review compares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from annotator.domain.decisions import Commented
from annotator.domain.document import UNNAMED, Incoming, IncomingLayer, Provenance
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import ReadOptions
from annotator.formats.common.answers import GIVEN, prodigy_view
from annotator.formats.common.claims.beside import leave_out_deleted
from annotator.formats.common.claims.forms import relation_in
from annotator.formats.common.claims.gathered import Claims, Place
from annotator.formats.common.claims.held import entities_of_pairs
from annotator.formats.common.records.moments import moment
from annotator.formats.common.records.provenance import made_by
from annotator.formats.common.records.record import incoming
from annotator.formats.common.records.token_places import by_tokens, edges_of
from annotator.formats.common.told import Told

COREF = "COREF"
"""The label of relations between mentions of one entity, as `coref.manual` has them."""
_TIME = re.compile(r"\d{4}-\d\d-\d\d[_T ]\d\d[-:]\d\d[-:]\d\d")
_SHOWN = ("image", "audio", "video", "html")
_OF_THE_TASK = {"relations", "versions", "sessions", "flagged", "view_id", "user_input", "field_id"}


def incoming_task(record: Any, options: ReadOptions, line: int, told: Told) -> Incoming:
    """The article of a task with its layers. Raises `InputError` for one without a text."""
    if not isinstance(record, dict):
        raise InputError('This is no task: it must be an object with a "text".')
    if not isinstance(record.get("text"), str):
        shows = next((kind for kind in _SHOWN if record.get(kind)), "")
        raise InputError(f"The task shows {shows or 'no text'}: only tasks with a text are taken.")
    if record.get("answer", "accept") not in GIVEN:
        raise InputError(f"{str(record['answer'])[:40]!r} is no answer of Prodigy; it gives: {', '.join(GIVEN)}.")
    record = by_tokens(record, told)
    notes = _notes(record)
    task = {key: value for key, value in record.items() if key not in _OF_THE_TASK and key not in notes}
    name = _who(record.get("_annotator_id") or record.get("_session_id"))
    found = _answered(_without_score(task, name), name, options, line, told)
    layers = {**_compared(record, options, line, told), **found.layers}
    said = [Commented(note) for note in notes.values()]
    if said or record.get("flagged") is True:
        layer = layers.get(name, IncomingLayer(unfinished=True))
        layers[name] = replace(layer, comments=[*layer.comments, *said], flagged=record.get("flagged") is True)
    if name in layers:
        layers[name] = replace(layers[name], made=_made(record, name, layers[name]))
    claims = Claims(name)
    relations = [_relation(relation, record) for relation in _objects(record.get("relations"))]
    coreferent = [(one, relation_in(one)) for one in relations if one.get("label") == COREF]
    for entity in entities_of_pairs((pair.head, pair.tail) for _, pair in coreferent if pair):
        claims.add("entities", **entity)
    for relation in relations:
        if not any(relation is one and pair for one, pair in coreferent):
            claims.add("relations", **relation)
    meta = dict(found.article.meta)
    claims.into(meta, told)
    leave_out_deleted(meta, told)
    if record.get("answer") == "ignore" and _says_nothing(found):
        told.aside("questions passed by (answer: ignore)", kept=False)
    return found._replace(layers=layers, article=replace(found.article, meta=meta))


def _answered(task: dict[str, Any], name: str, options: ReadOptions, line: int, told: Told) -> Incoming:
    """What one answer to a task brings, under the name of whoever gave it."""
    view = task.get("_view_id") or ("choice" if prodigy_view(task) == "choice" else None)
    record = {**task, "_annotator_id": name, "_view_id": view}
    if chosen := _choices(record):
        record["cats"] = chosen
    return incoming(record, options, line, told)


def _made(record: Mapping[str, Any], name: str, layer: IncomingLayer) -> Mapping[Span | Commented, Provenance]:
    """Of which suggestion a refused span was; the score of a binary question stands in its `meta`."""
    meta = record.get("meta")
    score = meta.get("score") if isinstance(meta, dict) else None
    found = {
        span: made_by({"score": score, **entry, "by": name, "at": layer.at})
        for span in layer.rejected
        for entry in _objects(record.get("spans"))
        if (entry.get("start"), entry.get("end"), entry.get("label")) == (span.start, span.end, span.label)
    }
    return {**layer.made, **{span: made for span, made in found.items() if made and made.source}}


def _without_score(task: dict[str, Any], name: str) -> dict[str, Any]:
    """A task whose one span is refused without its score, where `_made` keeps that."""
    entries, meta = list(_objects(task.get("spans"))), task.get("meta")
    refused = task.get("answer") == "reject" and prodigy_view(task) == "binary" and len(entries) == 1
    if not (refused and name and moment(task.get("_timestamp")) and _has_source(entries[0])):
        return task
    said = entries[0].get("score")
    if isinstance(meta, dict) and said in (None, meta.get("score")):
        task = {**task, "meta": {key: value for key, value in meta.items() if key != "score"}}
    return {**task, "spans": [{key: value for key, value in entries[0].items() if key != "score"}]}


def _has_source(entry: Mapping[str, Any]) -> bool:
    return isinstance(entry.get("source"), str) and bool(entry["source"])


def _who(name: Any) -> str:
    """The name of a session; one that is named by the time alone is nobody's."""
    return UNNAMED if not isinstance(name, str) or _TIME.fullmatch(name) else name


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    return (one for one in (value if isinstance(value, list) else ()) if isinstance(one, dict))


def _choices(record: dict[str, Any]) -> dict[str, Any]:
    """The options of a choice by name, with whether each was taken; those taken alone where the task lists none."""
    accepted, options = record.pop("accept", None), record.pop("options", None)
    if not isinstance(accepted, list):
        return {}
    shown = {one["id"]: one.get("text") for one in _objects(options) if isinstance(one.get("id"), (int, str))}
    return {_option(one, shown.get(one)): one in accepted for one in (*shown, *filter(_is_id, accepted))}


def _is_id(one: Any) -> bool:
    return isinstance(one, (int, str))


def _option(one: int | str, text: Any) -> str:
    """What an option is called: its id, or what is shown of it where that is a number."""
    return text if isinstance(one, int) and isinstance(text, str) and text.strip() else str(one)


def _notes(record: Mapping[str, Any]) -> dict[str, str]:
    """What was typed into the fields of a task, by field."""
    config = record.get("config")
    blocks = [record, *_objects(config.get("blocks") if isinstance(config, dict) else None)]
    fields = ["user_input", *(str(block["field_id"]) for block in blocks if block.get("field_id"))]
    typed = {field: record.get(field) for field in fields}
    return {field: text for field, text in typed.items() if isinstance(text, str) and text.strip()}


def _compared(record: Mapping[str, Any], options: ReadOptions, line: int, told: Told) -> dict[str, IncomingLayer]:
    """The layers of the versions that a review was made of, by session."""
    layers: dict[str, IncomingLayer] = {}
    for version in _objects(record.get("versions")):
        task = {"_view_id": record.get("view_id"), "text": record["text"], **version}
        for session in version.get("sessions") or ():
            layers |= _answered(task, _who(session), options, line, told).layers
    return layers


def _relation(relation: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """A relation with its ends by place; as it stands where they cannot be found."""
    head, tail = (_end(relation, end, record) for end in ("head", "child"))
    if head is None or tail is None:
        return dict(relation)
    return {"head": head, "label": relation.get("label"), "tail": tail}


def _end(relation: Mapping[str, Any], end: str, record: Mapping[str, Any]) -> Place | None:
    """One end of a relation: its span, else the span that its token is in, else the token."""
    span = relation.get(f"{end}_span")
    if isinstance(span, dict) and {"start", "end"} <= span.keys():
        return [span["start"], span["end"], span.get("label") or ""]
    edges, number = edges_of(record), relation.get(end)
    if not isinstance(number, int) or not 0 <= number < len(edges):
        return None
    start, stop = edges[number]
    for one in _objects(record.get("spans")):
        first, last = one.get("start"), one.get("end")
        if isinstance(first, int) and isinstance(last, int) and first <= start and stop <= last:
            return [first, last, one.get("label") or ""]
    return [start, stop, ""]


def _says_nothing(read: Incoming) -> bool:
    """Whether nothing is left of a task but its text."""
    layers = read.layers.values()
    says = any(layer.spans or layer.rejected or layer.cats or layer.skipped for layer in layers)
    return not says and not read.suggestions
