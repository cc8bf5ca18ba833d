"""What files say and name nobody for is suggested in the tasks, to whoever holds its spans."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.claiming import CLAIMS, HPA, LUND, PORT, SOL, SPANS, TEXT, UHW, UNION, decided, made

from annotator.domain.article import Article
from annotator.domain.claims.scheme import AttributeType, Base, ClaimScheme
from annotator.domain.claims.values import Attribute, Link, Relation
from annotator.domain.decisions import Removed
from annotator.domain.span import Span
from annotator.services.claiming.facts import Facts
from annotator.services.claiming.question import Line, Task
from annotator.services.claiming.same import SameTask
from annotator.services.claiming.session import ClaimingSession
from annotator.services.claiming.ties import Ties
from annotator.services.claiming.who import WhoTask
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.importing.add import AddOptions, add
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import carry_out, renaming
from annotator.storage.store import Store

SCHEME = ClaimScheme(
    CLAIMS.relations,
    (*CLAIMS.attributes, AttributeType("tense", "relation", kind="choice", values=("past", "present"))),
    CLAIMS.entities,
    (Base("newsroom"),),
)
KEY = Article.of(TEXT).key
OPPOSED = Relation(UNION, "opposes", PORT)
TASKS: Sequence[type[Task]] = (SameTask, WhoTask, Ties, Facts)


def place(span: Span) -> list[Any]:
    return [span.start, span.end, span.label]


def said(**kinds: Sequence[Mapping[str, Any]]) -> str:
    """A line that nobody is named for, with all spans."""
    spans = [{"start": span.start, "end": span.end, "label": span.label} for span in SPANS]
    return json.dumps({"text": TEXT, "spans": spans, "meta": kinds}) + "\n"


def relation(one: Relation, **more: Any) -> dict[str, Any]:
    return {"head": place(one.head), "label": one.label, "tail": place(one.tail), **more}


EVERY = said(
    relations=[relation(OPPOSED), relation(Relation(LUND, "head_of", PORT), attributes={"tense": "past"})],
    entities=[{"spans": [place(UNION), place(UHW), place(SOL)]}],
    links=[{"span": place(PORT), "base": "newsroom", "entry": "K3", "text": "Halvik Port Authority"}],
    attributes=[{"span": place(UHW), "name": "quoted", "value": True}],
)


def project(folder: Path, line: str = EVERY) -> Store:
    store, _ = made(folder / "p.db", SCHEME)
    bring(store, folder, line)
    return store


def bring(store: Store, folder: Path, line: str, **options: Any) -> None:
    (folder / "in.jsonl").write_text(line, encoding="utf-8")
    add(store, [str(folder / "in.jsonl")], AddOptions(**options))


def lines(task: Task, about: Span) -> list[Line]:
    return [line for line in task.lines(about) if line.state == "open" and line.source == "import"]


def at_task(store: Store, of: type[Task], by: str = "ana") -> tuple[ClaimingSession, Task]:
    session = ClaimingSession(store, KEY, by)
    return session, of(session.desk())  # type: ignore[call-arg]


def take_all(store: Store) -> None:
    """Take all that a file suggests, task by task, also where something else proposes the same."""
    said = ClaimingSession(store, KEY, "ana").desk().from_files
    for of in TASKS:
        session, task = at_task(store, of)
        for span in SPANS:
            joins = [line for line in task.lines(span) if of is SameTask and line.other in said.entities.get(span, ())]
            linked = [
                line for line in task.lines(span) if of is WhoTask and span in said.links and line.state == "open"
            ]
            while found := joins or linked or lines(task, span):
                session.do(task.take(span, found[0]))
                task.changed(None)
                joins, linked = [], []


def claims(store: Store, by: str = "ana") -> Any:
    """What somebody claims: relations by entities, links by entries, attributes, entities of several mentions."""
    layer = store.layer(KEY, by).layer
    of = {span: layer.claim_index.mentions(member.entity)[0] for span, member in layer.members.items()}
    relations = {frozenset(of.get(end, end) for end in one.spans) for one in layer.claims if isinstance(one, Relation)}
    links = {(of.get(one.span, one.span), one.entry) for one in layer.claims if isinstance(one, Link)}
    attributes = {one for one in layer.claims if isinstance(one, Attribute)}
    groups = [layer.claim_index.mentions(entity) for entity in layer.claim_index.entities()]
    return relations, links, attributes, [spans for spans in sorted(groups) if len(spans) > 1]


def test_each_task_proposes_what_a_file_says(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        told = {
            of.name: sorted((line.words, line.why) for span in SPANS for line in lines(at_task(store, of)[1], span))
            for of in TASKS
        }
        assert told == {
            "same": [("UHW", "from a file")],
            "who": [("Halvik Port Authority", "K3  from a file")],
            "ties": [(words, "from a file") for words in (
                "head_of  Halvik Port Authority", "head_of  Tor Lund", "opposes  Halvik Port Authority",
                "opposes  Union of Harbour Workers",
            )],
            "facts": [("quoted: yes", "from a file")],
        }  # fmt: skip
        assert UHW in at_task(store, Facts)[1].open()
        assert not lines(at_task(store, Ties, "ben")[1], LUND)  # who holds no spans


def test_what_is_taken_holds_with_its_source_and_what_is_refused_comes_no_more(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        session, task = at_task(store, Ties)
        (head_of,) = lines(task, LUND)
        session.do(task.take(LUND, head_of))
        (opposed,) = lines(task, UNION)
        session.do(task.refuse(UNION, opposed))
        assert session.layer.claims[Relation(LUND, "head_of", PORT)].source == "import"
        assert session.layer.claims[Relation(LUND, "head_of", PORT)].score == 0.75
        _, again = at_task(store, Ties)
        assert not any(lines(again, span) for span in SPANS)
        _, facts = at_task(store, Facts)
        assert [line.words for line in lines(facts, LUND)] == []
        assert not check_up(store).problems


def test_nobody_has_what_is_only_suggested_in_an_export_and_it_is_counted(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        report = export(store, ExportOptions("brat", tmp_path / "brat", "ana", status="any"))
        (written,) = (tmp_path / "brat").glob("*.ann")
        assert {line[0] for line in written.read_text(encoding="utf-8").splitlines()}.isdisjoint("RN*")
        assert {one.loss for one in report.lost} >= {"relation", "entity", "link", "attribute"}
        export(store, ExportOptions(out=tmp_path / "out.jsonl", layer="ana", status="any"))
    store, _ = made(tmp_path / "q.db", SCHEME)
    with store:
        add(store, [str(tmp_path / "out.jsonl")], AddOptions())
        assert not store.layer(KEY, "ana").layer.claims
        assert len(lines(at_task(store, Ties)[1], LUND)) == 1


def test_labels_that_were_renamed_since_are_known(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        carry_out(store, renaming(store, "PERSON", "HUMAN"))
        _, task = at_task(store, Ties)
        assert [line.words for line in lines(task, LUND.labelled("HUMAN"))] == ["head_of  Halvik Port Authority"]


def test_of_an_entity_the_mentions_that_are_held_are_proposed(tmp_path: Path) -> None:
    with project(tmp_path, said(entities=[{"spans": [place(PORT), place(UHW), place(SOL)]}])) as store:
        decided(store, KEY, [Removed(UHW)])
        _, task = at_task(store, SameTask)
        assert [line.other for line in lines(task, SOL)] == [PORT]
        decided(store, KEY, [Removed(PORT)])
        _, task = at_task(store, SameTask)
        assert not lines(task, SOL)


def test_what_the_base_has_too_is_proposed_once(tmp_path: Path) -> None:
    links = [{"span": place(span), "base": "newsroom", "entry": "K3"} for span in (PORT, HPA)]
    with project(tmp_path, said(links=links, entities=[{"spans": [place(PORT), place(HPA)]}])) as store:
        session, same = at_task(store, SameTask)
        session.do(same.take(HPA, lines(same, HPA)[0] if lines(same, HPA) else None))
        _, task = at_task(store, WhoTask)
        assert [line.words for line in lines(task, PORT)] == ["K3"]


_span = st.sampled_from(SPANS)
_pairs = st.tuples(_span, _span).filter(lambda both: both[0] != both[1])
_value = {"quoted": st.just(value=True), "role": st.sampled_from(["head", "x"])}
drawn = st.builds(
    said,
    relations=st.lists(
        st.builds(lambda both: relation(Relation(both[0], "opposes", both[1])), _pairs), max_size=4, unique_by=str
    ),
    entities=st.lists(
        st.lists(st.integers(0, 2), min_size=len(SPANS), max_size=len(SPANS)), max_size=1
    ).map(
        lambda parts: [
            {"spans": [place(span) for span, part in zip(SPANS, parts[0], strict=True) if part == one]}
            for one in range(3)
            if parts and parts[0].count(one) > 1
        ]
    ),
    links=st.sets(_span, max_size=3).map(
        lambda found: [{"span": place(span), "base": "newsroom", "entry": "K1"} for span in sorted(found)]
    ),
    attributes=st.dictionaries(_span, st.just(value=True), max_size=3).map(
        lambda found: [{"span": place(span), "name": "quoted", "value": value} for span, value in found.items()]
    ),
)  # fmt: skip


@given(drawn)
def test_whoever_takes_all_of_it_has_what_the_file_says(tmp_path_factory: pytest.TempPathFactory, line: str) -> None:
    folder = tmp_path_factory.mktemp("p")
    with project(folder, line) as store:
        take_all(store)
        bring(store, folder, line, as_name="ben")
        assert claims(store) == claims(store, "ben")
        assert not check_up(store).problems
