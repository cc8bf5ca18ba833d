"""How many keys attributes cost: somebody who knows their values gives them in the real app, by keys alone.

    .venv/bin/python tests/bench/attributes.py FILE... [--half 1|2] [--required] [--size 80x24]

The files are JSONL of articles whose entities have `group`, `infstat` and `salience`. Spans and entities are given. A
span has `mention` (a name, a nominal or a pronoun, by its form) and `infstat`, an entity whether it is salient; the
most frequent value is the default, and with `--required` there is none, but for salience. The articles are done in
their order, in one project, which remembers. Halves are of every second article. All keys count, going too; at the end
all values must be true. Beside the keys stands what a key a span and one for each value that differs would be.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from textual.pilot import Pilot

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.blank import blank
from support.claiming import decided

from annotator.domain.article import Article
from annotator.domain.claims.scheme import AttributeType, ClaimScheme, EntityRules
from annotator.domain.claims.values import Attribute, Same, Value
from annotator.domain.decisions import Added, Claimed
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.suggest.claims.mention import PRONOUNS
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.claims.screen import ClaimsScreen


class Truth(NamedTuple):
    """An article, the mentions of each entity, and the values of each mention by the names of attributes."""

    article: Article
    entities: Sequence[Sequence[Span]]
    values: Mapping[Span, Mapping[str, Value]]


def truths(files: Sequence[Path]) -> list[Truth]:
    """The articles of some files."""
    return [truth_of(json.loads(line)) for file in files for line in file.read_text("utf-8").splitlines()]


def truth_of(row: dict[str, Any]) -> Truth:
    """An article, of whose mentions at one place the first counts."""
    entities, values = defaultdict[int, list[Span]](list), dict[Span, dict[str, Value]]()
    salient = {one["group"] for one in row["entities"] if one["salience"].count("s") * 2 > len(one["salience"])}
    for one in row["entities"]:
        span = Span(one["start"], one["end"], one["label"])
        if span not in values:
            form = "pronoun" if one["text"].lower() in PRONOUNS else "name" if one["named"] else "nominal"
            values[span] = {"mention": form, "infstat": one["infstat"], "salient": one["group"] in salient}
            entities[one["group"]].append(span)
    return Truth(Article.of(row["text"]), [*entities.values()], values)


def scheme_of(data: Sequence[Truth], *, required: bool) -> Scheme:
    """The attributes, with what is most frequent as their defaults."""

    def choice(name: str) -> AttributeType:
        found = Counter(str(values[name]) for truth in data for values in truth.values.values()).most_common()
        given = tuple(value for value, _ in found)
        return AttributeType(name, kind="choice", values=given, required=required, default="" if required else given[0])

    kinds = choice("mention"), choice("infstat"), AttributeType("salient", of="entity", default=False)
    labels = sorted({span.label for truth in data for span in truth.values})
    claims = ClaimScheme(attributes=kinds, entities=EntityRules())
    return Scheme(tuple(map(Label, labels)), overlap="any", auto_accept="off", claims=claims)


@dataclass
class Hands:
    """Works in the screen of claims, and counts keys by what they were for; `differing` are values to be given."""

    pilot: Pilot[None]
    screen: ClaimsScreen
    truth: Truth
    keys: Counter[str] = field(default_factory=Counter)
    differing: int = 0

    async def press(self, what: str, key: str) -> None:
        """Press a key, and count it."""
        self.keys[what] += 1
        await self.pilot.press(key)

    async def work(self) -> None:
        """Go from span to span, round the end of the article; give what differs, and take the rest as shown."""
        stops = self.screen.at_task.stops()
        self.differing = sum(
            values[kind.name] != kind.default
            for mentions in self.truth.entities
            for span in mentions
            for kind, values in ((kind, self.truth.values[span]) for kind in self._kinds())
            if kind.of == "span" or span == mentions[0]
        )
        for _ in stops:
            span = self.screen.session.focus
            assert span
            for name, value in self.truth.values[span].items():
                if self.shown(span).get(name, False) != value:
                    await self.give(span, name, value)
            await self.press("take", "space")
            if self.screen.session.focus == span and span != stops[0]:  # that was the last one
                await self.press("go", "j")
        held = self.held()
        assert all(held[span] == values for span, values in self.truth.values.items()), [
            (span, held[span], values) for span, values in self.truth.values.items() if held[span] != values
        ]

    def _kinds(self) -> Sequence[AttributeType]:
        return self.screen.session.scheme.claims.attributes

    def shown(self, span: Span) -> dict[str, Value]:
        """The values that the panel shows."""
        claims = (line.claim for line in self.screen.at_task.lines(span))
        return {claim.name: claim.value for claim in claims if isinstance(claim, Attribute)}

    def held(self) -> dict[Span, dict[str, Value]]:
        """The values that hold: those that were given, or by default."""
        held = {span: {kind.name: kind.default for kind in self._kinds()} for span in self.truth.values}
        of_entity = {kind.name for kind in self._kinds() if kind.of == "entity"}
        for claim in self.screen.session.layer.claims:
            if isinstance(claim, Attribute) and isinstance(claim.of, Span):
                every = self.screen.session.desk().mentions(claim.of) if claim.name in of_entity else [claim.of]
                for span in every:
                    held[span][claim.name] = claim.value
        return held

    async def give(self, span: Span, name: str, value: Value) -> None:
        """Give a value by its letter."""
        wanted = name if isinstance(value, bool) else f"{name} {value}"
        key = next(key.key for key in self.screen.at_task.keys(span) if key.name == wanted)
        await self.press(f"give {name}", key)


async def give(store: Store, data: Sequence[Truth], size: tuple[int, int]) -> tuple[int, Counter[str]]:
    """Give the values of the articles, one after the other; gives how many differ, and the keys."""
    with store.write():
        for truth in data:
            store.add_article(truth.article, "2026-01-01T00:00:00.000000Z")
    differing, keys = 0, Counter[str]()
    for truth in data:
        joined = (Claimed(Same(span, one[0])) for one in truth.entities for span in one[1:])
        decided(store, truth.article.key, [*map(Added, truth.values), *joined])
        app = AnnotatorApp(store, "ana", start="annotate", article=truth.article.key, suggest=False, task="facts")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, ClaimsScreen)
            hands = Hands(pilot, app.screen, truth)
            await hands.work()
            differing += hands.differing
            keys += hands.keys
            print(f"{len(truth.values)} spans, {hands.differing} values: {dict(hands.keys)}", flush=True)
    return differing, keys


def main() -> None:
    """Print keys a span."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--half", type=int, choices=(1, 2))
    parser.add_argument("--required", action="store_true")
    parser.add_argument("--size", default="80x24")
    wanted = parser.parse_args()
    data = truths(wanted.files)
    width, _, height = wanted.size.partition("x")
    half = data[wanted.half - 1 :: 2] if wanted.half else data
    with tempfile.TemporaryDirectory() as folder, blank(Path(folder) / "p.db") as store:
        save_scheme(store, scheme_of(data, required=wanted.required))
        differing, keys = asyncio.run(give(store, half, (int(width), int(height))))
    spans = sum(len(truth.values) for truth in half)
    told = ", ".join(f"{what} {number / spans:.2f}" for what, number in keys.most_common())
    print(f"{spans} spans, {keys.total()} keys, {keys.total() / spans:.2f} each: {told}")
    print(f"a key a span and one for each of {differing} values that differ: {1 + differing / spans:.2f}")


if __name__ == "__main__":
    main()
