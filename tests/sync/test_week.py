"""A week of a team of five on laptops that are offline half of the time: gold is that of one shared file."""

from __future__ import annotations

import random
from pathlib import Path

from support.in_step import InStep, held, keys, label, sound
from support.teams import project, put

from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.votes import Quota
from annotator.domain.span import Span
from annotator.services.reviewing.across.plan import Asked, plan
from annotator.services.reviewing.across.settle import settle
from annotator.storage.store import Store
from annotator.sync import team

TEXTS = tuple(f"Ana Gomez met Ben Kofi of Acme in Town {number} today." for number in range(12))
PLACES = ((0, 9), (14, 22), (26, 30), (34, 38))
PEOPLE = ("ana", "ben", "cleo", "dan", "eve")
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


def test_gold_is_that_of_one_shared_file(tmp_path: Path) -> None:
    together, chance = InStep(tmp_path), random.Random(5)  # noqa: S311 - a test
    together.owner(texts=TEXTS)
    copies = {name: together.join(name) for name in PEOPLE}
    rosa = together.join("rosa", "reviewer")
    every = keys(rosa)
    with project(tmp_path / "one.db") as one:
        for text in TEXTS:
            put(one, text)
        left = {name: chance.sample(every, len(every)) for name in PEOPLE}
        for day in range(DAYS):
            for name in chance.sample(PEOPLE, len(PEOPLE)):
                some = left[name] if day == DAYS - 1 else left[name][:3]
                left[name] = left[name][len(some) :]
                for key in some:
                    label(copies[name], key, name, *spans_of(key, name))
                    label(one, key, name, *spans_of(key, name))
                    if chance.random() < 0.5:
                        team.in_step(copies[name])
        together.all_in_step()
        assert gold(rosa) == gold(one)
        together.all_in_step()
        olga = together.stores["olga"]
        assert held(olga) == held(rosa)
        assert all(map(sound, together.stores.values()))
    together.close()
