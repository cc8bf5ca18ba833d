"""What is said of texts that are nearly, but not quite, those of articles already here."""

from __future__ import annotations

from annotator.services.likeness import Pairs, group_few
from annotator.storage.store import Store

_SHOWN = 3
_KEY = 12
_LISTED = "`annotator articles near` lists such"


def near_texts(store: Store) -> tuple[Pairs, list[str]]:
    """The articles without a group that are nearly an earlier one, and sentences on them.

    Where there are very many articles without a group, they are not looked at, and that is what is said.
    """
    pairs = group_few(store)
    if pairs is None:
        return [], [f"Whether texts are nearly the same was not looked at among so many: {_LISTED}."]
    if not pairs:
        return [], []
    named = ", ".join(f"{one[:_KEY]} ~ {other[:_KEY]}" for one, other in pairs[:_SHOWN])
    rest = ", ..." if len(pairs) > _SHOWN else ""
    these = "1 text is nearly the same as that of another article"
    if len(pairs) > 1:
        these = f"{len(pairs):,} texts are nearly the same as those of other articles"
    return pairs, [
        f"{these}: {named}{rest}. {_LISTED}; their layers stay apart until `annotator articles join` joins them."
    ]
