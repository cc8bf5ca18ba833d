"""What a file says of spans beyond their labels, gathered for an article's `meta` (`domain.document.CLAIMS`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from annotator.domain.document import CLAIMS
from annotator.domain.span import Span
from annotator.formats.common.claims.beside import without_mark
from annotator.formats.common.claims.forms import REFUSED, SAME
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


def joined(known: Iterable[Any], new: Sequence[Any]) -> list[Any]:
    """Claims with those that are new; one that is known is taken once, also where one of the two names nobody.

    What stood `beside` what is new, and does, is marked so no more.
    """
    here = list(known)
    before, after = {*map(_said, here)}, {*map(_said, new)}
    named = {said for _, said in before}
    more = [one for one in new if not _is_known(_said(one), before, named)]
    of_all = {said for _, said in after}
    return [*(without_mark(one) if _is_known(_said(one), after, of_all) else one for one in here), *more]


def _is_known(one: tuple[str, str], there: Collection[tuple[str, str]], said: Collection[str]) -> bool:
    by, what = one
    return one in there or ("", what) in there or (not by and what in said)


def _said(claim: Any) -> tuple[str, str]:
    """Who claims something, "" for nobody by name, and what, without what else is said of it."""
    if not isinstance(claim, dict):
        return "", repr(claim)
    by, refused = str(claim.get("by", "")), claim.get(REFUSED)
    for keys in _SAYING:
        if claim.keys() >= {*keys}:
            return by, repr([refused, *(_plain(claim[key]) if key == "value" else claim[key] for key in keys)])
    if isinstance(spans := claim.get("spans"), list):
        label = claim.get("label", "")
        return by, repr([refused, sorted(map(repr, spans)), "" if label in SAME else label])
    return by, repr(claim)


def _plain(value: Any) -> Any:
    """A value as formats have it that know numbers, choices and text alone."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return float(value) if isinstance(value, str | int | float) else value
    except (ValueError, OverflowError):
        return value


_SAYING = (("head", "label", "tail"), ("span", "base", "entry"), ("span", "name", "value"))
"""What tells claims of a kind apart: relations, links and attributes."""
