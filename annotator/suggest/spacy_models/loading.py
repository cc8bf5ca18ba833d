"""Loading pipelines, and of each only what is wanted.

What finds spans is loaded first, without the other components and the written form of its vectors' words: of a medium
model these are most of the memory. Where the parser is asked for as well, the other components come beside it, and use
its vocabulary. spaCy says nothing of a pipeline's age on standard error, where nobody reads.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import spacy
from spacy.tokens import Doc

from annotator.errors import ModelError, first_line
from annotator.suggest.common.installed import no_pipeline

GIVES_SPANS = ("ner", "spancat", "span_ruler", "entity_ruler", "spancat_singlelabel", "future_entity_ruler")

Parse = Callable[[Sequence[str]], Iterator[Doc]]
"""Texts through all components of a pipeline."""

_loaded: WeakValueDictionary[str, Any] = WeakValueDictionary()
"""What was loaded last to find spans, by its spec, and is still in use."""


@contextmanager
def of_any_age() -> Iterator[None]:
    """A pipeline that is loaded or looked up within may be made for another minor version of spaCy."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"\[W095\]")
        yield


def recogniser(spec: str) -> Any:
    """What finds spans of a pipeline. Raises `ModelError` in one sentence where there is none."""
    with _told(spec):
        nlp = _loaded[spec] = spacy.load(spec, exclude=_useless(spec))
    return nlp


def parser(spec: str) -> tuple[Any, Parse]:
    """The part of a pipeline that parses, beside what finds its spans, and the way through both.

    Raises `ModelError` in one sentence.
    """
    known = _loaded.get(spec) or recogniser(spec)
    with _told(spec):
        if not _useless(spec):
            return known, known.pipe
        rest = spacy.load(spec, vocab=known.vocab, exclude=["vocab", *known.pipe_names])
    for _, pipe in rest.pipeline:
        for label in getattr(pipe, "labels", ()):
            known.vocab.strings.add(label)

    def parse(texts: Sequence[str]) -> Iterator[Doc]:
        docs: Iterator[Doc] = rest.pipe(texts)
        for _, pipe in known.pipeline:
            docs = pipe.pipe(docs)
        return docs

    return rest, parse


@contextmanager
def _told(spec: str) -> Iterator[None]:
    """What goes wrong while a pipeline is loaded within, as a `ModelError` in one sentence."""
    try:
        with of_any_age():
            yield
    except OSError as error:
        raise ModelError(no_pipeline(spec)) from error
    except Exception as error:
        raise ModelError(f"The pipeline {spec!r} cannot be loaded: {first_line(error)}") from error


def _useless(spec: str) -> list[str]:
    """What a pipeline with a single `ner` can do without to find spans; nothing where several components give some."""
    path = _config_path(spec)
    if path is None:
        return []
    config = spacy.util.load_config(path)
    components: dict[str, Any] = config.get("components", {})
    factories = {name: components.get(name, {}).get("factory") for name in config["nlp"]["pipeline"]}
    givers = [name for name, factory in factories.items() if factory in GIVES_SPANS]
    if len(givers) != 1 or factories[givers[0]] != "ner" or "Listener" in str(components[givers[0]].get("model")):
        return []
    return ["strings", *(name for name in factories if name not in givers)]


def _config_path(spec: str) -> Path | None:
    folder = spacy.util.get_package_path(spec) if spacy.util.is_package(spec) else Path(spec)
    return next((path for pattern in ("config.cfg", "*/config.cfg") for path in sorted(folder.glob(pattern))), None)
