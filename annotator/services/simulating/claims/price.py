"""What a scheme of claims takes in keys: a perfect annotator goes through articles in a throw-away project.

The spans are taken as given, and for relations and links the entities, too: each task is priced by itself, in the order
of the articles, with what the articles before have taught.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from annotator.domain.article import Article
from annotator.domain.claims.said import ClaimsMade
from annotator.domain.claims.scheme import Task as TaskName
from annotator.domain.claims.values import Same
from annotator.domain.decisions import Added, Claimed, Event, decide, new_id, time_of
from annotator.domain.history.events import Note
from annotator.domain.layer import step_all
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.services.bases.beside import SUFFIX
from annotator.services.claiming.session import ClaimingSession
from annotator.services.claiming.tasks import TASKS
from annotator.services.simulating.claims.hands import Hands, Price
from annotator.storage.connection import never_wait
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.work_folder import work_folder

_NAME = "perfect"


class Truth(NamedTuple):
    """An article with the spans that hold, and what holds of them."""

    article: Article
    spans: Sequence[Span]
    claims: ClaimsMade


def price(
    truths: Sequence[Truth],
    scheme: Scheme,
    bases: Path | None = None,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> dict[TaskName, Price]:
    """What each task of the scheme takes over these articles; bases are those of a folder."""
    names = [name for name in scheme.claims.tasks() if name in TASKS]
    prices = {name: Price() for name in names}
    with work_folder("annotator-simulate-") as folder:
        for base in scheme.claims.bases if bases else ():
            _lend(Path(bases or ".") / f"{base.name}{SUFFIX}", folder)
        for number, name in enumerate(names):
            with Store.create(folder / f"{name}.db") as store:
                never_wait(store.conn)
                save_scheme(store, scheme, note=Note(begins=True))
                for done, truth in enumerate(truths):
                    _begin(store, truth, entities=name != "same")
                    session = ClaimingSession(store, truth.article.key, _NAME)
                    Hands(session, TASKS[name](session.desk()), truth.claims, prices[name]).work()
                    progress(number * len(truths) + done + 1, len(names) * len(truths))
    return prices


def _begin(store: Store, truth: Truth, *, entities: bool) -> None:
    """Let the annotator hold the spans of an article, and its entities where they are given."""
    article = truth.article
    events: list[Event] = [Added(span) for span in truth.spans]
    if entities:
        for entity in truth.claims.entities:
            first, *others = entity.mentions
            events += [Claimed(Same(span, first)) for span in others]
    with store.write():
        store.add_article(article, time_of(new_id()))
    state = store.layer(article.key, _NAME)
    decisions = decide(events, layer=_NAME, by=_NAME)
    step_all(state.layer, decisions)
    with store.write():
        store.append(article.key, article.text, decisions, state.layer)


def _lend(base: Path, folder: Path) -> None:
    """Let a base lie beside the project, too."""
    if base.is_file():
        try:
            os.link(base, folder / base.name)
        except OSError:
            shutil.copyfile(base, folder / base.name)


def figures(prices: Mapping[TaskName, Price]) -> dict[str, dict[str, float | int]]:
    """As `simulate --json` gives them."""
    return {name: one.figures() for name, one in prices.items()}
