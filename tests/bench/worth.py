"""What suggestions are worth over published gold: corrections and keys a span, by model, on news, web and tweets.

    (cd tests; python -m bench.worth [--models NAME[+NAME] ...] [--sets NAME ...] [--orders 3])

A perfect annotator goes through each set, as in `annotator simulate`. `keys` are with a verdict on each suggestion,
`accepting` where confirmed strings accept themselves, `y` where besides each article begins with one `y`. Below stand,
for each model, words a second of CPU, and the memory of its process. Needs `../shared/data`.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

from support.english import ENGLISH
from support.shared import DATA

from annotator.domain.article import Article
from annotator.domain.scheme import Label, Scheme
from annotator.domain.scheme_form import from_form
from annotator.domain.span import Span
from annotator.services.simulating.replay import Gold
from annotator.services.simulating.simulate import known_gold, simulate
from annotator.suggest.common.specs import spec_of
from annotator.suggest.process.client import Answered, Failed, Ready, Worker

SETS = (
    "gum_news.ne2", "gum_interview.ne2", "wikigold", "uner_en_pud", "uner_en_ewt_test", "wnut17_test",
    "btc_g_newstweets",
)  # fmt: skip
PLACES, WORKS = ("GPE", "LOC", "FAC"), ("PRODUCT", "WORK_OF_ART", "LAW")
MEANT = {
    "PER": ("PERSON",), "ORG": ("ORG",), "LOC": PLACES, "MISC": ("NORP", "EVENT", "LANGUAGE", *WORKS),
    "person": ("PERSON",), "corporation": ("ORG",), "group": ("NORP",), "location": PLACES, "product": WORKS[:1],
    "creative-work": WORKS[1:],
}  # fmt: skip
"""What models call the labels of the sets that come without a scheme."""


def scheme_of(name: str, labels: Sequence[str]) -> Scheme:
    """The scheme that comes with a set, else its labels alone, as `add` would make them."""
    if name.startswith("gum"):
        return from_form(tomllib.loads((DATA / "gold" / "gum_news.scheme.toml").read_text(encoding="utf-8")))
    return Scheme(tuple(Label(label, from_=MEANT[label]) for label in labels))


def gold_of(name: str) -> tuple[Gold, Scheme]:
    """The articles of a set with their spans, and its scheme."""
    lines = (DATA / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [
        (Article.of(row["text"]), [Span(one["start"], one["end"], one["label"]) for one in row["entities"]])
        for row in map(json.loads, lines)
    ]
    scheme = scheme_of(name, sorted({span.label for _, spans in gold for span in spans}))
    return known_gold(gold, scheme)[0], scheme


def worth(name: str, model: str, orders: int) -> tuple[float, ...]:
    """Corrections a span, and keys: with a verdict on each, with strings accepting themselves, with `y` besides."""
    gold, scheme = gold_of(name)
    runs = simulate(gold, scheme, list(map(spec_of, model.split("+"))), orders=orders, runs=["full", "full+y"])
    full, sure_first = (runs[run].figures() for run in ("full", "full+y"))
    return (*(full[what] for what in ("work_per_gold", "keys_per_gold", "keys_per_gold_bulk")),
            sure_first["work_per_gold"], sure_first["keys_per_gold_bulk"])  # fmt: skip


def cost(model: str) -> tuple[float, float, float]:
    """Words a second of CPU behind the start of a model's process, seconds of CPU until it is ready, and megabytes."""
    worker = Worker(list(map(spec_of, model.split("+"))), leaves_a_core=False)
    try:
        worker.start()
        while not isinstance(found := worker.get(), Ready):
            assert not isinstance(found, Failed)
        process = worker._process
        assert process
        stat, status = Path(f"/proc/{process.pid}/stat"), Path(f"/proc/{process.pid}/status")
        ready = _cpu(stat)
        texts = [article.text for name in ("gum_news.ne2", "wikigold") for article, _ in gold_of(name)[0]]
        for number, text in enumerate(texts):
            worker.ask(str(number), text)
        done = 0
        while done < len(texts):
            done += isinstance(worker.get(), Answered)
        taken = _cpu(stat) - ready
        memory = int(status.read_text().partition("VmRSS:")[2].split()[0]) / 1024
        return sum(len(text.split()) for text in texts) / taken, ready, memory
    finally:
        worker.close()


def _cpu(stat: Path) -> float:
    """Seconds of CPU that a process has taken."""
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="+", default=[*ENGLISH, *(["+".join(ENGLISH)] if len(ENGLISH) > 1 else [])])
    parser.add_argument("--sets", nargs="+", default=SETS, choices=SETS)
    parser.add_argument("--orders", type=int, default=1)
    options = parser.parse_args()
    print(
        "| set | model | corrections | keys | accepting | corrections, `y` | keys, `y` |\n|---|---|--:|--:|--:|--:|--:|"
    )
    for name in options.sets:
        for model in options.models:
            figures = " | ".join(f"{figure:.3f}" for figure in worth(name, model, options.orders))
            print(f"| {name} | {model} | {figures} |", flush=True)
    print("\n| model | words a second | seconds until it is ready | MB |\n|---|--:|--:|--:|")
    for model in options.models:
        speed, ready, memory = cost(model)
        print(f"| {model} | {speed:,.0f} | {ready:.2f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
