"""Relations of an article as other tools write them: each between two spans of the layer that is written.

All of them stay in `meta` as they are (`domain.document.CLAIMS`); a format that has relations of its own writes those
of the layer there too, and a reader that finds one in both places takes it once (`Claims.into`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.formats.base import Lost
from annotator.formats.common.claims.forms import REFUSED, SUGGESTED, TAKEN, attributes_in
from annotator.formats.common.losses import lost


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
            case {"head": [*head], "label": str(label), "tail": [*tail]} if is_of(claim, document.layer):
                ends = [at.get(tuple(end)) if all(map(_plain, end)) else None for end in (head, tail)]
                if ends[0] and ends[1] and label:
                    yield Relation(ends[0], label, ends[1], claim)


def own_relations(
    document: Document, able: Callable[[Relation], bool], keys: Collection[str] = ()
) -> tuple[list[Relation], list[Lost]]:
    """The relations that a format writes which has no room for `meta`, and what it loses of the others.

    Beside ends and label it holds `keys` of a claim; a relation that it is not `able` to write is left out.
    """
    claims = document.article.meta.get("relations")
    count = len(claims) if isinstance(claims, list) else int(claims is not None)
    written = [one for one in relations_of(document, [held.span for held in document.spans]) if able(one)]
    entries: list[Lost] = []
    if gone := count - len(written):
        what = f"Its relations ({gone}) were left out: they are not between spans of the layer, or not of this kind."
        entries.append(lost(document, "relation", what))
    changed = [left for one in written if (left := one.claim.keys() - {"head", "label", "tail", *keys})]
    if changed:
        names = ", ".join(sorted(set().union(*changed)))
        what = f"Its relations ({len(changed)}) are written without: {names}."
        entries.append(lost(document, "relation", what))
    return written, entries


def attributes_of_relations(document: Document) -> int:
    """How many attributes the relations in `meta` have."""
    claims: Any = document.article.meta.get("relations")
    return sum(len(attributes_in(one)) for one in claims if isinstance(one, dict)) if isinstance(claims, list) else 0


LOSS = "Relations that are not between spans of the layer are left out; others are written with ends and label alone."
"""What `own_relations` may report."""


def is_of(claim: Mapping[str, Any], layer: str) -> bool:
    """Whether a claim in `meta` holds in a layer: it is that layer's, or nobody's, and not refused or suggested."""
    return claim.get("by", "") in ("", layer) and claim.keys().isdisjoint((REFUSED, TAKEN, SUGGESTED))


def _plain(value: Any) -> bool:
    return isinstance(value, (int, str))
