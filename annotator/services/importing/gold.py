"""The gold of a file: articles with the spans that are held true of them, in any format that can be read."""

from __future__ import annotations

from collections import Counter

from annotator.domain.article import Article
from annotator.domain.decisions import GOLD
from annotator.domain.document import UNNAMED, Incoming
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Notice, ReadOptions, SetAside
from annotator.services.importing.read import read
from annotator.services.importing.sources.inputs import opened


def read_gold(
    source: str, refused: list[InputError] | None = None, notices: list[str] | None = None
) -> list[tuple[Article, list[Span]]]:
    """The articles of a source, in the language that it names, with their gold: the layer `gold`, else the only one.

    What cannot be read is put into `refused`, and so are articles of several annotators of whom none is gold, and those
    that are not finished: what they leave out is not said to be wrong. What else there is to say, and what was set
    aside in all, is put into `notices`. Raises `InputError` for the first refused where there is no such
    list, or where nothing else is there.
    """
    gold: list[tuple[Article, list[Span]]] = []
    errors = [] if refused is None else refused
    aside: Counter[str] = Counter()
    with opened([source], "", None) as found:
        for name, what in read(found, ReadOptions(language="")):
            match what:
                case InputError():
                    errors.append(what)
                case Notice() if notices is not None:
                    notices.append(f"{name or source}{f':{what.line}' if what.line else ''}: {what.text}")
                case SetAside():
                    aside[what.name] += what.count
                case Incoming():
                    try:
                        gold.append((what.article, _gold(what, name)))
                    except InputError as error:
                        errors.append(error)
    if errors and (refused is None or not gold):
        raise errors[0]
    if not gold:
        raise InputError("There is no article in it.", file=source)
    if notices is not None:
        notices += [f"set aside: {name} {count:,}: no part of the gold." for name, count in aside.items()]
    return gold


def _gold(incoming: Incoming, file: str) -> list[Span]:
    layers = incoming.layers
    only = next(iter(layers)) if len(layers) == 1 else UNNAMED
    layer = layers.get(GOLD) or layers.get(only)
    if layer is None and layers:
        named = ", ".join(sorted(layers))
        raise InputError(f"Which of {named} is the gold? None is called {GOLD!r}.", file=file, line=incoming.line)
    if layer and (layer.skipped or layer.unfinished):
        how = "was skipped" if layer.skipped else "is not finished"
        raise InputError(f"Its gold {how}: what it leaves out may still be right.", file=file, line=incoming.line)
    return list(layer.spans) if layer else [suggestion.span for suggestion in incoming.suggestions]
