"""Attributes by keys: letters for values, defaults that are never written, what the same words had before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.claiming import ATTRIBUTES, CLAIMS, HPA, HPA_AGAIN, LUND, PORT, SOL, TOWN, UHW, UNION, decided, made

from annotator.domain.article import Article
from annotator.domain.claims.scheme import AttributeType
from annotator.domain.claims.values import Attribute, Relation, Same
from annotator.domain.decisions import Added, Claimed
from annotator.domain.span import Span
from annotator.services.claiming.attributes.hot_keys import hot_keys
from annotator.services.claiming.facts import Facts
from annotator.services.claiming.question import Lane, Line, Pointing, Step
from annotator.services.claiming.session import ClaimingSession
from annotator.storage.store import Store

HEADS = Relation(LUND, "head_of", PORT)
TENSE = AttributeType("tense", "relation", ("head_of",), "choice", ("past", "present"), "present")
MODAL = AttributeType("stance", "entity", ("ORG",), "choice", ("pro", "contra"), required=True)


class Work:
    """A session with the task, which is told of every step."""

    def __init__(self, store: Store, key: str) -> None:
        self.session = ClaimingSession(store, key, "ana")
        self.facts = Facts(self.session.desk())

    def do(self, step: Step | Pointing) -> Step:
        assert isinstance(step, Step)
        self.session.do(step)
        self.facts.changed(self.session.take_changed())
        return step

    def told(self, about: Span) -> list[tuple[str, str, str]]:
        return [(line.words, line.state, line.why) for line in self.facts.lines(about)]

    def line(self, about: Span, number: int) -> Line:
        return self.facts.lines(about)[number]


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    store, key = made(tmp_path / "p.db")
    with store:
        yield Work(store, key)


def other_work(tmp_path: Path, *attributes: AttributeType) -> Work:
    store, key = made(tmp_path / "p.db", replace(CLAIMS, attributes=attributes))
    decided(store, key, [Claimed(HEADS), Claimed(Same(HPA, PORT))])
    return Work(store, key)


def test_relations_are_followed_where_they_have_attributes(work: Work, tmp_path: Path) -> None:
    assert not work.facts.verbs()
    (tmp_path / "other").mkdir()
    assert "follow" in other_work(tmp_path / "other", *ATTRIBUTES, TENSE).facts.verbs()


def test_what_is_shown_is_taken_and_defaults_are_not_written(work: Work) -> None:
    assert work.told(LUND) == [("mention: name", "auto", "default"), ("quoted: no", "auto", "default")]
    assert work.facts.facts(LUND) == "no value: role"
    assert work.do(work.facts.take(LUND, None)).focus == SOL
    assert not work.session.layer.claims
    assert (
        work.do(work.facts.take(work.facts.stops()[-1], None)).message
        == "That was the last one: ; goes on, s finishes."
    )


def test_a_letter_gives_a_value_and_another_the_default_again(work: Work) -> None:
    keys = {key.key: (key.name, key.on) for key in work.facts.keys(LUND)}
    assert keys == {
        "N": ("mention name", True), "O": ("mention nominal", False), "P": ("mention pronoun", False),
        "Q": ("quoted", False), "": ("role", False),
    }  # fmt: skip
    work.do(work.facts.press(LUND, "mention pronoun"))
    assert list(work.session.layer.claims) == [Attribute(LUND, "mention", "pronoun")]
    assert work.told(LUND)[0] == ("mention: pronoun", "held", "yours")
    assert work.facts.lane(LUND, None) == Lane("pronoun")
    work.do(work.facts.press(LUND, "mention name"))
    assert not work.session.layer.claims


def test_a_flag_is_turned_on_and_off(work: Work) -> None:
    work.do(work.facts.press(LUND, "quoted"))
    assert list(work.session.layer.claims) == [Attribute(LUND, "quoted", value=True)]
    assert work.facts.lane(LUND, None) == Lane("quoted")
    work.do(work.facts.press(LUND, "quoted"))
    assert not work.session.layer.claims


def test_text_is_typed_in_the_list(work: Work) -> None:
    first = work.facts.choices(LUND, "head")[0]
    assert (first.words, first.why) == ("role: head", "type a text")
    work.do(work.facts.choose(LUND, first, "head"))
    assert list(work.session.layer.claims) == [Attribute(LUND, "role", "head")]
    assert [one.words for one in work.facts.choices(PORT, "")] == [
        "mention name", "mention nominal", "mention pronoun", "quoted",
    ]  # fmt: skip
    step = work.facts.choose(LUND, None, "zzz")
    assert isinstance(step, Step) and step.message == "Nothing here can be 'zzz'."


def test_the_same_words_are_proposed_the_same_value_until_that_is_refused(work: Work) -> None:
    work.do(work.facts.press(HPA, "mention nominal"))
    assert work.facts.open() == [HPA_AGAIN]
    assert work.told(HPA_AGAIN)[0] == ("mention: nominal", "open", "memory, 1 article")
    assert work.facts.lane(HPA_AGAIN, None) == Lane("nominal?", "open")
    work.do(work.facts.take(HPA_AGAIN, None))
    assert Attribute(HPA_AGAIN, "mention", "nominal") in work.session.layer.claims
    work.session.undo()
    work.facts.changed(work.session.take_changed())
    work.do(work.facts.refuse(HPA_AGAIN, work.line(HPA_AGAIN, 0)))
    assert work.told(HPA_AGAIN)[0] == ("mention: name", "auto", "default")
    assert not work.facts.open()


def test_a_letter_against_what_is_proposed_refuses_that(work: Work) -> None:
    work.do(work.facts.press(HPA, "mention nominal"))
    work.do(work.facts.press(HPA_AGAIN, "mention name"))
    assert list(work.session.layer.refusals) == [Attribute(HPA_AGAIN, "mention", "nominal")]


def test_the_default_that_was_given_against_one_value_is_not_doubted_by_another(work: Work) -> None:
    store = work.session.store
    for number, value in enumerate(("nominal", "nominal", "pronoun")):
        article, there = Article.of(f"The HPA met in {number}."), Span(4, 7, "ORG")
        with store.write():
            store.add_article(article, f"2026-01-02T00:00:0{number}.000000Z")
        decided(store, article.key, [Added(there), Claimed(Attribute(there, "mention", value))])
    work.facts.changed(None)
    assert work.told(HPA)[0] == ("mention: nominal", "open", "memory, 2 articles")
    work.do(work.facts.press(HPA, "mention name"))
    assert work.told(HPA)[0] == ("mention: name", "auto", "default")
    work.do(work.facts.take(HPA, None))
    assert not work.session.layer.claims


def test_other_articles_are_remembered(work: Work) -> None:
    article, store = Article.of("The HPA met."), work.session.store
    with store.write():
        store.add_article(article, "2026-01-02T00:00:00.000001Z")
    there = Span(4, 7, "ORG")
    decided(store, article.key, [Added(there), Claimed(Attribute(there, "mention", "nominal"))])
    work.facts.changed(None)
    assert work.facts.open() == [HPA, HPA_AGAIN]
    assert work.do(work.facts.sure()).message.startswith("No value that is proposed reaches")
    work.do(work.facts.take(HPA, None))
    assert work.line(HPA_AGAIN, 0).score == pytest.approx(2.5 / 3)


def test_all_of_the_same_words_are_decided_alike(work: Work) -> None:
    work.do(work.facts.press(HPA, "quoted"))
    assert work.do(work.facts.all_same(HPA, None)).message == "1 value given alike."
    assert Attribute(HPA_AGAIN, "quoted", value=True) in work.session.layer.claims


def test_x_takes_back_what_was_given_and_not_a_default(work: Work) -> None:
    work.do(work.facts.press(LUND, "quoted"))
    assert "by default" in work.do(work.facts.refuse(LUND, work.line(LUND, 0))).message
    assert work.do(work.facts.refuse(LUND, work.line(LUND, 1))).message == "Taken back: quoted: yes."
    assert not work.session.layer.claims


def test_relations_of_a_span_are_asked_about_behind_it(tmp_path: Path) -> None:
    work = other_work(tmp_path, *ATTRIBUTES, TENSE)
    with work.session.store:
        step = work.do(work.facts.take(LUND, None))
        assert step.focus is None and work.facts.facts(LUND) == "head_of → Halvik Port Authority"
        assert work.told(LUND) == [("tense: present", "auto", "default")]
        assert [key.name for key in work.facts.keys(LUND)] == ["tense past", "tense present"]
        work.do(work.facts.press(LUND, "tense past"))
        assert Attribute(HEADS, "tense", "past") in work.session.layer.claims
        assert work.do(work.facts.take(LUND, None)).focus == SOL
        assert work.told(LUND)[0][0] == "mention: name"


def test_what_is_required_is_asked_for_and_holds_for_the_entity(tmp_path: Path) -> None:
    work = other_work(tmp_path, MODAL)
    with work.session.store:
        assert work.facts.stops() == work.facts.open() == [UNION, UHW, PORT, HPA, HPA_AGAIN]
        assert work.do(work.facts.take(HPA, None)).message == "stance is required: a letter sets it, or enter."
        work.do(work.facts.press(HPA, "stance contra"))
        work.do(work.facts.press(PORT, "stance pro"))
        assert [claim for claim in work.session.layer.claims if isinstance(claim, Attribute)] == [
            Attribute(PORT, "stance", "pro")
        ]
        assert work.told(HPA) == [("stance: pro", "held", "yours")]


def test_the_list_has_what_was_given_under_its_span(work: Work) -> None:
    work.do(work.facts.press(TOWN, "quoted"))
    assert [(one.heading, one.words) for one in work.facts.listed()[:2]] == [(True, "Halvik"), (False, "quoted: yes")]


names = st.text("abcdefgh+-0 ", min_size=1, max_size=4)
attributes = st.lists(
    st.builds(
        lambda name, values: AttributeType(name, kind="choice" if values else "flag", values=tuple(values)),
        names,
        st.lists(names, max_size=12, unique=True),
    ),
    max_size=6,
    unique_by=lambda one: one.name,
)


@given(attributes, st.integers(0, 6))
def test_no_two_values_share_a_key(every: list[AttributeType], many: int) -> None:
    found = hot_keys(every, every[:many])
    assert len(set(found.values())) == len(found)
    settable = {(one.name, value) for one in every[:many] for value in one.values or ("",)}
    assert found.keys() <= settable
    if len(settable) <= 36:
        assert found.keys() == settable
