"""What a data set consists of, counted in one walk through its articles, which writes the table of sides, too."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.document import Document
from annotator.formats.parts.licences import Licences
from annotator.services.releasing.standing import Standing, Why, standing
from annotator.storage.team.hidden import HiddenGold

Side = Callable[[str], str]


@dataclass(slots=True)
class Facts:
    """Counts of what is released: articles by side, by kind and by language, labels by `(label, side)`.

    `claims` has relations, entities, mentions, links and attributes by `(kind, side)`, `relations` by `(label, side)`.
    `known` is hidden gold by the keys of articles; `beside_known` counts those of which nobody has reviewed what is
    released, `alike` or `otherwise`. `left_out` counts articles of which nothing is released, `licences` are those of
    each source of articles, where that is an address of its site.
    """

    articles: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    spans: Counter[tuple[str, str]] = field(default_factory=Counter)
    article_labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    claims: Counter[tuple[str, str]] = field(default_factory=Counter)
    relations: Counter[tuple[str, str]] = field(default_factory=Counter)
    left_out: Counter[Why] = field(default_factory=Counter)
    licences: dict[str, Licences] = field(default_factory=dict)
    named: Counter[str] = field(default_factory=Counter)
    known: Mapping[str, HiddenGold] = field(default_factory=dict)
    beside_known: Counter[str] = field(default_factory=Counter)

    def add(self, one: Standing, side: str) -> None:
        """Count what is released of an article."""
        document, article = one.document, one.document.article
        self.articles[side] += 1
        self.kinds[one.kind] += 1
        self.languages[article.language] += 1
        self.spans.update((held.span.label, side) for held in document.spans)
        self.article_labels.update((label, side) for label, on in document.cats.items() if on)
        self.claims.update({(kind, side): number for kind, number in document.claims.counts().items() if number})
        self.relations.update((one.label, side) for one in document.claims.relations)
        if (known := self.known.get(article.key)) and one.kind != "adjudicated":
            said = {held.span for held in document.spans}
            right = said == set(known.spans) if known.whole else said.issuperset(known.spans)
            self.beside_known["alike" if right else "otherwise"] += 1
        self.licences.setdefault(_house(article.source), Licences()).add(article.meta)


def _house(source: str) -> str:
    """The site of an address; any other source as it is."""
    try:
        return urlsplit(source).netloc if "://" in source else source
    except ValueError:
        return source


def walk(
    documents: Iterable[Document | None], scheme: ClaimScheme, side: Side, table: Path, facts: Facts
) -> Iterator[None]:
    """Count what is released, and write the table of which article is on which side; stops at each article."""
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("article", "split", "kind", "layer"))
        for one in standing(documents, scheme):
            if isinstance(one, Standing):
                key = one.document.article.key
                where = side(key)
                facts.add(one, where)
                rows.writerow((key, where, one.kind, ", ".join(one.layers)))
            else:
                facts.left_out[one] += 1
            yield
