"""A worklist of the spans that must be seen again: of some labels, or where sources suggest a new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotator.domain.folded import fold
from annotator.domain.span import Span
from annotator.errors import WrongUsage
from annotator.services.annotating.stored_cursor import StoredCursor
from annotator.services.lookup import check_layer
from annotator.services.project.guide.recheck import recheck, split_into
from annotator.services.worklists.lists import ListTold, save_list, told
from annotator.storage.queries.people.decided_under import DecidedSpan, articles_suggesting, suggested_at
from annotator.storage.store import Store
from annotator.storage.worklists.places import ListedPlace


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be seen again: spans of `labels`, of these words, since a version, in these `layers` (any, if none).

    Where a label is `suggested`, only where sources suggest it; without `labels`, that is where a finished layer says
    nothing of it yet.
    """

    labels: tuple[str, ...]
    since: str = ""
    quote: str = ""
    suggested: str = ""
    layers: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the list is called if nobody names it."""
        words = ["recheck", *self.labels, *((f"“{self.quote}”",) if self.quote else ())]
        return " ".join([*words, "suggested", self.suggested] if self.suggested else words)


@dataclass(frozen=True, slots=True)
class Row:
    """A place to be seen: its words, the name of the version it was decided under ("" for none), by whom and when."""

    place: ListedPlace
    quote: str
    version: str = ""
    by: str = ""
    at: str = ""
    finished: bool = True

    def as_json(self) -> dict[str, Any]:
        """The place as plain values."""
        one = self.place
        return {
            "article": one.article, "layer": one.layer, "start": one.span.start, "end": one.span.end,
            "label": one.span.label or None, "suggested": one.suggested or None, "quote": self.quote, "by": self.by,
            "at": self.at, "version": self.version, "finished": self.finished,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToSee:
    """The places that are to be seen again, how many others were `seen`, and what was changed of their labels."""

    asked: Asked
    rows: tuple[Row, ...]
    seen: int = 0
    changes: tuple[str, ...] = ()

    @property
    def articles(self) -> int:
        """How many articles they are in."""
        return len({one.place.article for one in self.rows})

    def as_json(self, name: str = "") -> dict[str, Any]:
        """What is to be seen, as plain values; `name` is what the list is called, if it has a name of its own."""
        told = {"list": name or self.asked.name, "spans": len(self.rows), "articles": self.articles, "seen": self.seen}
        return {**told, "changes": list(self.changes), "places": [one.as_json() for one in self.rows]}

    def save(self, store: Store, name: str, by: str) -> tuple[ListTold, int]:
        """Put them on a list; gives it, and how many are new on it. Raises `WrongUsage`, `ProjectBusy`."""
        asked = self.asked
        about: dict[str, Any] = {"labels": list(asked.labels)}
        into = split_into(store, store.scheme().current(asked.labels[0])) if len(asked.labels) == 1 else []
        about |= {"into": into} if into else {}
        about |= {name: said for name in ("since", "quote", "suggested") if (said := getattr(asked, name))}
        name = name or asked.name
        new = save_list(store, name, "recheck", [one.place for one in self.rows], by=by, about=about)
        return told(store, name.strip()), new


def to_see(store: Store, asked: Asked) -> ToSee:
    """What is to be seen again. Raises `NoSuchLabel`, `SchemeError`, `WrongUsage` where a layer is not there."""
    for layer in asked.layers:
        check_layer(store, layer)
    if not asked.labels and asked.since:
        raise WrongUsage("`--since` goes with the labels that were changed.")
    new = store.scheme().known(asked.suggested).name if asked.suggested else ""
    if not asked.labels:
        return ToSee(asked, tuple(_undecided(store, new, asked)))
    some = [
        recheck(store, asked.labels, since=asked.since, quote=asked.quote, layer=layer)
        for layer in asked.layers or ("",)
    ]
    there = suggested_at(store, [new, *_former(store, new)]) if new else set()
    rows = tuple(
        Row(_listed(one, new), one.quote, version, one.by, one.at, bool(one.complete))
        for found in some
        for one, version in found.spans
        if not new or (one.article, one.start, one.end) in there
    )
    return ToSee(asked, rows, sum(found.seen for found in some), some[0].changes)


def _listed(one: DecidedSpan, suggested: str) -> ListedPlace:
    return ListedPlace(one.article, one.layer, Span(one.start, one.end, one.label), suggested, one.guide)


def _undecided(store: Store, label: str, asked: Asked) -> Iterator[Row]:
    """Where a label is suggested in finished layers that have not decided about it, article by article."""
    words = fold(asked.quote.strip())
    for key, layer in articles_suggesting(store, [label, *_former(store, label)]):
        if asked.layers and layer not in asked.layers:
            continue
        desk = StoredCursor(store, key, layer)
        desk.load()
        for span in desk.proposals.open:
            quote = span.quote(desk.text)
            if span.label == label and (not words or fold(quote) == words):
                yield Row(ListedPlace(key, layer, span.labelled(""), label), quote)


def _former(store: Store, label: str) -> list[str]:
    return [was for was, now in store.scheme().aliases.items() if now == label]
