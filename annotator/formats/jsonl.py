"""Our own JSONL: one article under one layer a line, a superset of what Prodigy and spaCy tools read.

The writer builds each line from pieces instead of nested objects, because a corpus has a hundred
times more tokens than spans. The same documents give the same bytes.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from json.encoder import encode_basestring as _quoted
from pathlib import Path
from typing import Any

from annotator.domain.document import Document, Edges
from annotator.domain.layer import Comment, Held
from annotator.formats._lines import read_records
from annotator.formats._record import incoming
from annotator.formats._sniff import json_keys
from annotator.formats.base import Loss, Lost, Read, ReadOptions, WriteOptions

NAME = "jsonl"
ABOUT = "Our own: all there is, one article and layer a line; spaCy and Prodigy tools read it too"
SUFFIXES = (".jsonl", ".ndjson", ".json")
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def sniff(path: Path, head: bytes) -> bool:
    """Whether the file begins with a JSON object or list, or says by its name that it is JSON."""
    return json_keys(path, head) is not None or path.suffix.lower() in SUFFIXES


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The articles of a JSONL, or of a JSON list of records."""
    return read_records(path, lambda record, line: incoming(record, options, line))


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write one line for each document; nothing is lost."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(line(document, rejected=options.rejected) for document in documents)
    return []


def line(document: Document, *, rejected: bool = False) -> str:
    """The line of one document, with its line feed."""
    text = document.article.text
    starts, ends = _edges(document.tokens)
    parts = [
        f'"text":{_quoted(text)}',
        f'"tokens":[{_tokens(text, starts, ends)}]',
        f'"spans":[{",".join([_span(held, text, starts, ends) for held in document.spans])}]',
    ]
    if rejected:
        refused = [_span(held, text, starts, ends, "rejected") for held in document.rejected]
        parts.append(f'"rejected":[{",".join(refused)}]')
    cats = ",".join([f"{_quoted(label)}:{float(on)}" for label, on in document.cats.items()])
    answer = "ignore" if document.status == "skipped" else "accept"
    session = f"{document.project}-{document.layer}"
    parts += [
        f'"cats":{{{cats}}}',
        f'"answer":"{answer}"',
        f'"meta":{_dumps(meta_of(document))}',
        f'"_annotator_id":{_quoted(document.layer)}',
        f'"_session_id":{_quoted(session)}',
        f'"_timestamp":{_seconds(document.at)}',
    ]
    return f"{{{','.join(parts)}}}\n"


def _edges(tokens: Sequence[tuple[int, int]]) -> tuple[Sequence[int], Sequence[int]]:
    """The starts and the ends of tokens."""
    if isinstance(tokens, Edges):
        return tokens.starts, tokens.ends
    return [start for start, _ in tokens], [end for _, end in tokens]


class _Numbers:
    """A number with what stands before and after it in every token, made once for each number."""

    def __init__(self, before: str, after: str = "") -> None:
        self._before, self._after = before, after
        self._made: list[str] = []

    def upto(self, most: int) -> list[str]:
        """The pieces for the numbers from 0 to `most`, by number."""
        made = self._made
        made += [f"{self._before}{number}{self._after}" for number in range(len(made), most + 1)]
        return made


class _Spaces(dict[str, str]):
    """The end of a token and the beginning of the next, by the character that follows it."""

    def __missing__(self, char: str) -> str:
        self[char] = _NEXT.format("false")
        return self[char]


_FIRST, _NEXT = '{"text":', '{}}},{{"text":'
_START, _END, _ID = _Numbers(',"start":'), _Numbers(',"end":'), _Numbers(',"id":', ',"ws":')
_WS = _Spaces({" ": _NEXT.format("true")})
_TABLED = 1 << 17


def _tokens(text: str, starts: Sequence[int], ends: Sequence[int]) -> str:
    """The tokens as JSON; for all but huge texts without a step of Python for each token."""
    if not starts:
        return ""
    if len(text) > _TABLED:
        return ",".join(
            [
                f'{{"text":{_quoted(text[start:end])},"start":{start},"end":{end},"id":{place},'
                f'"ws":{"true" if text[end : end + 1] == " " else "false"}}}'
                for place, (start, end) in enumerate(zip(starts, ends, strict=True))
            ]
        )
    pieces = zip(
        map(_quoted, map(text.__getitem__, map(slice, starts, ends))),
        map(_START.upto(len(text)).__getitem__, starts),
        map(_END.upto(len(text)).__getitem__, ends),
        _ID.upto(len(starts)),
        map(_WS.__getitem__, map(f"{text}\n".__getitem__, ends)),
        strict=False,
    )
    return (_FIRST + "".join(chain.from_iterable(pieces))).removesuffix("," + _FIRST)


def _place(edges: Sequence[int], offset: int) -> int | None:
    """Which token has this edge, or None."""
    place = bisect_left(edges, offset)
    return place if place < len(edges) and edges[place] == offset else None


def _span(held: Held, text: str, starts: Sequence[int], ends: Sequence[int], decided: str = "") -> str:
    start, end = held.span.start, held.span.end
    first, last = _place(starts, start), _place(ends, end)
    fits = first is not None and last is not None
    score = "" if held.score is None else f'"score":{held.score!r},'
    return (
        f'{{"start":{start},"end":{end},"token_start":{first if fits else "null"},'
        f'"token_end":{last if fits else "null"},"label":{_quoted(held.span.label)},'
        f'"text":{_quoted(text[start:end])},"source":{_quoted(held.source)},{score}'
        f'"decided":"{decided or held.decided}","by":{_quoted(held.by)},"at":{_quoted(held.at)}}}'
    )


def meta_of(document: Document) -> dict[str, Any]:
    """What is known of the article and its layer; the article's own `meta` follows, where its keys are free."""
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
    return meta | {key: value for key, value in article.meta.items() if key not in meta}


def _comment(comment: Comment) -> dict[str, Any]:
    span = comment.span
    place = {"start": span.start, "end": span.end, "label": span.label} if span else {}
    return {"text": comment.text, **place, "by": comment.by, "at": comment.at}


def _seconds(at: str) -> str:
    """UTC in ISO 8601 as whole Unix seconds, or null."""
    return str(int(datetime.fromisoformat(at).timestamp())) if at else "null"
