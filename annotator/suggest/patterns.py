"""Suggestions of pattern files: strings and regular expressions, and spaCy's token patterns.

Strings are matched on token edges with their case. spaCy is imported only where a file holds token patterns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from annotator.domain.tokens import OwnTokens
from annotator.errors import InputError, ModelError
from annotator.suggest.base import Answer, Proposal, Suggester
from annotator.suggest.common.pattern_file import Pattern, read_patterns
from annotator.suggest.common.time_limit import time_limit
from annotator.suggest.memory.tokenised_text import TokenisedText, head_of
from annotator.suggest.spacy_models.paragraphs import paragraphs

NAME = "patterns"
MODEL = False
_PATIENCE = 10.0
"""Seconds that one expression may take over one article: some take longer than anybody lives."""


def open(spec: str) -> Suggester:  # noqa: A001 - every suggester module has this name
    """The suggester of a pattern file. Raises `InputError` with file and line."""
    return Patterns(read_patterns(Path(spec)), spec)


def missing(spec: str) -> str:
    """What is not there, if the file is not."""
    return "" if Path(spec).is_file() else f"There is no pattern file {spec!r}."


class Patterns:
    """Patterns, ready to be looked for."""

    name = NAME

    def __init__(self, patterns: Sequence[Pattern], file: str = "") -> None:
        self._strings: dict[str, list[tuple[str, str]]] = {}
        for pattern in patterns:
            if pattern.string:
                self._strings.setdefault(head_of(pattern.string), []).append((pattern.string, pattern.label))
        self._regexes = [(pattern.regex, pattern.label) for pattern in patterns if pattern.regex]
        tokens = [pattern for pattern in patterns if pattern.tokens]
        self._matcher = _matcher(tokens, file) if tokens else None

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        """See `Suggester.suggest`."""
        for text in texts:
            if cancelled():
                return
            found = {*self._by_string(text), *self._by_regex(text), *self._by_tokens(text)}
            yield Answer(NAME, sorted(found))

    def _by_string(self, text: str) -> Iterator[Proposal]:
        if not self._strings:
            return
        reading = TokenisedText(text, OwnTokens(text))
        for head, starts in reading.heads.items():
            for string, label in self._strings.get(head, ()):
                yield from ((at, at + len(string), label, None) for at in starts if reading.stands(string, at))

    def _by_regex(self, text: str) -> Iterator[Proposal]:
        for one in tuple(self._regexes):
            regex, label = one
            try:
                with time_limit(_PATIENCE, f"The expression {regex.pattern!r}"):
                    found = [(*match.span(), label, None) for match in regex.finditer(text) if match.group()]
            except ModelError:
                self._regexes.remove(one)  # the text is asked for again, without it
                raise
            yield from found

    def _by_tokens(self, text: str) -> list[Proposal]:
        if self._matcher is None:
            return []
        try:
            with time_limit(_PATIENCE, "The token patterns"):
                return list(_tokens_found(text, *self._matcher))
        except ModelError:
            self._matcher = None
            raise


def _tokens_found(text: str, nlp: Any, matcher: Any) -> Iterator[Proposal]:
    for start, end in paragraphs(text):
        doc = nlp.make_doc(text[start:end])
        for span in matcher(doc, as_spans=True):
            yield start + span.start_char, start + span.end_char, span.label_, None


def _matcher(patterns: Sequence[Pattern], file: str) -> tuple[Any, Any]:
    nlp = import_module("spacy").blank("en")
    matcher = import_module("spacy.matcher").Matcher(nlp.vocab, validate=True)
    for pattern in patterns:
        try:
            matcher.add(pattern.label, [list(pattern.tokens)], greedy="LONGEST")
        except ValueError as error:
            what = f"A token pattern for {pattern.label!r} is none that spaCy knows."
            raise InputError(what, file=file, line=pattern.line) from error
    return nlp, matcher
