"""Suggestions of any spaCy pipeline, by package name or path.

A pipeline whose spans come from one greedy `ner` is stepped from here (see `stepper`): the same
entities as spaCy's own, faster, each with a confidence, and with near misses. Any other pipeline
(`spancat`, `span_ruler`, `entity_ruler`, several at once) runs as spaCy runs it. Texts are read
line by line, as `running_text` gives them. This module imports spaCy and belongs to the child process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from spacy.tokens import Doc

from annotator.domain.tokens import unspaced
from annotator.errors import ModelError, first_line
from annotator.suggest.base import Answer, Proposal, Suggester, placed
from annotator.suggest.common.running_text import running_text
from annotator.suggest.spacy_models.addresses import block_addresses, passes_over_addresses
from annotator.suggest.spacy_models.confident_ner import ConfidentNer, Found
from annotator.suggest.spacy_models.loading import GIVES_SPANS, recogniser
from annotator.suggest.spacy_models.paragraphs import lines

_PARTS_WORDS = frozenset({"zh", "ja", "th"})
"""The languages without spaces whose words spaCy tells apart."""
_CHARACTERS_AT_ONCE = 200_000


def open_pipeline(spec: str) -> Suggester:
    """The suggester of a pipeline. Raises `ModelError` in one sentence where it cannot be used."""
    nlp = recogniser(spec)
    name = f"spacy:{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
    givers = _givers(nlp)
    if not givers:
        raise ModelError(f"The pipeline {spec!r} finds no spans; it needs one of {', '.join(GIVES_SPANS[:4])}.")
    stepper = ConfidentNer.of(nlp, givers[0]) if len(nlp.pipe_names) == 1 else None
    return Pipeline(name, nlp, stepper)


class Pipeline:
    """A loaded pipeline as a suggester; stepped where it can be, else run as spaCy runs it."""

    def __init__(self, name: str, nlp: Any, stepper: ConfidentNer | None) -> None:
        self.name = name
        self._nlp, self._stepper = nlp, stepper
        self._blocks = passes_over_addresses(nlp, _givers(nlp))

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        """See `Suggester.suggest`; texts are taken together up to some 200,000 characters."""
        rest = iter(texts)
        while batch := _some(rest):
            answers = self._answers(batch, cancelled)
            if answers is None:
                return
            yield from answers

    def _answers(self, originals: list[str], cancelled: Callable[[], bool]) -> list[Answer] | None:
        views = list(map(running_text, originals))
        texts = [view.text for view in views]
        pieces = [(number, start, end) for number, text in enumerate(texts) for start, end in lines(text)]
        docs: list[Doc] = []
        for number, start, end in pieces:
            if cancelled():
                return None
            docs.append(doc := self._nlp.make_doc(texts[number][start:end]))
            if self._blocks:
                block_addresses(doc)
        found = list(self._stepper.run(docs, cancelled) if self._stepper else self._plain(docs, cancelled))
        if cancelled():
            return None
        spans: list[list[Proposal]] = [[] for _ in texts]
        near: list[list[Proposal]] = [[] for _ in texts]
        for at, entities, misses in found:
            number, offset, _ = pieces[at]
            spans[number] += _shifted(entities, offset)
            near[number] += _shifted(misses, offset)
        edges: list[tuple[list[int], list[int]]] = [([], []) for _ in texts]
        for (number, offset, _), doc in zip(pieces, docs, strict=True):
            for token in doc:
                if not token.is_space:
                    edges[number][0].append(offset + token.idx)
                    edges[number][1].append(offset + token.idx + len(token))
        return [
            placed(Answer(self.name, spans[number], near[number], *self._tokens(text, *edges[number])), view)
            for number, (text, view) in enumerate(zip(texts, views, strict=True))
        ]

    def _tokens(self, text: str, starts: list[int], ends: list[int]) -> tuple[str, list[int], list[int]]:
        """The tokenizer's name and edges; none where it does not know how to part what has no spaces."""
        foreign = self._nlp.lang not in _PARTS_WORDS and unspaced(text)
        return ("", [], []) if foreign else (self.name, starts, ends)

    def _plain(self, docs: list[Doc], cancelled: Callable[[], bool]) -> Iterator[Found]:
        try:
            for number, doc in enumerate(self._nlp.pipe(docs)):
                if cancelled():
                    return
                yield number, _spans_of(doc), []
        except Exception as error:
            raise ModelError(f"The pipeline of {self.name} failed: {first_line(error)}") from error


def _givers(nlp: Any) -> list[str]:
    return [pipe for pipe in nlp.pipe_names if nlp.get_pipe_meta(pipe).factory in GIVES_SPANS]


def _spans_of(doc: Doc) -> list[Proposal]:
    """All that a pipeline says of a doc: its entities and its span groups, with scores where it gives them."""
    best: dict[tuple[int, int, str], float | None] = {
        (entity.start_char, entity.end_char, entity.label_): None for entity in doc.ents
    }
    for group in doc.spans.values():
        scores = group.attrs.get("scores")
        for number, span in enumerate(group):
            if span.label_ and span.end_char > span.start_char:
                score = round(float(scores[number]), 4) if scores is not None and number < len(scores) else None
                best[span.start_char, span.end_char, span.label_] = score
    return [(*span, score) for span, score in best.items()]


def _some(texts: Iterator[str]) -> list[str]:
    """The next texts of together some 200,000 characters, at least one if there is one."""
    batch: list[str] = []
    size = 0
    while size < _CHARACTERS_AT_ONCE and (text := next(islice(texts, 1), None)) is not None:
        batch.append(text)
        size += len(text)
    return batch


def _shifted(proposals: list[Proposal], offset: int) -> list[Proposal]:
    return [(start + offset, end + offset, label, score) for start, end, label, score in proposals]
