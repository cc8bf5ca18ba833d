"""SQL conditions that several questions share: how far a layer is, and whether an article is there.

`COMPLETE`, `CLOSED` and `HANDED_IN` are about the `status` of a row of `layers`; what they mean says `domain.state`.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain import state


def _among(statuses: Iterable[str]) -> str:
    quoted = ", ".join(f"'{status}'" for status in statuses)
    return f"status IN ({quoted})"


COMPLETE = _among(state.COMPLETE)
CLOSED = _among(state.CLOSED)
HANDED_IN = _among(state.HANDED_IN)
PRESENT = "article NOT IN (SELECT id FROM articles WHERE archived)"
"""That the `article` of a row was not put away."""
