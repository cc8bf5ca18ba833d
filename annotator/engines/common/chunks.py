"""Articles in chunks, and what becomes of a chunk whose process ended: it is halved until one article is left.

Nobody can say which article of a chunk ended its process, or whether one did: a machine may have gone. So both halves
are tried again, after all that is still fresh, and an article that ends process after process alone is lost.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence

from annotator.engines.base import Article, Lost
from annotator.suggest.process.client import ENDS_IT, because

ALONE = 2
"""An article that ends so many processes, alone in each, is lost."""
IN_A_ROW = 30
"""Where so many processes end in a row, and two more for each that works, with no answer between, it is no article's
fault."""
GAVE_UP = (
    "Processes that read articles ended {times} times in a row, so the run stopped. Is there too little memory? "
    "What was suggested is stored, and the same command goes on with what is left."
)


class Chunks:
    """The articles of a run: those nobody has read yet, and those that are to be tried again."""

    def __init__(self, articles: Iterator[Article], *, most: int, characters: int) -> None:
        self._articles, self._most, self._characters = articles, most, characters
        self._again: deque[Sequence[Article]] = deque()
        self._alone: Counter[str] = Counter()
        self._in_a_row = 0

    def fresh(self) -> Sequence[Article]:
        """The next articles, of together about so many characters; empty where there are no more."""
        chunk: list[Article] = []
        size = 0
        while len(chunk) < self._most and size < self._characters and (one := next(self._articles, None)):
            chunk.append(one)
            size += len(one[1])
        return chunk

    def again(self) -> Sequence[Article]:
        """What is next to be tried again, with nothing beside it; empty where nothing is."""
        return self._again.popleft() if self._again else ()

    def answered(self) -> None:
        """An answer has come."""
        self._in_a_row = 0

    def ended(self, chunk: Sequence[Article], reason: str = "") -> list[Lost]:
        """A process ended before it answered these; gives what is lost."""
        self._in_a_row += 1
        if len(chunk) > 1:
            middle = len(chunk) // 2
            self._again += [chunk[:middle], chunk[middle:]]
            return []
        lost = []
        for key, _ in chunk:
            self._alone[key] += 1
            if self._alone[key] < ALONE:
                self._again.append(chunk)
            else:
                lost.append(Lost(key, because(ENDS_IT.format(key=key[:12]), reason)))
        return lost

    def hopeless(self, workers: int) -> str:
        """The sentence that gives up, where processes end whatever they read; else ""."""
        return GAVE_UP.format(times=self._in_a_row) if self._in_a_row >= IN_A_ROW + 2 * workers else ""
