"""A Hugging Face dataset: a folder that `datasets.load_dataset` reads, with features and a dataset card.

Rows are JSON lines, or Parquet with the setting `files=parquet` (needs pyarrow). `spans` are characters
and hold everything; `ner_tags` are IOB2 class labels on `tokens` and hold what fits, by the setting `align`.
The card collects the licences that the articles name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from annotator.domain.document import Document
from annotator.domain.guideline.page import chapter, page_of
from annotator.domain.layer import Held
from annotator.formats.base import Holds, Loss, Lost, WriteOptions, needs
from annotator.formats.common.bio_tags import tags
from annotator.formats.common.losses import ALIGN, aligned, lost, side_by_side, token_edges, tokenizer_of
from annotator.formats.common.meta_text import meta_text
from annotator.formats.parts.licences import Licences
from annotator.plural import counted

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    pa = pq = None

NAME = "huggingface"
ABOUT = "Hugging Face datasets: JSON lines or Parquet, with a dataset card"
SUFFIXES = (".jsonl", ".parquet")
HOLDS: tuple[Holds, ...] = (
    "title", "byline", "source", "date", "language", "meta", "cats", "refused_cats", "skipped", "open", "rejected",
)  # fmt: skip
LOSES: Mapping[Loss, str] = {
    "misaligned": "Spans whose edges are not those of tokens are in `spans`; in `ner_tags` it is as `align` says.",
    "overlapping": "Of spans that overlap only the longest is in `ner_tags`; all are in `spans`.",
}
FOLDER = True
SETTINGS = {"files": ("jsonl", "parquet"), "align": ALIGN}
SPLITS = True
EXTRA = "parquet"

_HUB = {"train": "train", "dev": "validation", "test": "test"}
_BATCH = 500
_SPAN = {"start": "int32", "end": "int32", "label": "string", "text": "string"}
_TEXTS = ("key", "title", "byline", "source", "date", "language", "layer", "status", "tokenizer", "meta")
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


class _Rows(Protocol):
    def add(self, row: dict[str, Any]) -> None: ...

    def close(self) -> None: ...


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write the rows of each side into `data/`, the card that says what they are, and the guideline of the labels."""
    kind = options.setting("files", SETTINGS)
    (out / "data").mkdir(parents=True)
    classes = {"O": 0}
    for label in options.scheme.active():
        _classes(classes, label.name)
    entries: list[Lost] = []
    sides: dict[str, _Rows] = {}
    languages: Counter[str] = Counter()
    licences = Licences()
    total = 0
    try:
        for document in documents:
            side = _HUB[options.side(document.article.key) if options.side else "train"]
            if side not in sides:
                sides[side] = (_Parquet if kind == "parquet" else _Lines)(out / "data" / f"{side}.{kind}")
            row, gone = _row(document, classes, options)
            sides[side].add(row)
            entries += gone
            languages[document.article.language] += 1
            licences.add(document.article.meta)
            total += 1
    finally:
        for rows in sides.values():
            rows.close()
    guideline = "\n".join(chapter(label) for label in options.scheme.labels if page_of(label))
    card = _card(sides, kind, sorted(languages), list(classes), licences, total)
    card += "\nWhat each label means is in [GUIDELINES.md](GUIDELINES.md).\n" if guideline else ""
    (out / "README.md").write_text(card, encoding="utf-8")
    if guideline:
        (out / "GUIDELINES.md").write_text(f"# Guideline\n\n{guideline}", encoding="utf-8")
    return entries


def _classes(classes: dict[str, int], label: str) -> None:
    """Give a label its two numbers, where it has none."""
    for mark in "BI":
        classes.setdefault(f"{mark}-{label}", len(classes))


def _row(document: Document, classes: dict[str, int], options: WriteOptions) -> tuple[dict[str, Any], list[Lost]]:
    article, align = document.article, options.setting("align", SETTINGS)
    text, edges = article.text, token_edges(document, align)
    fitting, misaligned = aligned(document, document.spans, edges, align)
    kept, overlapping = side_by_side(document, fitting)
    for one in kept:
        _classes(classes, one.held.span.label)
    given = tags(len(edges), [(one.first, one.last + 1, one.held.span.label) for one in kept], "iob2")
    known = {name: getattr(article, name) for name in _TEXTS[:6]}
    row = {
        "text": text,
        "tokens": [text[start:end] for start, end in edges],
        "ner_tags": [classes[tag] for tag in given],
        "spans": [_span(held, text) for held in document.spans],
        "rejected": [_span(held, text) for held in document.rejected] if options.rejected else [],
        "cats": [{"label": label, "value": on} for label, on in document.cats.items()],
        **known,
        "layer": document.layer,
        "status": document.status,
        "tokenizer": tokenizer_of(document, edges),
        "meta": meta_text(article.meta) or None,
    }
    entries = [
        lost(document, entry.loss, f"{entry.what} (In `ner_tags`; `spans` has it as it is.)", entry.span)
        for entry in (*overlapping, *misaligned)
    ]
    return row, entries


def _span(held: Held, text: str) -> dict[str, Any]:
    span = held.span
    return {"start": span.start, "end": span.end, "label": span.label, "text": span.quote(text)}


class _Lines:
    """Rows as JSON lines."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")

    def add(self, row: dict[str, Any]) -> None:
        self._file.write(_dumps(row) + "\n")

    def close(self) -> None:
        self._file.close()


class _Parquet:
    """Rows as Parquet, some hundred at a time."""

    def __init__(self, path: Path) -> None:
        if pa is None:
            raise needs("huggingface with files=parquet", EXTRA)
        span = pa.struct([(name, pa.type_for_alias(kind)) for name, kind in _SPAN.items()])
        cat = pa.struct([("label", pa.string()), ("value", pa.bool_())])
        columns = [
            ("text", pa.string()),
            ("tokens", pa.list_(pa.string())),
            ("ner_tags", pa.list_(pa.int64())),
            ("spans", pa.list_(span)),
            ("rejected", pa.list_(span)),
            ("cats", pa.list_(cat)),
        ]
        self._schema = pa.schema([*columns, *((name, pa.string()) for name in _TEXTS)])
        self._writer = pq.ParquetWriter(path, self._schema)
        self._rows: list[dict[str, Any]] = []

    def add(self, row: dict[str, Any]) -> None:
        self._rows.append(row)
        if len(self._rows) == _BATCH:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []

    def close(self) -> None:
        self._flush()
        self._writer.close()


def _card(  # noqa: PLR0917 - what a card tells
    sides: Iterable[str], kind: str, languages: list[str], classes: list[str], licences: Licences, total: int
) -> str:
    """The dataset card: YAML that the hub and `datasets` read, then a few words."""
    listed = [f"  - {_yaml(language)}" for language in languages] or ["  - en"]
    files = [f"  - split: {side}\n    path: data/{side}.{kind}" for side in _HUB.values() if side in set(sides)]
    names = "\n".join(f"            '{place}': {_yaml(name)}" for place, name in enumerate(classes))
    spans = "\n".join(f"    - name: {name}\n      dtype: {dtype}" for name, dtype in _SPAN.items())
    texts = "\n".join(f"  - name: {name}\n    dtype: string" for name in _TEXTS)
    articles = counted(total, "article")
    return "\n".join(
        [
            "---",
            "language:",
            *listed,
            *(["license:", *(f"  - {one}" for one in licences.ids())] if licences.ids() else []),
            "task_categories:",
            "  - token-classification",
            "configs:",
            "- config_name: default",
            *(["  data_files:", *files] if files else ["  data_files: []"]),
            "dataset_info:",
            "  features:",
            "  - name: text\n    dtype: string",
            "  - name: tokens\n    sequence: string",
            f"  - name: ner_tags\n    sequence:\n      class_label:\n          names:\n{names}",
            f"  - name: spans\n    list:\n{spans}",
            f"  - name: rejected\n    list:\n{spans}",
            "  - name: cats\n    list:\n    - name: label\n      dtype: string\n    - name: value\n      dtype: bool",
            texts,
            "---",
            "",
            "# Annotated articles",
            "",
            f"{articles}. `spans` are `[start, end)` in Unicode code points of `text` and hold every span;",
            "`ner_tags` are IOB2 tags of `tokens` and hold the spans that sit on token edges and do not overlap.",
            "`meta` is what else is known of an article, a JSON object.",
            "",
            *licences.lines(),
        ]
    )


def _yaml(text: str) -> str:
    """A text as a YAML scalar: JSON strings are YAML."""
    return json.dumps(text)
