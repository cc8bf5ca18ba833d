"""W3C Web Annotations as JSON-LD: one collection of all spans, article labels and comments.

A target is a text with a position in code points, as the model demands, and a quote with a little
of what stands around it, so that an annotation is found again where the text has moved.
(https://www.w3.org/TR/annotation-model/)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.formats.base import Holds, Loss, Lost, WriteOptions
from annotator.formats.common.losses import lost

NAME = "webannotation"
ABOUT = "W3C Web Annotation (JSON-LD)"
SUFFIXES = (".jsonld",)
HOLDS: tuple[Holds, ...] = ("title", "cats", "comments", "span_comments")
LOSES: Mapping[Loss, str] = {
    "article": "The texts are not in the file, only what they are known by.",
}
FOLDER = False
STREAMS = True
EXTRA = ""

_AROUND = 32
_HEAD = '{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationCollection","first":{"type":"AnnotationPage","items":[\n'
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:  # noqa: ARG001 - every writer has them
    """Write one collection."""
    entries: list[Lost] = []
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        separator, total = "", 0
        for document in documents:
            entries.append(lost(document, "article", "Its text is not in the file, only what it is known by."))
            for annotation in _annotations(document):
                file.write(separator + _dumps(annotation))
                separator, total = ",\n", total + 1
        file.write(f'\n]}},"total":{total}}}\n')
    return entries


def _annotations(document: Document) -> Iterator[dict[str, Any]]:
    for held in document.spans:
        body = {"type": "TextualBody", "purpose": "tagging", "value": held.span.label}
        yield _annotation(document, held.span, body, held.by or document.layer, held.at)
    for label, on in document.cats.items():
        if on:
            body = {"type": "TextualBody", "purpose": "classifying", "value": label}
            yield _annotation(document, None, body, document.layer, document.at)
    for comment in document.comments:
        body = {"type": "TextualBody", "purpose": "commenting", "value": comment.text}
        yield _annotation(document, comment.span, body, comment.by, comment.at)


def _annotation(document: Document, span: Span | None, body: dict[str, str], by: str, at: str) -> dict[str, Any]:
    article = document.article
    place = f"{span.start}-{span.end}" if span else "article"
    name = ":".join(quote(part, safe="") for part in (document.layer, article.key, place, body["value"]))
    source = {"id": article.source if "://" in article.source else f"urn:annotator:{article.key}"}
    if article.title:
        source["title"] = article.title
    target: dict[str, Any] = {"source": source}
    if span:
        target["selector"] = _selectors(span, article.text)
    about = {"creator": {"type": "Person", "name": by}} if by else {}
    when = {"created": at} if at else {}
    head = {"id": f"urn:annotator:{name}", "type": "Annotation", "motivation": body["purpose"]}
    return head | about | when | {"body": body, "target": target}


def _selectors(span: Span, text: str) -> list[dict[str, Any]]:
    around = {
        "exact": span.quote(text),
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return [position, {"type": "TextQuoteSelector", **around}]
