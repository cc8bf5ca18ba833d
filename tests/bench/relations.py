"""How many keys a relation costs: somebody who knows what is true draws relations in the real app, by keys alone.

    .venv/bin/python tests/bench/relations.py REDOCRED [--articles N] [--half 1|2] [--size 80x24] [--plain] [--singly]

REDOCRED is a file of Re-DocRED, whose relations hold between entities. Spans and entities are given. The most frequent
relations have hot keys, the others are chosen from the list; what ends a relation takes is what it has in the file.
`--half` takes every second article, `--plain` is without memory of other articles, and without what relations imply,
`--singly` never takes all that is proposed at a span at once. All keys count, going too, by the shortest way; all
that is proposed is judged, and at the end what is held must be what is true.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_lowercase, digits
from typing import Any, NamedTuple

from textual.pilot import Pilot

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.blank import blank
from support.claiming import decided

from annotator.domain.article import Article
from annotator.domain.claims.scheme import CLAIM_KEYS, ClaimScheme, EntityRules, RelationType
from annotator.domain.claims.values import Relation, Same
from annotator.domain.decisions import Added, Claimed, Event
from annotator.domain.folded import fold
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.services.claiming.question import Target
from annotator.services.claiming.relations.drawing import following
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.keys.table import key_of
from annotator.tui.screens.claims.pointing import Letters
from annotator.tui.screens.claims.screen import ClaimsScreen

SURE, OFTEN = 0.97, 8
"""A relation implies another one, or its inverse, where that holds so often, of so many at least."""
SEVERAL = 3
"""From so many ends of one relation on, one letter follows the other."""


class Truth(NamedTuple):
    """An article, its entities as lists of mentions, and its relations: head, name, tail, by number of entity."""

    article: Article
    entities: list[list[Span]]
    relations: set[tuple[int, str, int]]


def truths(path: Path, many: int) -> list[Truth]:
    """The articles of a file of Re-DocRED."""
    return [truth_of(one) for one in json.loads(path.read_text("utf-8"))[:many]]


def truth_of(row: dict[str, Any]) -> Truth:
    """An article: its words with blanks between them, a sentence a paragraph."""
    text, starts = "", list[list[tuple[int, int]]]()
    for words in row["sents"]:
        places = []
        for word in words:
            places.append((len(text), len(text) + len(word)))
            text += f"{word} "
        starts.append(places)
        text = f"{text.rstrip()}\n\n"
    seen = set[tuple[int, int]]()
    entities: list[list[Span]] = []
    for vertex in row["vertexSet"]:
        label = vertex[0]["type"]
        spans = set[Span]()
        for mention in vertex:
            first, last = mention["pos"]
            places = starts[mention["sent_id"]]
            edges = places[first][0], places[last - 1][1]
            if edges not in seen:
                seen.add(edges)
                spans.add(Span(*edges, label))
        entities.append(sorted(spans))
    related = {(one["h"], one["r"], one["t"]) for one in row["labels"]}
    return Truth(
        Article.of(text.rstrip()),
        entities,
        {one for one in related if one[0] != one[2] and entities[one[0]] and entities[one[2]]},
    )


def scheme_of(data: Sequence[Truth], *, implied: bool) -> Scheme:
    """The relations of the file, the most frequent with hot keys, and what they imply."""
    names = Counter(name for truth in data for _, name, _ in truth.relations)
    heads, tails = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    with_it = defaultdict[str, Counter[tuple[str, bool]]](Counter)
    for truth in data:
        between = defaultdict[tuple[int, int], set[str]](set)
        for head, name, tail in truth.relations:
            heads[name].add(truth.entities[head][0].label)
            tails[name].add(truth.entities[tail][0].label)
            between[head, tail].add(name)
        for (head, tail), here in between.items():
            back = between.get((tail, head), set())
            for name in here:
                with_it[name].update((other, False) for other in here if other != name)
                with_it[name].update((other, True) for other in back)
    keys = dict(zip((name for name, _ in names.most_common()), CLAIM_KEYS, strict=False))
    inverse: dict[str, str] = {}
    for name, number in names.items():
        for (other, turned), together in with_it[name].items():
            both = together >= SURE * number and together >= SURE * names[other]
            if implied and turned and other != name and number >= OFTEN and both and other not in inverse.values():
                inverse.setdefault(min(name, other), max(name, other))
    kinds = [
        RelationType(
            name,
            keys.get(name, ""),
            tuple(sorted(heads[name])),
            tuple(sorted(tails[name])),
            between="entities",
            implies=tuple(
                other
                for (other, turned), together in with_it[name].items()
                if implied and not turned and number >= OFTEN and together >= SURE * number
            ),
            directed=with_it[name][name, True] < SURE * number or not implied,
            inverse=inverse.get(name, ""),
        )
        for name, number in names.most_common()
    ]
    labels = sorted({spans[0].label for truth in data for spans in truth.entities if spans})
    return Scheme(
        tuple(Label(label, key) for label, key in zip(labels, "ABCDEFGHIJ", strict=False)),
        overlap="any",
        auto_accept="off",
        claims=ClaimScheme(tuple(kinds), entities=EntityRules()),
    )


def begin(store: Store, truth: Truth) -> None:
    """Add an article with its spans and entities."""
    events: list[Event] = [Added(span) for spans in truth.entities for span in spans]
    for first, *others in filter(None, truth.entities):
        events += [Claimed(Same(span, first)) for span in others]
    number = store.conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    with store.write():
        store.add_article(truth.article, f"2026-01-01T00:00:00.{number:06}Z")
    decided(store, truth.article.key, events)


@dataclass
class Hands:
    """Works in the screen of claims, and counts keys by what they were for."""

    pilot: Pilot[None]
    screen: ClaimsScreen
    truth: Truth
    singly: bool = False
    keys: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.entity = {span: number for number, spans in enumerate(self.truth.entities) for span in spans}
        claims = self.screen.session.scheme.claims
        first = [next(iter(spans), None) for spans in self.truth.entities]
        every = [
            Relation(one, name, other)
            for head, name, tail in self.truth.relations
            if (one := first[head]) and (other := first[tail])
        ]
        self.true = {self.said(one) for one in every}
        self.true |= {self.said(one) for relation in every for one in following(claims, relation)}

    def said(self, relation: Relation) -> tuple[int, str, int]:
        """A relation by its entities; in order, where it has no direction."""
        kind = self.screen.session.scheme.claims.relation(relation.label)
        head, tail = self.entity[relation.head], self.entity[relation.tail]
        turned = kind is not None and not kind.directed and tail < head
        return (tail, relation.label, head) if turned else (head, relation.label, tail)

    def held(self) -> set[tuple[int, str, int]]:
        """What holds now."""
        return {self.said(one) for one in self.screen.session.layer.claims if isinstance(one, Relation)}

    async def press(self, what: str, *keys: str) -> None:
        """Press keys, and count them; letters that still wait are let go of, if the first key would be one of them."""
        if what != "point" and self.screen.asked and keys[0] in ascii_lowercase + digits:
            keys = ("escape", *keys)
        self.keys[what] += len(keys)
        await self.pilot.press(*keys)

    async def work(self) -> None:
        """Draw all that is true, and judge all that is proposed, head by head."""
        for _ in range(2):
            for head in list(self.screen.at_task.stops()):
                while self.missing(head) or self.proposed(head):
                    await self.go(head)
                    await (self.draw(head) if self.missing(head) else self.judge(head))
        assert self.held() == self.true, self.held() ^ self.true

    def proposed(self, head: Span) -> set[tuple[int, str, int]]:
        """What is proposed at a span that is its head."""
        lines = self.screen.at_task.lines(head)
        claims = [line.claim for line in lines if line.state == "open" and isinstance(line.claim, Relation)]
        return {self.said(one) for one in claims if self.entity[one.head] == self.entity[head]}

    def missing(self, head: Span) -> list[tuple[int, str, int]]:
        """What is true of a head, neither held nor proposed; what brings most with it first."""
        claims = self.screen.session.scheme.claims
        known = self.held() | self.proposed(head)
        left = [one for one in self.true - known if one[0] == self.entity[head]]
        return sorted(left, key=lambda one: (-len(claims.following(one[1])), one[1], one[2]))

    async def go(self, head: Span) -> None:
        """Go to a span by the shortest way: to what is open, from stop to stop, or by a letter, a number, its words."""
        screen, entity = self.screen, self.entity[head]
        now = screen.session.focus
        if now and self.entity.get(now) == entity:
            return
        at_task = screen.at_task
        ways = []
        for there, onward, back in ((at_task.stops(), "j", "k"), (at_task.open(), "tab", "shift+tab")):
            for key, spans in ((onward, there), (back, there[::-1])):
                left = [span for span in spans if not now or (span > now if key == onward else span < now)]
                ways += [[key] * number for number, span in enumerate(left, 1) if self.entity[span] == entity][:1]
        asked = at_task.point(now or at_task.stops()[0])
        if asked:
            ways.append(["f", *self.pointed(Letters(screen, asked, print), self.truth.entities[entity])])
        await self.press("go", *min(ways, key=len))
        assert self.entity[screen.session.focus or head] == entity

    async def judge(self, head: Span) -> None:
        """Take all that is proposed at the focus, where all is true; else take or refuse the line that is chosen."""
        lines = [line for line in self.screen.lines_here() if line.state == "open"]
        true = [isinstance(line.claim, Relation) and self.said(line.claim) in self.true for line in lines]
        if all(true) and len(true) > 1 and not self.singly:
            await self.press("judge", "asterisk")
            return
        line = self.screen.line()
        assert line and line.state == "open" and isinstance(line.claim, Relation)
        await self.press("judge", "space" if self.said(line.claim) in self.true else "x")

    async def draw(self, head: Span) -> None:
        """Draw what comes first, and with it what has the same name, if that is much."""
        (_, name, _), *_ = left = self.missing(head)
        tails = [tail for _, other, tail in left if other == name]
        if len(tails) < SEVERAL:
            await self.press("label", *self.label(name))
            await self.point(*self.truth.entities[tails[0]])
            return
        await self.press("label", *self.label(name), "plus")
        for tail in tails:
            asked = self.screen.asked
            mentions = set(self.truth.entities[tail])
            if asked and any(one.span in mentions for one in asked.pointing.targets):  # else it came along
                await self.point(*mentions)

    def label(self, name: str) -> list[str]:
        """The keys that ask for the other end of a relation."""
        focus = self.screen.focus_held()
        keys = self.screen.at_task.keys(focus)
        found = next((one for one in keys if one.name.removeprefix("← ") == name), None)
        if found and found.key:
            return [found.key]
        assert focus
        typed = shortest(name, lambda typed: [one.words for one in self.screen.at_task.choices(focus, typed)])
        return ["enter", *typed, "enter"]

    async def point(self, *mentions: Span) -> None:
        """Answer with the letter, the number or the words of a span."""
        asked = self.screen.asked
        assert isinstance(asked, Letters), self.screen.message
        keys = self.pointed(asked, mentions)
        await self.press("search" if keys[0] == "slash" else "point", *keys)

    def pointed(self, asked: Letters, mentions: Sequence[Span]) -> list[str]:
        """The keys that answer."""
        for letters, target in asked._in_sight.items():
            if target.span in mentions:
                return list(letters)
        for number, target in enumerate(asked.numbered, 1):
            if target.span in mentions:
                return [str(number)]
        target = next(one for one in asked.pointing.targets if one.span in mentions)
        return ["slash", *shortest(target, lambda typed: fitting(asked.pointing.targets, typed)), "enter"]


def fitting(targets: Iterable[Target], typed: str) -> list[Target]:
    """The targets that a search for what is typed lists."""
    wish = fold(typed).casefold()
    return [one for one in targets if wish in fold(f"{one.words} {one.span.label}").casefold()]


def shortest(wanted: Any, found: Any) -> list[str]:
    """The keys to type and go down until what is wanted is chosen."""
    words = wanted if isinstance(wanted, str) else wanted.words
    ways = []
    for length in range(min(len(words), 8) + 1):
        typed = words[:length].lower()
        listed = found(typed)
        if wanted in listed and all(sign.isalnum() or sign == " " for sign in typed):
            ways.append(
                [*("space" if sign == " " else key_of(sign) for sign in typed), *["down"] * listed.index(wanted)]
            )
    return min(ways, key=len)


async def draw(
    project: Path, data: Sequence[Truth], size: tuple[int, int], *, plain: bool, singly: bool
) -> list[Counter[str]]:
    """Draw the relations of the articles, one after the other; gives the keys of each."""
    scheme, found = scheme_of(data, implied=not plain), list[Counter[str]]()
    for number, truth in enumerate(data):
        path = project.with_name(f"{number}.db") if plain else project
        with Store.open(path) if path.exists() else blank(path) as store:
            if not number or plain:
                save_scheme(store, scheme)
            begin(store, truth)
            app = AnnotatorApp(store, "ana", start="annotate", article=truth.article.key, suggest=False, task="ties")
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                assert isinstance(app.screen, ClaimsScreen)
                hands = Hands(pilot, app.screen, truth, singly)
                await hands.work()
                found.append(hands.keys)
                told = ", ".join(f"{what} {keys}" for what, keys in hands.keys.items())
                print(f"{number}: {len(hands.true)} relations, {hands.keys.total()} keys: {told}", flush=True)
    return found


def main() -> None:
    """Print keys a relation."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--half", type=int, choices=(1, 2))
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--singly", action="store_true")
    wanted = parser.parse_args()
    data = truths(wanted.file, wanted.articles)
    data = data[wanted.half - 1 :: 2] if wanted.half else data
    width, _, height = wanted.size.partition("x")
    with tempfile.TemporaryDirectory() as folder:
        size, project = (int(width), int(height)), Path(folder) / "p.db"
        keys = asyncio.run(draw(project, data, size, plain=wanted.plain, singly=wanted.singly))
    relations = sum(len(truth.relations) for truth in data)
    every = sum(keys, Counter[str]())
    told = ", ".join(f"{what} {number / relations:.2f}" for what, number in every.most_common())
    print(f"{relations} relations, {every.total()} keys, {every.total() / relations:.2f} a relation: {told}")


if __name__ == "__main__":
    main()
