"""Our own JSONL: one article under one layer a line, a superset of what Prodigy and spaCy tools read.

The writer builds each line from pieces instead of nested objects, because a corpus has a hundred
times more tokens than spans. The same documents give the same bytes.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from json.encoder import encode_basestring as _quoted
from operator import itemgetter
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

import orjson

from annotator.domain.claims.scheme import NOTHING_CLAIMED, ClaimScheme
from annotator.domain.document import Document, Edges, Incoming, Spans
from annotator.domain.layer import Comment, Held
from annotator.formats.base import Holds, Loss, Lost, Read, ReadOptions, WriteOptions
from annotator.formats.common.claims.own_line import LineClaims
from annotator.formats.common.json_strict import records
from annotator.formats.common.records.columns import label_columns
from annotator.formats.common.records.containers import unwrapped
from annotator.formats.common.records.dataset_cards import cards, class_names
from annotator.formats.common.records.json_lines import taken
from annotator.formats.common.records.label_config import LabelConfig, label_configs
from annotator.formats.common.records.record import incoming, own_meta
from annotator.formats.common.text.sniffing import json_keys
from annotator.formats.common.told import Told

NAME = "jsonl"
ABOUT = "Our own: all there is, one article and layer a line; spaCy and Prodigy tools read it too"
SUFFIXES = (".jsonl", ".ndjson", ".json")
SIGNS = ({"head": r"\A\s*[\[{]"}, {"name": r"\.(jsonl|ndjson|json)$"})
ORDER = 10
HOLDS: tuple[Holds, ...] = get_args(Holds)
LOSES: Mapping[Loss, str] = {}
FOLDER = False
STREAMS = True
WRITES_CLAIMS = True
EXTRA = ""
READ_SETTINGS = label_columns.READ_SETTINGS

Piece = TypeVar("Piece")
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def sniff(path: Path, head: bytes) -> bool:
    """Whether the file begins with a JSON object or list, or says by its name that it is JSON."""
    return json_keys(path, head) is not None or path.suffix.lower() in SUFFIXES


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The articles of a JSONL, or of a JSON list of records."""
    config = LabelConfig(path)
    options = replace(options, classes=class_names(path), renames={**config.names, **options.renames})
    found, columns = label_columns.with_columns(unwrapped(records(path)), options)

    def take(record: Any, line: int, told: Told) -> Incoming:
        return incoming(columns.out_of(record, told), options, line, told)

    yield from config
    yield from taken(found, take)


def companions(path: Path) -> list[Path]:
    """The card of the dataset that a file is in, and the labels of its project, if there are such."""
    return [*cards(path), *label_configs(path)]


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write one line for each document; nothing is lost."""
    claims = options.scheme.claims
    with out.open("wb", buffering=_BUFFER) as file:
        file.writelines(line(document, claims, rejected=options.rejected) for document in documents)
    return []


def line(document: Document, scheme: ClaimScheme = NOTHING_CLAIMED, *, rejected: bool = False) -> bytes:
    """The line of one document in UTF-8, with its line feed; `scheme` is what may be claimed in its project."""
    text = document.article.text
    starts, ends, words = _columns(document.tokens, text)
    rest: dict[str, Any] = {"spans": _spans(_rows(document.spans), text, starts, ends)}
    if rejected:
        rest["rejected"] = _spans(_rows(document.rejected, "rejected"), text, starts, ends)
    if document.claims or scheme.attributes:
        rest |= LineClaims(document, rest["spans"], scheme).keys(rejected=rejected)
    rest |= {
        "cats": {label: float(on) for label, on in document.cats.items()},
        "answer": "ignore" if document.status == "skipped" else "accept",
        "meta": meta_of(document),
        "_annotator_id": document.layer,
        "_session_id": f"{document.project}-{document.layer}",
        "_timestamp": _seconds(document.at),
    }
    return b"".join(
        (b'{"text":', _json(text), b',"tokens":[', _tokens(text, starts, ends, words), b"],", _json(rest)[1:], b"\n")
    )


def record(document: Document, scheme: ClaimScheme = NOTHING_CLAIMED, *, rejected: bool = False) -> dict[str, Any]:
    """What the line of one document says, as a dictionary."""
    found: dict[str, Any] = json.loads(line(document, scheme, rejected=rejected))
    return found


def _json(value: Any) -> bytes:
    """A value as JSON, by orjson where it takes it: it knows no whole numbers of more than 64 bits, and nests less."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return _dumps(value).encode()


def _columns(tokens: Sequence[tuple[int, int]], text: str) -> tuple[Sequence[int], Sequence[int], Sequence[str]]:
    """The starts, the ends and the words of tokens."""
    edges = tokens if isinstance(tokens, Edges) else Edges(*zip(*tokens, strict=True)) if tokens else Edges((), ())
    if edges.words:
        return edges.starts, edges.ends, edges.words
    starts, ends = list(edges.starts), list(edges.ends)
    return starts, ends, [text[start:end] for start, end in zip(starts, ends, strict=True)]


class _Numbers(Generic[Piece]):
    """What `make` makes of a number, made once for each number."""

    def __init__(self, make: Callable[[int], Piece]) -> None:
        self._make = make
        self._made: list[Piece] = []

    def upto(self, most: int) -> list[Piece]:
        """The pieces for the numbers from 0 to `most`, by number, and maybe more."""
        made = self._made
        made += map(self._make, range(len(made), most + 1))
        return made


class _Words(dict[str, bytes]):
    """The beginning of a token, by its text; kept for short ones, and not for ever."""

    def __missing__(self, word: str) -> bytes:
        made = f'{{"text":{_quoted(word)},"start":'.encode()
        if len(self) > _TABLED:
            self.clear()
        if len(word) <= _SHORT:
            self[word] = made
        return made


_WORD, _START, _END = _Words(), _Numbers(lambda number: b"%d" % number), _Numbers(lambda number: b',"end":%d' % number)
_ID = _Numbers(lambda number: (b',"id":%d,"ws":false},' % number, b',"id":%d,"ws":true},' % number))
_TABLED = 1 << 17
_SHORT = 40
_BUFFER = 1 << 20


def _tokens(text: str, starts: Sequence[int], ends: Sequence[int], words: Sequence[str]) -> bytes:
    """The tokens as JSON, put together from pieces that are made once for all articles, but for those of huge texts."""
    if len(text) > _TABLED:
        made = [
            f'{{"text":{_quoted(word)},"start":{start},"end":{end},"id":{place},'
            f'"ws":{"true" if text[end : end + 1] == " " else "false"}}}'
            for place, (start, end, word) in enumerate(zip(starts, ends, words, strict=True))
        ]
        return ",".join(made).encode()
    pieces = [b""] * (4 * len(words))
    pieces[0::4] = _picked(_WORD, words)
    pieces[1::4] = _picked(_START.upto(len(text)), starts)
    pieces[2::4] = _picked(_END.upto(len(text)), ends)
    pieces[3::4] = [
        spaced if char == " " else tight
        for (tight, spaced), char in zip(_ID.upto(len(words)), _picked(f"{text}\n", ends), strict=False)
    ]
    return b"".join(pieces)[:-1]


def _picked(table: Any, keys: Sequence[Any]) -> Sequence[Any]:
    """The entries of a table at these keys."""
    return itemgetter(*keys)(table) if len(keys) > 1 else [table[key] for key in keys]


def _rows(spans: Sequence[Held], decided: str = "") -> Iterable[Sequence[Any]]:
    """The rows of `Spans`; `decided` where it is not what a span itself says."""
    if isinstance(spans, Spans):
        return spans.rows
    return ((*held.span, decided or held.decided, held.source, held.score, held.by, held.at) for held in spans)


def _spans(
    rows: Iterable[Sequence[Any]], text: str, starts: Sequence[int], ends: Sequence[int]
) -> list[dict[str, Any]]:
    """The records of spans, from their rows."""
    made: list[dict[str, Any]] = []
    count = len(starts)
    for start, end, label, decided, source, score, by, at in rows:
        first, last = bisect_left(starts, start), bisect_left(ends, end)
        fits = first < count and last < count and starts[first] == start and ends[last] == end
        span = {
            "start": start,
            "end": end,
            "token_start": first if fits else None,
            "token_end": last if fits else None,
            "label": label,
            "text": text[start:end],
            "source": source,
            "score": score,
            "decided": decided,
            "by": by,
            "at": at,
        }
        if score is None:
            del span["score"]
        made.append(span)
    return made


def meta_of(document: Document) -> dict[str, Any]:
    """What is known of the article and its layer, and the article's own `meta`, apart where its keys are ours."""
    article = document.article
    meta: dict[str, Any] = {
        "key": article.key,
        "title": article.title,
        "byline": article.byline,
        "source": article.source,
        "date": article.date,
        "language": article.language,
        "layer": document.layer,
        "status": document.status,
        "project": document.project,
        "tokenizer": document.tokenizer,
        "elapsed_ms": document.elapsed_ms,
    }
    if document.flagged:
        meta["flagged"] = True
    if document.comments:
        meta["comments"] = [_comment(comment) for comment in document.comments]
    return own_meta(meta, article.meta)


def _comment(comment: Comment) -> dict[str, Any]:
    span = comment.span
    place = {"start": span.start, "end": span.end, "label": span.label} if span else {}
    return {"text": comment.text, **place, "by": comment.by, "at": comment.at}


def _seconds(at: str) -> int | None:
    """UTC in ISO 8601 as whole Unix seconds, or None."""
    return int(datetime.fromisoformat(at).timestamp()) if at else None
