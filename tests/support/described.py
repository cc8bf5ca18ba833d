"""What a reader made of a file, in words: one page that a person can hold against the file.

Spans stand in the text itself, as `⟦Ana Ruiz|PERSON⟧`; every line of an article begins with `|`. What is
empty, and English as the language, is not mentioned.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from support.marked import marked

from annotator.domain.article import Article
from annotator.domain.document import Incoming, IncomingLayer
from annotator.errors import InputError
from annotator.formats.base import Notice, Read, SetAside

_SEEN = str.maketrans({"\r": "␍", "\t": "␉", "\u00a0": "␠", "\u2028": "␤"})


def described(reads: Iterable[Read]) -> str:
    """Every article, refusal and notice of a file, in their order."""
    return "\n".join(line for read in reads for line in _read(read)) + "\n"


def _read(read: Read) -> Iterator[str]:
    match read:
        case Notice(text, line):
            yield f"notice{_at(line)}: {text}"
        case SetAside():
            yield f"set aside: {read}"
        case InputError():
            yield f"refused{_at(read.line)}: {read.reason}"
        case Incoming():
            yield f"article{_at(read.line)}: {read.article.title}"
            yield from (f"  {line}" for line in _article(read))


def _at(line: int | None) -> str:
    return "" if line is None else f" at {line}"


def _article(read: Incoming) -> Iterator[str]:
    article = read.article
    yield from _known(article)
    if read.tokens:
        words = "·".join(article.text[start:end] for start, end in read.tokens)
        yield f"tokens of {read.tokenizer}: {words}"
    for name, layer in read.layers.items():
        yield f"layer of {name or 'nobody'}{_status(layer)}"
        yield from _layer(layer, article.text)
    if not read.layers:
        yield from _lines(article.text)
    for one in read.suggestions:
        score = "" if one.score is None else f" with {one.score}"
        yield f"suggested by {one.source}{score} at {one.span.start}: {one.span.quote(article.text)} {one.span.label}"


def _known(article: Article) -> Iterator[str]:
    for name in ("byline", "source", "date", "language"):
        value = getattr(article, name)
        if value and (name, value) != ("language", "en"):
            yield f"{name}: {value}"
    if article.meta:
        yield f"meta: {json.dumps(dict(article.meta), ensure_ascii=False, sort_keys=True)}"


def _status(layer: IncomingLayer) -> str:
    said = [name for name in ("skipped", "unfinished", "flagged") if getattr(layer, name)]
    return f" ({', '.join(said)})" if said else ""


def _layer(layer: IncomingLayer, text: str) -> Iterator[str]:
    yield from _lines(marked(text, layer.spans))
    for span in layer.rejected:
        yield f"rejected at {span.start}: {span.quote(text)} {span.label}"
    for label, on in layer.cats.items():
        yield f"the whole is {'' if on else 'not '}{label}"
    for comment in layer.comments:
        about = f" on {comment.span.quote(text)} {comment.span.label}" if comment.span else ""
        yield f"comment{about}: {comment.text}"


def _lines(text: str) -> Iterator[str]:
    return (f"| {line.translate(_SEEN)}" for line in text.split("\n"))
