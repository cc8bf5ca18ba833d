"""One fix for many places: one step over articles, which is taken back as one."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.claiming import LUND, PORT, SOL, UNION, decided, made
from support.corpus import corpus

from annotator.domain.claims.values import Attribute, Relation
from annotator.domain.decisions import GOLD, Added, Claimed, Removed, decide
from annotator.domain.layer import step_all
from annotator.domain.span import Span
from annotator.domain.text.pattern import of_words
from annotator.errors import NoSuchLabel, NothingToUndo, OverlapError, WrongUsage
from annotator.services.annotating.session import AnnotationSession
from annotator.services.finding.fix import Fix, Fixed, fix
from annotator.services.finding.places import find
from annotator.services.finding.propose import propose
from annotator.services.finding.take_back import take_back, taking_back
from annotator.services.project.merge import merge
from annotator.services.reviewing.article_cursor import ReviewCursor
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.maintenance import short_writes
from annotator.storage.maintenance.doctor import examine
from annotator.storage.store import Store

ONE = "[Caloi|PERSON] and Caloi of [Casa Caloi|ORG] and [Caloi|ORG]"
TWO = "[Caloi|PERSON] [Luigi Caloi|PERSON]"
THREE = "Caloi once more"


def held(store: Store, key: str, name: str = "ana") -> set[Span]:
    return set(store.layer(key, name).layer.spans)


def everything(store: Store, keys: list[str], name: str = "ana") -> list[set[Span]]:
    return [held(store, key, name) for key in keys]


def fixed(store: Store, string: str, what: Fix, *, dry_run: bool = False) -> Fixed:
    return fix(store, list(find(store, of_words(string))), what, dry_run=dry_run)


def sound(store: Store) -> bool:
    return not list(examine(store))


@pytest.fixture
def three(tmp_path: Path) -> tuple[Store, list[str]]:
    return corpus(tmp_path / "a.db", {"ana": ONE}, {"ana": TWO}, {"ben": THREE})


def test_one_step_over_articles_and_one_undo(three: tuple[Store, list[str]]) -> None:
    store, keys = three
    before = everything(store, keys[:2])
    found = fixed(store, "Caloi", Fix("ORG", "ana", "ana", reason="a company"))
    assert (found.changed, found.articles) == (3, 2)
    assert +found.passed == {"as before": 1, "inside a longer span": 2, "layer not begun": 1}
    assert {span.label for span in held(store, keys[0])} == {"ORG"}
    assert store.layers_of(keys[2]) == ["ben"]
    assert [comment.text for comment in store.layer(keys[0], "ana").layer.comments] == ["a company"]
    assert not store.layer(keys[1], "ana").layer.comments
    assert store.last_step("ana") == (found.step, keys[0], "ana")
    assert sound(store)

    assert take_back(store, "ana", found.step).told == "Taken back in 2 articles."
    assert everything(store, keys[:2]) == before
    assert (store.last_step("ana") or ("",))[0] != found.step
    assert sound(store)
    assert take_back(store, "ana", found.step, redo=True).articles == 2
    assert {span.label for span in held(store, keys[0])} == {"ORG"}
    assert sound(store)
    assert store.layer(keys[0], "ana").layer.status == "finished"


def test_what_is_in_the_way_gives_way_when_it_is_replaced(three: tuple[Store, list[str]]) -> None:
    store, keys = three
    before = everything(store, keys[:2])
    replacing = Fix("GPE", "ana", "ana", replacing=True)
    assert fixed(store, "Caloi", replacing, dry_run=True).changed == 6
    assert everything(store, keys[:2]) == before
    found = fixed(store, "Caloi", replacing)
    assert (found.changed, found.in_the_way) == (6, 0)
    assert held(store, keys[0]) == {Span(start, start + 5, "GPE") for start in (0, 10, 24, 34)}
    assert held(store, keys[1]) == {Span(0, 5, "GPE"), Span(12, 17, "GPE")}
    crossing = fixed(store, "Caloi Luigi", Fix("ORG", "ana", "ana"))
    assert (crossing.changed, crossing.in_the_way) == (0, 1)
    assert fixed(store, "Caloi Luigi", Fix("ORG", "ana", "ana", replacing=True)).changed == 1
    assert held(store, keys[1]) == {Span(0, 11, "ORG"), Span(12, 17, "GPE")}
    assert sound(store)
    take_back(store, "ana", (store.last_step("ana") or ("",))[0])
    take_back(store, "ana", found.step)
    assert everything(store, keys[:2]) == before
    assert sound(store)


def test_two_places_in_one_longer_span_of_gold_replace_it_once(tmp_path: Path) -> None:
    same = "[Caloi of Caloi|ORG] and [Caloi and Rome|ORG]"
    store, (key,) = corpus(tmp_path / "a.db", {"ana": same, "ben": same})
    ReviewSession(store, key, "rosa").approve()
    before = held(store, key, GOLD)
    assert fixed(store, "Caloi", Fix("PERSON", GOLD, "rosa")).in_the_way == 3
    found = fixed(store, "Caloi", Fix("PERSON", GOLD, "rosa", replacing=True))
    assert (found.changed, found.replaced) == (3, 2)
    assert held(store, key, GOLD) == {Span(start, start + 5, "PERSON") for start in (0, 9, 19)}
    assert sound(store)
    take_back(store, "rosa", found.step)
    assert held(store, key, GOLD) == before


def test_only_where_the_layer_says_so_and_nothing_in_a_dry_run(three: tuple[Store, list[str]]) -> None:
    store, keys = three
    before = everything(store, keys[:2])
    assert fixed(store, "Caloi", Fix("ORG", "ana", "ana", "nothing"), dry_run=True).changed == 1
    assert everything(store, keys[:2]) == before
    assert fixed(store, "Caloi", Fix("ORG", "ana", "ana", "nothing")).changed == 1
    assert fixed(store, "Caloi", Fix("", "ana", "ana", "PERSON")).changed == 2
    assert {span.label for span in held(store, keys[0])} == {"ORG"}
    assert [span.label for span in held(store, keys[1])] == ["PERSON"]


def test_what_has_come_in_the_way_stays_and_is_counted(three: tuple[Store, list[str]]) -> None:
    store, keys = three
    found = fixed(store, "Caloi", Fix("", "ana", "ana", "PERSON"))
    give(store, keys[1], Added(Span(0, 11, "ORG")))
    told = take_back(store, "ana", found.step)
    assert (told.articles, told.in_the_way) == (1, 1)
    assert (store.last_step("ana") or ("",))[0] != found.step
    assert told.told == "Taken back in 1 article. In 1 another span is in the way."
    assert sound(store)
    assert take_back(store, "ana", found.step, redo=True).articles == 1
    give(store, keys[0], Added(Span(0, 9, "ORG")))
    with pytest.raises(OverlapError, match="In each of its articles"):
        take_back(store, "ana", found.step)
    assert store.last_step("ana") != (found.step, keys[0], "ana")


@pytest.mark.parametrize("redo", [False, True])
def test_what_was_broken_off_in_taking_back_goes_on_after_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, redo: bool
) -> None:
    monkeypatch.setattr(short_writes, "_AIM", 0.0)
    path = tmp_path / "p.db"
    store, keys = corpus(path, *({"ana": f"[Caloi|PERSON] {number}"} for number in range(30)))
    give(store, keys[3], Added(Span(6, 7, "ORG")))
    states = [everything(store, keys)]
    step = fixed(store, "Caloi", Fix("ORG", "ana", "ana")).step
    states.append(everything(store, keys))
    if redo:
        take_back(store, "ana", step)
    work = taking_back(store, "ana", step, redo=redo)
    assert 0 < next(work)[0] < 30
    work.close()
    store.close()
    with Store.open(path) as store:
        assert everything(store, keys) not in states
        assert sound(store)
        other = store.last_step("ana", undone=not redo)
        assert store.last_step("ana", undone=redo) == other == (step, keys[0], "ana")
        assert "Brought" in take_back(store, "ana", step, redo=redo).told or not redo
        assert everything(store, keys) == states[redo]
        assert (store.last_step("ana", undone=redo) or ("",))[0] != step
        assert store.last_step("ana", undone=not redo) == other
        assert sound(store)


def give(store: Store, key: str, *events: Added | Removed) -> None:
    """Let ana decide something."""
    state, text = store.layer(key, "ana"), store.article(key).text
    decisions = decide(list(events), layer="ana", by="ana")
    step_all(state.layer, decisions)
    with store.write():
        store.append(key, text, decisions, state.layer, revision=state.revision)


def test_nobody_elses_layer_and_no_label_that_is_none(three: tuple[Store, list[str]]) -> None:
    store, _ = three
    with pytest.raises(WrongUsage, match="The layer of ben is theirs"):
        Fix("ORG", "ben", "ana")
    with pytest.raises(NoSuchLabel):
        fixed(store, "Caloi", Fix("NIX", "ana", "ana"))
    with pytest.raises(NothingToUndo):
        take_back(store, "ana", "no step")


def test_a_proposal_changes_no_layer(three: tuple[Store, list[str]]) -> None:
    store, keys = three
    before = everything(store, keys[:2])
    places = list(find(store, of_words("Caloi")))
    assert propose(store, places, "ORG", "rosa", dry_run=True).changed == 7
    assert (propose(store, places[-1:], "ORG", "rosa").changed, propose(store, places, "ORG", "rosa").changed) == (1, 6)
    assert everything(store, keys[:2]) == before
    assert {one.source for key in keys for one in store.suggestions(key)} == {"lens:rosa"}
    assert sound(store)


def test_a_step_of_a_copy_stays_one_step(three: tuple[Store, list[str]], tmp_path: Path) -> None:
    store, _ = three
    found = fixed(store, "Caloi", Fix("ORG", "ana", "ana"))
    with Store.create(tmp_path / "b.db") as other:
        merge(other, store.path)
        rows = "SELECT step, count(DISTINCT article) FROM decisions WHERE bulk GROUP BY step"
        assert other.conn.execute(rows).fetchall() == [(found.step, 2)]
        assert other.last_step("ana") is None
        assert sound(other)


def test_gold_is_fixed_as_a_reviewer_would(tmp_path: Path) -> None:
    store, (key, other) = corpus(
        tmp_path / "a.db",
        {"ana": "[Caloi|PERSON] Caloi Caloi", "ben": "[Caloi|PERSON] [Caloi|ORG] Caloi"},
        {"ana": "[Caloi|PERSON], yes", "ben": "[Caloi|PERSON], yes"},
    )
    for one in (key, other):
        session = ReviewSession(store, one, "rosa")
        if session.open:
            session.take(1)
        session.approve()
    before = everything(store, [key, other], GOLD)
    found = fixed(store, "Caloi", Fix("ORG", GOLD, "rosa"))
    assert found.changed == 4 - sum(span.label == "ORG" for spans in before for span in spans)
    assert held(store, key, GOLD) == {Span(0, 5, "ORG"), Span(6, 11, "ORG"), Span(12, 17, "ORG")}
    assert {one.span for one in ReviewCursor(store, key).gold()} == held(store, key, GOLD)
    assert not ReviewCursor(store, key).unwritten
    assert everything(store, [key], "ana") == [{Span(0, 5, "PERSON")}]
    assert sound(store)
    take_back(store, "rosa", found.step)
    assert everything(store, [key, other], GOLD) == before
    assert fixed(store, "Caloi", Fix("", GOLD, "rosa", "PERSON")).changed >= 2
    assert held(store, other, GOLD) == set()
    assert {one.span for one in ReviewCursor(store, other).gold()} == set()


def test_open_conflicts_are_left_to_the_review(tmp_path: Path) -> None:
    store, (key,) = corpus(tmp_path / "a.db", {"ana": "[Caloi|PERSON] Caloi", "ben": "[Caloi|ORG] Caloi"})
    ReviewSession(store, key, "rosa").comment("begun")
    found = fixed(store, "Caloi", Fix("ORG", GOLD, "rosa"))
    assert (found.changed, found.passed["in an open conflict"]) == (1, 1)
    assert ReviewCursor(store, key).open


TEXTS = st.lists(
    st.lists(
        st.sampled_from(["[Ed|PERSON]", "Ed", "[Ed|ORG]", "[Ed Bo|ORG]", "Bo", "[Bo|GPE]"]), min_size=1, max_size=6
    ),
    min_size=2,
    max_size=4,
)
FIXES = st.lists(
    st.tuples(st.sampled_from(["Ed", "Bo", "Ed Bo"]), st.sampled_from(["PERSON", "ORG", ""]),
              st.sampled_from(["", "nothing", "ORG", "longer"]), st.booleans()),
    min_size=1, max_size=4,
)  # fmt: skip


@given(TEXTS, FIXES)
def test_any_fixes_are_taken_back_one_by_one(texts: list[list[str]], fixes: list[tuple[str, str, str, bool]]) -> None:
    with TemporaryDirectory() as folder:
        marked = [{"ana": f"{number} {' '.join(words)}"} for number, words in enumerate(texts)]
        store, keys = corpus(Path(folder) / "a.db", *marked)
        with store:
            states = [everything(store, keys)]
            for string, label, where, replacing in fixes:
                done = fixed(store, string, Fix(label, "ana", "ana", where, "", replacing))
                if done.changed:
                    states.append(everything(store, keys))
                    assert states[-1] != states[-2]
                assert sound(store)
            while len(states) > 1:
                assert everything(store, keys) == states.pop()
                step, key, _ = store.last_step("ana") or ("", "", "")
                back(store, step, key)
            assert [everything(store, keys)] == states
            assert sound(store)


def back(store: Store, step: str, key: str) -> None:
    """Take a step back as the app does."""
    if store.articles_of_step(step):
        take_back(store, "ana", step)
    else:
        AnnotationSession(store, key, "ana").undo()


def test_what_goes_with_a_span_or_no_longer_fits_it_is_told(tmp_path: Path) -> None:
    store, key = made(tmp_path / "strike.db")
    with store:
        decided(store, key, [Claimed(Relation(LUND, "head_of", PORT)), Claimed(Relation(SOL, "head_of", UNION))])
        decided(store, key, [Claimed(Attribute(LUND, "role", "chair"))])
        went = "1 relation, 1 attribute went with it: u brings all back."
        planned = fixed(store, "Tor Lund", Fix("", "ana", "ana"), dry_run=True)
        assert planned.told == f"1 place changed in 1 article. {went}"
        assert (planned.step, planned.as_json()["gone"]) == ("", {"relation": 1, "attribute": 1})
        assert LUND in held(store, key)
        assert fixed(store, "Tor Lund", Fix("", "ana", "ana")).told == planned.told
        unfit = "1 relation no longer fits: head_of wants PERSON as head. `annotator find fits:no` lists them."
        assert unfit in fixed(store, "Ingrid Sol", Fix("ORG", "ana", "ana")).told
        assert sound(store)
