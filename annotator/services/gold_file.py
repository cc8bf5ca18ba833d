"""The gold of a file: articles with the spans that are held true of them, in any format that can be read."""

from __future__ import annotations

from annotator import plugins
from annotator.domain.article import Article
from annotator.domain.decisions import GOLD
from annotator.domain.document import UNNAMED, Incoming
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Notice, ReadOptions
from annotator.services.sources import opened


def read_gold(source: str) -> list[tuple[Article, list[Span]]]:
    """The articles of a source with their gold: the layer `gold`, else the only one there is.

    Raises `InputError` where something cannot be read, or several annotators stand there and none is gold.
    """
    gold: list[tuple[Article, list[Span]]] = []
    with opened([source], "", None) as found:
        for one in found:
            if isinstance(one, InputError):
                raise one
            if isinstance(one, Notice):
                continue
            for read in plugins.load("formats", one.format).read(one.path, ReadOptions()):
                if isinstance(read, InputError):
                    raise read.at(one.name)
                if isinstance(read, Incoming):
                    gold.append((read.article, _gold(read, one.name)))
    return gold


def _gold(incoming: Incoming, file: str) -> list[Span]:
    layers = incoming.layers
    only = next(iter(layers)) if len(layers) == 1 else UNNAMED
    layer = layers.get(GOLD) or layers.get(only)
    if layer is None and layers:
        named = ", ".join(sorted(layers))
        raise InputError(f"Which of {named} is the gold? None is called {GOLD!r}.", file=file, line=incoming.line)
    return list(layer.spans) if layer else [suggestion.span for suggestion in incoming.suggestions]
