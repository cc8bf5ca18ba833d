"""What a person is called where a word is made of their name, and whether they are known: asked before all else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

Who = Callable[[str], str]
"""The present name of whoever is called so."""
LENS = "lens:"
"""How the name of a source begins that is a person who proposes from the lens."""


def present_source(source: str, who: Who) -> str:
    """The name of a source, with the present name of the person that it is, if it is one."""
    return LENS + who(source.removeprefix(LENS)) if source.startswith(LENS) else source


def later(annotator: str) -> str:
    """The name under which the articles that an annotator has put off are kept among the places of annotators."""
    return f"later\t{annotator}"


def is_at_home(conn: sqlite3.Connection, name: str) -> bool:
    """Whether somebody has labelled under that name, and nobody is called otherwise by now who was called so."""
    labels = "EXISTS (SELECT 1 FROM layers WHERE layer = :name)"
    former = "EXISTS (SELECT 1 FROM same_people WHERE old = :name)"
    return bool(conn.execute(f"SELECT {labels} AND NOT {former}", {"name": name}).fetchone()[0])
