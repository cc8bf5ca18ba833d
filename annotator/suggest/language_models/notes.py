"""What is to be said of the answers of language models: a sentence a kind, with a count and the first examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotator.plural import counted
from annotator.suggest.base import Answer
from annotator.suggest.language_models.quotes import NEARLY, NOWHERE, UNCLEAR

NONSENSE, UNREADABLE = "nonsense", "unreadable"
_SHOWN = 3
_LONGEST = 40

_SAID = {
    NOWHERE: "left out, because the text has them nowhere",
    NEARLY: "placed where the text differs from them in marks, blanks or forms of letters alone",
    UNCLEAR: "placed at the first places that fit, because it did not say clearly which it means",
}
_IN_SHORT = {
    NOWHERE: "not in the text",
    NEARLY: "placed though marks differ",
    UNCLEAR: "placed where they first fit",
    NONSENSE: "without quote or label",
    UNREADABLE: "without JSON",
}


@dataclass(slots=True)
class Noted:
    """What one source's answers have to be told of: how often each kind, and its first examples; what was used."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    used: Counter[str] = field(default_factory=Counter)

    def add(self, answer: Answer) -> None:
        """Count what an answer has."""
        counts = Counter({kind: len(words) for kind, words in answer.notes.items()})
        self.take(Noted(counts, {kind: list(words) for kind, words in answer.notes.items()}, Counter(answer.used)))

    def take(self, other: Noted) -> None:
        """Count what is noted elsewhere."""
        self.used.update(other.used)
        self.counts.update(other.counts)
        for kind, words in other.examples.items():
            shown = self.examples.setdefault(kind, [])
            shown += [one for one in dict.fromkeys(words) if one not in shown][: _SHOWN - len(shown)]


def noted(answers: Iterable[Answer]) -> dict[str, Noted]:
    """What answers have to be told of, by source."""
    found: dict[str, Noted] = {}
    for answer in answers:
        if answer.notes or answer.used:
            found.setdefault(answer.source, Noted()).add(answer)
    return found


def sentences(source: str, notes: Noted) -> list[str]:
    """What is to be said of a source, beside what it used."""
    found = []
    for kind, said in _SAID.items():
        if number := notes.counts[kind]:
            found.append(f"{counted(number, 'quote')} of {source} {_were(number)} {said}: {_shown(notes, kind)}.")
    if number := notes.counts[NONSENSE]:
        what = counted(number, "entry", "entries")
        found.append(f"{what} in answers of {source} {_were(number)} left out, for want of a quote or a label.")
    if number := notes.counts[UNREADABLE]:
        what = f"{counted(number, 'paragraph')} {'has' if number == 1 else 'have'} no suggestions of {source}"
        found.append(
            f"{what}, because it answered with no JSON, twice: {_shown(notes, UNREADABLE)}. "
            "`suggest --redo` asks again for what is not known already."
        )
    return found


def in_short(source: str, notes: Noted) -> str:
    """What is to be said of a source in one sentence, or ""; it has room for the examples of one kind alone."""
    found = sentences(source, notes)
    if len(found) < 2:
        return "".join(found)
    told = ", ".join(f"{notes.counts[kind]:,} {what}" for kind, what in _IN_SHORT.items() if notes.counts[kind])
    return f"Answers of {source}: {told}; `annotator suggest --model {source} --redo` tells which."


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _shown(notes: Noted, kind: str) -> str:
    examples: Sequence[str] = notes.examples[kind]
    quoted = ", ".join(one if one.startswith("“") else f"“{one[:_LONGEST]}”" for one in examples)
    return f"{quoted} ..." if len(examples) == _SHOWN else quoted
