"""Clients that are killed at any moment, and others at work beside them: in the end all have the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.in_step import InStep, exported, held, sound
from support.news import NEWS, news_project

KILLS, DECISIONS = 4, 60
TESTS = Path(__file__).parents[1]


def client(path: Path, name: str, seed: int, kills: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "support.in_step_client", str(path), name, str(DECISIONS), str(seed), str(kills)]
    env = {**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"}
    return subprocess.Popen(command, env=env, stderr=subprocess.PIPE)


@pytest.mark.parametrize("seed", [1])
def test_clients_killed_anywhere_come_to_the_same(tmp_path: Path, seed: int) -> None:
    together = InStep(tmp_path)
    (tmp_path / "olga").mkdir()
    news_project(tmp_path / "olga" / "news.db", NEWS[:6])
    olga = together.founded("olga")
    names = ("ana", "ben", "cleo")
    for name in names:
        together.join(name).close()
    left = dict.fromkeys(names, KILLS)
    running = {name: client(together.path(name), name, seed, KILLS) for name in names}
    while running:
        for name, process in list(running.items()):
            _, said = process.communicate()
            if process.returncode == 0:
                del running[name]
                continue
            assert process.returncode == -9, said.decode()
            left[name] -= 1
            running[name] = client(together.path(name), name, seed, max(left[name], 0))
    assert sum(left.values()) < KILLS * len(names)
    rosa = together.join("rosa", "reviewer")
    for name in names:
        together.open(name)
    together.all_in_step()
    assert held(rosa) == held(olga)
    assert exported(rosa, tmp_path) == exported(olga, tmp_path)
    assert all(map(sound, together.stores.values()))
    together.close()
