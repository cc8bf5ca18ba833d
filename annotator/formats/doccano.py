"""doccano's JSONL: sequence labelling, relation, classification and sequence to sequence projects, of all its versions.

Labels are `[start, end, "LABEL"]` in code points under `label`, in old versions under `labels` or
`annotations`; relation projects have `entities` and `relations`. Relations are kept in the article's `meta`, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.domain.article import article_key
from annotator.domain.decisions import Commented
from annotator.domain.document import UNNAMED, Document, Incoming, IncomingLayer
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Lost, Read, ReadOptions, WriteOptions
from annotator.formats.common.answers import meaning
from annotator.formats.common.claims.beside import leave_out_deleted, marked
from annotator.formats.common.claims.forms import relation_in
from annotator.formats.common.claims.relations import relations_of
from annotator.formats.common.json_strict import records
from annotator.formats.common.records.base import without
from annotator.formats.common.records.columns import label_columns
from annotator.formats.common.records.json_lines import taken
from annotator.formats.common.records.label_config import LabelConfig, label_configs
from annotator.formats.common.records.record import incoming, own_meta
from annotator.formats.common.text.sniffing import json_keys
from annotator.formats.common.told import Told

NAME = "doccano"
ABOUT = "doccano: sequence labelling"
SUFFIXES = (".jsonl", ".json")
SIGNS = ({"keys": "Comments"}, {"keys": "text entities relations"}, {"keys": "column_data column_label"})
HOLDS: tuple[Holds, ...] = ("title", "byline", "source", "date", "language", "meta", "comments")
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""
READ_SETTINGS = label_columns.READ_SETTINGS

_COLUMNS = {"column_data": "text", "column_label": "label"}
_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def sniff(path: Path, head: bytes) -> bool:
    """Whether the first record, which has keys that only doccano writes, has none of ours or of Prodigy's."""
    return not (json_keys(path, head) or set()) & {"_annotator_id", "_view_id"}


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The examples of an export or import file."""
    config = LabelConfig(path)
    options = replace(options, renames={**config.names, **options.renames})
    found, columns = label_columns.with_columns(records(path), options)

    def take(record: Any, line: int, told: Told) -> Incoming:
        return _incoming(columns.out_of(record, told), line, options, told)

    yield from config
    yield from taken(found, take)


def companions(path: Path) -> list[Path]:
    """The labels of the project, if they lie beside."""
    return label_configs(path)


def _incoming(record: Any, line: int, options: ReadOptions, told: Told) -> Incoming:
    if not isinstance(record, dict):
        raise InputError('This is no example: it must be an object with a "text".')
    record = {_COLUMNS.get(key, key): value for key, value in record.items()}
    comments = [Commented(one) for one in record.pop("Comments", None) or () if isinstance(one, str) and one.strip()]
    if isinstance(text := record.get("text"), str) and record.get("key") == article_key(text):
        record = without(record, "id", "key")  # of ours, with the number of its line
    layer, confirmed = record.pop("layer", UNNAMED), record.pop("is_confirmed", None)
    found = incoming(record, options, line, told)
    meta = dict(found.article.meta)
    leave_out_deleted(meta, told)
    found = found._replace(article=replace(found.article, meta=meta))
    unnamed = found.layers.get(UNNAMED, IncomingLayer())
    if not comments and UNNAMED not in found.layers:
        return found
    name = layer if isinstance(layer, str) else UNNAMED
    answered = meaning("doccano", "is_confirmed", str(confirmed).lower() if isinstance(confirmed, bool) else "")
    layered = answered.layer(unnamed.spans, unnamed.cats, unnamed.rejected)
    others = {who: one for who, one in found.layers.items() if who != UNNAMED}
    return found._replace(layers={**others, name: replace(layered, comments=comments)})


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:  # noqa: ARG001 - every writer has them
    """Write one example for each document; what is known of the article becomes doccano's metadata.

    If there are relations, all examples are those of a relation project.
    """
    related = False
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for number, document in enumerate(documents, 1):
            example = _example(number, document)
            related = related or "relations" in example
            file.write(_dumps(example) + "\n")
    if related:
        labelled = out.with_name(f"{out.name}.labelled")
        out.rename(labelled)
        with labelled.open(encoding="utf-8") as examples, out.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_dumps(_of_relations(json.loads(example))) + "\n" for example in examples)
        labelled.unlink()
    return []


def _of_relations(example: dict[str, Any]) -> dict[str, Any]:
    """An example as one of a relation project: its spans as entities with numbers, by which relations name them."""
    entities = [
        {"id": number, "start_offset": start, "end_offset": end, "label": label}
        for number, (start, end, label) in enumerate(example["label"], 1)
    ]
    made = {"label": "entities"}
    example = {made.get(key, key): value for key, value in example.items()}
    return example | {"entities": entities, "relations": example.get("relations", [])}


def _example(number: int, document: Document) -> dict[str, Any]:
    places = {held.span: place for place, held in enumerate(document.spans, 1)}
    found = list(relations_of(document, places))
    relations = [
        {"id": nth, "from_id": places[one.head], "to_id": places[one.tail], "type": one.label}
        for nth, one in enumerate(found, 1)
    ]
    article = marked(document, {"relations": [relation_in(one.claim) for one in found]}).article
    known = {name: getattr(article, name) for name in ("title", "byline", "source", "date", "language")}
    return {
        "id": number,
        "text": article.text,
        "label": [[held.span.start, held.span.end, held.span.label] for held in document.spans],
        **({"relations": relations} if relations else {}),
        "Comments": [comment.text for comment in document.comments],
        "key": article.key,
        **known,
        "layer": document.layer,
        **({"meta": own_meta({"key": article.key}, article.meta)} if article.meta else {}),
    }
