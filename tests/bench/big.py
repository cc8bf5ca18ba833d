"""Projects for benchmarks: one made-up article of so many words, with a suggestion on every tenth word."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.article import Article
from annotator.storage.store import Store

_WORDS = (
    "the harbour of the old town said that talks with its officials would resume on the next day after dockers had "
    "walked out and a spokesman for the port, which runs “most” of it, gave no date for the first meeting since then"
)
_SYLLABLES = "val dor nor gate ash mer idi kes trel hal vik sun der ed bre zno yo ka tan fer rei ra ek lu im re"
_LABELS = ("PERSON", "ORG", "GPE", "DATE", "FAC", "EVENT")


def text_of(words: int, seed: int | None = None) -> str:
    """A text of so many words in paragraphs of sixty, every tenth a name; always the same for the same seed."""
    rnd = random.Random(words if seed is None else seed)  # noqa: S311 - nothing here is secret
    plain, syllables = _WORDS.split(), _SYLLABLES.split()
    chosen = [
        "".join(rnd.choices(syllables, k=3)).capitalize() if number % 10 == 5 else rnd.choice(plain)
        for number in range(words)
    ]
    return "Made-up news\n\n" + "\n\n".join(" ".join(chosen[at : at + 60]) for at in range(0, words, 60)) + "\n"


def suggestions(text: str) -> Iterator[tuple[int, int, str, float]]:
    """Every name, with a label and a score."""
    title = text.index("\n")
    for number, name in enumerate(re.finditer(r"[A-Z]\w+", text[title:])):
        start = title + name.start()
        yield start, start + len(name[0]), _LABELS[number % len(_LABELS)], (number * 7 % 100) / 100


def project(path: Path, words: int) -> Path:
    """A project of one such article."""
    article = Article.of(text_of(words))
    with Store.create(path) as store, store.write():
        store.add_article(article, "2026-01-01T00:00:00.000Z")
        store.add_suggestions(article.key, "spacy:made-up-1", suggestions(article.text))
    return path
