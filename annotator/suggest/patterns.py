"""Suggestions of pattern files: strings and regular expressions, and spaCy's token patterns.

Strings are matched on token edges with their case, as one sees them: a wrapped line is a space. Expressions and token
patterns are looked for in the text as it is written, and folded (`domain/folded.py`) where nothing was found so.
spaCy is imported only where a file holds token patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from annotator.domain.folded import fold, folded
from annotator.domain.span import Span, SpanIndex
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
    """Patterns, ready to be looked for; as a source they are called by their file."""

    def __init__(self, patterns: Sequence[Pattern], file: str) -> None:
        self.name = f"{NAME}:{Path(file).name.encode(errors='replace').decode()}"
        self._strings: dict[str, list[tuple[str, str]]] = {}
        for pattern in patterns:
            if pattern.string:
                string = fold(pattern.string)
                self._strings.setdefault(head_of(string), []).append((string, pattern.label))
        self._regexes = [(pattern.regex, pattern.label) for pattern in patterns if pattern.regex]
        tokens = [pattern for pattern in patterns if pattern.tokens]
        self._matcher = _matcher(tokens, file) if tokens else None

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        """See `Suggester.suggest`."""
        for text in texts:
            if cancelled():
                return
            found = {*self._by_string(text), *self._by_regex(text), *_also_folded(text, self._by_tokens)}
            yield Answer(self.name, sorted(found))

    def _by_string(self, text: str) -> Iterator[Proposal]:
        if not self._strings:
            return
        reading = TokenisedText(text, OwnTokens(text))
        for head, starts in reading.heads.items():
            for string, label in self._strings.get(head, ()):
                ends = ((at, reading.end_of(string, at)) for at in starts)
                yield from ((at, end, label, None) for at, end in ends if end is not None)

    def _by_regex(self, text: str) -> Iterator[Proposal]:
        for one in tuple(self._regexes):
            try:
                with time_limit(_PATIENCE, f"The expression {one[0].pattern!r}"):
                    found = _also_folded(text, partial(_matches, *one))
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


def _also_folded(text: str, find: Callable[[str], list[Proposal]]) -> list[Proposal]:
    """What is found in a text, and what is found in it folded where nothing of that label was."""
    found, view = find(text), folded(text)
    if view.text is text:
        return found
    known = SpanIndex(Span(*proposal[:3]) for proposal in found)
    for start, end, label, score in find(view.text):
        place = view.place(start, end)
        if all(other.label != label for other in known.touching(*place)):
            found.append((*place, label, score))
    return found


def _matches(regex: re.Pattern[str], label: str, text: str) -> list[Proposal]:
    return [(*match.span(), label, None) for match in regex.finditer(text) if match.group()]


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
