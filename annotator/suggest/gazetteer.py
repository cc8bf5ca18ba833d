"""Names that open lists have for a language: its countries and cities, people by first and last name.

The lists are those of CLDR (babel) and of faker. They are for articles in a language that no model is for: of what they
propose nine in ten are right, and they find a quarter of the names. Token edges follow spaCy's rules for the language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version

from annotator.errors import ModelError
from annotator.suggest.base import Answer, placed
from annotator.suggest.common.installed import model_code
from annotator.suggest.common.language_codes import name_of
from annotator.suggest.common.running_text import running_text
from annotator.suggest.gazetteers.places import are_listed, cities, countries
from annotator.suggest.gazetteers.spaced_names import SpacedNames
from annotator.suggest.gazetteers.unspaced_names import UnspacedNames, is_unspaced

EXAMPLE = "de"
MODEL = False
_RIGHT = 0.9
"""The share of what is proposed that was right in public gold of German, Swedish, Danish, Hindi and Japanese."""


class Gazetteer:
    """The lists of one language as a suggester."""

    def __init__(self, language: str) -> None:
        known, more = countries(language), cities(language)
        self.name = f"gazetteer:{language}-{version('babel')}-{version('faker')}"
        from annotator.suggest.spacy_models.word_edges import WordEdges  # noqa: PLC0415 - for the model's process alone

        self._words = WordEdges(language)
        self._names = (UnspacedNames if is_unspaced(known) else SpacedNames)(language, known, more)

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        """See `Suggester.suggest`."""
        for text in texts:
            if cancelled():
                return
            view = running_text(text)
            found = [(*one, _RIGHT) for one in self._names.find(view.text)]
            yield placed(Answer(self.name, found, (), self._words.name, *self._words.of(view.text)), view)


def open(spec: str) -> Gazetteer:  # noqa: A001 - every suggester module has this name
    """The lists of the language with the code `spec`. Raises `ModelError` where there are none."""
    if sentence := missing(spec):
        raise ModelError(sentence)
    return Gazetteer(model_code(spec))


def missing(spec: str) -> str:
    """That there are no lists, where there are none."""
    if not spec.strip():
        return "Say which language: `gazetteer:CODE`, `gazetteer:de` for German."
    return "" if are_listed(model_code(spec)) else f"There are no lists of names in {name_of(spec)}."


def languages(spec: str) -> list[str]:
    """The language that is named."""
    return [model_code(spec)]
