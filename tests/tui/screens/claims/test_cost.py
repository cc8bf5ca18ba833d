"""What a key costs at the tasks of claims does not grow with what is claimed elsewhere in the article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from support.claiming import CLAIMS, decided, made
from support.counted import counted
from support.desks import at
from textual import events

from annotator.domain.claims.scheme import AttributeType, Base, ClaimScheme, Task
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.decisions import Added, Claimed, Refused
from annotator.domain.span import Span
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.claims.screen import ClaimsScreen

TOWNS = ("Aberdor", "Bergdor", "Celldor", "Dorndor")
PEOPLE = [f"{first}{letter}son" for first in ("Ro", "Li", "Ma") for letter in "bcdfgkl"]
BODIES = [f"{person} Group" for person in PEOPLE]
TEXT = f"Towns\n\n{', '.join(TOWNS)} and {TOWNS[1]} spoke.\n\n" + "\n\n".join(
    f"{person} met {body} in town." for person, body in zip(PEOPLE, BODIES, strict=True)
)
SCHEME = ClaimScheme(
    CLAIMS.relations,
    (*CLAIMS.attributes, AttributeType("sure", of="relation", default=True)),
    CLAIMS.entities,
    (Base("newsroom"),),
)
KEYS: dict[Task, tuple[str, ...]] = {
    "same": ("j", "x", "u", "k"),
    "who": ("j", "k", "0", "u", "x", "u", "tab"),
    "ties": ("j", "k", "x", "u", "greater_than_sign", "k"),
    "facts": ("j", "k", "Q", "u", "O", "u", "greater_than_sign"),
}


def town(number: int, nth: int = 0) -> Span:
    return at(TOWNS[number], "GPE", nth, TEXT)


def spans() -> Iterator[Span]:
    yield from (town(number) for number in range(len(TOWNS)))
    yield town(1, 1)
    for person, body in zip(PEOPLE, BODIES, strict=True):
        yield at(person, "PERSON", 0, TEXT)
        yield at(body, "ORG", 0, TEXT)


PERSON = at(PEOPLE[-1], "PERSON", 0, TEXT)
"""Refused as a member of all bodies, so that nothing is proposed because of others."""


def claims(relations: int) -> Iterator[Claim]:
    """A little at the towns, where the keys are pressed; so many relations at others, and what goes with them."""
    yield from (Same(town(1), town(1, 1)), Link(town(0), "newsroom", "K1"), Attribute(town(0), "quoted", value=True))
    yield from (Relation(town(0), "opposes", town(1)), Relation(town(0), "opposes", town(2)))
    every = list(spans())[5:]
    pairs = [(head, tail) for head in every[:-2:2] for tail in every[1::2]]
    for head, tail in pairs[:relations]:
        yield Relation(head, "member_of", tail)
        yield Attribute(Relation(head, "member_of", tail), "sure", value=False)
    for number, span in enumerate(every[: relations // 8]):
        yield Link(span, "newsroom", f"K{number}")
        yield Attribute(span, "mention", "nominal")


async def cost(path: Path, task: Task, relations: int) -> tuple[int, list[str]]:
    """The functions of the product that the keys call, and the statements that they run."""
    store, key = made(path, SCHEME, TEXT)
    refused = [Refused(Relation(PERSON, "member_of", one)) for one in spans() if one.label == "ORG"]
    decided(store, key, [*map(Added, spans()), *map(Claimed, claims(relations)), *refused], "maker", "ana")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, task=task)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ClaimsScreen)
        _press(app.screen, task)
        found = counted(store, partial(_press, app.screen, task))
    store.close()
    return found


def _press(screen: ClaimsScreen, task: Task) -> None:
    """Press the keys of a task from the first town on; then ask what may be the end of a relation."""
    screen.go(town(0))
    for key in KEYS[task]:
        screen.receive_key(events.Key(key, key if len(key) == 1 else None))
    if task == "ties":
        screen.at_task.press(town(0), "opposes")


@pytest.mark.parametrize("task", KEYS)
async def test_keys_do_no_more_where_more_is_claimed_elsewhere(task: Task, tmp_path: Path) -> None:
    few, statements = await cost(tmp_path / "a.db", task, 30)
    many, more_statements = await cost(tmp_path / "b.db", task, 300)
    assert statements == more_statements
    assert many <= few * 1.01  # what waits for a rest may come in between
