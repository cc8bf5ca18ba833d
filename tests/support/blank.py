"""An empty project, copied from one that this process has made: making one waits for the disk ten times as long."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from uuid import uuid4

from annotator.storage.store import Store


def blank(path: Path) -> Store:
    """The project at a path, as `Store.create` gives it: an empty one with a name of its own where there is no file."""
    if path.exists():
        return Store.create(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_made())
    store = Store.open(path)
    with store.write() as connection:
        connection.execute("UPDATE project SET uuid = ?", (str(uuid4()),))
    return store


@cache
def _made() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "blank.db"
        Store.create(path).close()
        return path.read_bytes()
