"""What a model is trained on: finished articles, and which of them are held back to measure it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.article import Article
from annotator.domain.span import Span
from annotator.errors import ModelError
from annotator.plural import counted
from annotator.services.split import Ratio, sides
from annotator.storage.queries.finished import finished_layers
from annotator.storage.store import Store

FEWEST_HELD_BACK = 2
"""So many articles are held back at least: one tells nothing of how much chance is in a figure."""


@dataclass(frozen=True, slots=True)
class Material:
    """One decided article: what is held true of it and what was refused."""

    article: Article
    spans: tuple[Span, ...]
    refused: tuple[Span, ...]

    @property
    def genre(self) -> str:
        """What the article's `meta.genre` says, or ""."""
        genre = self.article.meta.get("genre")
        return genre if isinstance(genre, str) else ""


def material_of(store: Store, layer: str) -> list[Material]:
    """The finished articles: gold where there is one, else the layer named.

    A layer of article labels alone does not say that there is no span, so nothing is learned of it.
    """
    found = []
    for key, name in finished_layers(store, layer):
        held = store.layer(key, name).layer
        if held.cats and not held.held and not held.rejected:
            continue
        found.append(Material(store.article(key), tuple(held.spans), tuple(sorted(held.rejected))))
    return found


@dataclass(frozen=True, slots=True)
class HoldBack:
    """What is held back: a `share`, or what the `split` of the project has as `dev`, while its `test` is left alone.

    `stratify` is what each side of a split has its share of (see `services.split`); another `seed` is another split.
    """

    share: float = 0.2
    split: Ratio | None = None
    stratify: str = ""
    seed: int = 0


EVERY_FIFTH = HoldBack()


def divided(
    store: Store, material: Sequence[Material], hold: HoldBack
) -> tuple[list[Material], list[Material], list[Material], bool]:
    """`(to learn from, held back, left alone, whether near duplicates are on one side)`.

    It is the split of `export --split` with the same seed, so that what is a test there is never learned from: near
    duplicates are on one side. Where a share puts all on one side, because they are few or alike, each is drawn by
    itself; where the split of the project does, `ModelError` is raised.
    """
    ratio = hold.split or Ratio((1 - hold.share, hold.share))
    side = sides(store, ratio, hold.seed, hold.stratify)
    by_side: dict[str, list[Material]] = {name: [] for name in (*ratio.names, "test")}
    for one in material:
        by_side[side(one.article.key)].append(one)
    learn, dev = (by_side[name] for name in ratio.names[:2])
    if learn and len(dev) >= FEWEST_HELD_BACK:
        return learn, dev, by_side["test"], True
    if hold.split:
        raise ModelError(
            f"That split has {counted(len(learn), 'finished article')} in train and {len(dev):,} in dev, and training "
            f"needs one and {FEWEST_HELD_BACK}: give dev a greater share, or leave out `--split`."
        )
    return *split(material, hold.share, hold.seed), [], False


def split(material: Sequence[Material], share: float, seed: int) -> tuple[list[Material], list[Material]]:
    """`(to learn from, held back)`; the same seed holds back the same articles, and at least two."""
    order = sorted(material, key=lambda one: hashlib.sha256(f"{seed}:{one.article.key}".encode()).digest())
    count = max(FEWEST_HELD_BACK, round(len(order) * share))
    return order[count:], order[:count]


def data_hash(material: Iterable[Material]) -> str:
    """A hash of what was learned from, whatever its order."""
    rows = sorted(
        json.dumps([one.article.key, [[span.start, span.end, span.label] for span in (*one.spans, *one.refused)]])
        for one in material
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]
