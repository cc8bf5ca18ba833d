"""An article in review: two annotators have finished it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.disputed import ANA, BEN, TEXT
from support.teams import finish, project, put

from annotator.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "team.db") as opened:
        yield opened


@pytest.fixture
def key(store: Store) -> str:
    found = put(store, TEXT)
    finish(store, found, {"ana": ANA, "ben": BEN})
    return found
