"""What sources hold, one after the other: articles, what is refused, and what else there is to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from annotator import plugins
from annotator.domain.document import Incoming
from annotator.errors import AnnotatorError, InputError, PluginError, first_line
from annotator.formats.base import LabelLook, Notice, Read, ReadOptions, SetAside
from annotator.formats.common.span_reader import check_tokens
from annotator.services.importing.sources.inputs import Found, Input, in_unicode
from annotator.services.lookup import format_for


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
        for what in read_one(source, options):
            yield with_address(what, source) if isinstance(what, Incoming) else what
    except (PluginError, InputError) as error:
        yield InputError(str(error), file=source.name)
    except OSError as error:
        yield InputError(f"It cannot be read: {error.strerror or error}.", file=source.name)


def read_one(source: Input, options: ReadOptions) -> Iterator[Read]:
    """What a file holds, as its format reads it; where that fails, why.

    What a stranger's format gives is checked; ours are held to it by tests. Raises `PluginError` for a format that
    cannot be read, `InputError` and `OSError` as the format does.
    """
    module = format_for("read", source.format)
    try:
        reads = module.read(source.path, options)
        if in_unicode(source.path.name) != source.path.name:
            reads = map(_in_unicode, reads)
        every = iter(reads if source.format in plugins.built_in("formats") else map(_checked, reads))
        yield next(every, InputError("There is no article in it."))
        yield from every
    except (AnnotatorError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - a stranger's code; the sentence goes to the user
        yield InputError(f"The format {source.format} failed on it: {first_line(error)}")


def _in_unicode(one: Any) -> Any:
    """What was read, with the name of its file in a form that can be stored."""
    if not isinstance(one, Incoming):
        return one
    return one._replace(article=replace(one.article, source=in_unicode(one.article.source)))


def _checked(one: Any) -> Read:
    """What a stranger's format gave; an article is refused where something of it is not within its text."""
    if isinstance(one, InputError | Notice | SetAside | LabelLook):
        return one
    if not isinstance(one, Incoming):
        raise TypeError(f"it gave something of the kind {type(one).__name__}")
    text = one.article.text
    held = chain.from_iterable((*layer.spans, *layer.rejected) for layer in one.layers.values())
    beyond = next((span for span in (*held, *(one.span for one in one.suggestions)) if span.end > len(text)), None)
    if beyond:
        return InputError(f"The span {beyond.start}-{beyond.end} is not within the text.", line=one.line)
    try:
        return one._replace(tokens=check_tokens(text, one.tokens))
    except InputError as error:
        return error.at("", one.line)


def with_address(incoming: Incoming, source: Input) -> Incoming:
    """The article of a source that has an address, with where it came from, if it does not say so itself."""
    if not source.address or incoming.article.source.startswith(("http://", "https://")):
        return incoming
    return incoming._replace(article=replace(incoming.article, source=source.address))
