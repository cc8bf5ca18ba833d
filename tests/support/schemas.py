"""Projects of every schema there was, as SQL text, and what their layers held by the program of that time.

`python -m support.schemas PROJECT` in `tests/` keeps a project so, under the number of its schema: whoever changes
the schema runs it first, with the program as it was.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from annotator.storage.store import Store

FOLDER = Path(__file__).parents[1] / "storage" / "schemas"
_PRAGMAS = ("application_id", "user_version")


def layers(store: Store) -> dict[str, Any]:
    """What every layer of a project holds, by article and name, as plain values."""
    found: dict[str, Any] = {}
    rows = store.conn.execute("SELECT key, layer FROM layers JOIN articles ON id = article ORDER BY added, layer")
    for key, name in rows.fetchall():
        layer = store.layer(key, name).layer
        found.setdefault(key, {})[name] = {
            "status": layer.status,
            "flagged": layer.flagged,
            "cats": dict(layer.cats),
            "held": [_plain(layer.held[span]) for span in sorted(layer.held)],
            "rejected": [_plain(layer.rejected[span]) for span in sorted(layer.rejected)],
            "aside": [[span.start, span.end, span.label] for span in sorted(layer.aside)],
            "comments": [[one.text, one.by, one.at] for one in layer.comments],
        }
    return found


def _plain(held: Any) -> list[Any]:
    span, was = held.span, held.suggested
    suggested = [was.start, was.end, was.label] if was else None
    return [span.start, span.end, span.label, held.decided, suggested, held.source, held.score, held.by, held.at]


def dump(path: Path) -> str:
    """A project as SQL."""
    with closing(sqlite3.connect(path)) as conn:
        pragmas = [f"PRAGMA {name} = {conn.execute(f'PRAGMA {name}').fetchone()[0]};" for name in _PRAGMAS]
        return "\n".join([*pragmas, *conn.iterdump(), ""])


def restore(sql: str, path: Path) -> None:
    """Make a project of its SQL."""
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(sql)


if __name__ == "__main__":
    project = Path(sys.argv[1])
    with Store.open(project) as opened:
        number = opened.conn.execute("PRAGMA user_version").fetchone()[0]
        held = json.dumps(layers(opened), ensure_ascii=False).replace(': {"status"', ':\n  {"status"')
    (FOLDER / f"v{number}.json").write_text(held + "\n", encoding="utf-8")
    (FOLDER / f"v{number}.sql").write_text(dump(project), encoding="utf-8")
