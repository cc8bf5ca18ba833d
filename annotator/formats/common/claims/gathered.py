"""What a file says of spans beyond their labels, gathered for an article's `meta` (`domain.document.CLAIMS`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from annotator.domain.document import CLAIMS
from annotator.domain.span import Span
from annotator.formats.common.told import Told

Place = list[Any]
"""A span by its place: `[start, end, label]` in code points."""


def place(span: Span) -> Place:
    """Where a span is, and its label."""
    return [span.start, span.end, span.label]


class Claims:
    """Claims about the spans of one article, by kind; `by` is whoever makes them, or ""."""

    def __init__(self, by: str = "") -> None:
        self.by = by
        self._found: dict[str, list[dict[str, Any]]] = {}

    def add(self, kind: str, **claim: Any) -> None:
        """Add a claim of a kind, which is one of `CLAIMS`."""
        self._found.setdefault(kind, []).append({**claim, **({"by": self.by} if self.by else {})})

    def attribute(self, span: Span, name: str, value: Any) -> None:
        """Add what is said of a span under a name."""
        self.add("attributes", span=place(span), name=name, value=value)

    def into(self, meta: dict[str, Any], told: Told) -> None:
        """Put the claims into the `meta` of their article, and tell how many there are."""
        for kind in CLAIMS:
            if found := self._found.get(kind):
                before = meta.get(kind)
                meta[kind] = joined(before if isinstance(before, list) else [], found)
                told.aside(kind, len(found))


def joined(known: Sequence[Any], new: Iterable[Any]) -> list[Any]:
    """Claims with those that are new; what is known is taken once, whoever is said to claim it."""
    there = {*map(_said, known)}
    return [*known, *(one for one in new if _said(one) not in there)]


def _said(claim: Any) -> str:
    """What a claim says, without what else is said of it."""
    if isinstance(claim, dict):
        for keys in _SAYING:
            if claim.keys() >= {*keys}:
                return repr([claim[key] for key in keys])
        if isinstance(spans := claim.get("spans"), list):
            return repr([sorted(map(repr, spans)), claim.get("label", "")])
    return repr(claim)


_SAYING = (("head", "label", "tail"), ("span", "base", "entry"), ("span", "name", "value"))
"""What tells claims of a kind apart: relations, links and attributes."""
