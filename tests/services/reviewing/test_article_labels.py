"""Labels of the article as a whole under review: agreed ones are gold, differing ones are settled like any conflict."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from support.shared import DATA
from support.teams import act, project, put

from annotator.cli._main import annotator
from annotator.domain.decisions import GOLD, Added, Finished, Imported, Noted
from annotator.domain.disagreement.article_labels import Answer, ArticleConflict
from annotator.domain.gold import gold_labels
from annotator.domain.layer import fold
from annotator.domain.scheme import Group
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, DecisionError
from annotator.services.project import labels as label_verbs
from annotator.services.project.merge import merge
from annotator.services.reporting.statistics import statistics
from annotator.services.reviewing.corrections import LabelCorrection, corrections
from annotator.services.reviewing.progress import review_progress
from annotator.services.reviewing.queue import approve_undisputed
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.maintenance.doctor import examine
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.counts import articles
from annotator.storage.queries.review_queue import next_disputed, undisputed
from annotator.storage.store import Store

TEXT = "Ada sang while Bob ran .\n"
ADA = Span(0, 3, "PER")
NAMES = ("GLAD", "SAD", "SPORT", "NEWS")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with labelled(tmp_path / "team.db") as opened:
        yield opened


def labelled(path: Path) -> Store:
    store = project(path)
    scheme = store.scheme()
    for name in NAMES:
        scheme = scheme.with_label(name, kind="article")
    save_scheme(store, replace(scheme, groups=(Group("tone", "one", ("GLAD", "SAD")),)))
    return store


def answered(store: Store, layers: Mapping[str, Mapping[str, bool]], text: str = TEXT) -> str:
    key = put(store, text)
    for who, cats in layers.items():
        notes = [Noted(label, on) for label, on in cats.items()]
        act(store, key, who, Added(ADA), *notes, Finished())
    return key


def on_disk(store: Store, key: str) -> dict[str, bool]:
    """The article labels of the gold layer; that they are also what the decisions come to is checked."""
    (cats,) = store.conn.execute(
        "SELECT cats FROM layers WHERE article = ? AND layer = ?", (store.article_id(key), GOLD)
    ).fetchone()
    assert json.loads(cats) == fold(len(TEXT), store.decisions(key, GOLD)).cats
    return dict(json.loads(cats))


def test_what_all_say_is_gold_without_a_word(store: Store) -> None:
    key = answered(store, {"ana": {"SPORT": True}, "ben": {"SPORT": True}})
    session = ReviewSession(store, key, "rita")
    assert session.conflicts == ()
    session.approve()
    assert on_disk(store, key) == {"SPORT": True}


def test_a_difference_is_walked_first_and_taken_by_number(store: Store) -> None:
    key = answered(store, {"ana": {"SPORT": True, "GLAD": True}, "ben": {"NEWS": True, "SAD": True}})
    session = ReviewSession(store, key, "rita")
    assert [one.question for one in session.conflicts if isinstance(one, ArticleConflict)] == ["tone", "NEWS", "SPORT"]
    assert review_progress(store, key) == (0, 3)
    assert [(one.number, one.answers, one.annotators) for one in session.choices()] == [
        (1, (Answer("GLAD", on=True),), ("ana",)),
        (2, (Answer("SAD", on=True),), ("ben",)),
    ]
    with pytest.raises(DecisionError, match="3 conflicts are still open"):
        session.approve()
    session.take(2)
    session.take(1)  # NEWS: ana did not answer
    session.none()
    assert session.progress == review_progress(store, key) == (3, 3)
    session.approve()
    assert on_disk(store, key) == {"SAD": True, "SPORT": False}


def test_the_walk_passes_from_the_article_into_the_text_and_back(store: Store) -> None:
    key = put(store, TEXT)
    act(store, key, "ana", Added(ADA), Noted("NEWS", on=True), Noted("SPORT", on=True), Finished())
    act(store, key, "ben", Finished())
    session = ReviewSession(store, key, "rita")
    seen = [session.conflict]
    while session.next_stop():
        seen.append(session.conflict)
    assert seen == [*session.conflicts]
    back = [session.conflict]
    while session.next_stop(back=True):
        back.append(session.conflict)
    assert back == [*reversed(session.conflicts)]
    assert session.next_open(back=True)
    assert session.conflict == session.conflicts[-1]


def test_a_label_set_by_the_reviewer_settles_the_conflict_about_it(store: Store) -> None:
    key = answered(store, {"ana": {"GLAD": True}, "ben": {}})
    session = ReviewSession(store, key, "rita")
    session.note("SAD")
    assert (session.progress, session.layer.cats) == ((1, 1), {"SAD": True})
    session.note("GLAD")
    assert session.layer.cats == {"GLAD": True}
    session.note("GLAD")
    assert session.layer.cats == {"GLAD": False}
    session.undo()
    session.undo()
    assert on_disk(store, key) == {"SAD": True}
    session.undo()
    assert (session.progress, session.layer.cats) == ((0, 1), {})


def test_a_label_set_from_within_the_text_leaves_the_cursor_where_it_is(store: Store) -> None:
    key = answered(store, {"ana": {"GLAD": True}, "ben": {}})
    act(store, key, "ana", Added(Span(15, 18, "PER")))
    session = ReviewSession(store, key, "rita")
    session.next_open()
    here = session.conflict
    session.note("GLAD")
    assert (session.conflict, session.cursor, session.progress) == (here, 15, (1, 2))


def test_the_files_of_two_annotators_become_gold(tmp_path: Path) -> None:
    folder = DATA / "cases/56-review-cats"
    if not folder.is_dir():
        pytest.skip("the cases do not lie beside the project")
    run = partial(CliRunner().invoke, annotator)
    at = ["-p", str(tmp_path / "p.db")]
    run([*at, "add", str(folder / "in.jsonl")])
    with Store.open(tmp_path / "p.db") as store:
        same, differing, alone = (one.key for one in articles(store))
        assert (next_disputed(store), undisputed(store)) == (differing, [same])
        for key in (same, alone):
            ReviewSession(store, key, "rita").approve()
        session = ReviewSession(store, differing, "rita")
        assert [one.kind for one in session.open] == ["article", "article"]
        session.take(2)
        session.take(2)
        session.approve()
    run([*at, "export", "jsonl", "-o", str(tmp_path / "out.jsonl")])
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["cats"] for line in lines] == [{"SPORT": 1.0}, {"NEWS_": 1.0}, {"SPORT": 1.0}]


def test_a_label_set_by_the_reviewer_wins_over_what_all_say(store: Store) -> None:
    key = answered(store, {"ana": {"GLAD": True}, "ben": {"GLAD": True}})
    session = ReviewSession(store, key, "rita")
    session.note("SAD")
    session.note("SPORT")
    assert on_disk(store, key) == {"GLAD": False, "SAD": True, "SPORT": True}
    session.undo()
    session.undo()
    assert on_disk(store, key) == {"GLAD": True}


def test_what_was_set_by_hand_gives_way_to_a_later_ruling(store: Store) -> None:
    key = answered(store, {"ana": {}, "ben": {}})
    ReviewSession(store, key, "rita").note("SAD")
    for who, label in (("ana", "GLAD"), ("ben", "SAD")):
        act(store, key, who, Noted(label, on=True))
    session = ReviewSession(store, key, "rita")
    assert [one.question for one in session.open if isinstance(one, ArticleConflict)] == ["tone"]
    session.take(1)
    assert {label for label, on in on_disk(store, key).items() if on} == {"GLAD"}


def test_keys_for_spans_say_why_they_do_nothing_about_the_article(store: Store) -> None:
    key = answered(store, {"ana": {"SPORT": True}, "ben": {}})
    session = ReviewSession(store, key, "rita")
    for verb in (session.both, lambda: session.label("ORG"), lambda: session.resize("left", 1)):
        with pytest.raises(DecisionError, match="about the article as a whole"):
            verb()
    assert (list(session.layer.spans), session.progress) == ([ADA], (0, 1))
    session.comment("look again")
    assert [one.span for one in session.layer.comments] == [None]


def test_only_the_question_that_somebody_changed_is_open_again(store: Store) -> None:
    key = answered(store, {"ana": {"SPORT": True, "NEWS": True}, "ben": {}})
    session = ReviewSession(store, key, "rita")
    session.settle_all(session.preview_of("ana"))
    act(store, key, "ben", Noted("SPORT", on=False))
    session = ReviewSession(store, key, "rita")
    assert [one.question for one in session.open if isinstance(one, ArticleConflict)] == ["SPORT"]
    session.take(1)
    assert on_disk(store, key) == {"NEWS": True, "SPORT": True}


def test_rules_settle_what_they_speak_of(store: Store) -> None:
    key = answered(store, {"ana": {"SPORT": True, "GLAD": True}, "ben": {"SPORT": True}, "cid": {"NEWS": True}})
    session = ReviewSession(store, key, "rita")
    assert [session.preview(rule) for rule in ("shorter", "longer", "keep-missed", "without-article")] == [[]] * 4
    session.settle_all(session.preview("majority"))
    assert (session.open, on_disk(store, key)) == ([], {"SPORT": True})


def test_articles_that_differ_in_their_labels_alone_are_disputed(store: Store) -> None:
    same = answered(store, {"ana": {"SPORT": True}, "ben": {"SPORT": True}})
    other = answered(store, {"ana": {"SPORT": True}, "ben": {"NEWS": True}}, TEXT + "More .\n")
    assert (next_disputed(store), undisputed(store)) == (other, [same])
    assert list(approve_undisputed(store, "rita")) == [same]


def test_nothing_agreed_is_added_to_gold_that_came_from_elsewhere(store: Store) -> None:
    key = answered(store, {"ana": {"SPORT": True}, "ben": {"SPORT": True}})
    act(store, key, GOLD, Imported(ADA), Noted("NEWS", on=True))
    session = ReviewSession(store, key, "rita")
    session.approve()
    assert on_disk(store, key) == {"NEWS": True}


def test_a_renamed_label_keeps_what_was_ruled(store: Store) -> None:
    key = answered(store, {"ana": {"SPORT": True}, "ben": {}})
    ReviewSession(store, key, "rita").take(1)
    label_verbs.carry_out(store, label_verbs.renaming(store, "SPORT", "GAMES"))
    session = ReviewSession(store, key, "rita")
    assert (session.open, session.layer.cats) == ([], {"GAMES": True})
    session.approve()
    assert on_disk(store, key) == {"GAMES": True}


def test_statistics_count_the_labels_of_every_layer(store: Store) -> None:
    key = answered(store, {"ana": {"GLAD": True, "SAD": False, "SPORT": True}, "ben": {"SPORT": False}})
    ReviewSession(store, key, "rita").settle_all(ReviewSession(store, key, "rita").preview_of("ana"))
    found = statistics(store).as_json()
    assert {name: row["cats"] for name, row in found["layers"].items()} == {"ana": 2, "ben": 0, GOLD: 2}
    assert {name: number for name, number in found["labels"].items() if name in NAMES} == {"GLAD": 2, "SPORT": 2}
    told = CliRunner().invoke(annotator, ["-p", str(store.path), "stats"])
    assert "article labels" in told.output


def test_the_log_says_which_labels_were_ruled(store: Store) -> None:
    key = answered(store, {"ana": {"GLAD": True}, "ben": {"SAD": True}})
    session = ReviewSession(store, key, "rita")
    session.take(2)
    session.none()
    told = CliRunner().invoke(annotator, ["-p", str(store.path), "log"])
    rulings = [line.split("ruled")[1].strip() for line in told.output.splitlines() if "rita in gold" in line]
    assert rulings == ["ben: SAD", "none: not GLAD, not SAD"]


def test_a_merge_takes_what_was_ruled_under_the_names_of_here(store: Store, tmp_path: Path) -> None:
    layers = {"ana": {"GLAD": True}, "ben": {"SAD": True}}
    key = answered(store, layers)
    copy = tmp_path / "copy.db"
    store.conn.execute("VACUUM INTO ?", (str(copy),))
    with Store.open(copy) as other:
        ReviewSession(other, key, "rita").take(2)
    label_verbs.carry_out(store, label_verbs.renaming(store, "SAD", "GLOOMY"))
    merge(store, copy)
    session = ReviewSession(store, key, "rita")
    assert (session.open, session.layer.cats) == ([], {"GLOOMY": True})


def test_corrections_name_the_article_labels_that_gold_has_otherwise(store: Store) -> None:
    key = answered(store, {"ana": {"SPORT": True, "GLAD": True}, "ben": {"SPORT": True, "SAD": True, "NEWS": True}})
    session = ReviewSession(store, key, "rita")
    session.take(1)
    found = corrections(store, key, "ben")
    assert found is not None
    assert found.labels == [
        LabelCorrection("tone", (Answer("SAD", on=True),), (Answer("GLAD", on=True),)),
        LabelCorrection("NEWS", (Answer("NEWS", on=True),), None),
    ]


def test_what_is_agreed_outlives_a_ruling_that_is_taken_back_and_brought_back(store: Store) -> None:
    key = answered(store, {"ana": {}, "ben": {"GLAD": True}})
    ReviewSession(store, key, "rita").note("GLAD")
    act(store, key, "ana", Noted("GLAD", on=True))
    for redo in (False, True):
        with suppress(DecisionError):
            ReviewSession(store, key, "rita").undo(redo=redo)
    ReviewSession(store, key, "rita").comment("done")
    assert on_disk(store, key) == {"GLAD": True}


NOTES = st.lists(
    st.tuples(st.sampled_from(["ana", "ben", "rita", "take", "none", "majority", "undo", "redo"]),
              st.sampled_from(NAMES), st.booleans()),
    max_size=14,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(NOTES)
def test_gold_is_what_is_agreed_and_ruled_whatever_is_done(
    tmp_path_factory: pytest.TempPathFactory, notes: list[tuple[str, str, bool]]
) -> None:
    with labelled(tmp_path_factory.mktemp("labels") / "team.db") as store:
        key = answered(store, {"ana": {}, "ben": {}})
        for what, label, on in notes:
            if what in ("ana", "ben"):
                rival = {"GLAD": "SAD", "SAD": "GLAD"}.get(label) if on else None
                act(store, key, what, *([Noted(rival, on=False)] if rival else []), Noted(label, on))
                continue
            session = ReviewSession(store, key, "rita")
            with suppress(AnnotatorError):
                match what:
                    case "rita":
                        session.note(label)
                    case "take":
                        session.take(1 + on)
                    case "none" | "majority":
                        getattr(session, what)()
                    case _:
                        session.undo(redo=what == "redo")
        session = ReviewSession(store, key, "rita")
        session.comment("done")  # what the annotators changed is written with the next step
        layer = fold(len(TEXT), store.decisions(key, GOLD))
        assert layer.cats == session.layer.cats == gold_labels(session.alignment, session.layer) == on_disk(store, key)
        by_hand = layer.noted
        agreed = {label: on for label, on in session.alignment.labels.agreed if label not in by_hand}
        ruled = dict(chain.from_iterable(ruling.cats for ruling, _ in session.settled.values()))
        assert {label for label, on in layer.cats.items() if on} <= {
            label for label, on in (*agreed.items(), *ruled.items(), *by_hand.items()) if on
        }
        assert sum(layer.cats.get(label, False) for label in ("GLAD", "SAD")) <= 1
        assert not list(examine(store))
