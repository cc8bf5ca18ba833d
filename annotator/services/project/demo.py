"""The demo: a small project of the articles that come with the program, with suggestions where a model is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotator.demo import articles
from annotator.domain.article import Article
from annotator.domain.decisions import time_text
from annotator.errors import ModelError, ProjectError
from annotator.progress import ProgressCallback
from annotator.services.suggesting.suggest import specs_of, suggest
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made: the titles of the articles, how much was suggested, and why nothing was, if so."""

    titles: Sequence[str]
    suggestions: int
    problem: str = ""


def make(path: Path, progress: ProgressCallback = lambda _done, _of: None) -> Demo:
    """Make the demo project at `path`. Raises `ProjectError` where there is a file already."""
    if path.exists():
        raise ProjectError(f"{path} is there already. Name another file, or open it: annotator --project {path}")
    now = datetime.now(UTC)
    every = [Article.of(text, source=f"demo/{name}") for name, text in articles()]
    with Store.create(path) as store:
        with store.write():
            for number, article in enumerate(every):
                store.add_article(article, time_text(now + timedelta(microseconds=number), "microseconds"))
        titles = [article.title for article in every]
        try:
            report = suggest(store, specs_of(), progress=lambda so_far, total: progress(so_far.articles, total))
        except ModelError as error:
            return Demo(titles, 0, str(error))
        return Demo(titles, report.suggestions, " ".join(report.problems))
