"""Articles that were annotated twice, the second time by somebody who knew better, and a reviewer who sees that."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from support.marked import unmarked
from support.teams import finish, project, put

from annotator.domain.span import Span

OLD, NEW = "first", "second"
_FERRY = "{0} back in ⟦Norsund|LOC⟧\n\nThe {1} said on ⟦Monday|DATE⟧ that boats to {2} will sail. {3} is pleased. 😀\n"
_TEXTS = (
    (
        _FERRY.format("⟦Ferry|ORG⟧", "⟦Norsund|LOC⟧ Ferry Company", "⟦South Holm|LOC⟧", "⟦Åsa Berg|PER⟧-Lund"),
        _FERRY.format("Ferry", "⟦Norsund Ferry Company|ORG⟧", "⟦South Holm|LOC⟧", "⟦Åsa Berg-Lund|PER⟧"),
    ),
    (
        "Rain fell on ⟦North|LOC⟧ Holm, said ⟦Radio Holm|PER⟧. Its ⟦reporter|PER⟧ saw ⟦Bo Li|PER⟧ leave on Friday.\n",
        "Rain fell on ⟦North Holm|LOC⟧, said ⟦Radio Holm|ORG⟧. Its reporter saw ⟦Bo Li|PER⟧ leave on ⟦Friday|DATE⟧.\n",
    ),
    (
        "⟦東京|ORG⟧ and the ⟦Bank of Norsund|ORG⟧ agreed on ⟦3 March|DATE⟧. ⟦Ada|PER⟧ Lovelace’s house fell.\n",
        "⟦東京|LOC⟧ and the ⟦Bank of ⟦Norsund|LOC⟧|ORG⟧ agreed on ⟦3 March|DATE⟧. ⟦Ada Lovelace|PER⟧’s house fell.\n",
    ),
    ("⟦Bo Li|PER⟧ won in ⟦Norsund|LOC⟧.\n", "⟦Bo Li|PER⟧ won in ⟦Norsund|LOC⟧.\n"),
    ("Nothing happened.\n", "Nothing happened.\n"),
)


@dataclass(frozen=True, slots=True)
class Revised:
    """A text with the spans of both annotations, by who made them."""

    text: str
    layers: Mapping[str, Sequence[Span]]


def small() -> list[Revised]:
    """Five short articles: ten conflicts in three of them, none in the others."""
    found = []
    for old, new in _TEXTS:
        (text, before), (same, after) = unmarked(old), unmarked(new)
        assert text == same
        found.append(Revised(text, {OLD: before, NEW: after}))
    return found


def published(path: Path, names: Sequence[str]) -> list[Revised]:
    """The articles of a file that holds the annotations of several people, under these of their names."""
    documents = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Revised(
            document["text"],
            {
                name: sorted({Span(one["start"], one["end"], one["label"]) for one in document["annotations"][name]})
                for name in names
            },
        )
        for document in documents
    ]


def make(path: Path, revised: Iterable[Revised], newer: str) -> dict[str, list[Span]]:
    """A project in which both have finished; gives the newer layer of each article by its key."""
    revised = list(revised)
    labels = sorted({span.label for one in revised for spans in one.layers.values() for span in spans})
    with project(path, overlap="any", labels=labels) as store:
        found = {}
        for one in revised:
            key = put(store, one.text)
            finish(store, key, one.layers)
            found[key] = sorted(one.layers[newer])
    return found
