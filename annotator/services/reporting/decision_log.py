"""The log of decisions, for people and for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from annotator.domain.claims.form import claim_form, claim_of
from annotator.domain.claims.values import Claim
from annotator.domain.decisions import Claimed, time_text
from annotator.domain.disagreement.article_labels import renamed_answers
from annotator.domain.disagreement.conflicts import renamed
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.services.annotating.describe import claim_told
from annotator.services.lookup import check_annotator
from annotator.storage.claims.rows import claim_event_of
from annotator.storage.queries.log import log
from annotator.storage.store import Store

_AGO = re.compile(r"(\d{1,6})\s*([mhdw])", re.ASCII)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_OF_CLAIMS = ("claimed", "withdrawn", "refused")
_COLUMNS = (
    "id", "at", "article", "layer", "by", "action", "start", "end", "label", "was", "source", "score",
    "elapsed_ms", "bulk", "quote", "note", "instead", "answers", "closes", "ruling", "claim",
    "step",
)  # fmt: skip


def decisions(
    store: Store, *, article: str = "", by: str = "", since: str = "", last: int = -1
) -> Iterator[dict[str, Any]]:
    """The decisions, newest last, each as `log --json` gives it, labels under their present names.

    `quote` is the text that the decision is about ("" where it is about none); `note` the words of a comment or of a
    return, the step that was undone or redone, `on` or `off`, `auto`; `instead` the decision whose comment this one
    changes (to nothing, where it takes it back); `answers` that of the comment or flag that it answers, and `closes`
    whether that is settled by it; `ruling` what a reviewer chose and what holds
    since: `conflict`, `choice`, `spans` (start, end, label), `cats`, and `claims`, each with its `words`; `claim` what
    was claimed, withdrawn or refused, with its `words`.

    `article` is a unique beginning of a key, `by` who decided or whose layer it was, `since` a time
    as `time_since` gives it; of all these the `last` so many, if that is not negative. Raises `NoProject` for the
    article, `WrongUsage` for the name.
    """
    current = store.scheme().current

    @lru_cache(maxsize=8)
    def text(key: str) -> str:
        return store.article(key).text

    if by:
        check_annotator(store, by)
    key = store.resolve(article) if article else ""
    for row in log(store, article=key, by=by, since=since, last=last):
        row["quote"] = text(row["article"])[row["start"] : row["end"]] if row["start"] is not None else ""
        row["ruling"] = row["claim"] = row["instead"] = row["answers"] = row["closes"] = None
        if row["action"] in _OF_CLAIMS:
            _tell_claim(row, text(row["article"]), current)
        if row["action"] == "commented":
            kind, answers, asked = (row["source"] or "").partition(":")
            row["instead"], row["answers"] = (None, asked) if answers else (kind or None, None)
            row["closes"], row["source"] = kind == "closes" if answers else None, None
        if row["action"] == "ruled":
            row["ruling"], row["note"] = _ruling(json.loads(row["note"]), text(row["article"]), current), None
        yield {column: row[column] for column in _COLUMNS}


def _tell_claim(row: dict[str, Any], text: str, current: Callable[[str], str]) -> None:
    """Put the claim of a row in its place, out of the columns that decisions on spans have."""
    was = row["was"]
    event = claim_event_of(
        row["action"],
        Span(row["start"], row["end"], row["label"]),
        Span(**was) if was else None,
        (row["source"], row["score"], row["note"]),
        current,
    )
    row["claim"] = _told(event.claim, text)
    row["was"], row["note"] = None, "auto" if isinstance(event, Claimed) and event.auto else None


def _told(claim: Claim, text: str) -> dict[str, Any]:
    return {**claim_form(claim), "words": claim_told(claim, text)}


def _ruling(body: dict[str, Any], text: str, current: Callable[[str], str]) -> dict[str, Any]:
    """What a ruling on a text says, under the present names of labels."""
    claims = [claim_of(form, current) for form in body.get("claims", ())]
    return {
        "conflict": renamed(body["conflict"], current),
        "choice": body["choice"],
        "spans": [{"start": start, "end": end, "label": current(label)} for start, end, label in body["spans"]],
        "cats": dict(renamed_answers(body.get("cats", {}).items(), current)),
        "claims": [_told(one, text) for one in claims],
    }


def time_since(words: str, now: datetime | None = None) -> str:
    """A point in time as decisions have it (UTC, ISO 8601, milliseconds).

    `words` are a date or time in ISO 8601 (UTC where no zone is named), or an age: `30m`, `12h`,
    `7d`, `2w`. Raises `InputError` for anything else.
    """
    now = now or datetime.now(UTC)
    try:
        if ago := _AGO.fullmatch(words.strip()):
            moment = now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        else:
            moment = datetime.fromisoformat(words.strip())
            moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise InputError(f"{words!r} is no point in time; say 2026-05-31, 2026-05-31T14:00, 30m, 12h or 7d.") from None
    return time_text(moment)
