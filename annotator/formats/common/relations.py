"""Relations of an article as other tools write them: each between two spans of the layer that is written.

All of them stay in `meta` as they are (`domain.document.CLAIMS`); a format that has relations of its own writes those
of the layer there too, and a reader that finds one in both places takes it once (`Claims.into`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from annotator.domain.document import Document
from annotator.domain.span import Span


class Relation(NamedTuple):
    """A relation between two spans, and what else its claim says."""

    head: Span
    label: str
    tail: Span
    claim: dict[str, Any]


def relations_of(document: Document, spans: Iterable[Span]) -> Iterator[Relation]:
    """The relations that the layer of a document claims, or nobody by name, both of whose ends are among the spans."""
    claims = document.article.meta.get("relations")
    if not isinstance(claims, list):
        return
    at = {(span.start, span.end, span.label): span for span in spans}
    for claim in claims:
        match claim:
            case {"head": [*head], "label": str(label), "tail": [*tail]} if claim.get("by", "") in ("", document.layer):
                ends = [at.get(tuple(end)) if all(map(_plain, end)) else None for end in (head, tail)]
                if ends[0] and ends[1] and label:
                    yield Relation(ends[0], label, ends[1], claim)


def _plain(value: Any) -> bool:
    return isinstance(value, (int, str))
