"""Changes of claims, as a diff tells them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.disagreement.claim_changes import OF, ClaimChange
from annotator.domain.document import Document
from annotator.services.annotating.describe import claim_told

_KINDS = ("relabelled", "turned", "changed", "removed", "added")


@dataclass(frozen=True, slots=True)
class ChangedClaim:
    """A change, in which article (its key) and layer, and the claim before and after in words, "" for none."""

    article: str
    layer: str
    change: ClaimChange
    was: str
    now: str

    @property
    def told(self) -> str:
        """Both in words."""
        return f"{self.now}, was {self.was}" if self.now and self.was else self.now or self.was

    def as_json(self) -> dict[str, Any]:
        """The change as `--json` and `--csv` give it."""
        change = self.change
        was, now = change.names
        return {
            "article": self.article, "layer": self.layer, "kind": f"{change.of} {change.kind}",
            "start": change.place.start, "end": change.place.end, "label": now or None, "was_label": was or None,
            "claim": self.now or None, "was_claim": self.was or None,
        }  # fmt: skip


def changed_claim(document: Document, change: ClaimChange) -> ChangedClaim:
    """A change, by the document after it."""
    article = document.article
    was, now = (claim_told(one, article.text) if one else "" for one in (change.before, change.after))
    return ChangedClaim(article.key, document.layer, change, was, now)


def counts(changes: Iterable[ChangedClaim]) -> Iterator[tuple[str, str, Counter[tuple[str, str]]]]:
    """What was changed and how, with how many there are by name before and after, in order."""
    found: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for one in changes:
        found.setdefault((one.change.of, one.change.kind), Counter())[one.change.names] += 1
    for of in OF.values():
        yield from ((of, kind, found[of, kind]) for kind in _KINDS if (of, kind) in found)


def as_json(changes: Sequence[ChangedClaim]) -> dict[str, Any]:
    """The changes, and how many there are of each, as `--json` gives them."""
    return {
        "claims": [
            {"kind": f"{of} {kind}", "was_label": was or None, "label": now or None, "claims": number}
            for of, kind, names in counts(changes)
            for (was, now), number in names.most_common()
        ],
        "claim_changes": [one.as_json() for one in changes],
    }
