"""What a package holds that its project does not have yet."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.errors import ProjectError
from annotator.storage.connection import sentences
from annotator.storage.store import Store


def not_collected(store: Store, path: Path) -> int:
    """How many decisions are in the project at `path` and not in `store`; 0 where there is none that can be read."""
    if not path.is_file():
        return 0
    try:
        with sentences(path), closing(sqlite3.connect(path)) as conn:
            conn.execute("ATTACH ? AS ours", (str(store.path.absolute()),))
            asked = "SELECT count(*) FROM main.decisions WHERE id NOT IN (SELECT id FROM ours.decisions)"
            return int(conn.execute(asked).fetchone()[0])
    except (ProjectError, sqlite3.Error):
        return 0
