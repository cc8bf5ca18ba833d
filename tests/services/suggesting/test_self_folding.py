"""Labels that fold themselves: counted from decisions, folded, kept, and back where they pay again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.blank import blank
from support.projects import at_work

from annotator.domain.article import Article
from annotator.domain.span import Span
from annotator.services.annotating.session import AnnotationSession
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import carry_out, merging, renaming
from annotator.services.suggesting.precision import balances
from annotator.services.suggesting.self_folding import SelfFolding
from annotator.services.suggesting.source_settings import keep_shown, source_figures
from annotator.storage.source_settings import SourceSetting, save_source_setting
from annotator.storage.store import Store

MODEL, LIST = "spacy:poor-1.0", "patterns"
WORDS = [f"Word{number:02}" for number in range(24)]
TEXTS = [f"{' '.join(WORDS)}. {number}" for number in range(3)]
ARTICLES = [Article.of(text) for text in TEXTS]
SPANS = [Span(at * 7, at * 7 + 6, "ORG") for at in range(len(WORDS))]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank(tmp_path / "p.db") as made:
        fill(made)
        yield made


def fill(store: Store) -> None:
    with store.write():
        for number, article in enumerate(ARTICLES):
            store.add_article(article, f"2026-01-01T00:00:0{number}.000000Z")
            store.add_suggestions(article.key, MODEL, [(*span, 0.5) for span in SPANS])
            store.add_suggestions(article.key, LIST, [(*SPANS[0], None), (*SPANS[-1][:2], "PERSON", None)])


def setting(store: Store, source: str = MODEL) -> SourceSetting:
    return next(one.setting for one in source_figures(store) if one.setting.source == source)


def begin(store: Store, folding: SelfFolding, number: int) -> tuple[AnnotationSession, str]:
    session = at_work(store, ARTICLES[number].key)
    return session, folding.begin(session)


def reject(session: AnnotationSession, folding: SelfFolding, many: int) -> list[str]:
    """Reject so many from the second word on; gives what is said."""
    said = []
    for span in SPANS[1 : many + 1]:
        session.go_to(span)
        session.reject()
        said.append(folding.look())
    return said


def test_a_label_that_costs_more_than_it_saves_folds_itself_and_says_so(store: Store) -> None:
    folding = SelfFolding(store)
    session, _ = begin(store, folding, 0)
    said = reject(session, folding, 9)
    assert said == [""] * 8 + ["ORG of poor-1.0 cost 9 keys more than by hand: folded away (m switches it)."]
    assert list(session.proposals.open) == [SPANS[0], SPANS[-1].labelled("PERSON")]  # what the list says stays
    assert len(session.proposals.hidden) == 14
    assert session.proposals.has_folded(session.suggestion(SPANS[20]))
    assert at_work(store, ARTICLES[1].key).undecided == 2
    assert check_up(store).problems == []
    assert next(one.saved for one in source_figures(store) if one.setting.source == MODEL) == {"ORG": -9}


def test_what_was_accepted_speaks_for_it(store: Store) -> None:
    folding = SelfFolding(store)
    session, _ = begin(store, folding, 0)
    for span in SPANS[-4:-1]:
        session.go_to(span)
        session.accept()
    assert set(reject(session, folding, 17)) == {""}
    session.go_to(SPANS[18])
    session.reject()
    assert folding.look()
    session.undo()
    assert folding.look() == ""
    assert setting(store).folded == {"ORG"}  # it comes back where it pays, not at the first key


def test_what_is_kept_shown_does_not_fold_again_until_it_is_let_go(store: Store) -> None:
    folding = SelfFolding(store)
    session, _ = begin(store, folding, 0)
    reject(session, folding, 9)
    keep_shown(store, setting(store), "ORG")
    session.switched()
    folding.begin(session)
    assert (setting(store).folded, setting(store).kept) == (set(), {"ORG"})
    assert SPANS[12] in session.proposals.open
    session.go_to(SPANS[12])
    session.reject()
    assert folding.look() == ""
    keep_shown(store, setting(store), "ORG")
    folding.begin(session)
    session.go_to(SPANS[13])
    session.reject()
    assert folding.look()


def test_it_comes_back_where_it_would_have_saved_keys(store: Store) -> None:
    folding = SelfFolding(store)
    session, _ = begin(store, folding, 0)
    reject(session, folding, 9)
    session.finish()
    second, said = begin(store, folding, 1)  # 14 more would have been wrong in the first article
    assert (said, setting(store).unseen) == ("", {"ORG": -14 - 1})
    for span in SPANS[1:20]:
        second.selection = (span.start, span.end)
        second.label("ORG")
    second.finish()
    third, said = begin(store, folding, 2)
    assert said == "ORG of poor-1.0 would save keys again: shown (m switches it)."
    assert SPANS[1] in third.proposals.open
    assert check_up(store).problems == []


def test_what_is_known_of_a_project_counts_at_once(store: Store) -> None:
    session = at_work(store, ARTICLES[0].key)
    for span in SPANS[1:12]:
        session.go_to(span)
        session.reject()
    folding = SelfFolding(store)
    session, said = begin(store, folding, 1)
    assert said == ""
    assert reject(session, folding, 1) != [""]


@pytest.mark.parametrize("folded", ["ORG", "PERSON"])
def test_what_is_merged_with_a_folded_label_is_counted_anew(store: Store, folded: str) -> None:
    apart = Span(169, 170, "PERSON")
    with store.write():
        store.add_suggestions(ARTICLES[0].key, "patterns:more", [(*apart, None)])
        save_source_setting(store, SourceSetting("patterns:more", off=False, thresholds={}, folded=frozenset({folded})))
    session = at_work(store, ARTICLES[0].key)
    session.comment("There is a layer now.")
    carry_out(store, merging(store, ["PERSON"], "ORG"))
    assert at_work(store, ARTICLES[0].key).undecided == len(SPANS)
    assert check_up(store).problems == []


def test_a_label_that_is_renamed_keeps_its_balance(store: Store) -> None:
    folding = SelfFolding(store)
    session, _ = begin(store, folding, 0)
    reject(session, folding, 9)
    carry_out(store, renaming(store, "ORG", "FIRM"))
    session, said = begin(store, folding, 1)
    session.go_to(SPANS[0].labelled("FIRM"))
    session.accept()
    assert (said, folding.look(), setting(store).folded) == ("", "", {"FIRM"})
    assert folding.balances == balances(store)


VERBS: tuple[Callable[[AnnotationSession], object], ...] = (
    lambda session: session.accept(),
    lambda session: session.reject(),
    lambda session: session.label("PERSON"),
    lambda session: session.resize("right", -1, by_character=True),
    lambda session: session.undo(),
    lambda session: session.undo(redo=True),
    lambda session: session.accept_sure(),
    lambda session: session.finish("reject"),
    lambda session: session.reopen(),
)


@given(st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 150), st.booleans(), st.integers(0, 1)), max_size=14))
def test_the_count_is_kept_in_step_with_what_is_decided(
    tmp_path_factory: pytest.TempPathFactory,
    run: list[tuple[Callable[[AnnotationSession], object], int, bool, int]],
) -> None:
    with blank(tmp_path_factory.mktemp("p") / "p.db") as store:
        fill(store)
        folding = SelfFolding(store)
        session, _ = begin(store, folding, 0)
        for verb, place, looks, number in run:
            if session.key != ARTICLES[number].key:
                session, _ = begin(store, folding, number)
            session.move(place)
            try:
                verb(session)
            except Exception as error:  # noqa: BLE001 - what cannot be done there is not the matter here
                assert type(error).__module__ == "annotator.errors"
            if looks:
                folding.look()
        folding.begin(session)
        assert +folding.balances == +balances(store)
        assert -folding.balances == -balances(store)
