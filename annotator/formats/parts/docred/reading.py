"""A record of DocRED as an article: its mentions are spans, its entities and relations claims of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from annotator.domain.article import Article, article_key
from annotator.domain.claims.values import Relation
from annotator.domain.document import UNNAMED, Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import ReadOptions
from annotator.formats.common.claims.forms import Form, entity_form, relation_form
from annotator.formats.common.claims.gathered import Claims
from annotator.formats.common.json_strict import check_depth
from annotator.formats.common.meta_text import meta_in
from annotator.formats.common.span_reader import check_label, check_tokens, sorted_spans
from annotator.formats.common.text.decoding import check_text
from annotator.formats.common.told import Told
from annotator.formats.parts.docred.writing import EVIDENCE, TOKENIZER

_FACTS = ("title", "byline", "source", "date", "language")
_OURS = {"text", "tokens", "loose", "key", "layer", "tokenizer", "meta", *_FACTS}
_FORMAT = {"sents", "vertexSet", "labels"}
_COLUMNS = {"head": "h", "tail": "t", "relation_id": "r", "evidence": "evidence"}
_LABEL = {*_COLUMNS.values(), "head", "tail"}
_MENTION = {"name", "sent_id", "pos", "type"}
_Edge = tuple[int, int]


class _Words:
    """The text of a record, the place of each of its words, and of each sentence."""

    def __init__(self, record: Mapping[str, Any], *, ours: bool) -> None:
        sents = record["sents"]
        if not isinstance(sents, list) or not all(isinstance(one, list) for one in sents):
            raise InputError("Its sents are no list of lists of words.")
        words = [word for sentence in sents for word in sentence]
        if not all(isinstance(word, str) for word in words):
            raise InputError("Its sents hold words that are no texts.")
        self.text = record["text"] if ours else "\n".join(map(" ".join, sents))
        check_text(self.text)
        self.edges = [(start, end) for start, end in record["tokens"]] if ours else list(_edges(sents))
        self.tokens = check_tokens(self.text, self.edges)
        if [self.text[start:end] for start, end in self.edges] != words:
            raise InputError("Its words are not those that its tokens are in its text.")
        self._first = [0]
        for sentence in sents:
            self._first.append(self._first[-1] + len(sentence))

    def span(self, mention: Any) -> Span:
        """The span of a mention. Raises `InputError` where it has no place."""
        match mention:
            case {"sent_id": int(sentence), "pos": [int(first), int(end)], "type": label}:
                if 0 <= sentence < len(self._first) - 1 and 0 <= first < end <= self.length(sentence):
                    begin = self._first[sentence]
                    start, stop = self.edges[begin + first][0], self.edges[begin + end - 1][1]
                    if start < stop:
                        return Span(start, stop, check_label(label, "A mention"))
        raise InputError(f"{str(mention)[:80]} is no mention: its type, or its words in the sentences, are not there.")

    def length(self, sentence: int) -> int:
        """How many words a sentence has."""
        return self._first[sentence + 1] - self._first[sentence]

    def place(self, sentence: Any) -> list[int] | None:
        """Where a sentence stands in the text; None where there is none of this number, or it is empty."""
        if isinstance(sentence, int) and 0 <= sentence < len(self._first) - 1 and self.length(sentence):
            return [self.edges[self._first[sentence]][0], self.edges[self._first[sentence + 1] - 1][1]]
        return None


def _edges(sents: Iterable[Sequence[str]]) -> Iterator[_Edge]:
    at = 0
    for sentence in sents:
        for word in sentence:
            yield at, at + len(word)
            at += len(word) + 1
        at += not sentence


def incoming(record: Any, line: int, options: ReadOptions, told: Told) -> Incoming:
    """The article of a record. Raises `InputError` where it is none."""
    if not isinstance(record, dict) or not _FORMAT - {"labels"} <= record.keys():
        raise InputError("This is no document of DocRED: it must be an object with sents and a vertexSet.")
    ours = isinstance(text := record.get("text"), str) and record.get("key") == article_key(check_text(text))
    words = _Words(record, ours=ours)
    vertices = [[(words.span(mention), mention) for mention in vertex] for vertex in record["vertexSet"]]
    told.aside("blank words", len(words.edges) - len(words.tokens), kept=False)
    _tell(vertices, words.text, told)
    loose = set(record.get("loose", ())) if ours else set()
    meta = meta_in(record["meta"]) if ours else {k: v for k, v in record.items() if k not in {*_FORMAT, "title"}}
    check_depth(meta)
    layer = record["layer"] if ours else UNNAMED
    claims = Claims(layer)
    for mentions in _clusters(vertices, loose, told):
        claims.add("entities", **entity_form(mentions))
    for label in _labels(record.get("labels") or ()):
        if form := _relation(label, vertices, words, ours=ours):
            claims.add("relations", **form)
        else:
            told.aside("relations of entities that are not there", kept=False)
    claims.into(meta, told)
    spans = sorted_spans(span for vertex in vertices for span, _ in vertex)
    title = record.get("title")
    facts = {name: record[name] for name in _FACTS if name in record} if ours else {"title": title or None}
    article = Article.of(words.text, **{"language": options.language, **_checked(facts)}, meta=meta)
    tokenizer = record["tokenizer"] if ours else TOKENIZER
    return Incoming(article, {layer: IncomingLayer(spans)}, (), words.tokens, tokenizer, line, ours)


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    if wrong := next((name for name, value in facts.items() if not isinstance(value, str | None)), None):
        raise InputError(f"Its {wrong} is no text.")
    return facts


def _tell(vertices: Sequence[Sequence[tuple[Span, Mapping[str, Any]]]], text: str, told: Told) -> None:
    """Count what mentions say beyond their place and type."""
    for span, mention in chain(*vertices):
        other = mention.get("name") not in (None, span.quote(text), " ".join(span.quote(text).split()))
        told.aside("names of mentions that are not their words", int(other), kept=False)
        for key in (key for key in mention if key not in _MENTION):
            told.aside(f"values ({key})", kept=False)


def _clusters(vertices: Sequence[Sequence[tuple[Span, Any]]], loose: set[int], told: Told) -> Iterator[Sequence[Span]]:
    """The mentions of each entity; one that an entity before has is not said again."""
    taken: set[Span] = set()
    for nth, vertex in enumerate(vertices):
        mentions = dict.fromkeys(span for span, _ in vertex)
        fresh = [span for span in mentions if span not in taken]
        told.aside("mentions of a further entity", len(mentions) - len(fresh), kept=False)
        taken.update(fresh)
        if fresh and nth not in loose:
            yield fresh


def _labels(labels: Any) -> Iterator[Mapping[str, Any]]:
    """The relations of a record, each an object, also where the file has them as columns."""
    if isinstance(labels, dict):
        names = [_COLUMNS.get(str(name), str(name)) for name in labels]
        yield from (dict(zip(names, row, strict=True)) for row in zip(*labels.values(), strict=True))
    else:
        yield from labels


def _relation(label: Mapping[str, Any], vertices: Sequence[Sequence[Any]], words: _Words, *, ours: bool) -> Form | None:
    """A relation with the places of its evidence, where that is other than the sentences of its ends.

    None where an end has no mention. Raises `InputError`.
    """
    match label:
        case {"h": int(head), "t": int(tail), "r": str(name)} if name.strip():
            pass
        case _:
            raise InputError(f"{str(label)[:80]} is no relation: it needs h, t and r.")
    if not (0 <= head < len(vertices) and 0 <= tail < len(vertices) and vertices[head] and vertices[tail]):
        return None
    evidence = label.get("evidence")
    if ours:
        one, other = vertices[head][label.get("head", 0)], vertices[tail][label.get("tail", 0)]
    else:
        one, other = _ends(vertices[head], vertices[tail], evidence if isinstance(evidence, list) else [])
    form = relation_form(Relation(one[0], name, other[0]))
    form |= {key: value for key, value in label.items() if key not in _LABEL}
    if isinstance(evidence, list) and {*evidence} != {one[1]["sent_id"], other[1]["sent_id"]}:
        form[EVIDENCE] = [place for nth in evidence if (place := words.place(nth))]
    return form


def _ends(head: Sequence[Any], tail: Sequence[Any], evidence: Sequence[Any]) -> tuple[Any, Any]:
    """The mentions that a relation is between: in one sentence, if any, of the evidence, if any; else the first."""
    heads, tails = ({one[1]["sent_id"]: one for one in reversed(end)} for end in (head, tail))
    shared = next((nth for nth in (*evidence, *heads) if nth in heads and nth in tails), None)
    if shared is not None:
        return heads[shared], tails[shared]
    first, second = (
        next((of[nth] for nth in evidence if nth in of), end[0]) for of, end in ((heads, head), (tails, tail))
    )
    return first, second
