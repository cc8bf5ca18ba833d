"""What a file says of spans beyond their labels, by the names that labels and annotators have here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotator.domain.article import Article
from annotator.domain.document import CLAIMS

_ENDS = ("head", "tail", "span")


def with_claims(article: Article, labels: Mapping[str, str], names: Mapping[str, str]) -> Article:
    """The article with its claims about spans under these labels, and by these names, where they have others here."""
    meta = article.meta
    if not (labels or names) or meta.keys().isdisjoint(CLAIMS):
        return article
    claims = {
        kind: [_renamed(one, labels, names) for one in meta[kind]]
        for kind in CLAIMS
        if isinstance(meta.get(kind), list)
    }
    return replace(article, meta={**meta, **claims})


def _renamed(claim: Any, labels: Mapping[str, str], names: Mapping[str, str]) -> Any:
    if not isinstance(claim, dict):
        return claim
    found = {key: _place(claim[key], labels) for key in _ENDS if key in claim}
    if isinstance(spans := claim.get("spans"), list):
        found["spans"] = [_place(one, labels) for one in spans]
    if "of" in claim:
        found["of"] = _renamed(claim["of"], labels, names)
    if isinstance(by := claim.get("by"), str) and by in names:
        found["by"] = names[by]
    return {**claim, **found}


def _place(place: Any, labels: Mapping[str, str]) -> Any:
    """A place, `[start, end, label]`, under the label it has here."""
    match place:
        case [start, end, str(label)] if label in labels:
            return [start, end, labels[label]]
    return place
