"""The strings set aside in another project, taken into this one: the newer word holds on each."""

from __future__ import annotations

import json
from collections.abc import Callable

from annotator.storage.store import Store
from annotator.storage.strings.set_aside import COLUMNS, labels_of, put_words
from annotator.storage.team.called import Who


def join_strings(store: Store, other: Store, named: Callable[[str], str], who: Who) -> None:
    """Take them; `named` translates their labels, `who` gives the present name of anybody. Raises `ProjectBusy`."""
    theirs = other.conn.execute(f"SELECT {COLUMNS} FROM main.strings_aside").fetchall()
    if theirs:
        with store.write() as conn:
            put_words(
                conn,
                (
                    (who(layer), string, aside, _translated(treated, named), why, who(by), at)
                    for layer, string, aside, treated, why, by, at in theirs
                ),
            )


def _translated(treated: str, named: Callable[[str], str]) -> str:
    return json.dumps(sorted({name and named(name) for name in labels_of(treated)}), ensure_ascii=False)
