"""Prodigy's JSONL, as `ner.manual`, `spans.manual` and `ner.teach` save it.

Character offsets are code points, `token_end` is inclusive. A rejected suggestion is a *binary* record:
the same text, one span, `"answer": "reject"`. The hashes are left to Prodigy, which makes its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from annotator.domain.document import Document, Incoming
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats import jsonl
from annotator.formats.base import Holds, Loss, Lost, Read, ReadOptions, SetAside, WriteOptions
from annotator.formats.common.answers import GIVEN, prodigy_view
from annotator.formats.common.json_lines import read_records
from annotator.formats.common.losses import TokenEdges, aligned, token_edges
from annotator.formats.common.record import incoming
from annotator.formats.common.sniffing import json_keys

NAME = "prodigy"
ABOUT = "Prodigy: ner.manual, spans.manual, and accept / reject records"
SUFFIXES = (".jsonl",)
SIGNS = ({"head": r"\A\s*[\[{]"},)
HOLDS: tuple[Holds, ...] = get_args(Holds)
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""

_SIGNS = {"_view_id", "_task_hash", "_input_hash", "_is_binary"}
_TIME = re.compile(r"\d{4}-\d\d-\d\d[_T ]\d\d[-:]\d\d[-:]\d\d")
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def sniff(path: Path, head: bytes) -> bool:
    """Whether the first record has one of Prodigy's own keys."""
    return not _SIGNS.isdisjoint(json_keys(path, head) or ())


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The tasks; those of one text follow each other as often as they were answered."""
    passed_by = 0

    def take(record: Any, line: int) -> Incoming:
        nonlocal passed_by
        found = _incoming(record, line, options)
        passed_by += record.get("answer") == "ignore" and _says_nothing(found)
        return found

    yield from read_records(path, take)
    if passed_by:
        yield SetAside("questions passed by (answer: ignore)", passed_by, kept=False)


def _says_nothing(read: Incoming) -> bool:
    """Whether nothing is left of a task but its text."""
    layers = read.layers.values()
    says = any(layer.spans or layer.rejected or layer.cats or layer.skipped for layer in layers)
    return not says and not read.suggestions


def _incoming(record: Any, line: int, options: ReadOptions) -> Incoming:
    if not isinstance(record, dict):
        raise InputError('This is no task: it must be an object with a "text".')
    record = dict(record)
    name = record.get("_annotator_id") or record.get("_session_id")
    record["_annotator_id"] = "" if not isinstance(name, str) or _TIME.fullmatch(name) else name
    record["_view_id"] = record.get("_view_id") or ("choice" if prodigy_view(record) == "choice" else None)
    if chosen := _choices(record):
        record["cats"] = chosen
    if record.get("answer", "accept") not in GIVEN:
        raise InputError(f"{str(record['answer'])[:40]!r} is no answer of Prodigy; it gives: {', '.join(GIVEN)}.")
    return incoming(record, options, line)


def _choices(record: dict[str, Any]) -> dict[str, Any]:
    """The options of a choice, with whether each was taken; those taken alone where the task does not list them."""
    accepted, options = record.pop("accept", None), record.pop("options", None)
    if not isinstance(accepted, list):
        return {}
    ids = [option.get("id") for option in options if isinstance(option, dict)] if isinstance(options, list) else []
    return {str(one): one in accepted for one in (*ids, *accepted)}


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
    task: dict[str, Any] = {"text": document.article.text, "meta": jsonl.meta_of(document)}
    if misaligned:
        task["spans"] = [{"start": span.start, "end": span.end, "label": span.label} for span in spans]
    else:
        task["tokens"] = _tokens(document.article.text, tokens)
        task["spans"] = [_span(held, first, last) for held, first, last in fitting]
    if document.cats:
        task["options"] = [{"id": label, "text": label} for label in document.cats]
        task["accept"] = [label for label, on in document.cats.items() if on]
    view = "spans_manual" if overlapping else "ner_manual"
    answer = "ignore" if document.status == "skipped" else "accept"
    return task | {"_view_id": view, "_is_binary": False, "answer": answer} | _who(document)


def _tokens(text: str, tokens: TokenEdges) -> list[dict[str, Any]]:
    return [
        {"text": text[start:end], "start": start, "end": end, "id": place, "ws": text[end : end + 1] == " "}
        for place, (start, end) in enumerate(tokens)
    ]


def _span(held: Held, first: int, last: int) -> dict[str, Any]:
    span = held.span
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
