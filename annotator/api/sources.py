"""What can be added to a project from a program: places to read from, and things at hand; several at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import Any

from annotator.domain.article import Article
from annotator.domain.document import Document
from annotator.errors import WrongUsage
from annotator.services.importing.add import AddReport

Place = str | PathLike[str]
"""A file, a folder, a glob, an address."""
Item = Article | Document | Mapping[str, Any]
"""A thing at hand; a mapping is one like a line of a JSONL file."""


def is_place(source: object) -> bool:
    """Whether a source is to be read from somewhere, and not at hand."""
    return isinstance(source, (str, PathLike))


def flat(sources: Iterable[Place | Item | Iterable[Place | Item]]) -> Iterator[Place | Item]:
    """The sources one by one, those within others too. Raises `WrongUsage` for what is none."""
    for source in sources:
        if isinstance(source, (str, PathLike, Article, Document, Mapping)):
            yield source
        elif isinstance(source, Iterable):
            yield from source
        else:
            raise WrongUsage(f"{source!r:.60} is no file, article, document or dictionary, so it cannot be added.")


def join(report: AddReport, more: AddReport) -> None:
    """Put what came of some of the sources to what came of the others."""
    report.added += more.added
    report.known += more.known
    report.suggestions += more.suggestions
    report.refused += more.refused
    report.labels += more.labels
    report.notices += more.notices
    report.languages += more.languages
    report.assumed_languages += more.assumed_languages
    report.languages_set += more.languages_set
    for one in more.set_aside.values():
        report.put_aside(one)
    for name, number in more.layers.items():
        report.layers[name] = report.layers.get(name, 0) + number
