"""Clients that are killed at any moment, and others at work beside them: in the end all have the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.in_step import InStep, exported, held, sound
from support.news import NEWS, news_project
from support.shares import KINDS, new_share

KILLS, DECISIONS, SEED = 4, 60, 1
TESTS = Path(__file__).parents[1]


def client(path: Path, name: str, seed: int, kills: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "support.in_step_client", str(path), name, str(DECISIONS), str(seed), str(kills)]
    paths = (str(TESTS), str(TESTS.parent), os.environ.get("PYTHONPATH", ""))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    return subprocess.Popen(command, env=env, stderr=subprocess.PIPE)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with new_share(request.param, tmp_path, monkeypatch) as found:
        yield found


def test_clients_killed_anywhere_come_to_the_same(tmp_path: Path, url: str) -> None:
    together = InStep(tmp_path, url)
    (tmp_path / "olga").mkdir()
    news_project(tmp_path / "olga" / "news.db", NEWS[:6])
    olga = together.founded("olga")
    names = ("ana", "ben", "cleo")
    for name in names:
        together.join(name).close()
    left = dict.fromkeys(names, KILLS)
    running = {name: client(together.path(name), name, SEED, KILLS) for name in names}
    while running:
        for name, process in list(running.items()):
            _, said = process.communicate()
            if process.returncode == 0:
                del running[name]
                continue
            assert process.returncode == -9, said.decode()
            left[name] -= 1
            running[name] = client(together.path(name), name, SEED, max(left[name], 0))
    assert sum(left.values()) < KILLS * len(names)
    rosa = together.join("rosa", "reviewer")
    for name in names:
        together.open(name)
    together.all_in_step()
    assert held(rosa) == held(olga)
    assert exported(rosa, tmp_path) == exported(olga, tmp_path)
    assert all(map(sound, together.stores.values()))
    together.close()
