"""What sources hold, one after the other: articles, what is refused, and what else there is to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotator.domain.document import Incoming
from annotator.errors import InputError, PluginError
from annotator.formats.base import Read, ReadOptions
from annotator.formats.common.detect import load
from annotator.services.importing.inputs import Found, Input


def read(found: Iterable[Found], options: ReadOptions) -> Iterator[tuple[str, Read]]:
    """All that inputs hold, each with the name of its file; a refusal says its place."""
    for one in found:
        if isinstance(one, Input):
            for what in _read(one, options):
                yield one.name, what.at(one.name) if isinstance(what, InputError) else what
        else:
            yield "", one


def _read(source: Input, options: ReadOptions) -> Iterator[Read]:
    try:
        for what in load(source.format).read(source.path, options):
            yield with_address(what, source) if isinstance(what, Incoming) else what
    except (PluginError, InputError) as error:
        yield InputError(str(error), file=source.name)
    except OSError as error:
        yield InputError(f"It cannot be read: {error.strerror or error}.", file=source.name)


def with_address(incoming: Incoming, source: Input) -> Incoming:
    """The article of a source that has an address, with where it came from, if it does not say so itself."""
    if not source.address or incoming.article.source.startswith(("http://", "https://")):
        return incoming
    return incoming._replace(article=replace(incoming.article, source=source.address))
