"""The file beside a file of columns, which holds no text: each article's text with what is known of it, a line each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.domain.article import Article
from annotator.domain.document import Document
from annotator.errors import InputError
from annotator.formats.common.json_strict import records
from annotator.formats.common.losses import TokenEdges, tokenizer_of
from annotator.formats.common.meta_text import meta_text
from annotator.formats.common.span_reader import check_tokens
from annotator.plural import counted

_SUFFIX = ".articles.jsonl"


def side_of(path: Path) -> Path:
    """The file beside a file of columns."""
    return path.with_name(path.name + _SUFFIX)


def records_beside(path: Path) -> Iterator[Any]:
    """The lines of the file beside a file of columns, if there is one; None for one that is none."""
    for item in records(path) if path.is_file() else ():
        yield item[1] if isinstance(item, tuple) else None


def side_line(document: Document, edges: TokenEdges, meta: Mapping[str, Any], **more: Any) -> str:
    """The line of an article, with token edges and who made them, and what `more` the format keeps there."""
    article = document.article
    known = {name: getattr(article, name) for name in ("key", "title", "byline", "source", "date", "language")}
    tokenizer = tokenizer_of(document, edges)
    layer = {"layer": document.layer, "tokenizer": tokenizer, "meta": meta_text(meta)}
    return (
        json.dumps({"text": article.text, **known, **layer, "tokens": list(edges), **more}, ensure_ascii=False) + "\n"
    )


def beside(record: Any, count: int) -> tuple[str, list[tuple[int, int]], dict[str, str]] | None:
    """The text, the edges of its tokens, and what is known of the article of a line; None where there is none.

    Raises `InputError` where it has not so many tokens.
    """
    if not isinstance(record, dict) or not isinstance(text := record.get("text"), str):
        return None
    pairs = [tuple(pair) for pair in record.get("tokens", ()) if isinstance(pair, list) and len(pair) == 2]
    edges = check_tokens(text, ((start, end) for start, end in pairs))
    if len(edges) != count:
        raise InputError(f"It has {counted(count, 'token')}, but the side file says {len(edges)}.")
    return text, edges, {key: value for key, value in record.items() if isinstance(value, str)}


def article_beside(text: str, known: Mapping[str, str], language: str, meta: Mapping[str, Any]) -> Article:
    """The article of a text with what the side file knows of it."""
    return Article.of(
        text,
        title=known.get("title"),
        byline=known.get("byline"),
        source=known.get("source", ""),
        date=known.get("date", ""),
        language=known.get("language", language),
        meta=meta,
    )
