"""What a reader has to say of a whole file, said once at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from annotator.formats.base import Notice, SetAside


class Told:
    """What was set aside, by name, and sentences, each once with the first line it is about."""

    def __init__(self) -> None:
        self._kept: Counter[str] = Counter()
        self._left: Counter[str] = Counter()
        self._sentences: dict[str, int | None] = {}

    def aside(self, name: str, count: int = 1, *, kept: bool = True) -> None:
        """Count what was taken neither as spans nor as article labels; `kept` if it is in the article's `meta`."""
        (self._kept if kept else self._left)[name] += count

    def say(self, sentence: str, line: int | None = None) -> None:
        """Say something of the file, of which line `line` is the first example."""
        self._sentences.setdefault(sentence, line)

    def __iter__(self) -> Iterator[Notice | SetAside]:
        yield from (Notice(sentence, line) for sentence, line in self._sentences.items())
        for counts, kept in ((self._kept, True), (self._left, False)):
            yield from (SetAside(name, count, kept) for name, count in counts.items() if count)
