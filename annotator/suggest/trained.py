"""Suggestions of a model that was trained here, for the labels it is better at; the old model gives the others.

The spec is the folder that `train` made: `model/` beside `gate.json`, which names the old model
(`base`, perhaps such a folder itself), the model labels that are taken from the trained one (`new`),
and whether spans may overlap, so that what the old model says stays beside what the new one says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.errors import ModelError
from annotator.suggest.base import Answer, Proposal, Suggester
from annotator.suggest.common.installed import GATE, is_trained, language_of
from annotator.suggest.spacy_ner import open as open_pipeline


def open(spec: str) -> Suggester:  # noqa: A001 - every suggester module has this name
    """The suggester of a folder that `train` made. Raises `ModelError` where it is not one."""
    folder = Path(spec)
    try:
        gate = json.loads((folder / GATE).read_text(encoding="utf-8"))
        base, new, version = gate["base"], frozenset(gate["new"]), gate["version"]
        overlapping = gate.get("overlapping") is True
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(_none(spec)) from error
    fitted = open_pipeline(str(folder / "model"))
    old = (open if is_trained(base) else open_pipeline)(base) if base else None
    return Gated(f"trained:{folder.name}-{version}", fitted, old, new, overlapping=overlapping)


def missing(spec: str) -> str:
    """What is not there, if the folder is not one that training made."""
    return "" if is_trained(spec) else _none(spec)


def languages(spec: str) -> list[str]:
    """The language of the trained model."""
    return [language] if (language := language_of(spec)) else []


def _none(spec: str) -> str:
    return f"{spec!r} is no folder that `annotator train` has made."


class Gated:
    """Two models, each for its own labels; token edges are the trained one's."""

    def __init__(
        self, name: str, new: Suggester, old: Suggester | None, labels: frozenset[str], *, overlapping: bool = False
    ) -> None:
        self.name = name
        self._new, self._old, self._labels, self._overlapping = new, old, labels, overlapping

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        """See `Suggester.suggest`."""
        fresh = self._new.suggest(texts, cancelled)
        if self._old is None:
            yield from (self._one(answer, ()) for answer in fresh)
            return
        for answer, before in zip(fresh, self._old.suggest(texts, cancelled), strict=False):
            yield self._one(answer, before.spans)

    def _one(self, answer: Answer, before: Sequence[Proposal]) -> Answer:
        taken = [one for one in answer.spans if one[2] in self._labels]
        kept = [one for one in before if one[2] not in self._labels]
        if not self._overlapping:
            kept = [one for one in kept if not any(one[0] < other[1] and other[0] < one[1] for other in taken)]
        return replace(answer, source=self.name, tokenizer=self.name, spans=sorted((*taken, *kept)))
