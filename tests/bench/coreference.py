"""How many keys coreference costs: somebody who knows which mentions are the same joins them in the app, by keys alone.

    .venv/bin/python tests/bench/coreference.py GUM [--names NAMES] [--off] [--articles N] [--size 80x24]

GUM is a JSONL file whose entities have a `group`. All of them are mentions; with `--names`, a file of the names of the
same articles, those of entities with a name alone, and with `--only-names` the names alone. Identical names join by
themselves but for `--off`. All keys count, going too; at the end what is joined must be what is true.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.relations import fitting, shortest
from support.blank import blank
from support.claiming import decided

from annotator.domain.article import Article
from annotator.domain.claims.scheme import ClaimScheme, EntityRules
from annotator.domain.claims.values import Same
from annotator.domain.decisions import Added
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.storage.maintenance.scheme import save_scheme
from annotator.suggest.claims.mention import mention_of
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.claims.lines import panel_lines
from annotator.tui.screens.claims.pointing import Letters
from annotator.tui.screens.claims.screen import ClaimsScreen


class Truth(NamedTuple):
    """An article, and its mentions with the entity of each."""

    article: Article
    entity: Mapping[Span, str]


def truths(file: Path, names: Path | None, *, only_names: bool) -> list[Truth]:
    """The articles of a file."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    named = [json.loads(line) for line in names.read_text("utf-8").splitlines()] if names else []
    found = []
    for row, name_row in zip(rows, named or rows, strict=True):
        edges = {(one["start"], one["end"]) for one in name_row["entities"]} if named else set()
        every = {Span(one["start"], one["end"], one["label"]): str(one["group"]) for one in row["entities"]}
        if named:
            are = {
                span
                for span in every
                if (span.start, span.end) in edges or mention_of(span, row["text"]).form == "name"
            }
            with_name = {every[span] for span in are}
            kept = are if only_names else {span for span, entity in every.items() if entity in with_name}
            every = {span: entity for span, entity in every.items() if span in kept}
        found.append(Truth(Article.of(row["text"]), every))
    return found


@dataclass
class Hands:
    """Works in the screen of claims, and counts keys by what they were for."""

    pilot: Pilot[None]
    screen: ClaimsScreen
    entity: Mapping[Span, str]
    keys: Counter[str] = field(default_factory=Counter)

    async def press(self, what: str, *keys: str) -> None:
        """Press keys, and count them."""
        self.keys[what] += len(keys)
        await self.pilot.press(*keys)

    def joined(self, span: Span) -> set[Span]:
        """What a mention is joined to."""
        return set(self.screen.session.desk().mentions(span)) - {span}

    def same(self, span: Span) -> set[Span]:
        """What it should be joined to."""
        return {one for one, entity in self.entity.items() if entity == self.entity[span]} - {span}

    async def work(self) -> None:
        """Go through the mentions as one reads, answer what is asked, and mend what is wrong or was not asked."""
        for span in list(self.screen.at_task.stops()):
            if span in self.screen.at_task.open():
                if self.screen.session.focus != span:
                    await self.press("go", "tab")
                if self.screen.session.focus != span:
                    await self.go(span)
                await self.answer(span)
            await self.mend(span)
        assert all(self.joined(span) == self.same(span) for span in self.entity)

    async def answer(self, focus: Span) -> None:
        """Answer the question that has the focus; by a line only where the panel shows it."""
        right = self.same(focus)
        shown = self.screen.lines_here()[: panel_lines(self.screen.app.size.height)]
        lines = [line for line in shown if line.state == "open" and isinstance(line.claim, Same)]
        for number, line in enumerate(lines, 1):
            if isinstance(line.claim, Same) and line.claim.to in right - {focus}:
                await self.press(*("take", "space") if number == 1 else ("take another", str(number)))
                return
        before = {one for one in right if one < focus} - self.joined(focus)
        if before:
            await self.point(focus, before)
        else:
            await self.press("refuse", "x")

    async def mend(self, span: Span) -> None:
        """Put a mention right that was joined wrongly, or that nothing was proposed for."""
        first = min({span, *self.joined(span)})
        missing = {one for one in self.same(span) if one < span} - self.joined(span)
        if self.entity[first] != self.entity[span]:
            await self.go(span)
            if missing:
                await self.point(span, missing)
            else:
                await self.press("mend", "x")
        elif first == span and missing:
            await self.go(span)
            if self.joined(span):
                await self.press("mend", "plus")
                await self.answer_letters(missing)
            else:
                await self.point(span, missing)

    async def go(self, span: Span) -> None:
        """Go to a mention: from stop to stop, or by a search for two letters of it."""
        stops = list(self.screen.at_task.stops())
        now = self.screen.session.focus
        steps = abs(stops.index(span) - stops.index(now)) if now in stops else len(stops)
        self.keys["go"] += min(steps, 4)
        self.screen.go(span)
        self.screen.refresh_view()
        await self.pilot.pause()

    async def point(self, about: Span, right: set[Span]) -> None:
        """Point at what a mention is the same as."""
        assert self.screen.session.focus == about
        await self.press("point", "f")
        await self.answer_letters(right)

    async def answer_letters(self, right: set[Span]) -> None:
        """Answer by the letter or the number of one of these, else by its words."""
        asked = self.screen.asked
        assert isinstance(asked, Letters), self.screen.message
        for letters, target in asked._in_sight.items():
            if right & {target.span, *self.joined(target.span)}:
                await self.press("point", *letters)
                return
        for number, target in enumerate(asked.numbered, 1):
            if right & {target.span, *self.joined(target.span)}:
                await self.press("point", str(number))
                return
        target = next(one for one in asked.pointing.targets if right & {one.span, *self.joined(one.span)})
        typed = shortest(target, lambda said: fitting(asked.pointing.targets, said))
        await self.press("search", "slash", *typed, "enter")


async def join(folder: Path, data: Sequence[Truth], size: tuple[int, int], *, off: bool) -> list[Counter[str]]:
    """Join the mentions of the articles, one after the other; gives the keys of each."""
    found = []
    for number, truth in enumerate(data):
        labels = sorted({span.label for span in truth.entity})
        rules = EntityRules(accept="off" if off else "names")
        with blank(folder / f"{number}.db") as store:
            scheme = Scheme(
                tuple(map(Label, labels)), overlap="any", auto_accept="off", claims=ClaimScheme(entities=rules)
            )
            save_scheme(store, scheme)
            with store.write():
                store.add_article(truth.article, "2026-01-01T00:00:00.000000Z")
            decided(store, truth.article.key, map(Added, sorted(truth.entity)))
            app = AnnotatorApp(store, "ana", start="annotate", article=truth.article.key, suggest=False, task="same")
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                assert isinstance(app.screen, ClaimsScreen)
                hands = Hands(pilot, app.screen, truth.entity)
                await hands.work()
                found.append(hands.keys)
                print(f"{number}: {hands.keys.total()} keys: {dict(hands.keys)}", flush=True)
    return found


def main() -> None:
    """Print keys a coreferent mention."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--names", type=Path)
    parser.add_argument("--only-names", action="store_true")
    parser.add_argument("--off", action="store_true")
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--size", default="80x24")
    wanted = parser.parse_args()
    data = truths(wanted.file, wanted.names, only_names=wanted.only_names)[: wanted.articles]
    width, _, height = wanted.size.partition("x")
    with tempfile.TemporaryDirectory() as folder:
        keys = asyncio.run(join(Path(folder), data, (int(width), int(height)), off=wanted.off))
    mentions = 0
    for truth in data:
        many = Counter(truth.entity.values())
        mentions += sum(number for number in many.values() if number > 1)
    every = sum(keys, Counter[str]())
    told = ", ".join(f"{what} {number / mentions:.2f}" for what, number in every.most_common())
    print(f"{mentions} coreferent mentions, {every.total()} keys, {every.total() / mentions:.2f} each: {told}")


if __name__ == "__main__":
    main()
