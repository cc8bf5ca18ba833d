"""Projects in which several people have worked: what tests of review, merge and agreement start from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path

from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.decisions import Added, Event, Finished, decide
from annotator.domain.layer import step_all
from annotator.domain.scheme import Label, Overlap, Scheme
from annotator.domain.span import Span
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

_TICKS = count()
LABELS = ("PER", "ORG", "LOC")


def project(path: Path, *, overlap: Overlap = "none", labels: Iterable[str] = LABELS) -> Store:
    """An empty project with a small scheme."""
    store = blank(path)
    scheme = Scheme((), overlap=overlap)
    for label in labels:
        scheme = scheme.with_label(label)
    save_scheme(store, scheme)
    return store


def put(store: Store, text: str) -> str:
    """Add an article; gives its key."""
    article = Article.of(text)
    with store.write():
        store.add_article(article, f"2026-01-01T00:00:00.{next(_TICKS):09d}Z")
    return article.key


def act(store: Store, key: str, who: str, *events: Event) -> None:
    """Let somebody decide, as one step."""
    state = store.layer(key, who)
    decisions = decide(list(events), layer=who, by=who)
    step_all(state.layer, decisions)
    with store.write():
        store.append(key, store.article(key).text, decisions, state.layer, revision=state.revision)


def finish(store: Store, key: str, layers: Mapping[str, Iterable[Span]]) -> None:
    """Let annotators add their spans and finish."""
    for who, spans in layers.items():
        act(store, key, who, *map(Added, sorted(spans)), Finished())


def label(of: Scheme, name: str) -> Label:
    """The label of that name, which the scheme must have."""
    found = of.label(name)
    assert found is not None
    return found
