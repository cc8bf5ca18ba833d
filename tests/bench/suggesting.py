"""How fast suggestions are made and learned from, and what their scores are worth: prints tables.

    (cd tests; python -m bench.suggesting [--rounds 9])

Speeds are taken in turns (A B A B), as medians of words per second; the ratios count. Needs an
English model and, for the gold spans, `../shared/data`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from support.shared import DATA

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import spacy
from bench.memory import timed

from annotator.domain.article import Article
from annotator.domain.scheme_form import from_form
from annotator.domain.span import Span
from annotator.services.annotating.learning import Learner
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.store import Store
from annotator.suggest.base import fit, never
from annotator.suggest.common.installed import default_model
from annotator.suggest.spacy_models.loading import of_any_age
from annotator.suggest.spacy_models.paragraphs import lines
from annotator.suggest.spacy_ner import open as open_pipeline

GOLD = DATA / "gold"
USELESS = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
WHEN = "2026-01-01T00:00:00.000Z"


def rows(name: str) -> list[dict[str, object]]:
    """The articles of a gold file."""
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


def in_turns(rounds: int, runs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median seconds of each run."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            began = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - began)
    return {name: statistics.median(times) for name, times in taken.items()}


def suggesting(rounds: int, model: str) -> None:
    """The stepped parser against spaCy's own ways."""
    texts = [str(row["text"]) for row in rows("gum_news.nested.jsonl")]
    pieces = [text[start:end] for text in texts for start, end in lines(text)]
    words = sum(len(text.split()) for text in texts)
    with of_any_age():
        ours, ner, full = open_pipeline(model), spacy.load(model, exclude=USELESS), spacy.load(model)
    taken = in_turns(
        rounds,
        {
            "ours, with scores": lambda: list(ours.suggest(texts, never)),
            "nlp.pipe, ner alone": lambda: list(ner.pipe(pieces)),
            "nlp.pipe, all": lambda: list(full.pipe(pieces)),
        },
    )
    for name, seconds in taken.items():
        print(
            f"{name:22} {words / seconds:10,.0f} words/s   ours is {seconds / taken['ours, with scores']:.2f}x as fast"
        )


def calibration(model: str) -> None:
    """How often a span with a score is exactly right, and how often only its borders are wrong."""
    scheme = from_form(tomllib.loads((GOLD / "gum_news.scheme.toml").read_text(encoding="utf-8")))
    bins: dict[int, list[tuple[float, bool, bool]]] = {}
    articles = [*rows("gum_news.ne2.jsonl"), *rows("gum_interview.ne2.jsonl")]
    texts = [str(row["text"]) for row in articles]
    for row, text, answer in zip(articles, texts, open_pipeline(model).suggest(texts, never), strict=True):
        gold = {(one["start"], one["end"], one["label"]) for one in row["entities"]}  # type: ignore[attr-defined]
        for start, end, label, score in fit(answer, text, scheme).spans:
            right = (start, end, label) in gold
            border = not any((start, end) == one[:2] for one in gold) and any(
                one[0] < end and start < one[1] for one in gold
            )
            bins.setdefault(min(int((score or 0) * 10), 9), []).append((score or 0, right, border))
    total = sum(map(len, bins.values()))
    error = 0.0
    print("\nscore     spans   mean score   right   wrong border")
    for at, found in sorted(bins.items()):
        mean, exact, near = (statistics.fmean(one[place] for one in found) for place in range(3))
        error += abs(mean - exact) * len(found) / total
        print(f"{at / 10:.1f}-{(at + 1) / 10:.1f}  {len(found):6}   {mean:10.2f}   {exact:5.2f}   {near:12.2f}")
    print(f"expected calibration error {error:.3f}")


def learning(folder: Path) -> None:
    """What the adviser costs after each decision in an article of 5,000 words."""
    text, spans = "", []
    for row in rows("gum_news.ne.jsonl"):
        found: Sequence[dict[str, int]] = row["entities"]  # type: ignore[assignment]
        spans += [(len(text) + one["start"], len(text) + one["end"], "ORG", 0.9) for one in found]
        text += f"{row['text']}\n\n"
    text = text[:31_000]
    spans = [span for span in spans if span[0] < span[1] <= len(text)]
    article = Article.of(text)
    with Store.create(folder / "long.db") as store:
        with store.write():
            store.add_article(article, WHEN)
            store.add_suggestions(article.key, "m", spans)
        session = AnnotationSession(store, article.key, "ana")
        session.load()
        session.move(0)
        learner = Learner(store, "ana")
        learner.attend(session)
        taken = []
        for start, end, label, _ in spans[::2]:
            if Span(start, end, label) in session.proposals.open:
                session.go_to(Span(start, end, label))
                session.accept()
                taken.append(timed(learner.refresh)[0])
    middle, high = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    print(f"\nlearning from one decision in {len(text.split()):,} words: p50 {middle:.1f} ms of CPU, p95 {high:.1f}")


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    model = default_model()
    with tempfile.TemporaryDirectory() as folder:
        if model:
            suggesting(rounds, model)
            calibration(model)
        learning(Path(folder))


if __name__ == "__main__":
    main()
