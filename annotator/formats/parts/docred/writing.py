"""A document as a record of DocRED: tokens are words, spans are mentions, relations name entities by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from annotator.domain.claims.values import Relation
from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.formats.base import Lost
from annotator.formats.common.claims.forms import Form
from annotator.formats.common.claims.native import entities_of, meta_beside, places_of, relations_of
from annotator.formats.common.losses import TokenEdges, aligned, token_edges, tokenizer_of
from annotator.formats.common.meta_text import meta_text
from annotator.formats.common.text.token_sentences import token_sentences

TOKENIZER = "docred"
"""Who makes the tokens of documents that came without a text."""
EVIDENCE = "evidence"
"""The key of a relation under which stand the places of the sentences that show it."""
_Mention = tuple[int, int]


def record_of(document: Document, align: str) -> tuple[dict[str, Any], list[Lost]]:
    """The record of a document, and what is lost of it."""
    edges = token_edges(document, align)
    fitting, gone = aligned(document, document.spans, edges, align)
    places = places_of(edges, fitting)
    tokens = {places[one.held.span]: (one.first, one.last + 1) for one in fitting}
    entities = entities_of(document, places)
    relations = relations_of(document, places, {EVIDENCE})
    mentions = {span for cluster in entities.found for span in cluster}
    loose = sorted({*places.values()} - mentions)
    vertices = [*entities.found, *([span] for span in loose)]
    sentences = Sentences(document, edges, list(tokens.values()))
    article = document.article
    known = {name: getattr(article, name) for name in ("byline", "source", "date", "language")}
    record = {
        "title": article.title,
        "sents": [[article.text[start:end] for start, end in edges[run.start : run.stop]] for run in sentences.runs],
        "vertexSet": [[_mention(article.text, span, tokens[span], sentences) for span in one] for one in vertices],
        "labels": list(_labels(relations.found, vertices, tokens, sentences)),
        "text": article.text,
        "tokens": list(edges),
        "loose": list(range(len(entities.found), len(vertices))),
        "key": article.key,
        **known,
        "layer": document.layer,
        "tokenizer": tokenizer_of(document, edges),
        "meta": meta_text(meta_beside(document, entities=entities.rest, relations=relations.rest)),
    }
    return record, gone + entities.lost + relations.lost


class Sentences:
    """The sentences of a document as runs of its tokens; `whole` tokens are never in two.

    Where the tokens came from DocRED, they are its lines.
    """

    def __init__(self, document: Document, edges: TokenEdges, whole: Sequence[_Mention]) -> None:
        lines = document.tokenizer == TOKENIZER
        self.runs = list(token_sentences(document.article.text, edges, whole, lines=lines))
        self.places = [(edges[run.start][0], edges[run.stop - 1][1]) for run in self.runs]
        self._of = {place: nth for nth, run in enumerate(self.runs) for place in run}

    def of(self, token: int) -> int:
        """The sentence of a token."""
        return self._of[token]

    def touching(self, start: int, end: int) -> Iterator[int]:
        """The sentences that a place in the text touches."""
        return (nth for nth, (first, last) in enumerate(self.places) if first < end and start < last)


def _mention(text: str, span: Span, tokens: _Mention, sentences: Sentences) -> dict[str, Any]:
    sentence = sentences.of(tokens[0])
    begin = sentences.runs[sentence].start
    pos = [tokens[0] - begin, tokens[1] - begin]
    return {"name": span.quote(text), "sent_id": sentence, "pos": pos, "type": span.label}


def _labels(
    relations: Sequence[tuple[Relation, Form]],
    vertices: Sequence[Sequence[Span]],
    tokens: dict[Span, _Mention],
    sentences: Sentences,
) -> Iterator[dict[str, Any]]:
    """The relations by the numbers of their entities, and which of their mentions they are between."""
    of = {span: (nth, place) for nth, cluster in enumerate(vertices) for place, span in enumerate(cluster)}
    for relation, form in relations:
        (head, head_mention), (tail, tail_mention) = of[relation.head], of[relation.tail]
        ends = sorted({sentences.of(tokens[span][0]) for span in relation.spans})
        evidence = _evidence(form[EVIDENCE], sentences) if EVIDENCE in form else ends
        label = {"h": head, "t": tail, "r": relation.label, "evidence": evidence}
        yield label | {"head": head_mention, "tail": tail_mention}


def _evidence(places: Any, sentences: Sentences) -> list[int]:
    found: set[int] = set()
    for place in places if isinstance(places, list) else ():
        match place:
            case [int(start), int(end)]:
                found.update(sentences.touching(start, end))
    return sorted(found)
