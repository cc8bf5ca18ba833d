"""Who decided on a span or wrote a comment, as an entry of a file of ours says it."""

from __future__ import annotations

from typing import Any, get_args

from annotator.domain.decisions import Decided
from annotator.domain.document import Provenance
from annotator.formats.common.records.moments import moment
from annotator.formats.common.span_reader import check_label

_DECIDED: dict[str, Decided] = {name: name for name in get_args(Decided)}


def made_by(entry: Any, source: str = "source") -> Provenance | None:
    """Who made what an entry of ours is about, when, how and of what; None where it does not say who and when.

    `source` is the key under which the source of a suggestion stands. Raises `InputError` for a name that is none.
    """
    who = entry.get("by") if isinstance(entry, dict) else None
    when = moment(entry.get("at")) if isinstance(who, str) and who.strip() else ""
    if not when:
        return None
    decided = _DECIDED.get(str(entry.get("decided")), "imported")
    return Provenance(check_label(who, "An annotator"), when, decided, _word(entry.get(source)), _score(entry))


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _score(entry: Any) -> float | None:
    """The score of a suggestion, from 0 to 1, if the entry has one; a table holds it as text."""
    try:
        score = float(entry.get("score"))
    except (TypeError, ValueError):
        return None
    return score if 0 <= score <= 1 else None
