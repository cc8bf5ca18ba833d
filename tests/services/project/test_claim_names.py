"""Relations and attributes under other names: what was claimed follows, in every copy, and all of it is taken back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.claimed_project import KEY, TEXT, asked, do, project
from support.claims import POOL

from annotator.domain.claims.renaming import called
from annotator.domain.claims.scheme import AttributeType, ClaimScheme, EntityRules, RelationType
from annotator.domain.claims.values import Attribute, Claim, Relation
from annotator.domain.decisions import Added, Claimed, Event, Finished, Refused, Relabelled, Ruled
from annotator.domain.history.changes import changes
from annotator.domain.history.fold import FoldedScheme
from annotator.domain.history.words import told
from annotator.domain.scheme import Scheme
from annotator.errors import NoSuchLabel, SchemeError
from annotator.services.project.labels import carry_out, loading
from annotator.services.project.merge import merge
from annotator.services.project.merge_schemes import SchemeClash
from annotator.services.project.scheme_file import dump
from annotator.services.project.scheme_history.log import scheme_log, undoing
from annotator.services.project.scheme_history.renames import merging, renaming
from annotator.services.reporting.decision_log import decisions
from annotator.storage.claims.laid_down import rows_of, stored_rows
from annotator.storage.maintenance.doctor import examine
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.maintenance.scheme_history import history
from annotator.storage.store import Store

ONE, TWO, THREE, FOUR = POOL
HEADS, OWNS = Relation(ONE, "head_of", TWO), Relation(ONE, "owns", TWO)
CLAIMS = ClaimScheme(
    (RelationType("head_of", "H", implies=("owns",)), RelationType("owns", "O"), RelationType("near", "N")),
    (
        AttributeType("tense", "relation", ("head_of",), "choice", ("past", "now")),
        AttributeType("mood", kind="choice", values=("good",)), AttributeType("air", kind="choice", values=("bad",)),
        AttributeType("quoted"),
    ),
    EntityRules(),
)  # fmt: skip
MADE: tuple[Event, ...] = (
    Claimed(HEADS), Claimed(OWNS), Claimed(Attribute(HEADS, "tense", "past")), Claimed(Attribute(ONE, "mood", "good")),
    Claimed(Attribute(TWO, "air", "bad")), Refused(Relation(TWO, "owns", THREE)), Claimed(Relation(THREE, "near", TWO)),
)  # fmt: skip
RULED: tuple[Event, ...] = (
    *map(Added, POOL), Ruled(0, 4, '{"ana":[],"ben":[]}', (), "1", (), (HEADS, Attribute(ONE, "mood", "good"))),
)  # fmt: skip


def made(path: Path, *events: Event) -> Store:
    """A project in which ana claims something under every name, and gold has some of it by a ruling."""
    with project(path) as store:
        save_scheme(store, replace(store.scheme(), claims=CLAIMS))
        for event in (*MADE, *events):
            do(store, [event])
        for event in RULED:
            do(store, [event], "gold")
    return Store.open(path)


def claims(store: Store, layer: str = "ana") -> set[Claim]:
    assert list(examine(store)) == []
    found = store.layer(KEY, layer).layer
    assert stored_rows(store.conn, 1, layer) == rows_of(found, TEXT)
    return set(found.claims)


def undo(store: Store) -> None:
    carry_out(store, undoing(store))


def test_what_was_claimed_follows_and_is_taken_back(tmp_path: Path) -> None:
    with made(tmp_path / "p.db") as store:
        before, scheme = claims(store), store.scheme()
        plan = renaming(store, "head_of", "leads")
        assert plan.sentences == ("head_of becomes leads: 2 relations.",)
        carry_out(store, plan)
        leads = replace(HEADS, label="leads")
        assert {leads, Attribute(leads, "tense", "past")} < claims(store)
        assert claims(store, "gold") == {leads, Attribute(ONE, "mood", "good")}
        assert store.scheme().claims.attributes[0].on == ("leads",)
        assert asked(store, "relation:leads") == {(0, 2), (2, 4)}
        assert list(scheme_log(store))[-1]["told"].startswith("relation: head_of became leads.")
        assert "leads" in {
            row["claim"]["label"] for row in decisions(store) if row["claim"] and "label" in row["claim"]
        }
        do(store, [Relabelled(TWO, "B")])
        carry_out(store, renaming(store, "mood", "air of it"))
        assert Attribute(ONE, "air of it", "good") in claims(store)
        undo(store)
        assert undoing(store).sentences[-1].startswith("Taken back: relation: head_of became leads.")
        undo(store)
        do(store, [Relabelled(TWO.labelled("B"), "A")])
        assert (claims(store), store.scheme()) == (before, scheme)


def test_two_become_one_and_part_again(tmp_path: Path) -> None:
    with made(tmp_path / "p.db") as store:
        before, scheme = claims(store), store.scheme()
        carry_out(store, merging(store, ["owns", "near"], "head_of"))
        now = claims(store)
        assert {one for one in now if isinstance(one, Relation)} == {HEADS, Relation(THREE, "head_of", TWO)}
        assert store.scheme().claims.relations == (replace(CLAIMS.relations[0], implies=(), former=("owns", "near")),)
        carry_out(store, merging(store, ["mood"], "air"))
        assert {Attribute(ONE, "air", "good"), Attribute(TWO, "air", "bad")} < claims(store)
        assert store.scheme().claims.attributes[1].values == ("bad", "good")
        undo(store)
        undo(store)
        assert (claims(store), store.scheme()) == (before, scheme)


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        (lambda store: renaming(store, "head_of", "owns"), "there already"),
        (lambda store: renaming(store, "head_of", " "), "not blank"),
        (lambda store: renaming(store, "nobody", "x"), "no label"),
        (lambda store: merging(store, ["head_of"], "head_of"), "into itself"),
        (lambda store: merging(store, ["heads"], "head_of"), "no relation 'heads'"),
        (lambda store: merging(store, ["quoted"], "mood"), "is a flag of a span"),
    ],
)
def test_what_cannot_be_is_said(tmp_path: Path, plan: Callable[[Store], Any], why: str) -> None:
    with made(tmp_path / "p.db") as store, pytest.raises((SchemeError, NoSuchLabel), match=why):
        plan(store)


def test_a_file_may_give_a_name_and_keeps_those_that_were_given_up(tmp_path: Path) -> None:
    with made(tmp_path / "p.db") as store:
        (tmp_path / "old.toml").write_text(dump(store.scheme()), encoding="utf-8")
        relations = (replace(CLAIMS.relations[0], name="leads", former=("head_of",)), *CLAIMS.relations[1:])
        attributes = (replace(CLAIMS.attributes[0], on=("leads",)), *CLAIMS.attributes[1:])
        after = replace(store.scheme(), claims=replace(CLAIMS, relations=relations, attributes=attributes))
        (tmp_path / "new.toml").write_text(dump(after), encoding="utf-8")
        plan = loading(store, tmp_path / "new.toml")
        assert "The relation head_of becomes leads." in plan.sentences
        carry_out(store, plan)
        assert replace(HEADS, label="leads") in claims(store)
        without = replace(after.claims, relations=(replace(relations[0], former=()), *relations[1:]))
        (tmp_path / "new.toml").write_text(dump(replace(after, claims=without)), encoding="utf-8")
        carry_out(store, loading(store, tmp_path / "new.toml"))
        assert store.scheme().claims.relations[0].former == ("head_of",)
        with pytest.raises(SchemeError, match="'head_of' was renamed to 'leads'"):
            loading(store, tmp_path / "old.toml")


def test_both_rename_and_that_is_a_clash(tmp_path: Path) -> None:
    made(tmp_path / "a.db").close()
    shutil.copy(tmp_path / "a.db", tmp_path / "b.db")
    for name, new in (("a", "leads"), ("b", "heads")):
        with Store.open(tmp_path / f"{name}.db") as store:
            carry_out(store, renaming(store, "head_of", new))
    found = []
    for ours, theirs, prefer in (("a", "b", "ours"), ("b", "a", "theirs")):
        with Store.open(Path(shutil.copy(tmp_path / f"{ours}.db", tmp_path / "c.db"))) as store:
            with pytest.raises(SchemeClash, match=r"The relation 'head_of' became '\w+' here and '\w+' there"):
                merge(store, tmp_path / f"{theirs}.db")
            merge(store, tmp_path / f"{theirs}.db", prefer=prefer)  # type: ignore[arg-type]
            assert replace(HEADS, label="leads") in claims(store)
            found.append(store.scheme().claims)
    assert found[0] == found[1]


@pytest.mark.parametrize("back", [False, True])
def test_one_merges_what_another_renames(tmp_path: Path, back: bool) -> None:
    made(tmp_path / "a.db").close()
    shutil.copy(tmp_path / "a.db", tmp_path / "b.db")
    with Store.open(tmp_path / "a.db") as store:
        carry_out(store, renaming(store, "head_of", "leads"))
    with Store.open(tmp_path / "b.db") as store:
        carry_out(store, merging(store, ["near"], "head_of"))
    with Store.open(tmp_path / "a.db") as store:
        if back:
            undo(store)
    name, found = "head_of" if back else "leads", []
    for ours, theirs in permutations("ab"):
        with Store.open(Path(shutil.copy(tmp_path / f"{ours}.db", tmp_path / "c.db"))) as store:
            merge(store, tmp_path / f"{theirs}.db")
            found.append((store.scheme(), history(store), claims(store)))
            assert {one.label for one in found[-1][-1] if isinstance(one, Relation)} == {name, "owns"}
    assert found[0] == found[1]


def test_a_project_that_began_otherwise_brings_its_names(tmp_path: Path) -> None:
    with made(tmp_path / "a.db") as store:
        carry_out(store, renaming(store, "head_of", "leads"))
    made(tmp_path / "b.db", Finished()).close()
    for ours, theirs in permutations("ab"):
        with Store.open(Path(shutil.copy(tmp_path / f"{ours}.db", tmp_path / "c.db"))) as store:
            merge(store, tmp_path / f"{theirs}.db")
            assert {one.label for one in claims(store) if isinstance(one, Relation)} == {"leads", "owns", "near"}


NAMES = ("head_of", "owns", "near", "leads", "x")
Edit = tuple[str, int, str]
EDITS: st.SearchStrategy[Edit] = st.tuples(
    st.sampled_from(["call", "call", "drop", "add", "say", "imply"]), st.integers(0, 5), st.sampled_from(NAMES)
)


def edited(scheme: Scheme, edit: Edit) -> Scheme:
    """The scheme after a rename, a merge, a new relation, one less, or another description; as it is, if none fits."""
    what, number, name = edit
    there = scheme.claims.relations
    if what == "add":
        known = scheme.claims.relation_now(name) != name or scheme.claims.relation(name)
        new = () if known else (RelationType(name),)
        return replace(scheme, claims=replace(scheme.claims, relations=(*there, *new)))
    if not there:
        return scheme
    one = there[number % len(there)]
    if what == "call":
        return replace(scheme, claims=called(scheme.claims, "relation", one.name, name))
    changed = {
        "say": replace(one, description=name),
        "imply": replace(one, implies=(there[0].name,) if one is not there[0] else ()),
    }
    rest = tuple(changed.get(what, one) if this is one else this for this in there if what != "drop" or this is not one)
    names = {this.name for this in rest}
    kept = tuple(replace(this, implies=tuple(n for n in this.implies if n in names)) for this in rest)
    attributes = tuple(
        replace(this, on=tuple(n for n in this.on if n in names)) if this.of == "relation" else this
        for this in scheme.claims.attributes
    )
    return replace(scheme, claims=replace(scheme.claims, relations=kept, attributes=attributes))


@given(st.lists(EDITS, max_size=8))
def test_changes_make_one_scheme_of_claims_another(edits: Sequence[Edit]) -> None:
    scheme = Scheme((), claims=CLAIMS)
    for edit in edits:
        after = edited(scheme, edit)
        folded = FoldedScheme()
        folded.begin(scheme)
        assert all(map(told, changes(folded, after)))
        assert folded.scheme() == after
        scheme = after


@settings(max_examples=25)
@given(st.lists(EDITS, max_size=4))
def test_all_of_it_is_taken_back(tmp_path_factory: pytest.TempPathFactory, edits: Sequence[Edit]) -> None:
    with made(tmp_path_factory.mktemp("p") / "p.db") as store:
        before, scheme, steps = claims(store), store.scheme(), len(history(store))
        for edit in edits:
            save_scheme(store, edited(store.scheme(), edit))
            claims(store)
        while steps < sum(
            not one.note.undoes and one.step not in {two.note.undoes for two in history(store)}
            for one in history(store)
        ):
            undo(store)
        assert store.scheme() == scheme
        assert claims(store) == before


@settings(max_examples=12)
@given(st.tuples(*[st.lists(EDITS, max_size=2)] * 3))
def test_copies_that_do_not_clash_come_to_the_same_in_whatever_order(
    tmp_path_factory: pytest.TempPathFactory, edits: Sequence[Sequence[Edit]]
) -> None:
    folder = tmp_path_factory.mktemp("p")
    made(folder / "all.db").close()
    names = ("one", "two", "three")
    for number, (name, some) in enumerate(zip(names, edits, strict=True)):
        shutil.copy(folder / "all.db", folder / f"{name}.db")
        with Store.open(folder / f"{name}.db") as store:
            for edit in some:
                save_scheme(store, edited(store.scheme(), edit))
            there = store.scheme().claims.relations
            if there:
                do(store, [Claimed(Relation(POOL[number], there[-1].name, FOUR))])
    found: list[object] = []
    for order in permutations(names):
        with Store.open(Path(shutil.copy(folder / f"{order[0]}.db", folder / "joined.db"))) as store:
            try:
                for name in (*order[1:], *order[1:]):
                    merge(store, folder / f"{name}.db")
            except SchemeClash:
                continue  # what one copy dropped hides what two others clash over, where it comes between them
            found.append((store.scheme(), history(store), claims(store), claims(store, "gold")))
    assert all(one == found[0] for one in found)
