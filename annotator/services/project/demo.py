"""The demo: a small project of the articles that come with the program, with suggestions where a model is there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import as_file
from pathlib import Path

from annotator.demo import articles, claims
from annotator.domain.article import Article
from annotator.domain.decisions import Added, decide, time_text
from annotator.domain.layer import step_all
from annotator.domain.scheme_form import from_form
from annotator.domain.span import Span
from annotator.errors import ModelError, ProjectError
from annotator.progress import ProgressCallback
from annotator.services.bases.add import AddOptions, add
from annotator.services.bases.beside import path_of
from annotator.services.suggesting.suggest import specs_of, suggest
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import ELSEWHERE, Store

BASE = "newsroom"
"""The base that lies beside the demo of claims."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made: the titles of the articles, how much was suggested, and why nothing was, if so.

    `decisions` are those that it begins with.
    """

    titles: Sequence[str]
    suggestions: int
    problem: str = ""
    decisions: int = 0


def make(path: Path, progress: ProgressCallback = lambda _done, _of: None, *, claims_of: str = "") -> Demo:
    """Make the demo project at `path`. Raises `ProjectError` where there is a file already.

    With `claims_of`, somebody's name, it has relations, entities, attributes and a base beside it, and that annotator
    holds all names of two of the articles.
    """
    if path.exists():
        raise ProjectError(f"{path} is there already. Name another file, or open it: annotator --project {path}")
    if claims_of and (base := path_of(path, BASE)).exists():
        raise ProjectError(f"{base} is there already, and the demo would write into it. Name a file elsewhere.")
    now = datetime.now(UTC)
    every = [Article.of(text, source=f"demo/{name}") for name, text in articles()]
    with Store.create(path) as store:
        with store.write():
            for number, article in enumerate(every):
                store.add_article(article, time_text(now + timedelta(microseconds=number), "microseconds"))
        if claims_of:
            _claims(store, every, claims_of)
        titles = [article.title for article in every]
        try:
            report = suggest(store, specs_of(), progress=lambda so_far, total: progress(so_far.articles, total))
        except ModelError as error:
            return Demo(titles, 0, str(error), store.last_decision)
        return Demo(titles, report.suggestions, " ".join(report.problems), store.last_decision)


def _claims(store: Store, every: Sequence[Article], annotator: str) -> None:
    """Lay the scheme of claims into the project, the base beside it, and the names into a layer."""
    save_scheme(store, from_form(tomllib.loads((claims() / "scheme.toml").read_text(encoding="utf-8"))))
    with as_file(claims() / "newsroom.jsonl") as entries:
        add(store.path, BASE, [str(entries)], AddOptions())
    named = tomllib.loads((claims() / "names.toml").read_text(encoding="utf-8"))
    for article in every:
        if labels := named.get(article.source.removeprefix("demo/")):
            state = store.layer(article.key, annotator)
            decisions = decide(list(map(Added, _named(article.text, labels))), layer=annotator, by=annotator, bulk=True)
            step_all(state.layer, decisions)
            with store.write():
                store.append(article.key, article.text, decisions, state.layer, origin=ELSEWHERE)


def _named(text: str, labels: Mapping[str, Sequence[str]]) -> Iterator[Span]:
    """Every place of these names, the longer name where two of them meet."""
    label_of = {name: label for label, names in labels.items() for name in names}
    longest = sorted(label_of, key=len, reverse=True)
    for found in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", text):
        yield Span(found.start(), found.end(), label_of[found[0]])
