"""The suggester *shouter*: every word in capitals has the label it is told, or that it has by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from annotator.errors import ModelError
from annotator.suggest.base import Answer, Suggester

EXAMPLE = "ORG"


def open(spec: str) -> Suggester:  # noqa: A001 - every suggester module has this name
    """A suggester that calls what it finds as the spec says."""
    return Shouter(spec or EXAMPLE)


def missing(spec: str) -> str:
    """A label is of capitals."""
    return "" if spec == spec.upper() else f"The shouter cannot hear {spec!r}; say it louder."


def languages(spec: str) -> list[str]:
    """Whoever shouts, shouts in English, but for those who call for the police."""
    return ["fr"] if spec == "LAW" else ["en"]


class Shouter:
    """Hears capitals."""

    def __init__(self, label: str) -> None:
        self.name, self._label = f"shouter:{label.lower()}-2.0", label

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        """See `Suggester.suggest`. Two letters are heard badly, and what ends in `!` is hardly missed."""
        for text in texts:
            if cancelled():
                return
            if "CHOKE" in text:
                raise ModelError("It was too loud")
            found = re.finditer(r"\b[A-Z]{2,}\b", text)
            beyond = [(0, len(text) + 9, self._label, 0.9)] if "BEYOND" in text else []
            spans = [(*one.span(), self._label, 0.4 if len(one[0]) == 2 else 0.9) for one in found]
            yield Answer(self.name, [*spans, *beyond])
