"""A slow filter over all that is said in a project: what questions must answer. It knows nothing of how they do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from support.by_chance import PEOPLE

from annotator.domain.article import Article
from annotator.domain.undecided import is_open, offered
from annotator.storage.store import Store
from annotator.storage.suggested.voted import voted_suggestions


@dataclass(frozen=True)
class Row:
    """A span in a state: `held`, `rejected`, `undecided` or `suggested`, in somebody's layer."""

    article: str
    start: int
    end: int
    label: str
    state: str
    layer: str
    quote: str
    status: str = "new"
    by: str = ""
    source: str = ""
    score: float | None = None
    at: str = ""
    decided: str = ""
    comments: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it stands."""
        return self.article, self.start, self.end

    @property
    def day(self) -> str:
        """The day of the local clock."""
        return datetime.fromisoformat(self.at).astimezone().date().isoformat() if self.at else ""


def rows(store: Store) -> list[Row]:
    """All that is said."""
    keys = [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY id")]
    return [row for key in keys for row in _commented(store, key)]


def _commented(store: Store, key: str) -> Iterator[Row]:
    layers = [store.layer(key, name).layer for name in store.layers_of(key)]
    remarks = [(one.span, one.text) for layer in layers for one in layer.comments if one.span]
    for row in _rows(store, key):
        here = tuple(text for span, text in remarks if (span.start, span.end) == (row.start, row.end))
        yield replace(row, comments=here)


def _rows(store: Store, key: str) -> Iterator[Row]:
    text, scheme, names = store.article(key).text, store.scheme(), store.layers_of(key)
    layers = {name: store.layer(key, name).layer for name in {*names, *PEOPLE}}
    for name in names:
        for state, spans in (("held", layers[name].held), ("rejected", layers[name].rejected)):
            for one in spans.values():
                span, status = one.span, layers[name].status
                quote = text[span.start : span.end]
                how = one.by, one.source, one.score, one.at, one.decided if state == "held" else ""
                yield Row(key, span.start, span.end, span.label, state, name, quote, status, *how)
    asked = set(offered(voted_suggestions(store, key)[0], scheme))
    for suggested in store.suggestions(key):
        span = suggested.span
        for name in PEOPLE:
            row = Row(key, span.start, span.end, span.label, "suggested", name, text[span.start : span.end])
            row = replace(row, source=suggested.source, score=suggested.score)
            if name in names:
                row = replace(row, status=layers[name].status)
            yield row
            if span in asked and is_open(span, layers[name], scheme):
                yield replace(row, state="undecided")


ATOMS: dict[str, Callable[[Row], bool]] = {
    "label:ORG": lambda row: row.label == "ORG",
    "label:ORG,PER": lambda row: row.label in ("ORG", "PER"),
    "by:ana": lambda row: "ana" in (row.layer, row.by),
    "by:ana,ben": lambda row: row.layer in PEOPLE,
    "score:<.5": lambda row: row.score is not None and row.score < 0.5,
    "score:>=50%": lambda row: row.score is not None and row.score >= 0.5,
    "source:spacy": lambda row: row.source.startswith("spacy:"),
    "source:patterns:a.jsonl": lambda row: row.source == "patterns:a.jsonl",
    "when:2026-02": lambda row: row.day[:7] == "2026-02",
    "when:>2026-02-10": lambda row: row.day > "2026-02-10",
    "when:<=2026-02": lambda row: "" < row.day[:7] <= "2026-02",
    "when:today": lambda _: False,
    "decided:accepted,resized": lambda row: row.decided in ("accepted", "resized"),
    "decided:added": lambda row: row.decided == "added",
    "quote:NAV": lambda row: "nav" in row.quote.lower(),
    "state:finished": lambda row: row.status == "finished",
    "state:open,skipped": lambda row: row.status == "open",
    "comment:yes": lambda row: bool(row.comments),
    "comment:why": lambda row: any("why" in one.lower() for one in row.comments),
}
KINDS: dict[str, tuple[str, ...]] = {
    "": ("held",), "state:rejected": ("rejected",), "state:undecided": ("undecided",),
    "state:suggested": ("suggested",), "state:rejected,undecided": ("rejected", "undecided"),
}  # fmt: skip
ARTICLES: dict[str, Callable[[Article], bool]] = {
    "lang:de": lambda one: one.language == "de",
    "-lang:de": lambda one: one.language != "de",
    "meta.genre:NEWS": lambda one: one.meta["genre"] == "news",
    "meta.year:>=2004": lambda one: one.meta["year"] >= 2004,
    "-meta.year:2003,2005": lambda one: one.meta["year"] not in (2003, 2005),
    "meta.tags:t3": lambda one: "t3" in one.meta["tags"],
    "title:navy": lambda one: "navy" in one.title.lower(),
    "length:>50": lambda one: len(one.text) > 50,
}
