"""Label Studio's JSON: a list of tasks with annotations by people and predictions by models.

Offsets are code points; exports of versions before 1.8 counted UTF-16 units, which is recognised by
the quotes. A quote there has lost its double spaces, so white space in it does not count. Claims are kept in the
article's `meta`, and written as relations and as results of their regions too. The labelling configuration is written
beside the tasks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import count, groupby
from pathlib import Path
from typing import Any

from annotator.domain.decisions import GOLD
from annotator.domain.document import CLAIMS, Document
from annotator.domain.layer import Comment, Held
from annotator.domain.span import Span
from annotator.formats.base import Holds, Loss, Lost, Read, ReadOptions, WriteOptions
from annotator.formats.common.claims.beside import marked
from annotator.formats.common.losses import lost
from annotator.formats.common.records.json_lines import read_records
from annotator.formats.common.text.sniffing import head_text, json_keys
from annotator.formats.parts.label_studio.regions import Controls
from annotator.formats.parts.label_studio.shown_text import shown_as
from annotator.formats.parts.label_studio.tasks import ARTICLE_META, incoming

NAME = "label_studio"
ABOUT = "Label Studio: tasks with annotations and predictions, and a labelling configuration"
SUFFIXES = (".json",)
SIGNS = ({"keys": "data"}, {"keys": "task result"})
HOLDS: tuple[Holds, ...] = (
    "title",
    "byline",
    "source",
    "date",
    "language",
    "meta",
    "cats",
    "comments",
    "span_comments",
    "skipped",
)
LOSES: Mapping[Loss, str] = {
    "comments": "A comment on a span that is not held any more is left out.",
}
FOLDER = False
STREAMS = True
SETTINGS = {"clusters": ("meta", "same")}
EXTRA = ""

_SIGNS = {"annotations", "predictions", "completions"}
_DATA = re.compile(r"""\A\s*(?:\[\s*)?\{(?:\s*"(?:id|meta)"\s*:\s*[\w"{}]+\s*,)*\s*"data"\s*:\s*\{""")
_NONE = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""What XML cannot hold at all."""
_BLANKS = str.maketrans({blank: f"&#{ord(blank)};" for blank in "\t\n\r"})
_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def sniff(path: Path, head: bytes) -> bool:
    """Whether the first record is a task, or an annotation with its task."""
    keys = json_keys(path, head) or set()
    if "%FEATURE_STRUCTURES" in keys:
        return False
    if "data" in keys:
        return not keys.isdisjoint(_SIGNS) or bool(_DATA.search(head_text(head)))
    return {"task", "result"} <= keys


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The tasks of an export."""
    controls = shown_as(path)
    return read_records(path, lambda task, line, told: incoming(task, options, line, told, controls))


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write one task for each article, with an annotation for each layer, and the configuration beside them."""
    entries: list[Lost] = []
    labels = {label.name: None for label in options.scheme.active()}
    cats: dict[str, None] = {}
    commented = False
    ids = count(1)
    controls, same = Controls(options.scheme.claims), options.setting("clusters", SETTINGS) == "same"
    with out.open("w", encoding="utf-8", newline="\n") as file:
        separator = "[\n"
        for number, (_, layers) in enumerate(groupby(documents, key=lambda document: document.article.key), 1):
            annotations: list[dict[str, Any]] = []
            every: list[Document] = []
            for document in layers:
                annotation, claims, gone = _annotation(document, next(ids), controls, same=same)
                annotations.append(annotation)
                every.append(marked(document, claims))
                entries += gone
                labels |= {held.span.label: None for held in document.spans}
                cats |= {label: None for label, on in document.cats.items() if on}
                commented = commented or any(comment.span is None for comment in document.comments)
            task = {"id": number, "data": _data(every), "annotations": annotations}
            file.write(separator + _dumps(task))
            separator = ",\n"
        file.write("[]\n" if separator == "[\n" else "\n]\n")
    config = _config(labels, cats, controls, commented=commented)
    out.with_name(f"{out.stem}.config.xml").write_text(config, encoding="utf-8")
    return entries


def _data(layers: Sequence[Document]) -> dict[str, Any]:
    """What is known of an article, with what each of its layers claims."""
    article, meta = layers[0].article, dict(layers[0].article.meta)
    for kind in CLAIMS:
        for document in layers[1:]:
            here, more = meta.get(kind, []), document.article.meta.get(kind, [])
            if more and isinstance(here, list) and isinstance(more, list):
                meta[kind] = [*here, *(form for form in more if form not in here)]
    known = {name: getattr(article, name) for name in ("key", "title", "byline", "source", "date", "language")}
    return {"text": article.text, **known, **({ARTICLE_META: meta} if meta else {})}


def _annotation(
    document: Document, number: int, controls: Controls, *, same: bool
) -> tuple[dict[str, Any], dict[str, list[Any]], list[Lost]]:
    """The annotation of one layer, the claims in it, and what it cannot hold; `same` has entities as relations."""
    text = document.article.text
    notes: dict[Span | None, list[Comment]] = {}
    for comment in document.comments:
        notes.setdefault(comment.span, []).append(comment)
    result: list[dict[str, Any]] = []
    for place, held in enumerate(document.spans):
        result.append(_region(f"{number}-{place}", held, text, notes.pop(held.span, [])))
    regions = {held.span: region for held, region in zip(document.spans, result, strict=True)}
    said, claims = controls.results(document, regions, same=same)
    result += said
    for place, comment in enumerate(notes.pop(None, [])):
        result.append(_result(f"{number}-note-{place}", "comment", "textarea", {"text": [comment.text]}))
    chosen = [label for label, on in document.cats.items() if on]
    if chosen:
        result.append(_result(f"{number}-cats", "cats", "choices", {"choices": chosen}))
    entries: list[Lost] = []
    for comments in notes.values():
        entries += [lost(document, "comments", f"The comment {one.text!r} was left out.") for one in comments]
    annotation = {
        "id": number,
        "completed_by": {"id": number, "email": document.layer},
        "was_cancelled": document.status == "skipped",
        "ground_truth": document.layer == GOLD,
        "lead_time": document.elapsed_ms / 1000,
        **({"created_at": document.at, "updated_at": document.at} if document.at else {}),
        "result": result,
    }
    return annotation, claims, entries


def _result(name: str, control: str, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": name, "from_name": control, "to_name": "text", "type": kind, "value": dict(value)}


def _region(name: str, held: Held, text: str, comments: list[Comment]) -> dict[str, Any]:
    span = held.span
    value = {"start": span.start, "end": span.end, "text": span.quote(text), "labels": [span.label]}
    region = _result(name, "label", "labels", value)
    return region | ({"meta": {"text": [comment.text for comment in comments]}} if comments else {})


def _attribute(value: str) -> str:
    """A value with its quotation marks as it stands in an XML tag, white space kept."""
    held = re.sub(_NONE, "\ufffd", value)
    return f'"{escape(held).translate(_BLANKS)}"'


def _config(labels: Iterable[str], cats: Iterable[str], controls: Controls, *, commented: bool) -> str:
    """The labelling configuration that the tasks belong to."""
    rows = ["<View>", '  <Labels name="label" toName="text">']
    rows += [f"    <Label value={_attribute(label)}/>" for label in labels]
    rows += ["  </Labels>", '  <Text name="text" value="$text"/>']
    if cats := list(cats):
        rows.append('  <Choices name="cats" toName="text" choice="multiple">')
        rows += [f"    <Choice value={_attribute(label)}/>" for label in cats]
        rows.append("  </Choices>")
    if commented:
        rows.append('  <TextArea name="comment" toName="text"/>')
    return "\n".join([*rows, *controls.tags(_attribute), "</View>", ""])
