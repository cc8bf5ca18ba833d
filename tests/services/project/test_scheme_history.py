"""The scheme of a project has a history: it is told, taken back, and joined with that of copies."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from support.blank import blank
from support.schemes import EDITS, FIRST, Edit, edited
from support.teams import act, label, put

from annotator.domain.decisions import Accepted, Added, Finished, Noted, Relabelled
from annotator.domain.history.events import Note
from annotator.domain.span import Span
from annotator.errors import SchemeError
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.project.labels import (
    Plan,
    adding,
    archiving,
    carry_out,
    changing,
    loading,
    merging,
    overlapping,
    renaming,
    splitting,
)
from annotator.services.project.merge import merge
from annotator.services.project.merge_schemes import SchemeClash
from annotator.services.project.scheme_history.log import differences, scheme_log, undoing
from annotator.storage.maintenance.doctor import examine
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.maintenance.scheme_history import history, known_steps, version_in_force
from annotator.storage.store import Store

TEXT = "Ada of Rome Inc met Bo."
ADA, ROME = Span(0, 3, "PER"), Span(7, 11, "LOC")
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


def corpus(path: Path) -> Store:
    """A project with spans of several labels, suggestions at one place under two of them, and article labels."""
    store = blank(path)
    save_scheme(store, FIRST, note=Note(begins=True))
    for number in range(2):
        key = put(store, f"{TEXT} {number}")
        with store.write():
            store.add_suggestions(key, "model", [(0, 3, "PER", 0.9), (7, 11, "LOC", 0.6), (7, 11, "ORG", 0.8)])
            store.add_suggestions(key, "other", [(7, 15, "ORG", 0.7), (20, 22, "LOC", 0.4)])
        act(store, key, "ana", Accepted(ADA, "model", 0.9), Relabelled(Span(7, 15, "ORG"), "LOC", "other", 0.7))
        act(store, key, "ana", Added(Span(20, 22, "PER")), Noted("GLAD", on=True), Finished())
    return store


def exports(store: Store, folder: Path) -> dict[str, bytes]:
    """What the project gives to other programs."""
    found: dict[str, bytes] = {}
    for form, suffix in (("jsonl", "jsonl"), ("label_studio", "json"), ("prodigy", "jsonl")):
        out = folder / f"{form}.{suffix}"
        export(store, ExportOptions(format=form, out=out, layer="all", status="any", rejected=True))
        found[form] = out.read_bytes()
    return found


def all_rows(store: Store) -> dict[str, list[Any]]:
    """All that follows from decisions and the scheme."""
    assert list(examine(store)) == []
    queries = (
        "SELECT * FROM suggestions", "SELECT * FROM merged_suggestions", "SELECT * FROM all_spans",
        "SELECT layer, label, number FROM span_counts WHERE number", "SELECT layer, number FROM undecided_counts",
        "SELECT source, label, number FROM suggestion_counts WHERE number", "SELECT layer, cats, undecided FROM layers",
    )  # fmt: skip
    return {query: sorted(store.conn.execute(query).fetchall(), key=repr) for query in queries}


def undo(store: Store, by: str = "") -> None:
    carry_out(store, undoing(store), by=by)


@pytest.mark.parametrize("names", [("LOC", "ORG"), ("ORG", "LOC"), ("GLAD", "SAD"), ("PER", "LOC", "ORG")])
def test_a_merge_of_labels_is_taken_back_to_the_byte(tmp_path: Path, names: tuple[str, ...]) -> None:
    with corpus(tmp_path / "p.db") as store:
        store.conn.execute("UPDATE sources SET folds = '{\"LOC\": 0.5}' WHERE name = 'other'")
        with store.write():
            store.count_anew("TRUE")
        rows, before, scheme = all_rows(store), exports(store, tmp_path), store.scheme()
        carry_out(store, merging(store, names[:-1], names[-1]), by="lea")
        assert exports(store, tmp_path) != before
        undo(store)
        assert exports(store, tmp_path) == before
        assert all_rows(store) == rows
        assert store.scheme() == scheme


@settings(max_examples=15, phases=_PHASES)
@given(st.lists(EDITS, min_size=1, max_size=3))
def test_whatever_was_done_to_the_labels_is_taken_back_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory, edits: Sequence[Edit]
) -> None:
    folder = tmp_path_factory.mktemp("p")
    schemes = edited(FIRST, edits)
    assume(all(set(FIRST.names()) <= {*one.names(), *one.aliases} for one in schemes))
    with corpus(folder / "p.db") as store:
        before = exports(store, folder)
        for scheme in schemes[1:]:
            save_scheme(store, scheme)
            assert list(examine(store)) == []
        with pytest.raises(SchemeError, match="no change"):
            while True:
                undo(store)
        assert list(examine(store)) == []
        assert exports(store, folder) == before


@settings(max_examples=8, phases=_PHASES)
@given(st.tuples(*[st.lists(EDITS, min_size=1, max_size=2)] * 3))
def test_three_copies_come_to_one_guideline_in_whatever_order_they_are_merged(
    tmp_path_factory: pytest.TempPathFactory, edits: Sequence[Sequence[Edit]]
) -> None:
    folder = tmp_path_factory.mktemp("p")
    corpus(folder / "all.db").close()
    names = ("one", "other", "third")
    for name, some in zip(names, edits, strict=True):
        shutil.copy(folder / "all.db", folder / f"{name}.db")
        with Store.open(folder / f"{name}.db") as store:
            for scheme in edited(store.scheme(), some)[1:]:
                save_scheme(store, scheme, note=Note(name))
    found: list[object] = []
    for order in permutations(names):
        shutil.copy(folder / f"{order[0]}.db", folder / "joined.db")
        with Store.open(folder / "joined.db") as store:
            try:
                for name in (*order[1:], *order[1:]):
                    merge(store, folder / f"{name}.db")
            except SchemeClash:
                found.append("clash")
                continue
            assert list(examine(store)) == []
            found.append((store.scheme(), history(store), version_in_force(store), exports(store, folder)))
    assert all(one == found[0] for one in found)


def test_an_older_text_is_no_clash_and_what_both_changed_is_one(tmp_path: Path) -> None:
    corpus(tmp_path / "lead.db").close()
    shutil.copy(tmp_path / "lead.db", tmp_path / "ana.db")
    with Store.open(tmp_path / "lead.db") as lead:
        for text in ("Two.", "Three.", "People."):
            carry_out(lead, changing(lead, "PER", description=text), by="lea")
    with Store.open(tmp_path / "ana.db") as ana:
        act(ana, put(ana, "More."), "ana", Finished())
    for ours, theirs in permutations(("lead", "ana")):
        path = Path(shutil.copy(tmp_path / f"{ours}.db", tmp_path / "joined.db"))
        with Store.open(path) as store:
            merge(store, tmp_path / f"{theirs}.db")
            assert len(history(store)) == 4
    with Store.open(tmp_path / "ana.db") as ana:
        carry_out(ana, changing(ana, "PER", description="Characters."), by="ana")
    with Store.open(tmp_path / "lead.db") as lead:
        carry_out(lead, changing(lead, "PER", description="Human beings."), by="lea")
        with pytest.raises(SchemeClash, match=r"'PER' means 'Human beings\.' here and 'Characters\.' there"):
            merge(lead, tmp_path / "ana.db")
        merge(lead, tmp_path / "ana.db", prefer="ours", by="lea")
        assert label(lead.scheme(), "PER").description == "Human beings."
    with Store.open(tmp_path / "ana.db") as ana:
        merge(ana, tmp_path / "lead.db")
        assert label(ana.scheme(), "PER").description == "Human beings."
        assert "Characters." in label(ana.scheme(), "PER").former


def test_a_project_in_which_nothing_is_left_of_what_was_done_takes_their_scheme(tmp_path: Path) -> None:
    corpus(tmp_path / "theirs.db").close()
    with blank(tmp_path / "p.db") as store:
        carry_out(store, adding(store, "SHIP"))
        undo(store)
        merge(store, tmp_path / "theirs.db")
        assert store.scheme().names() == FIRST.names()
        assert list(examine(store)) == []


def test_what_somebody_else_changes_while_one_decides_is_kept(tmp_path: Path) -> None:
    with corpus(tmp_path / "p.db") as store:
        before, plan = store.scheme(), merging(store, ["LOC"], "ORG")
        with Store.open(tmp_path / "p.db") as other:
            carry_out(other, adding(other, "SHIP"))
            carry_out(other, renaming(other, "ORG", "FIRM"))
        carry_out(store, plan, before=before)
        assert store.scheme().names() == ("PER", "FIRM", "GLAD", "SAD", "SHIP")
        assert store.scheme().current("LOC") == "FIRM"
        assert list(examine(store)) == []


def test_key_colour_and_place_follow_a_renaming(tmp_path: Path) -> None:
    corpus(tmp_path / "lead.db").close()
    shutil.copy(tmp_path / "lead.db", tmp_path / "ana.db")
    with Store.open(tmp_path / "lead.db") as lead:
        carry_out(lead, renaming(lead, "LOC", "PLACE"))
        expected = lead.scheme()
    with Store.open(tmp_path / "ana.db") as ana:
        merge(ana, tmp_path / "lead.db")
        assert ana.scheme() == expected
        assert label(ana.scheme(), "PLACE").key == "L"
        assert list(examine(ana)) == []


def test_two_copies_that_called_a_label_otherwise_clash_until_that_is_settled(tmp_path: Path) -> None:
    corpus(tmp_path / "one.db").close()
    shutil.copy(tmp_path / "one.db", tmp_path / "other.db")
    for name, new in (("one", "PLACE"), ("other", "SITE")):
        with Store.open(tmp_path / f"{name}.db") as store:
            carry_out(store, renaming(store, "LOC", new))
    with Store.open(tmp_path / "one.db") as store:
        with pytest.raises(SchemeClash, match="'LOC' became 'PLACE' here and 'SITE' there"):
            merge(store, tmp_path / "other.db")
        merge(store, tmp_path / "other.db", prefer="ours")
        assert (store.scheme().current("LOC"), store.scheme().current("SITE")) == ("PLACE", "PLACE")
        assert list(examine(store)) == []
    with Store.open(tmp_path / "other.db") as store:
        merge(store, tmp_path / "one.db")
        assert store.scheme().current("SITE") == "PLACE"


def test_an_added_label_that_was_given_is_said_to_be_put_away_where_that_is_taken_back(tmp_path: Path) -> None:
    with corpus(tmp_path / "p.db") as store:
        carry_out(store, adding(store, "SHIP"))
        assert not any("put away" in said for said in undoing(store).sentences)
        act(store, put(store, "The Argo sank."), "ana", Added(Span(4, 8, "SHIP")))
        plan = undoing(store)
        assert "SHIP is put away, not gone, because it was given: 1 span, 0 suggestions." in plan.sentences
        carry_out(store, plan)
        assert label(store.scheme(), "SHIP").archived


def test_a_label_that_one_copy_dropped_and_another_one_uses_is_put_away(tmp_path: Path) -> None:
    with corpus(tmp_path / "one.db") as store:
        carry_out(store, adding(store, "SHIP"))
    shutil.copy(tmp_path / "one.db", tmp_path / "other.db")
    (tmp_path / "s.toml").write_text('[[label]]\nname = "PER"\n[[label]]\nname = "ORG"\n[[label]]\nname = "LOC"\n')
    with Store.open(tmp_path / "one.db") as store:
        carry_out(store, loading(store, tmp_path / "s.toml"))
        assert store.scheme().label("SHIP") is None
    with Store.open(tmp_path / "other.db") as store:
        act(store, put(store, "The Ada sank."), "ana", Added(Span(4, 7, "SHIP")), Finished())
    with Store.open(tmp_path / "one.db") as store:
        merge(store, tmp_path / "other.db")
        assert label(store.scheme(), "SHIP").archived
        assert list(examine(store)) == []


def test_everything_done_to_the_labels_is_told_with_who_and_why(tmp_path: Path) -> None:
    with corpus(tmp_path / "p.db") as store:
        scheme = tmp_path / "s.toml"
        scheme.write_text('[[label]]\nname = "PER"\nkey = "P"\ndescription = "All."\n')
        plans: list[Plan] = []
        makers: list[Callable[[], Plan]] = [
            lambda: adding(store, "SHIP"),
            lambda: renaming(store, "LOC", "PLACE"),
            lambda: merging(store, ["PLACE"], "ORG"),
            lambda: changing(store, "PER", key="X", description="Two.", examples=["Ada"], before="ORG"),
            lambda: archiving(store, "PER"),
            lambda: overlapping(store, "nested"),
            lambda: splitting(store, "ORG", ["ORG", "TEAM"]),
            lambda: loading(store, scheme),
        ]
        for make in makers:
            plans.append(make())
            carry_out(store, plans[-1], by="lea", why=f"number {len(plans)}")
        (of_per,) = [one for one in plans[-1].sentences if "key of PER" in one]
        assert "description of PER: “All.”; it was “Two.”." in of_per
        assert of_per.endswith("It has 4 spans.")
        rows = list(scheme_log(store))
        assert {row["why"] for row in rows[1:]} == {f"number {number}" for number in range(1, len(plans) + 1)}
        assert {row["by"] for row in rows[1:]} == {"lea"}
        said = " ".join(row["told"] for row in rows)
        for words in ("SHIP is new.", "LOC became PLACE.", "PLACE was merged into ORG.", "“Two.”; it was “People.”",
                      "PER is put away.", 'overlap is "nested"; it was "none".', "ORG is split into ORG, TEAM.",
                      "SHIP is there no more", "ORG is put away."):  # fmt: skip
            assert words in said, words
        assert rows[-1]["version"] == f"g{len(plans) + 1}"
        assert [row["told"] for row in differences(store, "g2", "g3")] == ["LOC became PLACE."]
        assert [row["kind"] for row in differences(store, "g3", "g2")] == ["renamed"]
        with pytest.raises(SchemeError, match="no version 'g99'"):
            differences(store, "g1", "g99")


def test_a_decision_knows_the_version_that_it_was_made_under_also_in_a_copy(tmp_path: Path) -> None:
    with corpus(tmp_path / "one.db") as store:
        key = put(store, "Bo.")
    shutil.copy(tmp_path / "one.db", tmp_path / "other.db")
    with Store.open(tmp_path / "one.db") as store:
        carry_out(store, changing(store, "PER", description="Two."))
        first = version_in_force(store)
    with Store.open(tmp_path / "other.db") as store:
        carry_out(store, changing(store, "LOC", description="Places."))
        act(store, key, "ben", Added(Span(0, 2, "PER")))
    with Store.open(tmp_path / "one.db") as store:
        merge(store, tmp_path / "other.db")
        act(store, key, "ana", Added(Span(0, 2, "PER")))
        rows = store.conn.execute("SELECT layer, guide FROM decisions ORDER BY seq").fetchall()
        guides = dict(rows)
        of_ana, of_ben = (known_steps(store, guides[who]) for who in ("ana", "ben"))
        steps = [event.step for event in history(store)[1:]]
        assert of_ana == set(steps)
        assert len(of_ben) == 1
        assert of_ben.isdisjoint(known_steps(store, first))
        assert rows[0][1] == ""


def test_a_label_is_split_into_itself_and_others_or_gives_way_to_them(tmp_path: Path) -> None:
    with corpus(tmp_path / "p.db") as store:
        for into in (["ORG"], ["ORG", "GLAD"], ["TEAM", "TEAM"]):
            with pytest.raises(SchemeError):
                splitting(store, "ORG", into)
        carry_out(store, splitting(store, "ORG", ["ORG", "TEAM"]))
        assert not label(store.scheme(), "ORG").archived
        carry_out(store, splitting(store, "LOC", ["SEA", "LAND"]))
        assert label(store.scheme(), "LOC").archived
        undo(store)
        undo(store)
        assert store.scheme().names() == FIRST.names()
        assert not store.scheme().archived()


def test_a_split_into_labels_that_are_there_is_taken_back_once(tmp_path: Path) -> None:
    with corpus(tmp_path / "p.db") as store:
        carry_out(store, changing(store, "ORG", notes="Ask."))
        carry_out(store, splitting(store, "ORG", ["ORG", "LOC"]))
        undo(store)
        row = list(scheme_log(store))[-1]
        assert (row["told"], row["undoes"]) == ("ORG is split no more.", "g3")
        undo(store)
        assert label(store.scheme(), "ORG").notes == ""
        with pytest.raises(SchemeError, match="no change of the labels to undo"):
            undoing(store)
        assert not list(examine(store))


def test_what_a_merge_makes_of_the_labels_is_told(tmp_path: Path) -> None:
    a, b = tmp_path / "a.db", tmp_path / "b.db"
    with corpus(a) as ours:
        carry_out(ours, adding(ours, "SHIP"))
    shutil.copy(a, b)
    with Store.open(b) as theirs:
        undo(theirs)
        carry_out(theirs, changing(theirs, "PER", description="People."))
        carry_out(theirs, merging(theirs, ["LOC"], "ORG"))
        carry_out(theirs, renaming(theirs, "PER", "HUMAN"))
        carry_out(theirs, adding(theirs, "TEAM"))
    with Store.open(a) as ours:
        found = merge(ours, b)
        assert (found.labels, found.renamed) == (("TEAM",), {"PER": "HUMAN", "LOC": "ORG"})
        assert found.dropped == ("SHIP",)
    with Store.open(b) as theirs:
        carry_out(theirs, changing(theirs, "HUMAN", notes="Ask."))
    with Store.open(a) as ours:
        assert merge(ours, b).taken == ("HUMAN",)
        again = merge(ours, b)
        assert (again.taken, again.kept, again.labels, again.renamed, again.dropped) == ((), (), (), {}, ())
