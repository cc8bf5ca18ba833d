"""A scheme put in force: what is derived from decisions follows it.

Renaming a label renames what is derived. Merging two labels can change what a layer holds (a span
relabelled from one to the other was never relabelled, seen from then on), so layers that know both
are folded again. Where other labels can be given, or spans may overlap, than before, what is undecided is counted anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from itertools import combinations

from annotator.domain.scheme import Scheme
from annotator.domain.scheme_form import to_form
from annotator.storage.conditions import MAY_BE_OPEN
from annotator.storage.maintenance.rebuild import layer_anew
from annotator.storage.source_settings import save_source_setting, source_settings
from annotator.storage.store import Store

_SUGGESTED = "SELECT 1 FROM suggestions WHERE suggestions.article = layers.article"


def save_scheme(store: Store, scheme: Scheme) -> None:
    """Put a scheme in force, in a write of its own where none is open. Raises `ProjectBusy`."""
    with nullcontext() if store.conn.in_transaction else store.write():
        before = store.scheme()
        store.conn.execute(
            "UPDATE project SET scheme = ?, revision = revision + 1", (json.dumps(to_form(scheme), ensure_ascii=False),)
        )
        renamed: dict[str, list[str]] = {}
        for old, new in scheme.aliases.items():
            if before.current(old) == old and new != old:
                renamed.setdefault(new, []).append(old)
        for new, olds in renamed.items():
            _rename(store, olds, new, before, scheme)
        if renamed:
            _rename_thresholds(store, scheme)
        _count_anew(store, before, scheme, renamed)


def _count_anew(store: Store, before: Scheme, after: Scheme, merged: Iterable[str]) -> None:
    """Let be counted where other suggestions are undecided under one scheme than under the other."""
    labelled = f"EXISTS ({_SUGGESTED} AND label IN (SELECT value FROM json_each(?))"
    if joined := [name for name in merged if before.label(name)]:
        store.count_anew(f"{labelled})", json.dumps(joined))
    if archived := before.archived() ^ after.archived():
        store.count_anew(f"{labelled} AND {MAY_BE_OPEN})", json.dumps(sorted(archived)))
    if before.overlap != after.overlap:
        store.count_anew(f"EXISTS ({_SUGGESTED} AND {MAY_BE_OPEN})")


def _rename(store: Store, olds: Sequence[str], new: str, before: Scheme, after: Scheme) -> None:
    for old in olds:
        for table, column in (("suggestions", "label"), ("spans", "label"), ("spans", "was_label")):
            store.conn.execute(f"UPDATE OR REPLACE {table} SET {column} = ? WHERE {column} = ?", (new, old))
    knowing = [_knowing(store, _names(before, name)) for name in (*olds, new)]
    joined = {layer for one, other in combinations(knowing, 2) for layer in one & other}
    noted = set(store.conn.execute("SELECT article, layer FROM layers WHERE cats != '{}'").fetchall())
    for article, name in sorted(joined | (noted & set().union(*knowing[:-1]))):
        layer_anew(store, article, name, after.current)


def _rename_thresholds(store: Store, scheme: Scheme) -> None:
    """Let a source's thresholds hold for labels under their present names; a label's own wins over a former one's."""
    for setting in source_settings(store):
        own = {label: score for label, score in setting.thresholds.items() if label not in scheme.aliases}
        former = {scheme.current(label): score for label, score in setting.thresholds.items()}
        if former | own != setting.thresholds:
            save_source_setting(store, replace(setting, thresholds=former | own))


def _names(scheme: Scheme, name: str) -> list[str]:
    """A label's name and all its former ones."""
    return [name, *(was for was, now in scheme.aliases.items() if now == name)]


def _knowing(store: Store, names: Iterable[str]) -> set[tuple[int, str]]:
    """The layers in which a decision speaks of one of these labels, or may do so in a ruling."""
    rows = store.conn.execute(
        "SELECT DISTINCT article, layer FROM decisions WHERE action = 'ruled' "
        "OR label IN (SELECT value FROM json_each(:names)) OR was_label IN (SELECT value FROM json_each(:names))",
        {"names": json.dumps(list(names))},
    )
    return set(rows.fetchall())
