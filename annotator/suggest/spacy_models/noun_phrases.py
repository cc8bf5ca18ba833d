"""Noun phrases as a dependency parser sees them: of every noun, name, pronoun and number, from short to long.

A phrase begins where its head's leftmost dependent does, but for conjunctions, prepositions and the like. It ends with
its head, or behind any of what depends on that to its right: a possessive, a prepositional phrase, a relative clause,
all that is joined by `and`. So phrases stand in phrases. Which of them are spans is for others to learn.
This module imports spaCy and belongs to the child process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Doc, Token

from annotator.errors import ModelError, first_line
from annotator.suggest.base import Answer, Phrase, Suggester, placed
from annotator.suggest.common.phrase_form import PhraseForm
from annotator.suggest.common.running_text import running_text
from annotator.suggest.spacy_models.loading import Parse, parser
from annotator.suggest.spacy_models.paragraphs import lines

LONGEST = 30
"""The most tokens that a phrase has."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_SAYS_WHICH = frozenset({"DET", "PRON"})
_NO_PART = frozenset(
    "cc preconj case mark cop aux nsubj nsubjpass nsubj:pass relcl acl:relcl prep punct advmod advcl".split()  # noqa: SIM905 - a list of words is read as words
)
"""What stands before a head and is no part of its phrase: of Universal Dependencies, and of spaCy's for English."""
_JOINED = frozenset({"conj", "cc"})
_PAUSES = frozenset(",;:")


def open_parser(spec: str) -> Suggester:
    """The suggester of a pipeline. Raises `ModelError` in one sentence where it cannot be used."""
    nlp, parse = parser(spec)
    if "parser" not in nlp.pipe_names:
        raise ModelError(f"The pipeline {spec!r} has no parser, so it knows of no noun phrases.")
    return NounPhrases(f"phrases:{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}", parse)


class NounPhrases:
    """A parser as a suggester that proposes no spans, but phrases."""

    def __init__(self, name: str, parse: Parse) -> None:
        self.name, self._parse = name, parse

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        """See `Suggester.suggest`."""
        for view in map(running_text, texts):
            if cancelled():
                return
            try:
                found = self._phrases(view.text)
            except Exception as error:
                raise ModelError(f"The parser of {self.name} failed: {first_line(error)}") from error
            yield placed(Answer(self.name, phrases=found), view)

    def _phrases(self, text: str) -> list[Phrase]:
        pieces = list(lines(text))
        found: dict[tuple[int, int], str] = {}
        for (offset, _), doc in zip(pieces, self._parse([text[slice(*one)] for one in pieces]), strict=True):
            for start, end, form in phrases_of(doc):
                found.setdefault((offset + start, offset + end), form)
        return [(*edges, form) for edges, form in found.items()]


def phrases_of(doc: Doc) -> Iterator[Phrase]:
    """The noun phrases of a parsed text, the heads in order and of each the shortest first."""
    for head in doc:
        if head.pos_ in _NOMINAL or (head.pos_ == "DET" and not head.dep_.startswith(("det", "predet"))):
            first = _first(head)
            for last, reach in _ends(head):
                if last.i - first.i < LONGEST:
                    yield first.idx, last.idx + len(last), _form(head, first, reach).packed()


def _first(head: Token) -> Token:
    """The token that the phrases of a head begin with."""
    start = max((child.right_edge.i + 1 for child in head.lefts if child.dep_ in _NO_PART), default=head.left_edge.i)
    return next(
        token for token in head.doc[start : head.i + 1] if token == head or not (token.is_punct or token.is_space)
    )


def _ends(head: Token) -> list[tuple[Token, str]]:
    """The tokens that phrases of a head end with, and how far each reaches."""
    behind = [child for child in head.rights if child.dep_ != "punct"]
    joined = next((number for number, child in enumerate(behind) if child.dep_ in _JOINED), len(behind))
    ends = [(head, "-"), *((_solid(child.right_edge), child.dep_) for child in behind[:joined])]
    found = [(last, reach if last == ends[-1][0] else f"{reach}+") for last, reach in ends]
    if any(child.dep_ == "conj" for child in behind[joined:]):
        found.append((_solid(head.right_edge), "conj"))
    return found


def _solid(token: Token) -> Token:
    """The token, or where that is white space or a pause the last one before it that is neither."""
    while (token.is_space or token.text in _PAUSES) and token.i:
        token = token.nbor(-1)
    return token


def _form(head: Token, first: Token, reach: str) -> PhraseForm:
    word = first.lower_ if first.pos_ in _SAYS_WHICH else first.pos_
    return PhraseForm.of(head.dep_, reach, head.pos_, head.ent_type_, word, (head.lemma_ or head.text).lower())
