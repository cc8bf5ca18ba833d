"""How many keys links cost: somebody who knows which page each entity is links the entities in the real app, by keys.

    .venv/bin/python tests/bench/links.py FILE... [--half 1|2] [--harder] [--size 80x24]

The files are JSONL of articles whose entities have an `identity`, the title of a page. Spans and entities are given;
the articles are linked in their order, in one project, which remembers. The base has those titles, without other names,
and 20,000 entries more, of words that no page has but for one in twenty, which is of words of two titles; with
`--harder`, all of them are. Halves are of every second article. All keys count, going too; a line counts only where the
panel shows it. At the end what is linked must be what is true.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from textual.pilot import Pilot

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.relations import shortest
from support.blank import blank
from support.claiming import decided

from annotator.domain.article import Article
from annotator.domain.claims.scheme import Base, ClaimScheme, EntityRules
from annotator.domain.claims.values import Link, Same
from annotator.domain.decisions import Added, Claimed
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.services.bases.add import AddOptions, add
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.keys.table import key_of
from annotator.tui.screens.claims.lines import panel_lines
from annotator.tui.screens.claims.screen import ClaimsScreen
from annotator.tui.screens.claims.task_keys import _rows

_OTHERS, _WRONG = 20_000, 3
_KINDS = ("person", "place", "organization", "work", "event")
_PARTS = [a + b + c for a in "bdgklmnprst" for b in "aeiou" for c in "lnrs"]


class Truth(NamedTuple):
    """An article, and the page of each of its mentions that have one."""

    article: Article
    page: Mapping[Span, str]


def truths(files: Sequence[Path]) -> list[Truth]:
    """The articles of some files."""
    return [truth_of(json.loads(line)) for file in files for line in file.read_text("utf-8").splitlines()]


def truth_of(row: dict[str, Any]) -> Truth:
    """An article, of whose mentions at one place the first counts."""
    page: dict[Span, str] = {}
    for one in row["entities"]:
        if one.get("identity"):
            page.setdefault(Span(one["start"], one["end"], one["label"]), one["identity"])
    return Truth(Article.of(row["text"]), page)


def entries(data: Sequence[Truth], *, harder: bool) -> Iterator[dict[str, Any]]:
    """The entries of a base: the pages, each of the kind that most of its mentions have, and others."""
    kinds = defaultdict[str, Counter[str]](Counter)
    for truth in data:
        for span, page in truth.page.items():
            kinds[page][span.label] += 1
    chance = random.Random(3)  # noqa: S311 - names, no secret
    names = list(kinds)
    for title in names:
        kind = kinds[title].most_common(1)[0][0]
        yield {"id": title, "name": title, "kind": kind, "prior": chance.randint(1, 100)}
    for number in range(_OTHERS):
        if harder or number % 20 == 0:
            words = f"{chance.choice(names)} {chance.choice(names)}".split()
            name = " ".join(chance.sample(words, min(len(words), chance.randint(1, 3))))
        else:
            name = " ".join(
                f"{chance.choice(_PARTS)}{chance.choice(_PARTS)}".title() for _ in range(chance.randint(1, 3))
            )
        yield {"id": f"other-{number}", "name": name, "kind": chance.choice(_KINDS), "prior": chance.randint(1, 30)}


@dataclass
class Hands:
    """Works in the screen of claims, and counts keys by what they were for."""

    pilot: Pilot[None]
    screen: ClaimsScreen
    page: Mapping[Span, str]
    keys: Counter[str] = field(default_factory=Counter)

    async def press(self, what: str, *keys: str) -> None:
        """Press keys, and count them."""
        self.keys[what] += len(keys)
        await self.pilot.press(*keys)

    def linked(self, span: Span) -> str | None:
        """The page that a mention's entity is linked to."""
        link = self.screen.session.desk().link(span)
        return link.entry if link else None

    async def work(self) -> None:
        """Take the sure ones where that pays; then go through the entities in their order, and mend what is wrong."""
        task = self.screen.at_task
        sure = [event.claim for event in task.sure().events if isinstance(event, Claimed)]
        right = sum(isinstance(link, Link) and self.page[link.span] == link.entry for link in sure)
        if right - 1 > (len(sure) - right) * _WRONG:
            await self.press("sure", "y")
        for span in list(task.stops()):
            if self.linked(span) is not None and self.linked(span) != self.page[span]:
                await self.go(span)
                await self.press("mend", "x")
                assert self.linked(span) is None, self.screen.message
            if self.linked(span) is None:
                await self.go(span)
                await self.answer(span)
        assert all(self.linked(span) == page for span, page in self.page.items())

    async def go(self, span: Span) -> None:
        """Go to an entity: by `tab`, from stop to stop, or by the list."""
        screen, task = self.screen, self.screen.at_task
        if screen.session.focus == span:
            return
        if screen.beside(task.open(), back=False) == span:
            await self.press("go", "tab")
            return
        stops, now = list(task.stops()), screen.session.focus
        assert now in stops
        steps = stops.index(span) - stops.index(now)
        listed = task.listed()
        wanted = next(line for line in listed if line.span == span)
        typed = shortest(wanted, lambda typed: [row.stands_for for row in _rows(listed, typed)])
        walked = ["j" if steps > 0 else "k"] * abs(steps)
        await self.press("go", *min(walked, ["t", *typed, "enter"], key=len))
        assert screen.session.focus == span

    async def answer(self, span: Span) -> None:
        """Take the line that is right, if it is shown; else look the page up."""
        lines = self.screen.lines_here()[: panel_lines(self.screen.app.size.height)]
        right = [
            number
            for number, line in enumerate(lines, 1)
            if line.state == "open" and isinstance(line.claim, Link) and line.claim.entry == self.page[span]
        ]
        if right:
            await self.press("take", "space" if right[0] == 1 else str(right[0]))
        else:
            await self.press("look up", "enter", *min(self._typed(span), key=len), "enter")

    def _typed(self, span: Span) -> Iterator[list[str]]:
        """What may be typed so that the right page is listed, and the keys down to it."""
        page = self.page[span]
        words = ("", page, *page.replace("(", "").split())
        for typed in {word[:end] for word in words for end in range(len(word) + 1)}:
            if all(sign.isalnum() or sign == " " for sign in typed) and typed.isascii():
                keys = ["space" if sign == " " else key_of(sign.lower()) for sign in typed]
                choices = self.screen.at_task.choices(span, typed.lower())
                for number, choice in enumerate(choices):
                    line = getattr(choice, "line", None)
                    if line and isinstance(line.claim, Link) and line.claim.entry == page:
                        yield [*keys, *["down"] * number]


def begin(store: Store, truth: Truth) -> int:
    """Let the mentions of an article be held, and joined; gives the number of its entities."""
    mentions = defaultdict[str, list[Span]](list)
    for span, page in sorted(truth.page.items()):
        mentions[page].append(span)
    joined = (Claimed(Same(span, spans[0])) for spans in mentions.values() for span in spans[1:])
    decided(store, truth.article.key, [*map(Added, truth.page), *joined])
    return len(mentions)


async def link(store: Store, data: Sequence[Truth], size: tuple[int, int]) -> tuple[int, Counter[str]]:
    """Link the entities of the articles, one after the other; gives how many there are, and the keys."""
    with store.write():
        for truth in data:
            store.add_article(truth.article, "2026-01-01T00:00:00.000000Z")
    every, keys = 0, Counter[str]()
    for truth in data:
        every += begin(store, truth)
        app = AnnotatorApp(store, "ana", start="annotate", article=truth.article.key, suggest=False, task="who")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, ClaimsScreen)
            hands = Hands(pilot, app.screen, truth.page)
            await hands.work()
            keys += hands.keys
    return every, keys


def main() -> None:
    """Print keys an entity."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--half", type=int, choices=(1, 2))
    parser.add_argument("--harder", action="store_true")
    parser.add_argument("--size", default="80x24")
    wanted = parser.parse_args()
    data = truths(wanted.files)
    width, _, height = wanted.size.partition("x")
    labels = sorted({span.label for truth in data for span in truth.page})
    claims = ClaimScheme(entities=EntityRules(), bases=(Base("pages", {label: (label,) for label in labels}),))
    half = data[wanted.half - 1 :: 2] if wanted.half else data
    with tempfile.TemporaryDirectory() as folder, blank(Path(folder) / "p.db") as store:
        source = Path(folder) / "entries.jsonl"
        lines = (json.dumps(one) + "\n" for one in entries(data, harder=wanted.harder))
        source.write_text("".join(lines), encoding="utf-8")
        add(store.path, "pages", [str(source)], AddOptions())
        save_scheme(store, Scheme(tuple(map(Label, labels)), overlap="any", auto_accept="off", claims=claims))
        entities, keys = asyncio.run(link(store, half, (int(width), int(height))))
    told = ", ".join(f"{what} {number / entities:.2f}" for what, number in keys.most_common())
    print(f"{entities} entities, {keys.total()} keys, {keys.total() / entities:.2f} each: {told}")


if __name__ == "__main__":
    main()
