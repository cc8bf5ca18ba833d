"""A project of one short article, in which claims are made by chance or by hand, and spans are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st
from support.blank import blank
from support.claims import POOL, claim_events

from annotator.domain.article import Article
from annotator.domain.claims.scheme import ClaimScheme, EntityRules, RelationType
from annotator.domain.decisions import Added, Event, Relabelled, Removed, decide
from annotator.domain.layer import step_all
from annotator.domain.question.parts import of_places
from annotator.domain.question.reading import conditions
from annotator.domain.scheme import Label, Scheme
from annotator.errors import DecisionError
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.asked.functions import with_functions
from annotator.storage.queries.asked.known import known
from annotator.storage.queries.asked.spans import Asker, rows
from annotator.storage.queries.asked.terms import named_sources
from annotator.storage.queries.asked.values import Values
from annotator.storage.store import Store

TEXT = "abcdefgh"
KEY = Article.of(TEXT).key
span_events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Added, st.sampled_from(POOL)),
    st.builds(Removed, st.sampled_from(POOL)),
    st.builds(Relabelled, st.sampled_from(POOL), st.sampled_from("AB")),
)
histories = st.lists(st.lists(span_events | claim_events, min_size=1, max_size=3), max_size=10)


@contextmanager
def project(path: Path, *events: Event) -> Iterator[Store]:
    """A project in which ana holds all spans of the pool, and did this."""
    path.unlink(missing_ok=True)
    with blank(path) as store:
        labels = tuple(Label(name, name) for name in "ABC")
        relations = (RelationType("head_of", "H"), RelationType("owns", "O", head=("A",)))
        save_scheme(store, Scheme(labels, overlap="any", claims=ClaimScheme(relations, (), EntityRules())))
        with store.write():
            store.add_article(Article.of(TEXT), "2026-01-01T00:00:00.000000Z")
        for event in (*map(Added, POOL), *events):
            do(store, [event])
        yield store


def do(store: Store, events: list[Event], who: str = "ana") -> str:
    """Let somebody do this in one step, as far as it makes sense; gives the step, or ""."""
    state = store.layer(KEY, who)
    decisions = decide(events, layer=who, by=who)
    try:
        step_all(state.layer, decisions, store.scheme().allows)
    except DecisionError:
        return ""
    with store.write():
        store.append(KEY, TEXT, decisions, state.layer, revision=state.revision)
    return decisions[0].step


def asked(store: Store, question: str) -> set[tuple[int, int]]:
    """Where the spans of ana lie that a question asks for."""
    parts = of_places(conditions(question, known(store), "text"), named_sources(store))
    with_functions(store)
    values = Values()
    sql = " INTERSECT ".join(rows(Asker(store, "ana", values), group, "> 0") for group in parts.groups)
    sql = sql or 'SELECT article, start, "end" FROM spans'
    for one in parts.without:
        sql += f" EXCEPT {rows(Asker(store, 'ana', values), (one,), '> 0')}"
    return {(start, end) for _, start, end in store.conn.execute(sql, values)}
