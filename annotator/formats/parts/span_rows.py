"""Articles of one row for each span: the rows of each gathered, and what they say read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from annotator.domain.article import Article
from annotator.domain.decisions import Commented
from annotator.domain.document import UNNAMED, Incoming, Provenance
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Notice, Read, ReadOptions
from annotator.formats.common.answers import ANSWERS, Meaning, meaning
from annotator.formats.common.claims.gathered import Claims
from annotator.formats.common.meta_text import meta_in
from annotator.formats.common.records.provenance import made_by
from annotator.formats.common.span_reader import SpanReader, check_label
from annotator.formats.common.text.decoding import check_text, long_text
from annotator.formats.common.told import Told
from annotator.formats.parts.other_tables import Rows, is_score

ARTICLE = ("title", "byline", "source", "date", "language")
COLUMNS = (
    "key", "layer", "status", "kind", "start", "end", "label", "quote", "decided", "suggested_by", "score", "by", "at",
    *ARTICLE, "meta", "text",
)  # fmt: skip
"""The columns of a table of ours."""
_OF_SPANS = frozenset({"decided", "suggested_by", "score", "by", "at"})
"""Those of them that say of what and by whom a span was made; in other tables they may say anything."""


def of_spans(rows: Rows, options: ReadOptions) -> Iterator[Read]:
    """Articles of one row for each span, given one after the other; a row that is refused refuses its article."""
    of_one: list[tuple[int, dict[str, str]]] = []
    told = Told()
    for line, row in rows:
        if of_one and (isinstance(row, InputError) or row["key"] != of_one[0][1]["key"] or row.get("text")):
            yield from _gathered(of_one, options, told)
            of_one = []
        if isinstance(row, InputError):
            yield row
        else:
            of_one.append((line, row))
    if of_one:
        yield from _gathered(of_one, options, told)
    yield from told


def _gathered(rows: Sequence[tuple[int, dict[str, str]]], options: ReadOptions, told: Told) -> Iterator[Read]:
    """The article of its rows, or why it is refused."""
    line, first = rows[0]
    try:
        ours = _ours(first)
        further = _further([row for _, row in rows], ours, told)
        gathering = _Gathering(article_of(first, options, ours | further), line, further)
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
    yield gathering.incoming(told)


def _ours(row: Mapping[str, str]) -> set[str]:
    """The columns of a table that mean what ours do."""
    return {*COLUMNS} if "suggested_by" in row or row.keys() >= {"by", "at"} else {*COLUMNS} - _OF_SPANS


def _further(rows: Sequence[Mapping[str, str]], ours: set[str], told: Told) -> set[str]:
    """The columns beyond ours that say something of each span: scores, and what is not the same in all rows."""
    first = rows[0]
    for name in (*ARTICLE, "meta"):
        others = sum(1 for row in rows if row.get(name) and row[name] != first.get(name))
        told.aside(f'cells of "{name}" in further rows of a text', others, kept=False)
    return {name for name in first.keys() - ours if is_score(name) or any(row[name] != first[name] for row in rows)}


@dataclass(slots=True)
class _Gathering:
    """The rows of one article, as they come."""

    article: Article
    line: int
    further: set[str]
    claims: Claims = field(default_factory=Claims)
    unplaced: Counter[str] = field(default_factory=Counter)
    spans: dict[str, dict[str, list[Span]]] = field(default_factory=dict)
    cats: dict[str, dict[str, bool]] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    made: dict[str, dict[Span | Commented, Provenance]] = field(default_factory=dict)
    passed: int = 0

    def take(self, row: Mapping[str, str], reader: SpanReader) -> None:
        """Take in one row. Raises `InputError`."""
        layer, kind = row.get("layer", UNNAMED), row.get("kind", "span")
        kinds = self.spans.setdefault(layer, {"span": [], "rejected": []})
        self.status[layer] = row.get("status", "")
        if kind == "passed":
            self.passed += 1
        elif row.get("start") or row.get("end"):
            start, end = (int(row[name]) if row[name].isdecimal() else row[name] for name in ("start", "end"))
            span = reader.span(start, end, row["label"], row.get("quote"))
            kinds["rejected" if kind == "rejected" else "span"].append(span)
            if made := made_by(row, "suggested_by"):
                self.made.setdefault(layer, {})[span] = made
            self.claims.by = layer
            for name in sorted(self.further):
                if row[name]:
                    self.claims.attribute(span, name, row[name])
        else:
            self.unplaced.update(name for name in self.further if row[name])
            if row.get("label"):
                self.cats.setdefault(layer, {})[check_label(row["label"])] = kind != "not"

    def incoming(self, told: Told) -> Incoming:
        layers = {
            layer: replace(
                self._answer(layer).layer(kinds["span"], self.cats.get(layer, {}), kinds["rejected"]),
                returned=self.status[layer] == "returned",
                made=self.made.get(layer, {}),
            )
            for layer, kinds in self.spans.items()
        }
        meta = dict(self.article.meta)
        self.claims.into(meta, told)
        told.aside("questions passed by (answer: ignore)", self.passed, kept=False)
        for name, number in sorted(self.unplaced.items()):
            told.aside(f'cells of "{name}" in rows without a span', number, kept=False)
        return Incoming(replace(self.article, meta=meta), layers, line=self.line)

    def _answer(self, layer: str) -> Meaning:
        """What the status of a layer means; a table of others may have a status of another kind."""
        status = self.status[layer]
        return meaning("jsonl", "status", status if status in ANSWERS["jsonl", "status"] else "")


def article_of(row: Mapping[str, str], options: ReadOptions, read: AbstractSet[str]) -> Article:
    """The article that a row is of, with all but the columns that are `read` in its `meta`.

    Raises `InputError` where its text is none.
    """
    text = check_text(row.get("text", ""))
    known = {name: row.get(name, "") for name in ARTICLE}
    other = {name: cell for name, cell in row.items() if cell and name not in read and name not in known}
    return Article.of(
        text,
        title=known["title"] or ("" if {"key", "title"} <= row.keys() else None),
        byline=row.get("byline") if "key" in row else None,
        source=known["source"],
        date=known["date"],
        language=known["language"] or options.language,
        meta=other | meta_in(row.get("meta", "")),
    )
