"""The log of deals: who was given or taken which article, when, by whom, in which round.

A deal is never changed. What holds is told by `assignments`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from annotator.domain.decisions import new_id


class Deal(NamedTuple):
    """Who deals, and in which round (its id); "" where that is not known, or none."""

    by: str = ""
    round: str = ""


NOBODYS = Deal()
_LAST_ROUND = "SELECT round FROM deals WHERE article = ? AND round != '' ORDER BY id DESC LIMIT 1"


def note_deals(conn: sqlite3.Connection, dealt: Iterable[tuple[int, str]], *, said: bool, deal: Deal) -> None:
    """Note, inside a write transaction, that articles (row ids) are given to annotators, or taken back.

    In no round, each is dealt in the one in which it was dealt last, if it was.
    """
    conn.executemany(
        f"INSERT INTO deals VALUES (?, coalesce(nullif(?, ''), ({_LAST_ROUND}), ''), ?, ?, ?, ?)",
        ((new_id(), deal.round, article, article, annotator, said, deal.by) for article, annotator in dealt),
    )
