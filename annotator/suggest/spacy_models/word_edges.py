"""Where the words of a text are by the rules that spaCy has for its language, without any model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import spacy

from annotator.domain.span import Stretch
from annotator.domain.tokens import unspaced
from annotator.suggest.spacy_models.paragraphs import paragraphs

_BY_SIGNS = {"zh": {"nlp": {"tokenizer": {"segmenter": "jieba"}}}}
"""What tells words apart in languages that spaCy would otherwise cut at every sign."""


class WordEdges:
    """The words of texts in a language; `name` is "" where spaCy lacks it, or what tells its words apart."""

    def __init__(self, language: str) -> None:
        self._nlp, self._by_signs = _blank(language), language in _BY_SIGNS
        self.name = f"spacy:{language}-{spacy.__version__}" if self._nlp else ""

    def of(self, text: str) -> tuple[list[int], list[int]]:
        """Their starts and ends, in order; none where `name` is ""."""
        edges = [
            (start + token.idx, start + token.idx + len(token))
            for start, end in (paragraphs(text) if self._nlp else ())
            for token in self._nlp.tokenizer(text[start:end])
            if not token.is_space
        ]
        edges = list(_whole(text, edges)) if self._by_signs else edges
        return [start for start, _ in edges], [end for _, end in edges]


def _whole(text: str, edges: Iterable[Stretch]) -> Iterator[Stretch]:
    """The same, but words of other scripts whole, which a segmenter cuts at letters it lacks (`Kr|ä|tschmer`)."""
    first, last = -1, -1
    for start, end in edges:
        if last != start or not all(sign.isalpha() and not unspaced(sign) for sign in text[start - 1 : start + 1]):
            if last > first:
                yield first, last
            first = start
        last = end
    if last > first:
        yield first, last


def _blank(language: str) -> Any:
    try:
        return spacy.blank(language, config=_BY_SIGNS.get(language, {}))
    except Exception:  # noqa: BLE001 - what a language needs fails in ways of its own; words are then as they were
        return None
