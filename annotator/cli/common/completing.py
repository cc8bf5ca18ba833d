"""What a shell may complete: the formats, measures and models of this machine, and what the project at hand has.

Each function is click's `shell_complete` of a parameter. Where there is no project, or none that can be read,
nothing is offered and nothing said, because a line is being typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from itertools import islice
from typing import TYPE_CHECKING

import click

from annotator.cli.common.settings import Settings

if TYPE_CHECKING:
    from annotator.storage.store import Store

Completer = Callable[[click.Context, click.Parameter, str], list[str]]
_MOST = 200


def _fitting(names: Iterable[str], incomplete: str) -> list[str]:
    """Those that begin so and can be typed on one line."""
    fit = (name for name in names if name.startswith(incomplete) and name.isprintable())
    return list(islice(fit, _MOST))


def _among(names: Callable[[], Iterable[str]]) -> Completer:
    """Offers those of these names that begin so."""

    def complete(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
        return _fitting(names(), incomplete)

    return complete


def _of_project(ask: Callable[[Store, str], Iterable[str]]) -> Completer:
    """Offers what a project has, at most 200 of it; `ask` gets the store and what was typed."""

    @wraps(ask)
    def complete(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
        from annotator.errors import AnnotatorError

        settings = context.find_object(Settings) or Settings()
        try:
            with settings.opened() as store:
                return _fitting(ask(store, incomplete), incomplete)
        except (AnnotatorError, OSError):
            return []

    return complete


def _plugins(group: str) -> Callable[[], Iterable[str]]:
    def names() -> Iterable[str]:
        from annotator import plugins

        return plugins.names(group)

    return names


def bases(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The bases of entries beside the project, which need not be there yet."""
    from annotator.services.bases.beside import names

    settings = context.find_object(Settings) or Settings()
    try:
        return _fitting(names(settings.project), incomplete)
    except OSError:
        return []


formats = _among(_plugins("formats"))
engines = _among(_plugins("engines"))
measures = _among(_plugins("agreement"))


@_of_project
def layers(store: Store, _: str) -> Iterable[str]:
    """The layers of the project, gold and all."""
    from annotator.domain.decisions import GOLD
    from annotator.storage.queries.documents import layer_names

    return sorted({*layer_names(store), GOLD, "all"})


@_of_project
def people(store: Store, _: str) -> Iterable[str]:
    """Everybody who has to do with the project."""
    from annotator.storage.queries.counts import annotators

    return annotators(store)


@_of_project
def rounds(store: Store, _: str) -> Iterable[str]:
    """The rounds of work."""
    from annotator.storage.team.rounds import rounds as every

    return [one.name for one in every(store.conn)]


@_of_project
def labels(store: Store, _: str) -> Iterable[str]:
    """The labels of the scheme."""
    return store.scheme().names()


@_of_project
def lists(store: Store, _: str) -> Iterable[str]:
    """The worklists."""
    from annotator.storage.worklists.lists import worklists

    return [one.name for one in worklists(store)]


@_of_project
def tags(store: Store, _: str) -> Iterable[str]:
    """The tags."""
    from annotator.storage.tags.tags import tags as every

    return [one.name for one in every(store)]


@_of_project
def articles(store: Store, incomplete: str) -> Iterable[str]:
    """The keys of articles."""
    from annotator.storage.queries.documents import keys_from

    return keys_from(store, incomplete)


@_of_project
def questions(store: Store, incomplete: str) -> Iterable[str]:
    """What a question about places can go on to."""
    from annotator.domain.question.typing import completions
    from annotator.storage.queries.asked.known import known

    return completions(incomplete, known(store))
