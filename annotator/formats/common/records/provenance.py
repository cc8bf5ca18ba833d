"""Who decided on a span, proposed it or wrote a comment, and how sure of it they were, as an entry says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from annotator.domain.decisions import Decided
from annotator.domain.document import Provenance
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.formats.common.records.moments import moment
from annotator.formats.common.span_reader import check_label

_DECIDED: dict[str, Decided] = {name: name for name in get_args(Decided)}

SCORES = ("score", "confidence", "Score", "prob")
"""Under which names an entry says how sure somebody was."""


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


def scores_of(entry: Any) -> Iterator[tuple[str, Any]]:
    """How sure of it somebody was, by the names under which an entry says so."""
    if isinstance(entry, dict) and not entry.keys().isdisjoint(SCORES):
        yield from ((name, entry[name]) for name in SCORES if entry.get(name) is not None)


def suggestion_of(span: Span, entry: Any, source: str = "import") -> Suggestion:
    """A span of which nobody has said whether it holds, from the source that its entry names."""
    named = entry.get("source") if isinstance(entry, dict) else None
    given = next((value for _, value in scores_of(entry)), None)
    score = float(given) if isinstance(given, (int, float)) and 0 <= given <= 1 else None
    return Suggestion(span, named if isinstance(named, str) and named.strip() else source, score)


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _score(entry: Any) -> float | None:
    """The score of a suggestion, from 0 to 1, if the entry has one; a table holds it as text."""
    try:
        score = float(entry.get("score"))
    except (TypeError, ValueError):
        return None
    return score if 0 <= score <= 1 else None
