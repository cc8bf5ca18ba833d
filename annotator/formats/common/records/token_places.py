"""Tokens of a record, and spans that it gives by their tokens, as Prodigy does: `token_end` is inclusive.

Tokens must be those of the text. Where they are not, spans without quotes may be those of another text as well, and the
record is refused; where quotes prove the spans, or there are none, the tokens alone are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotator.domain.tokens import own_tokens
from annotator.errors import InputError
from annotator.formats.base import Offsets
from annotator.formats.common.span_reader import SpanReader
from annotator.formats.common.told import Told
from annotator.plural import counted

Pairs = Sequence[tuple[Any, Any]]

_DIFFER = "places by tokens other than those by characters (which were taken)"
_UNFIT = "tokens that are not those of their text"
_UNNAMED = "It gives spans by tokens and does not list them; they were counted in words as they are told apart here."
_WAY = "If its spans are right, add the record without its tokens (`jq -c 'del(.tokens)'`)."


def by_tokens(record: Mapping[str, Any], told: Told) -> dict[str, Any]:
    """The record with the places of those spans that are given by tokens alone.

    Raises `InputError` where a span names tokens that are not there.
    """
    spans = record.get("spans")
    if not isinstance(spans, list) or not any(_names_tokens(one) and "start" not in one for one in spans):
        return dict(record)
    edges = edges_of(record)
    if not _listed(record):
        told.say(_UNNAMED)
    return {**record, "spans": [_placed(one, edges) if _names_tokens(one) else one for one in spans]}


def _placed(entry: dict[str, Any], edges: Pairs) -> dict[str, Any]:
    """A span with the place of its tokens where it has none of its own."""
    place = _place(entry, edges)
    if "start" in entry:
        return entry
    if place is None:
        first, last = entry["token_start"], entry["token_end"]
        raise InputError(f"A span is said to be tokens {first} to {last}; the text has {counted(len(edges), 'token')}.")
    return {**entry, "start": place[0], "end": place[1]}


def compare_places(record: Mapping[str, Any], told: Told) -> None:
    """Count the spans of a record whose tokens are not at their own places; the characters hold, as in Prodigy."""
    spans, edges = record.get("spans"), _listed(record)
    for one in spans if edges and isinstance(spans, list) else ():
        if _names_tokens(one) and "start" in one:
            told.aside(_DIFFER, _place(one, edges) != (one["start"], one.get("end")), kept=False)


def edges_of(record: Mapping[str, Any]) -> Pairs:
    """The starts and ends of the tokens of a record as it says them; of the words of its text where it has none."""
    text = record.get("text")
    if (edges := _listed(record)) or not isinstance(text, str):
        return edges
    starts, ends, _ = own_tokens(text)
    return list(zip(starts, ends, strict=True))


def _listed(record: Mapping[str, Any]) -> Pairs:
    tokens = record.get("tokens")
    return [
        (one.get("start"), one.get("end"))
        for one in (tokens if isinstance(tokens, list) else ())
        if isinstance(one, dict)
    ]


def _names_tokens(entry: Any) -> bool:
    match entry:
        case {"token_start": int(), "token_end": int()}:
            return True
    return False


def _place(entry: Mapping[str, Any], edges: Pairs) -> tuple[Any, Any] | None:
    """Where the tokens of a span are; None where it names such as are not there."""
    first, last = entry["token_start"], entry["token_end"]
    return (edges[first][0], edges[last][1]) if 0 <= first <= last < len(edges) else None


def tokens_of(
    text: str, record: Mapping[str, Any], offsets: Offsets, told: Told
) -> tuple[list[tuple[int, int]], SpanReader]:
    """The tokens of a record in code points, blank ones left out, if they are objects with edges; what reads its spans.

    The words of tokens tell what a record counts as quotes of spans do, where those have none. Raises `InputError`
    where tokens are not those of the text, and the spans may not be either.
    """
    tokens, reader = record.get("tokens"), SpanReader(text, offsets)
    if not isinstance(tokens, list) or not all(isinstance(token, dict) and "start" in token for token in tokens):
        return [], reader
    proven = _are_proven(record.get("spans") or ())
    try:
        return _checked(text, tokens, reader), reader
    except InputError as error:
        if counted_over := reader.recognise((token["start"], token.get("end"), token.get("text")) for token in tokens):
            told.say(counted_over)
            return _checked(text, tokens, reader), SpanReader(text, offsets) if proven else reader
        if not proven:
            raise InputError(f"{error.reason} {_WAY}") from error
        told.aside(_UNFIT, len(tokens), kept=False)
        return [], reader


def _are_proven(spans: Iterable[Any]) -> bool:
    """Whether each span says what stands at its place, which is compared when it is read."""
    return all(isinstance(one, dict) and isinstance(one.get("text"), str) for one in spans)


def _checked(text: str, tokens: Sequence[dict[str, Any]], reader: SpanReader) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    before = 0
    for number, token in enumerate(tokens):
        start, end, said = token["start"], token.get("end"), token.get("text")
        if isinstance(start, int) and start == end:
            continue
        try:
            span = reader.span(start, end, f"token {number}", said)
        except InputError as error:
            raise InputError(f"Its tokens do not fit its text. {error.reason}") from error
        if span.start < before:
            raise InputError(
                f"Its tokens overlap: token {number} ({start}-{end}) begins before token {number - 1} ends."
            )
        before = span.end
        if not text[span.start : span.end].isspace():
            found.append((span.start, span.end))
    return found
