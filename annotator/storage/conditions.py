"""SQL conditions that several questions share: how far a layer is, whether an article is there, what is decided.

`COMPLETE`, `CLOSED` and `HANDED_IN` are about the `status` of a row of `layers`; what they mean says `domain.state`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from annotator.domain import state


def _among(statuses: Iterable[str]) -> str:
    quoted = ", ".join(f"'{status}'" for status in statuses)
    return f"status IN ({quoted})"


COMPLETE = _among(state.COMPLETE)
CLOSED = _among(state.CLOSED)
UNFINISHED = _among(status for status in get_args(state.Status) if status not in state.CLOSED)
"""That there is still something to do; unlike `NOT` what is closed, an index finds it."""
HANDED_IN = _among(state.HANDED_IN)
PRESENT = "article NOT IN (SELECT id FROM articles WHERE archived + 0 = 1)"
"""That the `article` of a row was not put away."""

GIVEN = (
    "(NOT EXISTS (SELECT 1 FROM assignments WHERE article = articles.id) "
    "OR EXISTS (SELECT 1 FROM assignments WHERE article = articles.id AND annotator = :annotator))"
)
"""That a row of `articles` was given to `:annotator`, or to nobody."""

NOT_UNDONE = (
    "coalesce((SELECT last.action FROM decisions AS last WHERE last.article = decisions.article "
    "AND last.layer = decisions.layer AND last.note = decisions.step AND last.action IN ('undone', 'redone') "
    "ORDER BY last.id DESC LIMIT 1), 'redone') = 'redone'"
)
"""That the step of a row of `decisions` was not undone, or was redone since."""

_SPAN = "SELECT 1 FROM spans WHERE spans.article = layers.article AND spans.layer = layers.layer AND state ="
_EDGES = 'spans.start = suggestions.start AND spans."end" = suggestions."end"'
MAY_BE_OPEN = (
    f"NOT EXISTS ({_SPAN} 'held' AND {_EDGES}) "
    f"AND NOT EXISTS ({_SPAN} 'rejected' AND {_EDGES} AND spans.label = suggestions.label)"
)
"""That a row of `suggestions` is not decided for sure in a row of `layers`, which spares a closer look at many."""
