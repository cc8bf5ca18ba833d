"""What `annotator find` is asked for, out of its argument and options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.common.console import progress

if TYPE_CHECKING:
    from annotator.services.finding.asked import Question, Sought
    from annotator.services.finding.places import Place
    from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `find` was told to look for; `where` is a question, or "" where it says of which places a fix is."""

    string: str | None
    regex: str | None
    patterns: str | None
    label: str | None
    where: str
    any_case: bool
    parts: bool

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Wanted:
        """What the options ask for."""
        names = ("string", "regex", "patterns", "label", "any_case", "parts")
        return cls(where=asked["where"] if is_question(asked["where"]) else "", **{name: asked[name] for name in names})

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return any((self.string, self.regex, self.patterns, self.label, self.where))

    @property
    def literally(self) -> str:
        """What is said of a string with a colon that was looked for as it stands, or ""."""
        if not self.string or is_question(self.string):
            return ""
        found = re.match(r"\s*-?([A-Za-z]+:)\S", self.string)
        return f" {found[1]} is no field of a question: it was looked for as it stands." if found else ""

    def check(self) -> None:
        """Raises `UsageError` where two things contradict each other, or one would do nothing."""
        if sum(one is not None for one in (self.string, self.regex, self.patterns)) > 1:
            raise click.UsageError("Say one: a STRING, `--regex` or `--patterns`.")
        words = self.string or self.where
        if (self.parts and not words) or (self.any_case and not words and not self.regex):
            raise click.UsageError("`--parts` goes with a STRING, `--any-case` with one or with `--regex`.")


def is_question(typed: str) -> bool:
    """Whether a question is asked; else it is a string, or says what a layer must say of a place to be set right."""
    from annotator.domain.question.reading import asks

    return asks(typed)


def places_of(store: Store, wanted: Wanted, layer: str, annotator: str) -> Iterator[Place]:
    """The places that are looked for; `--label` is a label that a `layer` (any, if that is `all`) holds there."""
    from annotator.services.finding.asked import find_sought
    from annotator.services.finding.places import find_label
    from annotator.services.finding.whose import of_layer

    whose = of_layer(layer)
    name = store.scheme().known(wanted.label).name if wanted.label else ""
    what = _sought(store, wanted, annotator)
    if what is None:
        return find_label(store, name, whose)
    with progress("Indexing words") as advance:
        found = find_sought(store, what, advance)
        first = next(found, None)
    found = chain((first,), found) if first else iter(())
    return (place for place in found if place.has(name, whose)) if name else found


def _sought(store: Store, wanted: Wanted, annotator: str) -> Sought | None:
    from annotator.domain.question.reading import asks
    from annotator.domain.text.pattern import Pattern, of_expression, of_words
    from annotator.services.finding.asked import question

    def ask(typed: str) -> Question:
        found = question(store, typed, annotator, any_case=wanted.any_case, whole=not wanted.parts)
        if not found.patterns and what is None and (wanted.any_case or wanted.parts):
            raise click.UsageError("`--any-case` and `--parts` go with words to look for, and the question has none.")
        return found

    what: Pattern | None = None
    if wanted.string is not None and not asks(wanted.string):
        what = of_words(wanted.string, any_case=wanted.any_case, whole=not wanted.parts)
    elif wanted.regex is not None:
        what = of_expression(wanted.regex, any_case=wanted.any_case)
    asked = [f'patterns:"{wanted.patterns}"'] if wanted.patterns else [] if what else [wanted.string or ""]
    typed = " ".join((*asked, wanted.where)).strip()
    if isinstance(what, Pattern):
        return ask(typed).at(what) if typed else what
    return ask(typed) if typed else None
