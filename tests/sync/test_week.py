"""A week of a team of five, on laptops that are offline half of the time or in packages: gold is that of one file."""

from __future__ import annotations

import random
from pathlib import Path

from support.in_step import InStep, held, keys, label, sound
from support.teams import project, put

from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.votes import Quota
from annotator.domain.span import Span
from annotator.services.project.assign import hand_out
from annotator.services.reviewing.across.plan import Asked, plan
from annotator.services.reviewing.across.settle import settle
from annotator.services.team.packages import collect, handout
from annotator.storage.store import Store
from annotator.sync import team

TEXTS = tuple(f"Ana Gomez met Ben Kofi of Acme in Town {number} today." for number in range(12))
PLACES = ((0, 9), (14, 22), (26, 30), (34, 38))
PEOPLE = ("ana", "ben", "cleo", "dan", "eve")
PACKED = ("dan", "eve")
DAYS = 5


def spans_of(key: str, who: str) -> list[tuple[int, int, str]]:
    """What somebody sees in an article: most people the same, each now and then another label or nothing."""
    chance = random.Random(f"{key} {who}")  # noqa: S311 - a test
    said = [(*place, "ORG" if place[0] == 26 else "PER") for place in PLACES]
    return [(start, end, chance.choice((name, name, name, name, "LOC"))) for start, end, name in said
            if chance.random() < 0.9]  # fmt: skip


def gold(store: Store) -> dict[str, set[Span]]:
    asked = Asked(Quota.of("3/5"))
    settle(store, plan(store, asked).proposals, "rosa", choice="vote", note="by vote")
    return {key: set(store.layer(key, GOLD).layer.spans) for key in keys(store)}


def said(store: Store) -> dict[tuple[str, str], set[Span]]:
    """What everybody says of every article."""
    return {(key, name): set(store.layer(key, name).layer.spans) for key in keys(store) for name in PEOPLE}


class Laptops:
    """A team of five on a folder that some have no way to: they work in packages, which the owner takes in."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.together = folder, InStep(folder)
        self.owner = self.together.owner(texts=TEXTS)
        self.rosa = self.together.join("rosa", "reviewer")
        hand_out(self.owner, keys(self.owner), PACKED)
        self.packages = {name: self._packed(name) for name in PACKED}
        self.copies = {name: self.together.join(name) for name in PEOPLE if name not in PACKED}

    def of(self, name: str) -> Store:
        """Where somebody labels."""
        return self.packages.get(name) or self.copies[name]

    def meet(self, name: str) -> None:
        """Let somebody be online, or bring their package: it is taken in, and they go on in a new one."""
        if name in self.packages:
            self._bring(name)
            self.packages[name] = self._packed(name)
        else:
            team.in_step(self.copies[name])

    def join(self, name: str) -> None:
        """Let somebody who worked in a package have a way to the folder from now on."""
        self._bring(name)
        del self.packages[name]
        self.copies[name] = self.together.join(name)

    def close(self) -> None:
        """Close all projects."""
        for package in self.packages.values():
            package.close()
        self.together.close()

    def _bring(self, name: str) -> None:
        self.packages[name].close()
        collect(self.owner, self._path(name), by="olga")
        team.in_step(self.owner)

    def _packed(self, name: str) -> Store:
        handout(self.owner, name, self._path(name), force=True)
        return Store.open(self._path(name))

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.db"


def test_gold_is_that_of_one_shared_file(tmp_path: Path) -> None:
    laptops, chance = Laptops(tmp_path), random.Random(5)  # noqa: S311 - a test
    every = keys(laptops.rosa)
    with project(tmp_path / "one.db") as one:
        for text in TEXTS:
            put(one, text)
        left = {name: chance.sample(every, len(every)) for name in PEOPLE}
        for day in range(DAYS):
            for name in chance.sample(PEOPLE, len(PEOPLE)):
                some = left[name] if day == DAYS - 1 else left[name][:3]
                left[name] = left[name][len(some) :]
                for key in some:
                    label(laptops.of(name), key, name, *spans_of(key, name))
                    label(one, key, name, *spans_of(key, name))
                    if chance.random() < (0.2 if name in PACKED else 0.5):
                        laptops.meet(name)
            if day == 2:
                laptops.join("eve")
        laptops.meet("dan")
        laptops.together.all_in_step()
        assert said(laptops.rosa) == said(laptops.owner) == said(one)
        found = gold(laptops.rosa)
        assert found == gold(one)
        assert sum(map(len, found.values())) > len(TEXTS)
        laptops.together.all_in_step()
        assert held(laptops.owner) == held(laptops.rosa)
        assert all(map(sound, laptops.together.stores.values()))
    laptops.close()
