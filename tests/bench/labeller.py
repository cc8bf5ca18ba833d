"""How many keys a gold span costs: a labeller who knows a gold file works in the real app, in a terminal.

    .venv/bin/python tests/bench/labeller.py GOLD --scheme SCHEME [--articles N] [--habit each] [--memory]

GOLD is any file with gold spans that can be read. Its articles are added bare, suggested by the model,
labelled by keys alone, and exported; the export must equal the gold (labels that the scheme lacks are
left out). All keys count: going, finishing, and the letters of hints. Habits are told in `bench.hands`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from annotator.domain.scheme import AutoAccept

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.hands import Act, Habit, Hands
from bench.twin import Twin
from support.pty import ANNOTATOR

from annotator.domain.article import Article
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.services.importing.gold import read_gold
from annotator.services.project import scheme_file
from annotator.services.simulating.simulate import known_gold

NAME = "perfect"
Gold = list[tuple[Article, list[Span]]]


def annotator(project: Path, *arguments: str) -> None:
    """Run a verb on the project."""
    subprocess.run([*ANNOTATOR, *arguments, "-p", str(project)], check=True, stdout=subprocess.DEVNULL)


def prepare(folder: Path, gold: Gold, scheme: Scheme) -> Path:
    """A project of the bare articles, with the suggestions of the model."""
    project, articles, labels = folder / "gold.db", folder / "articles.jsonl", folder / "scheme.toml"
    lines = [json.dumps({"text": article.text, "title": article.title}) for article, _ in gold]
    articles.write_text("\n".join(lines) + "\n")
    labels.write_text(scheme_file.dump(scheme))
    annotator(project, "labels", "load", str(labels))
    annotator(project, "add", str(articles))
    annotator(project, "suggest")
    return project


async def label(project: Path, gold: Gold, habit: Habit, *, memory: bool) -> list[list[Act]]:
    """Label article by article; gives what was done in each."""
    wanted = {article.key: spans for article, spans in gold}
    done = []
    async with Twin(project, NAME, memory=memory) as twin:
        for _ in gold:
            key = twin.screen.session.key
            done.append(await Hands(twin, wanted.pop(key), habit).work())
        if wanted:
            raise AssertionError(f"never opened: {', '.join(wanted)}")
    return done


def exported(project: Path, folder: Path) -> dict[str, set[Span]]:
    """What `annotator export` says the annotator decided, by article."""
    out = folder / "out.jsonl"
    annotator(project, "export", "jsonl", "--layer", NAME, "-o", str(out))
    rows = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    return {row["meta"]["key"]: {Span(one["start"], one["end"], one["label"]) for one in row["spans"]} for row in rows}


def check(gold: Gold, found: dict[str, set[Span]]) -> None:
    """Fail where the export is not the gold."""
    for article, spans in gold:
        if (mine := found.get(article.key, set())) != set(spans):
            lacks, more = sorted(set(spans) - mine), sorted(mine - set(spans))
            raise AssertionError(f"{article.title}: lacks {lacks}, has {more}")


def tell(name: str, gold: Gold, done: Sequence[Sequence[Act]]) -> None:
    """A table of what was pressed, and the figure."""
    count, keys = Counter[str](), Counter[str]()
    for act in (one for those in done for one in those):
        count[act.kind] += 1
        keys[act.kind] += len(act.keys)
    spans, total = sum(len(spans) for _, spans in gold), keys.total()
    print(f"\n{name}: {total} keys for {spans} gold spans in {len(gold)} articles: {total / spans:.3f} a span")
    print("  " + "   ".join(f"{kind} {count[kind]} ({keys[kind]} keys)" for kind in count))


def run(gold: Gold, scheme: Scheme, habit: Habit, *, memory: bool, auto: AutoAccept) -> None:
    """One way of working over all articles, in a project of its own."""
    ruled = replace(scheme, auto_accept=auto if memory else "off")
    with tempfile.TemporaryDirectory() as folder:
        project = prepare(Path(folder), gold, ruled)
        done = asyncio.run(label(project, gold, habit, memory=memory))
        check(gold, exported(project, Path(folder)))
    tell(f"{habit}, {f'memory, {auto}' if memory else 'model and border rule'}", gold, done)


def main() -> None:
    """Read the gold, work, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("gold")
    parser.add_argument("--scheme", type=Path, required=True)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--habit", choices=get_args(Habit), default="each")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--auto", choices=get_args(AutoAccept), default="project")
    options = parser.parse_args()
    scheme = scheme_file.load(options.scheme)
    gold, left_out = known_gold(read_gold(options.gold)[: options.articles], scheme)
    print(f"{left_out} spans left out, because no label of the scheme means them")
    run(gold, scheme, options.habit, memory=options.memory, auto=options.auto)


if __name__ == "__main__":
    main()
