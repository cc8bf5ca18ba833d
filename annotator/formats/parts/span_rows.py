"""Articles of one row for each span: the rows of each gathered, and what they say read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.article import Article
from annotator.domain.decisions import Commented
from annotator.domain.document import UNNAMED, Incoming, Provenance
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Notice, Read, ReadOptions
from annotator.formats.common.answers import ANSWERS, Meaning, meaning
from annotator.formats.common.meta_text import meta_in
from annotator.formats.common.records.provenance import made_by
from annotator.formats.common.span_reader import SpanReader, check_label
from annotator.formats.common.text.decoding import check_text, long_text
from annotator.formats.parts.other_tables import Rows

ARTICLE = ("title", "byline", "source", "date", "language")
COLUMNS = (
    "key", "layer", "status", "kind", "start", "end", "label", "quote", "decided", "suggested_by", "score", "by", "at",
    *ARTICLE, "meta", "text",
)  # fmt: skip
"""The columns of a table of ours."""


def of_spans(rows: Rows, options: ReadOptions) -> Iterator[Read]:
    """Articles of one row for each span, given one after the other; a row that is refused refuses its article."""
    of_one: list[tuple[int, dict[str, str]]] = []
    for line, row in rows:
        if of_one and (isinstance(row, InputError) or row["key"] != of_one[0][1]["key"] or row.get("text")):
            yield from _gathered(of_one, options)
            of_one = []
        if isinstance(row, InputError):
            yield row
        else:
            of_one.append((line, row))
    if of_one:
        yield from _gathered(of_one, options)


def _gathered(rows: Sequence[tuple[int, dict[str, str]]], options: ReadOptions) -> Iterator[Read]:
    """The article of its rows, or why it is refused."""
    line, first = rows[0]
    try:
        gathering = _Gathering(article_of(first, options), line)
        reader = SpanReader(gathering.article.text, options.offsets)
        counted = reader.recognise((row.get("start"), row.get("end"), row.get("quote")) for _, row in rows)
        for at, row in rows:
            line = at
            gathering.take(row, reader)
    except InputError as error:
        yield error.at("", line)
        return
    yield from long_text(gathering.article.text)
    placed = [span for kinds in gathering.spans.values() for span in kinds["span"]]
    said = counted or ("" if any(row.get("quote") for _, row in rows) else reader.doubt(placed))
    yield from [Notice(said)] if said else []
    yield gathering.incoming()


@dataclass(slots=True)
class _Gathering:
    """The rows of one article, as they come."""

    article: Article
    line: int
    spans: dict[str, dict[str, list[Span]]] = field(default_factory=dict)
    cats: dict[str, dict[str, bool]] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    made: dict[str, dict[Span | Commented, Provenance]] = field(default_factory=dict)

    def take(self, row: Mapping[str, str], reader: SpanReader) -> None:
        """Take in one row. Raises `InputError`."""
        layer, kind = row.get("layer", UNNAMED), row.get("kind", "span")
        kinds = self.spans.setdefault(layer, {"span": [], "rejected": []})
        self.status[layer] = row.get("status", "")
        if row.get("start") or row.get("end"):
            start, end = (int(row[name]) if row[name].isdecimal() else row[name] for name in ("start", "end"))
            span = reader.span(start, end, row["label"], row.get("quote"))
            kinds["rejected" if kind == "rejected" else "span"].append(span)
            if made := made_by(row, "suggested_by"):
                self.made.setdefault(layer, {})[span] = made
        elif row.get("label"):
            self.cats.setdefault(layer, {})[check_label(row["label"])] = kind != "not"

    def incoming(self) -> Incoming:
        layers = {
            layer: replace(
                self._answer(layer).layer(kinds["span"], self.cats.get(layer, {}), kinds["rejected"]),
                returned=self.status[layer] == "returned",
                made=self.made.get(layer, {}),
            )
            for layer, kinds in self.spans.items()
        }
        return Incoming(self.article, layers, line=self.line)

    def _answer(self, layer: str) -> Meaning:
        """What the status of a layer means; a table of others may have a status of another kind."""
        status = self.status[layer]
        return meaning("jsonl", "status", status if status in ANSWERS["jsonl", "status"] else "")


def article_of(row: Mapping[str, str], options: ReadOptions) -> Article:
    """The article that a row is of. Raises `InputError` where its text is none."""
    text = check_text(row.get("text", ""))
    known = {name: row.get(name, "") for name in ARTICLE}
    other = {name: cell for name, cell in row.items() if cell and name not in {*COLUMNS, "text"}}
    return Article.of(
        text,
        title=known["title"] or ("" if {"key", "title"} <= row.keys() else None),
        byline=row.get("byline") if "key" in row else None,
        source=known["source"],
        date=known["date"],
        language=known["language"] or options.language,
        meta=other | meta_in(row.get("meta", "")),
    )
