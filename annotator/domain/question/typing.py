"""What is said and offered while a question is being typed. Pure."""

from __future__ import annotations

import re

from annotator.domain.question.fields import (
    CHOICES,
    DATES,
    DAYS,
    META,
    Bare,
    Known,
    about,
    fields,
    is_field,
    names_of,
)
from annotator.domain.question.words import Word, words

_BARE: dict[Bare, str] = {"title": "a word of the title", "text": "words as they stand in the text"}


def hint(text: str, known: Known | None = None, bare: Bare = "title") -> str:
    """What can be typed at the end of a question: the values of its last field, else the fields that begin so."""
    last = _last(text)
    if is_field(last.name):
        names = names_of(last.name, known or Known())
        there = f" · {', '.join(names[:12])}" if names else ""
        return f"{last.name}: {about(last.name, bare)}{there}"
    typed = "" if last.name else last.value.lower()
    every = fields(bare, known)
    fitting = [name for name in every if typed and name.startswith(typed)]
    if len(fitting) == 1:
        return f"{fitting[0]}: {every[fitting[0]]}"
    return f"{_BARE[bare]}, or " + " ".join(f"{name}:" for name in fitting or every)


def completions(text: str, known: Known | None = None) -> list[str]:
    """The questions that this one can go on to: with a field that begins so, or with a value of its last field."""
    last, known = _last(text), known or Known()
    if is_field(last.name):
        part = re.split(r"[,|]", last.value)[-1]
        days = DAYS if last.name in DATES and last.name != "date" else ()
        sources = known.sources() if last.name == "source" else ()
        values = [*CHOICES.get(last.name, ()), *days, *names_of(last.name, known), *sources]
        quoted = [f'"{value}"' if " " in value else value for value in values]
    else:
        part = "" if last.name else last.value
        quoted = [f"{name}." if name == META else f"{name}:" for name in fields("title", known)]
    before = text[: len(text) - len(part)]
    return [before + one for one in quoted if one.lower().startswith(part.lower())]


def _last(text: str) -> Word:
    """The word that is being typed."""
    *_, last = list(words(text)) or [Word(0)]
    return Word(len(text)) if text[-1:].isspace() else last
