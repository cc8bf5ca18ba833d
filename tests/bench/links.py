"""How many keys it takes to link the entities of labelled articles to a base: prints a line for each kind of base.

    (cd tests; nice python -m bench.links)

The articles are those of GUM that are kept beside this project (`../shared/data/gold`), whose mentions are linked to
pages of Wikipedia: every linked entity is to be linked again, in the order of the articles, by hands that know it. The
base has the titles of those pages and 20,000 entries more, of words that no page has but for one in twenty, which is of
the words of two titles. A `harder` base has only such; both have no other names than titles.

The hands press `y` where that pays; then a key an entity, if it is among the nine that are proposed; else `/`, as many
letters of the title or of one of its words as are needed, a key for each line to go down in the list, and `enter`. An
entity that was linked wrongly without having been asked takes three keys more.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from support.blank import blank
from support.claiming import decided
from support.shared import DATA

from annotator.domain.article import Article
from annotator.domain.claims.scheme import Base, ClaimScheme, EntityRules
from annotator.domain.claims.values import Link, Same
from annotator.domain.decisions import Added, Claimed
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.services.bases.add import AddOptions, add
from annotator.services.claiming.question import Step
from annotator.services.claiming.session import ClaimingSession
from annotator.services.claiming.who import WhoTask
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

_FILES = ("gum_news.nested.jsonl", "gum_interview.nested.jsonl")
_OTHERS, _WRONG, _SHOWN = 20_000, 3, 9
_KINDS = ("person", "place", "organization", "work", "event")
_PARTS = [a + b + c for a in "bdgklmnprst" for b in "aeiou" for c in "lnrs"]


def articles() -> list[dict[str, Any]]:
    """The articles, with their entities."""
    return [json.loads(line) for file in _FILES for line in (DATA / "gold" / file).open(encoding="utf-8")]


def titles(every: list[dict[str, Any]]) -> dict[str, str]:
    """The pages that are linked to, each with the label that most of its mentions have."""
    found: dict[str, Counter[str]] = {}
    for one in (one for article in every for one in article["entities"] if one.get("identity")):
        found.setdefault(one["identity"], Counter())[one["label"]] += 1
    return {title: labels.most_common(1)[0][0] for title, labels in found.items()}


def entries(pages: Mapping[str, str], *, harder: bool) -> Iterator[dict[str, Any]]:
    """The entries of a base: the pages, and others."""
    chance = random.Random(3)  # noqa: S311 - names, no secret
    for title, kind in pages.items():
        yield {"id": title, "name": title, "kind": kind, "prior": chance.randint(1, 100)}
    names = list(pages)
    for number in range(_OTHERS):
        if harder or number % 20 == 0:
            words = f"{chance.choice(names)} {chance.choice(names)}".split()
            name = " ".join(chance.sample(words, min(len(words), chance.randint(1, 3))))
        else:
            name = " ".join(
                f"{chance.choice(_PARTS)}{chance.choice(_PARTS)}".title() for _ in range(chance.randint(1, 3))
            )
        yield {"id": f"other-{number}", "name": name, "kind": chance.choice(_KINDS), "prior": chance.randint(1, 30)}


class Hands:
    """Links the entities of one article; `right` is the page of each span, `keys` what was pressed."""

    def __init__(self, store: Store, key: str, right: Mapping[Span, str], tally: Counter[str]) -> None:
        self._session = ClaimingSession(store, key, "ana")
        self._task = WhoTask(self._session.desk())
        self._right, self._tally = right, tally

    def work(self) -> None:
        """Link all of them."""
        self._tally["entities"] += len(self._task.stops())
        self._do(self._task.begin())
        self._mend("auto", self._links())
        sure = [event.claim for event in self._task.sure().events if isinstance(event, Claimed)]
        right = sum(isinstance(link, Link) and self._right[link.span] == link.entry for link in sure)
        if right - 1 > (len(sure) - right) * _WRONG:
            self._tally["keys"] += 1
            before = self._links()
            self._do(self._task.sure())
            self._mend("sure", self._links() - before)
        for span in self._task.open():
            self._answer(span)

    def _do(self, step: object) -> None:
        assert isinstance(step, Step)
        self._session.do(step)
        self._task.changed(None)

    def _links(self) -> set[Link]:
        return {claim for claim in self._session.layer.claims if isinstance(claim, Link)}

    def _mend(self, how: str, made: set[Link]) -> None:
        """Answer anew what was linked wrongly without having been asked."""
        for link in sorted(made, key=lambda link: link.span):
            wrong = link.entry != self._right[link.span]
            self._tally[f"{how} wrong" if wrong else how] += 1
            if wrong:
                self._tally["keys"] += _WRONG
                self._do(self._task.refuse(link.span, self._task.lines(link.span)[0]))
                self._answer(link.span)

    def _answer(self, span: Span) -> None:
        right = self._right[span]
        lines = [line for line in self._task.lines(span)[:_SHOWN] if getattr(line.claim, "entry", None) == right]
        if lines:
            self._tally["keys"] += 1
            self._tally["proposed"] += 1
            self._do(self._task.take(span, lines[0]))
            return
        keys, step = min(self._searches(span, right), key=lambda one: one[0])
        self._tally["keys"] += keys
        self._tally["looked up"] += 1
        self._do(step)

    def _searches(self, span: Span, right: str) -> Iterator[tuple[int, object]]:
        words = (right, *right.replace("(", "").split())
        for typed in sorted({word[:end] for word in words for end in range(1, len(word) + 1)}, key=len):
            for down, choice in enumerate(self._task.choices(span, typed)):
                step = self._task.choose(span, choice, typed)
                if isinstance(step, Step) and any(
                    getattr(event, "claim", None) == Link(span, "pages", right) for event in step.events
                ):
                    yield len(typed) + down + 2, step


def linked(every: list[dict[str, Any]], store: Store, tally: Counter[str]) -> None:
    """Link the entities of all articles, one after the other."""
    for article in (Article.of(one["text"]) for one in every):
        with store.write():
            store.add_article(article, "2026-01-01T00:00:00.000000Z")
    for one in every:
        key, right = Article.of(one["text"]).key, dict[Span, str]()
        mentions = defaultdict[str, list[Span]](list)
        for entity in (entity for entity in one["entities"] if entity.get("identity")):
            span = Span(entity["start"], entity["end"], entity["label"])
            if span not in right:
                right[span] = entity["identity"]
                mentions[entity["identity"]].append(span)
        joined = (Claimed(Same(span, spans[0])) for spans in mentions.values() for span in spans[1:])
        decided(store, key, [*map(Added, right), *joined])
        Hands(store, key, right, tally).work()


def main() -> None:
    """Run it."""
    every = articles()
    pages = titles(every)
    labels = sorted({entity["label"] for one in every for entity in one["entities"]})
    claims = ClaimScheme(
        entities=EntityRules(accept="names"), bases=(Base("pages", {label: (label,) for label in labels}),)
    )
    for harder in (False, True):
        tally = Counter[str]()
        with TemporaryDirectory(prefix="annotator-") as folder, closing(blank(Path(folder) / "p.db")) as store:
            source = Path(folder) / "entries.jsonl"
            source.write_text(
                "".join(json.dumps(one) + "\n" for one in entries(pages, harder=harder)), encoding="utf-8"
            )
            add(store.path, "pages", [str(source)], AddOptions())
            save_scheme(store, Scheme(tuple(map(Label, labels)), overlap="any", claims=claims))
            linked(every, store, tally)
        told = ", ".join(
            f"{what} {number:,}" for what, number in sorted(tally.items()) if what not in ("keys", "entities")
        )
        each = tally["keys"] / tally["entities"]
        print(f"{'harder' if harder else 'base'}: {each:.2f} keys an entity ({tally['entities']} entities; {told})")


if __name__ == "__main__":
    main()
