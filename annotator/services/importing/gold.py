"""The gold of a file: articles with the spans that are held true of them, in any format that can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.domain.article import Article
from annotator.domain.decisions import GOLD
from annotator.domain.document import UNNAMED, Incoming
from annotator.domain.span import Span
from annotator.errors import InputError, PluginError
from annotator.formats.base import Notice, ReadOptions
from annotator.formats.common.detect import load
from annotator.services.importing.inputs import Found, Input, opened


def read_gold(source: str, refused: list[InputError] | None = None) -> list[tuple[Article, list[Span]]]:
    """The articles of a source with their gold: the layer `gold`, else the only one there is.

    What cannot be read is put into `refused`, and so are articles of several annotators of whom none is gold.
    Raises `InputError` for the first of them where there is no such list, or where nothing else is there.
    """
    gold: list[tuple[Article, list[Span]]] = []
    errors = [] if refused is None else refused
    with opened([source], "", None) as found:
        for read, name in _read(found):
            try:
                if isinstance(read, InputError):
                    raise read.at(name)
                gold.append((read.article, _gold(read, name)))
            except InputError as error:
                errors.append(error)
    if errors and (refused is None or not gold):
        raise errors[0]
    if not gold:
        raise InputError("There is no article in it.", file=source)
    return gold


def _read(found: Iterable[Found]) -> Iterator[tuple[Incoming | InputError, str]]:
    """The articles of all files with what is refused, each with the name of its file."""
    for one in found:
        if isinstance(one, InputError):
            yield one, one.file
        elif isinstance(one, Input):
            try:
                for read in load(one.format).read(one.path, ReadOptions()):
                    if not isinstance(read, Notice):
                        yield read, one.name
            except (PluginError, InputError) as error:
                yield InputError(str(error), file=one.name), one.name
            except OSError as error:
                yield InputError(f"It cannot be read: {error.strerror or error}.", file=one.name), one.name


def _gold(incoming: Incoming, file: str) -> list[Span]:
    layers = incoming.layers
    only = next(iter(layers)) if len(layers) == 1 else UNNAMED
    layer = layers.get(GOLD) or layers.get(only)
    if layer is None and layers:
        named = ", ".join(sorted(layers))
        raise InputError(f"Which of {named} is the gold? None is called {GOLD!r}.", file=file, line=incoming.line)
    return list(layer.spans) if layer else [suggestion.span for suggestion in incoming.suggestions]
