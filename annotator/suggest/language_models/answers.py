"""What a language model answers, read: JSON by a schema where it knows such, else the JSON that stands in its words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.suggest.language_models.quotes import Quoted

_LONGEST = 60
_TRIES = 100
"""How many brackets that begin no JSON are tried before the answer is given up."""
_START = re.compile(r"[{\[]")


class Unreadable(ValueError):
    """An answer that is no list of spans; the message shows how it begins."""


def schema_for(labels: Iterable[str]) -> dict[str, Any]:
    """The JSON schema of an answer, as strict as providers want it."""
    span = {
        "type": "object",
        "properties": {
            "quote": {"type": "string"},
            "label": {"type": "string", "enum": list(labels)},
            "occurrence": {"type": "integer"},
        },
        "required": ["quote", "label", "occurrence"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"spans": {"type": "array", "items": span}},
        "required": ["spans"],
        "additionalProperties": False,
    }


def read(answer: str) -> tuple[list[Quoted], int]:
    """The spans of an answer, and how many entries are none. Raises `Unreadable`."""
    entries = _spans_in(answer)
    quotes = [quoted for one in entries if (quoted := _quoted(one))]
    return quotes, len(entries) - len(quotes)


def _spans_in(answer: str) -> list[Any]:
    for found in _documents(answer):
        spans = found.get("spans") if isinstance(found, Mapping) else found
        if isinstance(spans, list):
            return spans
    begins = " ".join(answer.split())
    shown = f"“{begins[:_LONGEST]}{'…' if len(begins) > _LONGEST else ''}”" if begins else "nothing"
    raise Unreadable(shown)


def _documents(answer: str) -> Iterator[Any]:
    """The JSON documents that stand in an answer, each as long as it goes."""
    decoder, at, failed = json.JSONDecoder(), 0, 0
    while failed < _TRIES and (start := _START.search(answer, at)):
        try:
            found, at = decoder.raw_decode(answer, start.start())
        except (ValueError, RecursionError):
            at, failed = start.end(), failed + 1
        else:
            yield found


def _quoted(one: Any) -> Quoted | None:
    match one:
        case {"quote": str(quote), "label": str(label)} if quote.strip() and label.strip():
            said = one.get("occurrence")
            return Quoted(quote, label.strip(), said if isinstance(said, int) and not isinstance(said, bool) else None)
    return None
