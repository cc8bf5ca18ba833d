"""DocRED: documents of sentences and words, with entities, their mentions, and relations between entities.

A list of `{title, sents, vertexSet, labels}`. A mention is `{name, sent_id, pos: [first, end), type}`, counted in words
of its sentence; a label `{h, t, r, evidence}`, two entities by number with the sentences that show it. Read are also
Re-DocRED, documents without labels, and lists of columns (`labels: {head: [...], tail: [...], relation_id: [...]}`) as
datasets have them; a text is made of the words with single spaces, a line a sentence.

A relation here is between two mentions: the first that share a sentence of the evidence, where the file does not say
which. Written, a span that is no mention of an entity is an entity of its own; keys of ours beside the format's own
(`text`, `tokens`, `loose`, `meta`, ...) bring all back as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.domain.document import Document
from annotator.formats.base import Holds, Loss, Lost, Read, ReadOptions, WriteOptions
from annotator.formats.common.losses import ALIGN
from annotator.formats.common.records.json_lines import read_records
from annotator.formats.common.told import Told
from annotator.formats.parts.docred.reading import incoming
from annotator.formats.parts.docred.writing import record_of

NAME = "docred"
ABOUT = "DocRED and Re-DocRED: relations between the entities of a document"
SUFFIXES = (".json", ".jsonl")
SIGNS = ({"keys": "sents vertexSet"},)
HOLDS: tuple[Holds, ...] = ("title", "byline", "source", "date", "language", "meta")
LOSES: Mapping[Loss, str] = {
    "misaligned": "Spans whose edges are not those of tokens are left out, or moved there, as `align` says.",
    "relation": "Relations of spans that are left out are left out, too.",
    "entity": "Entities are written without the mentions that are left out.",
}
FOLDER = False
EXTRA = ""
SETTINGS = {"align": ALIGN}

_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The documents of a file."""

    def take(record: Any, line: int, told: Told) -> Any:
        return incoming(record, line, options, told)

    return read_records(path, take)


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write a list of documents, one a line."""
    entries: list[Lost] = []
    align = options.setting("align", SETTINGS)
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for nth, document in enumerate(documents):
            record, lost = record_of(document, align)
            entries += lost
            file.write(("[\n" if nth == 0 else ",\n") + _dumps(record))
        file.write("[]\n" if file.tell() == 0 else "\n]\n")
    return entries
