"""`kill -9` at any moment of drawing relations and joining mentions: nothing that was seen is lost, nothing is half."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.news import QUIET
from support.pty import ANNOTATOR, LISTENS, Terminal

from annotator.domain.claims.values import Relation, Same
from annotator.domain.layer import Layer, fold
from annotator.services.project.demo import make
from annotator.services.project.doctor import check_up
from annotator.storage.store import Store

KEYS = {
    "ties": [["H", "a", "escape"], ["H", "1"], ["B", "a", "escape"], ["A", "b", "escape"], ["A", "<", "a", "escape"],
             ["B", "plus", "a", "b", "escape"], ["x"], ["space"], ["tab"], ["j"], ["j"], ["k"], ["u"], ["r"], ["<"],
             ["M", "a", "escape"], ["P", "c", "escape"]],
    "same": [["space"], ["space"], ["x"], ["f", "a"], ["f", "c"], ["*"], ["y"], ["tab"], ["j"], ["u"], ["u"], ["r"],
             ["~"]],
}  # fmt: skip
SIGNS = {"ties": "→", "same": "="}
Seen = tuple[int, int]
"""How many claims of the task hold, and how many were refused."""


def seen(terminal: Terminal, task: str) -> Seen | None:
    """What the top line says."""
    found = re.search(rf"{SIGNS[task]} (\d+) +✗ (\d+)", terminal.lines[0])
    return (int(found[1]), int(found[2])) if found else None


def told(layer: Layer, task: str) -> Seen:
    """What the top line should say of a layer."""
    if task == "ties":
        tables = (layer.claims, layer.refusals)
        held, refused = (sum(isinstance(claim, Relation) for claim in table) for table in tables)
        return held, refused
    joined = sum(len(mentions) - 1 for mentions in layer.claim_index.entities().values())
    return joined, sum(isinstance(claim, Same) for claim in layer.refusals)


def history(path: Path, key: str, task: str) -> Iterator[Seen]:
    """What it should have said after each step that is stored."""
    with Store.open(path) as store:
        length, decisions = len(store.article(key).text), store.decisions(key, "ana")
    for number, decision in enumerate(decisions, 1):
        if number == len(decisions) or decisions[number].step != decision.step:
            yield told(fold(length, decisions[:number]), task)


def killed_at_random(folder: Path, task: str, times: int, seed: int) -> int:
    """How many kills were outlived; fails at the first that lost something that was seen."""
    chance = random.Random(seed)  # noqa: S311 - keys are drawn, no secrets
    path = folder / "d.db"
    make(path, claims_of="ana")
    with Store.open(path) as store:
        key = store.conn.execute("SELECT key FROM articles ORDER BY added LIMIT 1").fetchone()[0]
    command = [*ANNOTATOR, "--project", str(path), "--as", "ana", "label", "--article", key, "--task", task]
    for run in range(times):
        with Terminal(command, cwd=folder, env=QUIET) as terminal:
            terminal.wait_for(lambda now: seen(now, task) is not None)
            terminal.wait_for(lambda now: LISTENS in now.raw)
            for _ in range(chance.randint(1, 8)):
                for name in chance.choice(KEYS[task]):
                    terminal.press(name)
                time.sleep(chance.choice([0, 0, 0.02, 0.05]))
            time.sleep(chance.uniform(0, 0.15))
            shown = seen(terminal, task)
            terminal.kill()
        assert shown in {None, *history(path, key, task)}, f"kill {run}: the screen said {shown}"
        with Store.open(path) as store:
            assert check_up(store).problems == []
    assert len(set(history(path, key, task))) > 1, "something was claimed"
    return times


@pytest.mark.parametrize("task", ["ties", "same"])
def test_what_was_claimed_on_screen_is_there_after_a_kill(tmp_path: Path, task: str) -> None:
    assert killed_at_random(tmp_path, task, 6, 7) == 6


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("task", ["ties", "same"])
def test_what_was_claimed_on_screen_is_there_after_many_kills(tmp_path: Path, task: str, seed: int) -> None:
    print(f"{killed_at_random(tmp_path, task, 20, seed)} kills at {task}")
