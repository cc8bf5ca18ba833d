"""Row <-> domain, both ways. What a column means is said here and nowhere else.

`start end label` are the span after the decision, `was_*` the span before it; `note` holds what
has no column: a comment, the step that was undone, a ruling as JSON, `auto`, `on` or `off`, how an imported span
was decided elsewhere. `source` of a comment is the decision whose comment it changes, if it does, or `answers:` or
`closes:` before that which it answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, assert_never, get_args

from annotator.domain.article import Article
from annotator.domain.claims.form import claim_form, claim_of
from annotator.domain.decisions import (
    Accepted,
    Added,
    Approved,
    Claimed,
    Commented,
    Confirmed,
    Decided,
    Decision,
    Event,
    Finished,
    Flagged,
    Imported,
    Noted,
    Redone,
    Refused,
    Rejected,
    Relabelled,
    Removed,
    Reopened,
    Resized,
    Restored,
    Returned,
    Ruled,
    Skipped,
    Superseded,
    Undone,
    Withdrawn,
)
from annotator.domain.disagreement.article_labels import renamed_answers
from annotator.domain.disagreement.conflicts import renamed
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.storage.claims.rows import claim_event_of, claim_event_row

DECISION = (
    "id, step, layer, by, at, action, start, end, label, was_start, was_end, was_label, "
    "source, score, note, elapsed_ms, bulk"
)
DECISION_COLUMNS = DECISION.replace("end,", '"end",', 1)
ARTICLE_COLUMNS = "key, title, byline, source, date, language, meta"
ROW_COLUMNS = 'start, "end", label, decided, source, score, by, at'
HELD_COLUMNS = f"{ROW_COLUMNS}, was_start, was_end, was_label, auto"
SPAN_COLUMNS = f"{HELD_COLUMNS}, state, quote"

_NOTHING = (None,) * 9
_DECIDED: dict[str, Decided] = {name: name for name in get_args(Decided)}
_AUTO, _ON, _OFF = "auto", "on", "off"
ANSWERS, CLOSES = "answers:", "closes:"
_SIMPLE: dict[str, Event] = {
    "finished": Finished(), "skipped": Skipped(), "reopened": Reopened(), "approved": Approved(),
}  # fmt: skip


def decision_row(decision: Decision) -> tuple[Any, ...]:
    """The values of `DECISION` for a decision."""
    return (
        decision.id,
        decision.step,
        decision.layer,
        decision.by,
        decision.at,
        decision.action,
        *_event_row(decision.event),
        decision.elapsed_ms,
        int(decision.bulk),
    )


def _event_row(event: Event) -> tuple[Any, ...]:  # noqa: C901, PLR0912 - one case an event
    """`start end label was_start was_end was_label source score note`."""
    match event:
        case Accepted(span, source, score, auto):
            return (*_edges(span), *_NOTHING[:3], source, score, _AUTO if auto else None)
        case Rejected(span, source, score) | Superseded(span, source, score):
            return (*_edges(span), *_NOTHING[:3], source, score, None)
        case Added(span) | Removed(span) | Restored(span) | Confirmed(span):
            return (*_edges(span), *_NOTHING[:6])
        case Imported(span, decided, source, score):
            return (*_edges(span), *_NOTHING[:3], source or None, score, None if decided == "imported" else decided)
        case Relabelled(span, label, source, score):
            return (span.start, span.end, label, *_edges(span), source, score, None)
        case Resized(span, start, end, source, score):
            return (start, end, span.label, *_edges(span), source, score, None)
        case Noted(label, on):
            return (None, None, label, *_NOTHING[:5], _ON if on else _OFF)
        case Commented(text, about, instead, answers, closes):
            source = f"{CLOSES if closes else ANSWERS}{answers}" if answers else instead
            return (*(_edges(about) if about else _NOTHING[:3]), *_NOTHING[:3], source or None, None, text)
        case Flagged(on):
            return (*_NOTHING[:8], _ON if on else _OFF)
        case Returned(text):
            return (*_NOTHING[:8], text)
        case Claimed() | Withdrawn() | Refused():
            return claim_event_row(event)
        case Ruled(start, end, conflict, spans, choice, cats, claims):
            body: dict[str, Any] = {"conflict": conflict, "choice": choice, "spans": [_edges(span) for span in spans]}
            body |= {"cats": dict(cats)} if cats else {}
            body |= {"claims": [claim_form(claim) for claim in claims]} if claims else {}
            return (start, end, *_NOTHING[:6], json.dumps(body, ensure_ascii=False))
        case Undone(step) | Redone(step):
            return (*_NOTHING[:8], step)
        case Finished() | Skipped() | Reopened() | Approved():
            return _NOTHING
        case _:
            assert_never(event)


def decision_of(row: Sequence[Any], current: Callable[[str], str]) -> Decision:
    """The decision of a row of `DECISION`; `current` gives the present name of a label."""
    made, step, layer, by, at, action = row[:6]
    elapsed_ms, bulk = row[15:17]
    return Decision(made, step, layer, by, at, _event_of(action, row[6:15], current), elapsed_ms, bool(bulk))


def _event_of(action: str, row: Sequence[Any], current: Callable[[str], str]) -> Event:  # noqa: C901, PLR0912 - one case an action
    start, end, label, was_start, was_end, was_label, source, score, note = row
    span = Span(start, end, current(label)) if start is not None and label is not None else None
    was = Span(was_start, was_end, current(was_label)) if was_start is not None else None
    source = source or ""
    match action:
        case "accepted" if span:
            return Accepted(span, source, score, note == _AUTO)
        case "rejected" if span:
            return Rejected(span, source, score)
        case "superseded" if span:
            return Superseded(span, source, score)
        case "restored" if span:
            return Restored(span)
        case "confirmed" if span:
            return Confirmed(span)
        case "added" if span:
            return Added(span)
        case "removed" if span:
            return Removed(span)
        case "imported" if span:
            return Imported(span, _DECIDED.get(note, "imported"), source, score)
        case "relabelled" if was and span:
            return Relabelled(was, span.label, source, score)
        case "resized" if was:
            return Resized(was, start, end, source, score)
        case "noted":
            return Noted(current(label), note == _ON)
        case "commented":
            kind, mark, answers = source.partition(":")
            return Commented(note, span, "" if mark else source, answers, f"{kind}{mark}" == CLOSES)
        case "flagged":
            return Flagged(note == _ON)
        case "returned":
            return Returned(note or "")
        case "ruled":
            body = json.loads(note)
            spans = tuple(Span(a, b, current(name)) for a, b, name in body["spans"])
            cats = renamed_answers(body.get("cats", {}).items(), current)
            claims = tuple(claim_of(form, current) for form in body.get("claims", ()))
            return Ruled(start, end, renamed(body["conflict"], current), spans, body["choice"], cats, claims)
        case "claimed" | "withdrawn" | "refused" if span:
            return claim_event_of(action, span, was, (source, score, note), current)
        case "undone":
            return Undone(note)
        case "redone":
            return Redone(note)
        case _ if action in _SIMPLE:
            return _SIMPLE[action]
        case _:
            raise ValueError(f"a decision of an unknown kind: {action!r}")


def span_row(held: Held, state: str, text: str) -> tuple[Any, ...]:
    """The values of `SPAN_COLUMNS` for a span that is held or rejected."""
    was = held.suggested
    return (
        *_edges(held.span),
        "rejected" if state == "rejected" else held.decided,
        held.source,
        held.score,
        held.by,
        held.at,
        *(_edges(was) if was else _NOTHING[:3]),
        int(held.auto),
        state,
        held.span.quote(text),
    )


def held_of(row: Sequence[Any]) -> Held:
    """The span of a row of `HELD_COLUMNS`."""
    start, end, label, decided, source, score, by, at, was_start, was_end, was_label, auto = row
    was = Span(was_start, was_end, was_label) if was_start is not None else None
    span = Span(start, end, label)
    held = Held(span, was, source, score, by, at, bool(auto), decided == "imported", decided == "ruled")
    if decided in ("rejected", held.decided):
        return held
    return replace(held, imported=True, elsewhere=_DECIDED.get(decided, "imported"))


def article_row(article: Article) -> tuple[Any, ...]:
    """The values of `ARTICLE_COLUMNS`."""
    meta = json.dumps(dict(article.meta), ensure_ascii=False, sort_keys=True) if article.meta else "{}"
    return (article.key, article.title, article.byline, article.source, article.date, article.language, meta)


def article_of(row: Sequence[Any], text: str) -> Article:
    """The article of a row of `ARTICLE_COLUMNS` and its text."""
    key, title, byline, source, date, language, meta = row
    return Article(key, text, title, byline, source, date, language, loaded(meta))


def loaded(object_: str) -> dict[str, Any]:
    """The JSON object of a column; most are empty."""
    return {} if object_ == "{}" else json.loads(object_)


def _edges(span: Span) -> tuple[int, int, str]:
    return (span.start, span.end, span.label)
