"""Prodigy's JSONL, as `ner.manual`, `spans.manual` and `ner.teach` save it.

Character offsets are code points, `token_end` is inclusive. A rejected suggestion is a *binary* record:
the same text, one span, `"answer": "reject"`. Relations are between spans; mentions of one entity are
relations labelled `COREF`. The hashes are left to Prodigy, which makes its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from annotator.domain.document import Document
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.formats import jsonl
from annotator.formats.base import Holds, Loss, Lost, Read, ReadOptions, WriteOptions
from annotator.formats.common.claims.beside import marked
from annotator.formats.common.claims.forms import relation_in
from annotator.formats.common.claims.held import entities_of, pairs
from annotator.formats.common.claims.relations import Relation, relations_of
from annotator.formats.common.json_strict import records
from annotator.formats.common.losses import TokenEdges, aligned, token_edges
from annotator.formats.common.records.columns import label_columns
from annotator.formats.common.records.json_lines import taken
from annotator.formats.parts.prodigy import COREF, incoming_task

NAME = "prodigy"
ABOUT = "Prodigy: ner.manual, spans.manual, and accept / reject records"
SUFFIXES = (".jsonl",)
SIGNS = ({"keys": "_view_id"}, {"keys": "_task_hash"}, {"keys": "_input_hash"}, {"keys": "_is_binary"})
HOLDS: tuple[Holds, ...] = get_args(Holds)
LOSES: Mapping[Loss, str] = {}
FOLDER = False
STREAMS = True
READ_SETTINGS = label_columns.READ_SETTINGS
EXTRA = ""

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The tasks; those of one text follow each other as often as they were answered."""
    found, columns = label_columns.with_columns(records(path), options)
    return taken(found, lambda record, line, told: incoming_task(columns.out_of(record, told), options, line, told))


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write one record for each document, and one for each rejected suggestion that is wanted."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for document in documents:
            file.write(_dumps(_manual(document)) + "\n")
            if options.rejected:
                file.writelines(_dumps(_binary(document, held)) + "\n" for held in document.rejected)
    return []


def _manual(document: Document) -> dict[str, Any]:
    tokens = token_edges(document)
    fitting, misaligned = aligned(document, document.spans, tokens)
    spans = [held.span for held in document.spans]
    overlapping = any(left.end > right.start for left, right in pairwise(spans))
    relations, claims = _relations(document, {held.span: (first, last) for held, first, last in fitting})
    task: dict[str, Any] = {"text": document.article.text, "meta": jsonl.meta_of(marked(document, claims))}
    if misaligned:
        task["spans"] = [{"start": span.start, "end": span.end, "label": span.label} for span in spans]
    else:
        task["tokens"] = _tokens(document.article.text, tokens)
        task["spans"] = [_placed(held.span, first, last) for held, first, last in fitting]
    if document.cats:
        task["options"] = [{"id": label, "text": label} for label in document.cats]
        task["accept"] = [label for label, on in document.cats.items() if on]
    view = "relations" if relations else "spans_manual" if overlapping else "ner_manual"
    task |= {"relations": relations} if relations else {}
    answer = "ignore" if document.status == "skipped" else "accept"
    return task | {"_view_id": view, "_is_binary": False, "answer": answer} | _who(document)


def _relations(
    document: Document, places: Mapping[Span, tuple[int, int]]
) -> tuple[list[dict[str, Any]], dict[str, list[Any]]]:
    """The relations between spans that sit on tokens, as `coref.manual` has them between mentions; and their claims.

    The token of an end is the last one of its span.
    """
    found = [one for one in relations_of(document, places) if one.label != COREF]
    entities = [mentions for mentions in entities_of(document, places) if mentions[1:]]
    coreferent = [Relation(one, COREF, before, {}) for mentions in entities for one, before in pairs(mentions)]
    relations = [
        {
            "head": places[one.head][1],
            "child": places[one.tail][1],
            "head_span": _placed(one.head, *places[one.head]),
            "child_span": _placed(one.tail, *places[one.tail]),
            "label": one.label,
        }
        for one in (*found, *coreferent)
    ]
    return relations, {
        "relations": [relation_in(one.claim) for one in found],
        "entities": [*map(frozenset, entities)],
    }


def _tokens(text: str, tokens: TokenEdges) -> list[dict[str, Any]]:
    return [
        {"text": text[start:end], "start": start, "end": end, "id": place, "ws": text[end : end + 1] == " "}
        for place, (start, end) in enumerate(tokens)
    ]


def _placed(span: Span, first: int, last: int) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "token_start": first, "token_end": last, "label": span.label}


def _binary(document: Document, held: Held) -> dict[str, Any]:
    span: Span = held.span
    body = {"start": span.start, "end": span.end, "label": span.label, "text": span.quote(document.article.text)}
    if held.source:
        body["source"] = held.source
    task = {"text": document.article.text, "meta": {"score": held.score} if held.score is not None else {}}
    return task | {"spans": [body], "_view_id": "ner", "_is_binary": True, "answer": "reject"} | _who(document)


def _who(document: Document) -> dict[str, Any]:
    at = int(datetime.fromisoformat(document.at).timestamp()) if document.at else None
    name = {"_annotator_id": document.layer, "_session_id": f"{document.project}-{document.layer}"}
    return ({"_timestamp": at} if at is not None else {}) | name
