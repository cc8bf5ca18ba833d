"""`annotator simulate GOLD`: what suggestions are worth, told before anyone labels.

A *perfect annotator* knows the gold spans and goes through each article in reading order, in a
throw-away project, through the real session, adviser and models. Each suggestion is met with the
least that makes it right: accept, reject, relabel, move its edges, both; what nobody proposed is
added. A *run* is one stack of powers; its figures are over all articles and orders.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.decisions import new_id, time_of
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.errors import ModelError
from annotator.services.advising import Adviser
from annotator.services.perfect import PerfectAnnotator
from annotator.services.session import AnnotationSession
from annotator.services.suggesting import store_answers
from annotator.services.tally import Tally
from annotator.storage.store import Store
from annotator.suggest.base import Answer
from annotator.suggest.memory import ALL, Powers
from annotator.suggest.worker import Answered, Failed, Worker

RUNS: dict[str, tuple[bool, Powers | None]] = {
    "model": (False, None),
    "model+borders": (True, None),
    "model+borders+memory": (True, Powers(habits=False, names=False)),
    "model+borders+memory+habits": (True, Powers(names=False)),
    "full": (True, ALL),
}
"""The stacks: whether borders are trimmed, and the powers of the memory, if it is there."""

Gold = Sequence[tuple[Article, Sequence[Span]]]
Progress = Callable[[str, int, int], None]


def known_gold(gold: Gold, scheme: Scheme) -> tuple[list[tuple[Article, list[Span]]], int]:
    """The gold in the labels of the scheme, and how many spans were left out because it has no label for them."""
    kept: list[tuple[Article, list[Span]]] = []
    left_out = 0
    for article, spans in gold:
        active = {label.name for label in scheme.active()}
        named = [
            span.labelled(name)
            for span in spans
            if (name := span.label if span.label in active else scheme.meaning(span.label))
        ]
        left_out += len(spans) - len(named)
        kept.append((article, sorted(set(named))))
    return kept, left_out


def simulate(
    gold: Gold,
    scheme: Scheme,
    specs: Sequence[str],
    *,
    orders: int = 1,
    runs: Sequence[str] = tuple(RUNS),
    progress: Progress | None = None,
) -> dict[str, Tally]:
    """Every run over the gold in `orders` orders: as given, then shuffled. Raises `ModelError`."""
    answers = ask_all([article for article, _ in gold], specs)
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory(prefix="annotator-simulate-") as folder:
        for name in runs:
            trims, powers = RUNS[name]
            tally = Tally()
            for bulk in (False, True) if powers else (False,):
                ruled = replace(scheme, trim_borders=trims, auto_accept="article" if bulk else "off")
                for order in range(orders):
                    path = Path(folder) / f"{name}-{bulk}-{order}.db"
                    shuffled = list(gold)
                    if order:
                        random.Random(order).shuffle(shuffled)  # noqa: S311 - an order, not a secret
                    _replay(path, shuffled, ruled, answers, powers=powers, tally=tally, bulk=bulk)
                    if progress:
                        progress(name, order + 1 + orders * bulk, orders * (2 if powers else 1))
            tallies[name] = tally
    return tallies


def ask_all(articles: Sequence[Article], specs: Sequence[str]) -> dict[str, tuple[Answer, ...]]:
    """What the suggesters say of every article, by its key. Raises `ModelError` where they fail."""
    worker = Worker(specs)
    answers: dict[str, tuple[Answer, ...]] = {}
    wanted = {article.key: article.text for article in articles}
    for key, text in wanted.items():
        worker.ask(key, text)
    try:
        while len(answers) < len(wanted):
            match worker.get():
                case Answered(key, found):
                    answers[key] = found
                case Failed(sentence):
                    raise ModelError(sentence)
                case _:
                    pass
    finally:
        worker.close()
    return answers


def _replay(
    path: Path,
    gold: Gold,
    scheme: Scheme,
    answers: dict[str, tuple[Answer, ...]],
    *,
    powers: Powers | None,
    tally: Tally,
    bulk: bool,
) -> None:
    """One run in one order, in a project of its own."""
    with Store.create(path) as store:
        store.conn.execute("PRAGMA synchronous = OFF")
        store.save_scheme(scheme)
        with store.write():
            for article, _ in gold:
                store.add_article(article, time_of(new_id()))
                store_answers(store, article.key, article.text, scheme, answers[article.key])
        adviser = Adviser(store, "perfect", powers) if powers else None
        for article, spans in gold:
            session = AnnotationSession(store, article.key, "perfect")
            session.load()
            session.resume()
            PerfectAnnotator(session, adviser, spans, tally, bulk=bulk).work()
