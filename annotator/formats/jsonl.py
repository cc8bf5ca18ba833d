"""Our own JSONL: one article under one layer a line, a superset of what Prodigy and spaCy tools read.

The writer builds each line from pieces instead of nested objects, because a corpus has a hundred
times more tokens than spans. The same documents give the same bytes.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from datetime import datetime
from json.encoder import encode_basestring as _quoted
from pathlib import Path
from typing import Any

from annotator.domain.document import Document, Edges, Spans
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
    with out.open("wb", buffering=_BUFFER) as file:
        file.writelines(line(document, rejected=options.rejected).encode() for document in documents)
    return []


def line(document: Document, *, rejected: bool = False) -> str:
    """The line of one document, with its line feed."""
    text = document.article.text
    edges = _edges(document.tokens)
    refused = f'"rejected":[{_spans(_rows(document.rejected, "rejected"), text, *edges)}],' if rejected else ""
    cats = ",".join([f"{_quoted(label)}:{float(on)}" for label, on in document.cats.items()])
    answer = "ignore" if document.status == "skipped" else "accept"
    session = f"{document.project}-{document.layer}"
    return (
        f'{{"text":{_quoted(text)},"tokens":[{_tokens(text, *edges)}],'
        f'"spans":[{_spans(_rows(document.spans), text, *edges)}],{refused}'
        f'"cats":{{{cats}}},"answer":"{answer}","meta":{_dumps(meta_of(document))},'
        f'"_annotator_id":{_quoted(document.layer)},"_session_id":{_quoted(session)},'
        f'"_timestamp":{_seconds(document.at)}}}\n'
    )


def _edges(tokens: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The starts and the ends of tokens."""
    if isinstance(tokens, Edges):
        return list(tokens.starts), list(tokens.ends)
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


class _Names(dict[str, str]):
    """Texts as JSON: made once for those that come again."""

    def __missing__(self, name: str) -> str:
        self[name] = made = _quoted(name)
        return made


class _Words(dict[str, str]):
    """The beginning of a token, by its text; kept for short ones, and not for ever."""

    def __missing__(self, word: str) -> str:
        made = f'{{"text":{_quoted(word)},"start":'
        if len(self) > _TABLED:
            self.clear()
        if len(word) <= _SHORT:
            self[word] = made
        return made


class _Spaces(dict[str, str]):
    """The end of a token, by the character that follows it."""

    def __missing__(self, char: str) -> str:
        self[char] = "false},"
        return self[char]


_WORD, _START, _END, _ID, _SPACE = _Words(), _Numbers(""), _Numbers(',"end":'), _Numbers(',"id":', ',"ws":'), _Spaces()
_SPACE[" "] = "true},"
_TABLED = 1 << 17
_SHORT = 40
_BUFFER = 1 << 20
_UNFIT = '"token_start":null,"token_end":null'


def _tokens(text: str, starts: list[int], ends: list[int]) -> str:
    """The tokens as JSON, put together from pieces that are made once for all articles, but for those of huge texts."""
    if len(text) > _TABLED:
        made = [
            f'{{"text":{_quoted(text[start:end])},"start":{start},"end":{end},"id":{place},'
            f'"ws":{"true" if text[end : end + 1] == " " else "false"}}}'
            for place, (start, end) in enumerate(zip(starts, ends, strict=True))
        ]
        return ",".join(made)
    word, space, beyond = _WORD, _SPACE, f"{text}\n"
    from_, to, ids = _START.upto(len(text)), _END.upto(len(text)), _ID.upto(len(starts))
    tokens = zip(starts, ends, ids, strict=False)
    pieces = [f"{word[text[start:end]]}{from_[start]}{to[end]}{id_}{space[beyond[end]]}" for start, end, id_ in tokens]
    return "".join(pieces)[:-1]


def _rows(spans: Sequence[Held], decided: str = "") -> Iterable[Sequence[Any]]:
    """The rows of `Spans`; `decided` where it is not what a span itself says."""
    if isinstance(spans, Spans):
        return spans.rows
    return ((*astuple(held.span), decided or held.decided, held.source, held.score, held.by, held.at) for held in spans)


def _spans(rows: Iterable[Sequence[Any]], text: str, starts: list[int], ends: list[int]) -> str:
    """Spans as JSON, from their rows."""
    made: list[str] = []
    name, count = _Names(), len(starts)
    for start, end, label, decided, source, score, by, at, *_ in rows:
        first, last = bisect_left(starts, start), bisect_left(ends, end)
        fits = first < count and last < count and starts[first] == start and ends[last] == end
        tokens = f'"token_start":{first},"token_end":{last}' if fits else _UNFIT
        scored = "" if score is None else f'"score":{score!r},'
        made.append(
            f'{{"start":{start},"end":{end},{tokens},'
            f'"label":{name[label]},"text":{_quoted(text[start:end])},"source":{name[source]},{scored}'
            f'"decided":"{decided}","by":{name[by]},"at":{name[at]}}}'
        )
    return ",".join(made)


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
