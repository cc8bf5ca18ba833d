"""Documents and what comes in, both ways; and articles, documents and records that are at hand instead of in a file.

A document of the layer "" (`UNNAMED`) belongs to nobody: its spans are suggestions, those with a source of their own
under its name, with their scores.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from annotator.domain.article import Article
from annotator.domain.decisions import GOLD, Commented
from annotator.domain.document import UNNAMED, Document, Edges, Incoming, IncomingLayer, Provenance
from annotator.domain.layer import Comment, Held, Status
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.domain.tokens import OWN, own_tokens
from annotator.errors import InputError
from annotator.formats.base import Read, ReadOptions
from annotator.formats.common.json_strict import check_depth, parse
from annotator.formats.common.records.provenance import made_by
from annotator.formats.common.records.record import incoming
from annotator.formats.common.span_reader import SpanReader, check_label, check_tokens, sorted_spans
from annotator.formats.common.text.decoding import checked_key, surrogate
from annotator.formats.common.told import Told


def documents_of(read: Incoming) -> Iterator[Document]:
    """A document for each layer of an article, and one of the layer "" for its suggestions, or if there is no layer."""
    layers = dict(read.layers)
    if UNNAMED not in layers and (read.suggestions or not layers):
        layers[UNNAMED] = IncomingLayer(unfinished=True)
    tokens = read.tokens or Edges(*own_tokens(read.article.text))
    for name, layer in layers.items():
        held = [_held(span, name, layer.made.get(span)) for span in layer.spans]
        if name == UNNAMED:
            held += [Held(one.span, source=one.source, score=one.score, imported=True) for one in read.suggestions]
        yield Document(
            article=read.article,
            layer=name,
            status=_status(name, layer),
            spans=sorted(held, key=lambda one: one.span),
            rejected=[Held(span, span, by=name) for span in layer.rejected],
            cats=layer.cats,
            tokens=tokens,
            tokenizer=read.tokenizer if read.tokens else OWN,
            at=layer.at,
            elapsed_ms=layer.elapsed_ms,
            flagged=layer.flagged,
            comments=[Comment(one.text, one.span, name, "") for one in layer.comments],
        )


def _held(span: Span, by: str, made: Provenance | None) -> Held:
    if made is None:
        return Held(span, by=by, imported=True)
    return Held(span, None, made.source, made.score, made.by, made.at, imported=True, elsewhere=made.decided)


def _status(name: str, layer: IncomingLayer) -> Status:
    if layer.skipped:
        return "skipped"
    if layer.unfinished:
        return "returned" if layer.returned else "open"
    return "approved" if name == GOLD else "finished"


def reads(items: Iterable[object], options: ReadOptions) -> Iterator[Read]:
    """What articles, documents and records bring, as a reader of a file gives it; the first one is on line 1."""
    told = Told()
    for number, item in enumerate(items, 1):
        try:
            yield _read(item, options, number, told)._replace(line=number)
        except InputError as error:
            yield error.at("", number)
    yield from told


def _read(item: object, options: ReadOptions, number: int, told: Told) -> Incoming:
    match item:
        case Document():
            return incoming_of(item)
        case Article():
            return Incoming(_checked(item))
        case Mapping():
            return incoming(_as_json(item, number), options, number, told)
        case _:
            raise InputError(f"{item!r:.60} is no article, document or dictionary.")


def incoming_of(document: Document) -> Incoming:
    """What a document brings when it is added. Raises `InputError` where it does not fit its text."""
    article = _checked(document.article)
    nobody = document.layer == UNNAMED
    reader = SpanReader(article.text)

    def checked(spans: Iterable[Span]) -> list[Span]:
        return sorted_spans(reader.span(span.start, span.end, span.label) for span in spans)

    proposed = [Suggestion(one.span, one.source, one.score) for one in document.spans if nobody and one.source]
    checked(one.span for one in proposed)
    checked(one.span for one in document.comments if one.span)
    _check_words(*(one.source for one in proposed), *(one.text for one in document.comments))
    if not nobody:
        check_label(document.layer, "An annotator")
    layer = IncomingLayer(
        spans=checked(one.span for one in document.spans if not (nobody and one.source)),
        rejected=checked(one.span for one in document.rejected),
        cats={check_label(label): on for label, on in document.cats.items()},
        comments=[Commented(one.text, one.span) for one in document.comments],
        skipped=document.status == "skipped",
        unfinished=document.status in ("open", "returned"),
        flagged=document.flagged,
        returned=document.status == "returned",
        elapsed_ms=max(document.elapsed_ms, 0),
        made=dict(_made(document)),
    )
    says = layer.spans or layer.rejected or layer.cats or layer.comments or layer.skipped or layer.flagged
    tokens = check_tokens(article.text, document.tokens) if document.tokenizer != OWN else []
    return Incoming(
        article,
        {document.layer: layer} if says or not nobody else {},
        proposed,
        tokens,
        (document.tokenizer or "import") if tokens else "",
    )


def _made(document: Document) -> Iterator[tuple[Span | Commented, Provenance]]:
    """Who made the spans and comments of a document, where it says both who and when. Raises `InputError`."""
    for held in (*document.spans, *document.rejected):
        _check_words(held.source)
        if made := made_by({"by": held.by, "at": held.at, "decided": held.decided, "score": held.score}):
            yield held.span, made._replace(source=held.source)
    for one in document.comments:
        if made := made_by({"by": one.by, "at": one.at}):
            yield Commented(one.text, one.span), made


def _checked(article: Article) -> Article:
    """The article as a file would bring it. Raises `InputError` where a part of it is none of an article."""
    _check_words(article.title, article.byline, article.source, article.date, article.language)
    if not isinstance(article.text, str) or checked_key(article.text) != article.key:
        raise InputError("Its key is not that of its text: `Article.of(text)` makes an article with its own key.")
    if not article.meta:
        return article
    meta = _as_json(article.meta)
    check_depth(meta)
    return replace(article, meta=meta)


def _check_words(*words: object) -> None:
    """Raise `InputError` where one of these is no Unicode text."""
    for word in words:
        if not isinstance(word, str) or surrogate(word) is not None:
            raise InputError(f"{word!r:.60} must be a text without halves of surrogate pairs.")


def _as_json(record: Mapping[str, Any], number: int = 1) -> dict[str, Any]:
    """A record as it would stand on a line of a file. Raises `InputError` where it holds what JSON cannot."""
    try:
        line = json.dumps(dict(record), default=_plain, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(f"It holds what JSON cannot: {error}.") from error
    found: dict[str, Any] = parse(line, number)
    return found


def _plain(value: Any) -> Any:
    """A number of numpy's as one of Python's, a date or time as ISO 8601."""
    for make in ("item", "isoformat"):
        if hasattr(value, make):
            return getattr(value, make)()
    raise TypeError(f"{value!r:.40} of type {type(value).__name__}")
