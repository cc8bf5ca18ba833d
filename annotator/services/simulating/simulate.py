"""`annotator simulate GOLD`: what suggestions are worth, told before anyone labels.

A *perfect annotator* knows the gold spans and goes through each article in reading order, in a
throw-away project, through the real session, memory and models. Each suggestion is met with the
least that makes it right: accept, reject, relabel, move its edges, both; what nobody proposed is
added. A *run* is one stack of powers; its figures are over all articles and orders. In the run
`full+y`, the first key in each article is `y`. In the run `full+training`, which is made only on
demand, the model is trained anew every so many articles on what the annotator has finished, as
`annotator train` does it, and the result suggests from then on.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

from annotator.domain.article import Article
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.services.importing.languages import Languages
from annotator.services.simulating.perfect_annotator import ADD_KEYS
from annotator.services.simulating.replay import Gold, Replay, Stack
from annotator.services.simulating.retraining import Retraining
from annotator.services.simulating.tally import Tally
from annotator.services.suggesting.ask_models import Answers, ask_all
from annotator.services.suggesting.report import count_unfit, passed_over
from annotator.suggest.memory.features import ALL, Features
from annotator.work_folder import work_folder

RUNS = {
    "model": Stack(trims=False),
    "model+borders": Stack(trims=True),
    "model+borders+memory": Stack(trims=True, features=Features(habits=False, names=False, phrases=False)),
    "model+borders+memory+habits": Stack(trims=True, features=Features(names=False, phrases=False)),
    "full": Stack(trims=True, features=ALL, folds=True),
    "full+y": Stack(trims=True, features=ALL, folds=True, sure_first=True),
}
"""The stacks."""

BY_HAND = "by hand"
"""The run without any suggestion, which needs no replay."""

TRAINED = "full+training"
"""The run in which the model is trained anew as the work goes on."""

RunProgress = Callable[[str, int, int], None]


def known_gold(gold: Gold, scheme: Scheme) -> tuple[list[tuple[Article, list[Span]]], int]:
    """The gold in the labels of the scheme, and how many spans were left out because it has no label for them."""
    kept: list[tuple[Article, list[Span]]] = []
    left_out = 0
    for article, spans in gold:
        named = [span.labelled(name) for span in spans if (name := scheme.meaning(span.label))]
        left_out += len(spans) - len(named)
        kept.append((article, sorted(set(named))))
    return kept, left_out


def in_languages(gold: Gold) -> Gold:
    """The gold with each article in the language that it names, its text tells, or most are in."""
    languages = Languages()
    told = [(languages.tell(article), spans) for article, spans in gold]
    return [(languages.assume(article), spans) for article, spans in told]


def by_hand(gold: Gold, orders: int = 1) -> Tally:
    """What it takes to add every gold span."""
    tally = Tally()
    for _, spans in [*gold] * orders:
        tally.start(spans, bulk=False)
        for span in spans:
            tally.count("add", span.label, ADD_KEYS, bulk=False)
    return tally


def simulate(
    gold: Gold,
    scheme: Scheme,
    specs: Sequence[str],
    *,
    orders: int = 1,
    train_every: int = 0,
    runs: Sequence[str] = tuple(RUNS),
    answers: Answers | None = None,
    progress: RunProgress | None = None,
    unknown: Counter[str] | None = None,
    unfit: Counter[str] | None = None,
) -> dict[str, Tally]:
    """Every run over the gold in `orders` orders: as given, then shuffled; `TRAINED` too where `train_every` is not 0.

    `answers` is what was said of each article; without it, `specs` are asked. What is proposed under labels that mean
    nothing in the scheme is counted in `unknown`, and what makes no sense, by source, in `unfit`. Raises `ModelError`.
    """
    retraining = Retraining.of(train_every, specs) if train_every else None
    answers = ask_all([article for article, _ in gold], specs) if answers is None else answers
    if unknown is not None:
        unknown += passed_over(chain(*answers.values()), scheme)
    if unfit is not None:
        unfit += count_unfit(chain(*answers.values()))
    accepting = Scheme(()).auto_accept if scheme.auto_accept == "off" else scheme.auto_accept
    tallies: dict[str, Tally] = {}
    with work_folder("annotator-simulate-") as folder:
        for name in (*runs, TRAINED) if retraining else runs:
            stack = RUNS.get(name, RUNS["full"])
            tally = Tally()
            for bulk in (False, True) if stack.features else (False,):
                ruled = replace(scheme, trim_borders=stack.trims, auto_accept=accepting if bulk else "off")
                for order in range(orders):
                    path = folder / f"{name}-{bulk}-{order}.db"
                    shuffled = list(gold)
                    if order:
                        random.Random(order).shuffle(shuffled)  # noqa: S311 - an order, not a secret
                    later = retraining.answers if retraining and name == TRAINED else None
                    for _ in Replay(path, ruled, answers, stack, tally, bulk, later).run(shuffled):
                        pass
                    if progress:
                        progress(name, order + 1 + orders * bulk, orders * (2 if stack.features else 1))
            tallies[name] = tally
    return tallies
