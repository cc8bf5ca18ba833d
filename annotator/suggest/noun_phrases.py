"""The noun phrases of a spaCy pipeline's parser: where spans of nested and mention schemes may be.

A phrase has no label: which phrases are wanted, and under which labels, is learned from what is decided
(`memory/phrases.py`). spaCy itself is imported when a pipeline is opened.
"""

from __future__ import annotations

from annotator.suggest.base import Suggester
from annotator.suggest.common.installed import is_there, language_of, no_pipeline

SOURCE = "phrases"
MODEL = False


def open(spec: str) -> Suggester:  # noqa: A001 - every suggester module has this name
    """The suggester of a pipeline with a parser. Raises `ModelError` in one sentence where it cannot be used."""
    from annotator.suggest.spacy_models.noun_phrases import open_parser  # noqa: PLC0415 - for the model's process alone

    return open_parser(spec)


def missing(spec: str) -> str:
    """What is not there, if neither a package nor a folder is."""
    return "" if is_there(spec) else no_pipeline(spec)


def languages(spec: str) -> list[str]:
    """The language that the pipeline's `meta.json` names."""
    return [language] if (language := language_of(spec)) else []
