from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.blank import blank
from support.news import NEWS, news_project
from support.teams import act

from annotator.domain.article import Article
from annotator.domain.decisions import GOLD, Added, Rejected
from annotator.domain.span import Span
from annotator.errors import DecisionError
from annotator.services.annotating.learning import Learner
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.source_settings import SourceSetting, save_source_setting
from annotator.storage.store import NEAR, Store

WHEN = "2026-01-01T00:00:00.000Z"
TEXT = "Acme Corp met Bo. Acme Corp sold Acme Corp to Bo."


def desk(path: Path, *texts: str) -> tuple[Store, list[str]]:
    store = blank(path / "p.db")
    with store.write():
        for text in texts:
            store.add_article(Article.of(text), WHEN)
            if text == TEXT:
                spans = [(0, 9, "ORG", 0.9), (14, 16, "PERSON", 0.6)]
                store.add_suggestions(Article.of(text).key, "m", spans)
    return store, [Article.of(text).key for text in texts]


def sit_down(store: Store, key: str, learner: Learner) -> AnnotationSession:
    session = AnnotationSession(store, key, "ana")
    session.load()
    session.resume()
    learner.attend(session)
    return session


def test_accepting_one_lets_its_like_accept_themselves_and_undo_leaves_them_alone(tmp_path: Path) -> None:
    store, (key,) = desk(tmp_path, TEXT)
    learner = Learner(store, "ana")
    session = sit_down(store, key, learner)
    session.go_to(Span(0, 9, "ORG"))
    session.accept()
    taken = learner.refresh()
    assert [one.span for one in taken] == [Span(18, 27, "ORG"), Span(33, 42, "ORG")]
    assert all(session.layer.held[one.span].auto for one in taken)
    assert session.focus == Span(14, 16, "PERSON")
    session.undo()
    assert (learner.refresh(), list(session.layer.held)) == ([], [])
    session.move(session.cursor)
    assert Span(18, 27, "ORG") in session.proposals.open
    session.accept()
    assert [one.span for one in learner.refresh()] == []


def test_the_focus_goes_on_where_the_suggestion_that_had_it_goes_with_the_span_around_it(tmp_path: Path) -> None:
    text = "Saw the race. Then this year's race began. Bo left."
    outer, inner = (Span(start, 35, "EVENT") for start in (19, 31))
    last = Span(43, 45, "EVENT")
    store = blank(tmp_path / "p.db")
    with store.write():
        save_scheme(store, replace(store.scheme(), overlap="nested"))
        store.add_article(Article.of(text), WHEN)
        store.add_suggestions(Article.of(text).key, "m", [(*outer, 0.4), (*last, 0.4)])
    learner = Learner(store, "ana")
    session = sit_down(store, Article.of(text).key, learner)
    session.selection, session.focus = (8, 12), None
    session.label("EVENT")
    learner.refresh()
    assert list(session.proposals.leaders()) == [outer, inner, last]
    session.go_to(outer)
    session.accept()
    assert session.focus == inner
    learner.refresh()
    assert session.focus == last
    session.reject()
    assert outer in session.layer.held


def test_an_edge_taken_back_after_the_focus_has_left_focuses_what_was_suggested(tmp_path: Path) -> None:
    store, (key,) = desk(tmp_path, TEXT)
    learner = Learner(store, "ana")
    session = sit_down(store, key, learner)
    session.go_to(Span(14, 16, "PERSON"))
    session.resize("left", -1)
    session.resize("left", -1)
    session.go_to(Span(0, 9, "ORG"))
    learner.refresh()
    for _ in range(2):
        session.undo()
    learner.refresh()
    session.move(session.cursor)
    assert session.focus == Span(14, 16, "PERSON")


def test_what_was_confirmed_twice_accepts_itself_elsewhere_once_something_is_decided_there(tmp_path: Path) -> None:
    store, (first, second) = desk(tmp_path, "Acme met Bo. Acme left.", "Acme and Acme called Cy.")
    act(store, first, "ana", Added(Span(0, 4, "ORG")), Added(Span(13, 17, "ORG")))
    learner = Learner(store, "ana")
    session = sit_down(store, second, learner)
    assert (learner.refresh(), list(session.layer.held), session.undecided) == ([], [], 2)
    session.selection = (21, 23)
    session.label("PERSON")
    session.next_undecided()
    assert [one.span for one in learner.refresh()] == [Span(0, 4, "ORG"), Span(9, 13, "ORG")]


def test_what_accepts_itself_when_one_comes_back_is_counted(tmp_path: Path) -> None:
    store, (first, second) = desk(tmp_path, "Bo met Acme.", "Acme met Bo. Acme left.")
    act(store, first, "ana", Rejected(Span(0, 2, "PERSON")))
    act(store, second, "ana", Added(Span(0, 4, "ORG")), Added(Span(13, 17, "ORG")))
    learner = Learner(store, "ana")
    session = sit_down(store, first, learner)
    assert (learner.accepted_at_once, session.layer.held[Span(7, 11, "ORG")].auto) == (1, True)
    sit_down(store, second, learner)
    assert learner.accepted_at_once == 0


def test_a_span_is_learned_from_when_the_focus_leaves_it(tmp_path: Path) -> None:
    store, (key,) = desk(tmp_path, TEXT)
    learner = Learner(store, "ana")
    session = sit_down(store, key, learner)
    session.go_to(Span(0, 9, "ORG"))
    session.resize("right", -1)
    assert learner.refresh() == []
    assert session.focus == Span(0, 4, "ORG")
    session.accept()
    learner.refresh()
    held = [span for span in session.layer.held if session.layer.held[span].auto]
    assert held == []
    assert {Span(18, 22, "ORG"), Span(33, 37, "ORG")} <= set(session.proposals.open)


@pytest.mark.parametrize("blind", [False, True])
def test_names_in_gold_are_known_to_all_unless_they_label_blindly(tmp_path: Path, blind: bool) -> None:
    store, (first, second) = desk(tmp_path, "Acme met Bo.", "Bo sold Acme to Cy.")
    save_scheme(store, replace(store.scheme(), blind=blind))
    act(store, first, GOLD, Added(Span(0, 4, "ORG")), Rejected(Span(9, 11, "ORG")))
    act(store, first, "ben", Added(Span(9, 11, "PERSON")))
    session = sit_down(store, second, Learner(store, "ana"))
    assert set(session.proposals.open) == (set() if blind else {Span(8, 12, "ORG")})


def test_what_was_decided_elsewhere_is_known_when_the_project_is_opened(tmp_path: Path) -> None:
    store, (first, second) = desk(tmp_path, TEXT, "Then Acme Corp left Bo.")
    session = sit_down(store, first, Learner(store, "ana"))
    session.go_to(Span(0, 9, "ORG"))
    session.accept()
    session.go_to(Span(14, 16, "PERSON"))
    session.reject()
    later = sit_down(store, second, Learner(store, "ana"))
    assert [(one.start, one.label) for one in later.proposals.open] == [(5, "ORG")]
    other = AnnotationSession(store, second, "ben")
    Learner(store, "ben").attend(other)
    assert list(other.proposals.open) == []


def test_undoing_a_decision_takes_back_what_it_taught(tmp_path: Path) -> None:
    store, (key,) = desk(tmp_path, TEXT)
    learner = Learner(store, "ana")
    session = sit_down(store, key, learner)
    before = list(session.proposals.open)
    session.go_to(Span(14, 16, "PERSON"))
    session.accept()
    learner.refresh()
    assert list(session.proposals.open) != before
    session.undo()
    learner.refresh()
    assert list(session.proposals.open) == before


OPERATIONS = st.lists(
    st.sampled_from(("accept", "reject", "PERSON", "ORG", "next", "undo", "redo", "grow", "shrink")), max_size=10
)


@settings(max_examples=25)
@example(operations=["accept", "accept", "accept", "undo", "undo"])
@given(operations=OPERATIONS)
def test_what_was_learned_is_the_same_after_a_restart(
    tmp_path_factory: pytest.TempPathFactory, operations: list[str]
) -> None:
    path = tmp_path_factory.mktemp("p") / "p.db"
    key = news_project(path, NEWS[:1])[0]
    with Store.open(path) as store:
        learner = Learner(store, "ana")
        session = sit_down(store, key, learner)
        verbs: dict[str, Callable[[], object]] = {
            "next": session.next_undecided,
            "undo": session.undo,
            "redo": lambda: session.undo(redo=True),
            "grow": lambda: session.resize("right", 1),
            "shrink": lambda: session.resize("left", 1),
            "PERSON": lambda: session.label("PERSON"),
            "ORG": lambda: session.label("ORG"),
            "accept": session.accept,
            "reject": session.reject,
        }
        for operation in operations:
            with suppress(DecisionError):
                verbs[operation]()
            learner.refresh()
        for _ in range(2):
            session.next_undecided()
            learner.refresh()
        again = sit_down(store, key, Learner(store, "ana"))
        assert again.layer == session.layer
        assert proposed(again) == proposed(session)


def proposed(session: AnnotationSession) -> list[tuple[Span, str]]:
    return [(span, session.suggestion(span).source) for span in session.proposals.open]


def test_nothing_accepts_itself_in_an_article_that_is_finished(tmp_path: Path) -> None:
    store, (key,) = desk(tmp_path, TEXT)
    learner = Learner(store, "ana")
    session = sit_down(store, key, learner)
    session.finish()
    session.go_to(Span(0, 9, "ORG"))
    session.accept()
    assert learner.refresh() == []
    assert not any(held.auto for held in session.layer.held.values())
    store.close()


def test_leaving_the_article_is_leaving_the_span_in_work(tmp_path: Path) -> None:
    store, (first, second) = desk(tmp_path, "Acme left.", "Then Acme came.")
    learner = Learner(store, "ana")
    session = sit_down(store, first, learner)
    session.selection = (0, 4)
    session.label("ORG")
    learner.refresh()
    assert list(sit_down(store, second, learner).proposals.open) == [Span(5, 9, "ORG")]
    store.close()


def test_suggestions_that_come_late_do_not_teach_a_span_in_work(tmp_path: Path) -> None:
    store, (key,) = desk(tmp_path, "Acme Corp left. Acme Corp came.")
    learner = Learner(store, "ana")
    session = sit_down(store, key, learner)
    session.selection = (0, 4)
    session.label("ORG")
    learner.refresh()
    learner.attend(session)
    session.resize("right", 1)
    learner.refresh()
    session.move(session.text.index("left"))
    learner.refresh()
    assert session.layer.held.keys() == {Span(0, 9, "ORG"), Span(16, 25, "ORG")}
    assert not session.proposals.open
    store.close()


def test_a_label_that_is_renamed_meanwhile_is_known_by_its_new_name(tmp_path: Path) -> None:
    store, (first, second) = desk(tmp_path, TEXT, "Then Acme Corp left.")
    learner = Learner(store, "ana")
    session = sit_down(store, first, learner)
    session.go_to(Span(0, 9, "ORG"))
    session.accept()
    learner.refresh()
    save_scheme(store, store.scheme().renamed("ORG", "FIRM"))
    assert list(sit_down(store, second, learner).proposals.open) == [Span(5, 14, "FIRM")]
    store.close()


def test_decisions_between_the_pieces_of_a_beginning_are_learned_from(tmp_path: Path) -> None:
    store, (first, second) = desk(tmp_path, TEXT, "Then Acme Corp left Bo.")
    learner = Learner(store, "ana")
    session = AnnotationSession(store, first, "ana")
    session.load()
    session.move(0)
    beginning = learner.attending(session)
    next(beginning)
    session.accept()
    assert not learner.advises(session)
    assert learner.refresh() == []
    assert [one.start for one in sit_down(store, second, learner).proposals.open] == [5]
    store.close()


def test_what_an_article_taught_about_edges_is_given_back_only_once(tmp_path: Path) -> None:
    texts = ["In New York now.", "Old Kent won.", "New York lost. New York won."]
    store, (first, second, third) = desk(tmp_path, *texts)
    with store.write():
        for key, found in ((first, (3, 11)), (second, (0, 8)), (third, (0, 8)), (third, (15, 23))):
            store.add_suggestions(key, f"m{found[0]}", [(*found, "LOC", 0.9)])
    learner = Learner(store, "ana")
    for key in (second, first):
        session = sit_down(store, key, learner)
        session.next_undecided()
        if key == second:
            session.resize("left", 1)
        session.accept()
        session.focus = None
        learner.refresh()
    learner = Learner(store, "ana")
    session = sit_down(store, first, learner)
    session.undo()
    learner.refresh()
    assert Span(3, 11, "LOC") in session.proposals.open
    assert list(sit_down(store, third, learner).proposals.open) == [Span(0, 8, "LOC"), Span(15, 23, "LOC")]
    store.close()


def test_a_source_that_is_off_is_silent_and_the_memory_does_not_speak_for_it(tmp_path: Path) -> None:
    store, (key,) = desk(tmp_path, "Zento grew. Zento fell. Bolta sat.")
    with store.write():
        store.add_suggestions(key, "m", [(0, 5, "ORG", 0.9)])
        store.add_suggestions(key, f"{NEAR}m", [(24, 29, "ORG", 0.7)])
        save_source_setting(store, SourceSetting("m", off=True, thresholds={}))
    session = AnnotationSession(store, key, "ana")
    Learner(store, "ana").attend(session)
    assert list(session.proposals.open) == []
    assert list(session.proposals.hidden) == [Span(0, 5, "ORG"), Span(24, 29, "ORG")]
    store.close()


@pytest.mark.parametrize("advised", [False, True])
def test_what_two_models_propose_is_shown_as_long_as_one_of_them_is_on(tmp_path: Path, *, advised: bool) -> None:
    store, (key,) = desk(tmp_path, "Zento grew.")
    with store.write():
        store.add_suggestions(key, "a", [(0, 5, "ORG", 0.5)])
        store.add_suggestions(key, "b", [(0, 5, "ORG", 0.4)])
        save_source_setting(store, SourceSetting("b", off=True, thresholds={}))
    session = AnnotationSession(store, key, "ana")
    session.load()
    if advised:
        Learner(store, "ana").attend(session)
    assert list(session.proposals.open) == [Span(0, 5, "ORG")]
    assert session.suggestion(Span(0, 5, "ORG")).sources == ("a",)
    store.close()
