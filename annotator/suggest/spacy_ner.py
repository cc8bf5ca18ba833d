"""Suggestions of any spaCy pipeline, by package name or path. spaCy itself is imported when one is opened."""

from __future__ import annotations

from annotator.suggest.base import Suggester
from annotator.suggest.common.installed import is_there, language_of, no_pipeline

SOURCE = "spacy"


def open(spec: str) -> Suggester:  # noqa: A001 - every suggester module has this name
    """The suggester of a pipeline. Raises `ModelError` in one sentence where it cannot be used."""
    from annotator.suggest.spacy_models.pipeline import open_pipeline  # noqa: PLC0415 - for the model's process alone

    return open_pipeline(spec)


def missing(spec: str) -> str:
    """What is not there, if neither a package nor a folder is."""
    return "" if is_there(spec) else no_pipeline(spec)


def languages(spec: str) -> list[str]:
    """The language that the pipeline's `meta.json` names."""
    return [language] if (language := language_of(spec)) else []
