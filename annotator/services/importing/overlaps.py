"""Spans that come along and may not stand side by side."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.errors import InputError


def check_flow(spans: Iterable[Span], scheme: Scheme, text: str, name: str) -> None:
    """Raise `InputError` where spans, given in order, may not stand side by side.

    Of those that began earlier and are not over, the first to end tells for all: what lies in it lies in the others.
    """
    earlier: list[tuple[int, Span]] = []
    here: list[Span] = []
    for span in spans:
        if here and here[0].start < span.start:
            for one in here:
                heappush(earlier, (one.end, one))
            here = []
        while earlier and earlier[0][0] <= span.start:
            heappop(earlier)
        check_overlap((*(one for _, one in earlier[:1]), *here[-1:]), span, scheme, text, name)
        here.append(span)


def check_overlap(others: Iterable[Span], span: Span, scheme: Scheme, text: str, name: str) -> None:
    """Raise `InputError` where a span may not stand beside others of a layer."""
    for other in others:
        if not scheme.allows(span, other):
            nested = scheme.overlap == "none" and (span.contains(other) or other.contains(span))
            raise InputError(
                f"In the layer of {name}, {_named(other, text)} and {_named(span, text)} overlap, which this scheme "
                f"does not allow. `annotator labels overlap {'nested' if nested else 'any'}` allows it."
            )


def _named(span: Span, text: str) -> str:
    return f"{span.start}-{span.end} {span.label} {span.quote(text)[:40]!r}"
