"""Steps that settled conflicts of many articles, and articles that cannot be settled now."""

from __future__ import annotations

import json
from collections.abc import Sequence

from annotator.domain.decisions import GOLD
from annotator.storage.store import Store

_LAST = f"""
SELECT step FROM steps WHERE by = ? AND state = 'done' AND layer = '{GOLD}' AND EXISTS (
  SELECT 1 FROM decisions WHERE decisions.article = steps.article AND decisions.layer = '{GOLD}'
  AND decisions.step = steps.step AND bulk AND action = 'ruled'
  AND json_extract(note, '$.choice') IN (SELECT value FROM json_each(?)))
ORDER BY step DESC LIMIT 1"""
_RETURNED = f"""
SELECT count(*) FROM articles WHERE archived = 0
  AND EXISTS (SELECT 1 FROM layers WHERE article = id AND status = 'returned')
  AND (SELECT count(*) FROM layers
    WHERE article = id AND layer != '{GOLD}' AND status IN ('finished', 'returned')) >= 2"""


def last_settling(store: Store, by: str, choices: Sequence[str]) -> str | None:
    """The last step of somebody's, not taken back yet, that settled conflicts by one of these choices."""
    row = store.conn.execute(_LAST, (by, json.dumps(choices))).fetchone()
    return str(row[0]) if row else None


def returned(store: Store) -> int:
    """How many articles of several annotators are on their way back to one of them."""
    return int(store.conn.execute(_RETURNED).fetchone()[0])
