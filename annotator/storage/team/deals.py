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


def note_deals(conn: sqlite3.Connection, dealt: Iterable[tuple[int, str]], *, said: bool, deal: Deal) -> None:
    """Note, inside a write transaction, that articles (row ids) are given to annotators, or taken back."""
    conn.executemany(
        "INSERT INTO deals VALUES (?, ?, ?, ?, ?, ?)",
        ((new_id(), deal.round, article, annotator, said, deal.by) for article, annotator in dealt),
    )
