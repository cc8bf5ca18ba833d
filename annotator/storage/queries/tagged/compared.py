"""What was finished at a tag, as agreement compares it, under the labels of that time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from annotator.domain.document import Document
from annotator.domain.state import COMPLETE
from annotator.storage.conditions import NOT_UNDONE
from annotator.storage.queries.compared import FinishedLayers
from annotator.storage.queries.documents import Wanted
from annotator.storage.queries.people.first_finished import ENDS, REASONS
from annotator.storage.queries.tagged.documents import documents_at
from annotator.storage.store import Store
from annotator.storage.tags.tags import Tag


@dataclass(frozen=True, slots=True)
class FinishedAt:
    """The articles that somebody had finished, in order, with the layers of those who had.

    `left_out` counts, by pair of names and by reason, what both had finished once, but one of them not then.
    """

    layers: Sequence[FinishedLayers]
    left_out: dict[tuple[str, str], Counter[str]]


def finished_at(store: Store, tag: Tag) -> FinishedAt:
    """What was finished at a tag. Raises `NotAProject` where something in the file makes no sense."""
    every = (one for one in documents_at(store, tag, Wanted(layer="all", done=False)) if one)
    once = _once(store, tag)
    layers: list[FinishedLayers] = []
    left_out: dict[tuple[str, str], Counter[str]] = {}
    for key, group in groupby(every, key=lambda one: one.article.key):
        documents = list(group)
        if done := [one for one in documents if one.status in COMPLETE]:
            layers.append(_finished(done))
        for one, other in combinations([one for one in documents if (key, one.layer) in once], 2):
            if reason := REASONS.get(one.status) or REASONS.get(other.status):
                left_out.setdefault((one.layer, other.layer), Counter())[reason] += 1
    return FinishedAt(layers, left_out)


def _finished(documents: Sequence[Document]) -> FinishedLayers:
    article = documents[0].article
    return FinishedLayers(
        article.key,
        article.title,
        article.text,
        documents[0].tokens,
        {one.layer: [held.span for held in one.spans] for one in documents},
        {one.layer: dict(one.cats) for one in documents},
        {one.layer: one.claims for one in documents if one.claims},
    )


def _once(store: Store, tag: Tag) -> set[tuple[str, str]]:
    """The articles (keys) and layers that had been finished by then, be it that they were opened again."""
    rows = store.conn.execute(
        "SELECT DISTINCT key, layer FROM decisions JOIN articles ON articles.id = article "
        f"WHERE {ENDS} AND seq <= ? AND {NOT_UNDONE}",
        (tag.last,),
    )
    return set(rows)
