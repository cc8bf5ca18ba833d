"""The languages of articles that come in: what the user or the document says, else what the text tells, else the usual.

An article whose text does not tell is in the language of most articles there, or in English if there are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from annotator.domain.article import Article
from annotator.suggest.common.language_detector import detect

_USUAL = "en"


class Languages:
    """Gives articles that name no language (`language` is "") one; `told` and `assumed` count them, by code."""

    def __init__(self, said: str = "", there: Callable[[], Mapping[str, int]] = dict) -> None:
        """`said` is the language that the user says, or "".

        `there` gives how many articles are in each language already; it is asked once, when that is needed.
        """
        self._said, self._there = said, there
        self._most: Counter[str] | None = None
        self._seen = Counter[str]()
        self._counts: dict[str, Counter[str]] = {}
        self.told, self.assumed = Counter[str](), Counter[str]()

    def tell(self, article: Article) -> Article:
        """The article in the language that is said or its text tells, as it is if it names one or does not tell."""
        if article.language:
            return article
        if self._said:
            return article.in_language(self._said)
        if not (language := detect(article.text)):
            return article
        self._seen[language] += 1
        self._counts[article.key] = self.told
        return article.in_language(language)

    def assume(self, article: Article) -> Article:
        """The article in the language of most, if nothing told its own."""
        if article.language:
            return article
        self._counts[article.key] = self.assumed
        return article.in_language(self._usual())

    def _usual(self) -> str:
        if self._most is None:
            self._most = Counter(self._there())
        most = (self._seen + self._most).most_common(1)
        return most[0][0] if most else _USUAL

    def settle(self, article: Article) -> Article:
        """The article in the language that its text tells, or else in that of most so far."""
        settled = self.assume(self.tell(article))
        self.count([settled])
        return settled

    def count(self, taken: Iterable[Article]) -> None:
        """Count each of these whose language was told or assumed here since the last time: they were taken in."""
        if not self._counts:
            return
        for article in {article.key: article for article in taken}.values():
            if (counts := self._counts.get(article.key)) is not None:
                counts[article.language] += 1
        self._counts.clear()
