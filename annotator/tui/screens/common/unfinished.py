"""What is still to be done in an article that is to be finished, in words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.domain.sanitise import one_line
from annotator.plural import counted

_FIRST = 3
_LONG = 30


@dataclass(frozen=True, slots=True)
class Unfinished:
    """How many suggestions are undecided, how many accepted themselves, the quotes of names that look unlabelled.

    `unread` is whether a model has not read the article yet; `claims` are the questions that are open, by task.
    """

    undecided: int
    auto: int
    names: Sequence[str] = ()
    unread: bool = False
    claims: Mapping[str, int] = field(default_factory=dict)

    def sentences(self) -> Iterator[str]:
        """What is to be said before one answers."""
        if self.unread:
            yield "The model has not read this article yet: suggestions may still come."
        if self.undecided:
            yield f"{counted(self.undecided, 'suggestion is', 'suggestions are')} undecided."
        if count := len(self.names):
            yield f"{counted(count, 'name looks', 'names look')} unlabelled: {self._first()}."
        if self.claims:
            yield f"Open questions: {', '.join(f'{number:,} in {task}' for task, number in self.claims.items())}."
        if not (self.unread or self.undecided or self.names or self.claims):
            yield "No suggestions are to come any more: nothing is undecided."

    def _first(self) -> str:
        """The first names, each once, with how often it stands there."""
        times = Counter(one_line(name) for name in self.names)
        shown = [
            f"“{name if len(name) <= _LONG else f'{name[: _LONG - 1]}…'}”{f' ({count})' if count > 1 else ''}"
            for name, count in list(times.items())[:_FIRST]
        ]
        more = sum(list(times.values())[_FIRST:])
        return f"{', '.join(shown)}{f' and {more:,} more' if more else ''}"

    def aside(self) -> str:
        """What accepted itself, or ""."""
        words = "1 accepted itself" if self.auto == 1 else f"{self.auto:,} accepted themselves"
        return f"{words}: esc, then a, goes there." if self.auto else ""

    def answers(self) -> Iterator[tuple[str, str]]:
        """The keys that answer, each with what it does."""
        if self.undecided:
            yield from (("a", "accept the rest and finish"), ("x", "reject the rest and finish"))
        else:
            yield (
                "enter",
                "finish without suggestions"
                if self.unread
                else "finish all the same"
                if self.names or self.claims
                else "finish",
            )
        if self.names:
            yield "f", "go through the names"
        yield "esc", "back to the article"
