"""Which mentions the rules propose to be the same, and which they do not."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.strategies import spots, texts

from annotator.domain.span import Span
from annotator.suggest.claims.mention import mention_of
from annotator.suggest.claims.same import SameRules

MARKED = re.compile(r"\[([^]|]+)\|(\w+)\]")


def marked(said: str) -> tuple[str, list[Span]]:
    """A text in which `[words|LABEL]` are mentions, none of them in another."""
    text, spans = "", list[Span]()
    end = 0
    for found in MARKED.finditer(said):
        text += said[end : found.start()]
        spans.append(Span(len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        end = found.end()
    return text + said[end:], spans


def proposed(said: str, number: int = -1) -> list[tuple[str, str]]:
    """What is proposed for a mention of a marked text, by rule and words."""
    text, spans = marked(said)
    return [(one.source, one.to.quote(text)) for one in SameRules(text, spans).proposals(spans[number])]


@pytest.mark.parametrize(
    ("said", "rule", "words"),
    [
        ("[Mia Berg|PERSON] spoke. [Mia Berg|PERSON]", "same:name", "Mia Berg"),
        ("[the Harbour Board|ORG] met. [Harbour Board|ORG]", "same:name", "the Harbour Board"),
        ("[Norland|GPE]’s coast. [Norland|GPE]", "same:name", "Norland"),
        ("[Norland’s|GPE] coast. [Norland|GPE]", "same:name", "Norland’s"),
        ("[Minister Mia Berg|PERSON] spoke. [Mia Berg|PERSON]", "same:name", "Minister Mia Berg"),
        ("[HALVIK|GPE], 4 March. [Halvik|GPE]", "same:case", "HALVIK"),
        ("[Union of Harbour Workers|ORG] called. [UHW|ORG]", "same:acronym", "Union of Harbour Workers"),
        ("[UHW|ORG] called. The [Union of Harbour Workers|ORG]", "same:acronym", "UHW"),
        ("[Mia Berg|PERSON] spoke. [Berg|PERSON]", "same:part", "Mia Berg"),
        ("[Mia Berg|PERSON] spoke. [Mia|PERSON]", "same:part", "Mia Berg"),
        ("[Berg|PERSON] spoke. [Mia Berg|PERSON]", "same:part", "Berg"),
        ("[Port of Halvik Authority|ORG] said. [Authority|ORG]", "same:part", "Port of Halvik Authority"),
        ("[Port Halvik, Norland|GPE]. [Port Halvik|GPE]", "same:part", "Port Halvik, Norland"),
        ("[Halvik, Norland|GPE]. Only [Halvik|GPE]", "same:part", "Halvik, Norland"),
        ("[Berg, Mia|PERSON] spoke. [Mia|PERSON]", "same:part", "Berg, Mia"),
        ("[the mayor, a lawyer|PERSON] left. [The mayor|PERSON]", "same:head", "the mayor, a lawyer"),
        (
            "[Lantern Feast in Halvik|EVENT] or [the Halvik City Lantern Feast|EVENT]",
            "same:words",
            "Lantern Feast in Halvik",
        ),
        ("[the strike|EVENT] went on. [a long strike|EVENT]", "same:head", "the strike"),
        ("[the leader of the union|PERSON] spoke. [the leader|PERSON]", "same:head", "the leader of the union"),
        ("[Mia Berg|PERSON], [the dockers’ leader|PERSON]", "same:appositive", "Mia Berg"),
        ("[the leader|PERSON] [Mia Berg|PERSON]", "same:appositive", "the leader"),
        ("[Mia Berg|PERSON] in [Halvik|GPE]. [She|PERSON]", "same:pronoun", "Mia Berg"),
        ("[Mia Berg|PERSON] in [Halvik|GPE]. [its|GPE]", "same:pronoun", "Halvik"),
        ("[Mia Berg|PER] kam. [Sie|PER] sprach; [ihr|PER]", "same:pronoun", "Sie"),
        ("[Marie Curie|PER] parle de [Paris|LOC] : « [je|PER] »", "same:pronoun", "Marie Curie"),
        ("[王芳|PER]说[她|PER]", "same:pronoun", "王芳"),
    ],
)
def test_a_rule_proposes(said: str, rule: str, words: str) -> None:
    assert proposed(said)[0] == (rule, words)


@pytest.mark.parametrize(
    "said",
    [
        "[Mia Berg|PERSON] and [Tor Lund|PERSON]",
        "[Halvik, Norland|GPE] and then [Norland|GPE]",
        "[Halvik, Norland|GPE] and [Ostby, Norland|GPE]",
        "[Hong Kong|GPE] and [Kowloon Island|GPE]",
        "[Mecca|GPE] and [Grand Mosque of Mecca Town|FAC]",
        "[Halvik|GPE], [Norland|GPE]",
        "[Us|ORG], a weekly, in the [US|GPE]",
        "[Mia Berg|PERSON] bought [it|PRODUCT]",
        "[Halvik|GPE] slept when [he|PERSON]",
        "[Mia Berg|PERSON] left the [US|GPE]",
        "[the strike|EVENT] at [the port|FAC]",
    ],
)
def test_nothing_is_proposed(said: str) -> None:
    assert proposed(said) == []


def test_what_is_behind_a_mention_is_not_proposed_for_it() -> None:
    assert proposed("[Berg|PERSON] or [Mia Berg|PERSON]", 0) == []


def test_the_surest_comes_first_and_of_equals_the_nearest() -> None:
    found = proposed("[Mia Berg|PERSON], [Tor Berg|PERSON] and [Berg|PERSON]. Later [Berg|PERSON]")
    assert found == [("same:name", "Berg"), ("same:part", "Tor Berg"), ("same:part", "Mia Berg")]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("[Mia Berg|PERSON] heard [Tor Lund|PERSON]. [She|PERSON] told [Tor Lund|PERSON] of [her|PERSON]", "She"),
        ("[We|ORG] left [the port|FAC] as [ours|ORG]", "We"),
        ("[Er|PER] sprach mit [Mia Berg|PER], die [ihn|PER]", "Er"),
        ("[Mia Berg|PERSON] [who|PERSON] saw [Tor Lund|PERSON] [who|PERSON]", "Tor Lund"),
        ("[This|EVENT] after [the strike|EVENT] was [that|EVENT]", "the strike"),
    ],
)
def test_who_the_same_pronoun_meant_comes_first_but_of_a_clause_the_nearest(said: str, words: str) -> None:
    assert proposed(said)[0] == ("same:pronoun", words)


def test_a_pronoun_is_asked_of_many_mentions_and_no_more() -> None:
    assert len(proposed("[He|PERSON] " * 40)) == 18


def test_a_mention_is_not_the_same_as_what_it_lies_in() -> None:
    text = "the port of Halvik port"
    outer, inner = Span(0, len(text), "FAC"), Span(19, 23, "FAC")
    assert SameRules(text, [outer, inner]).proposals(inner) == []


@given(spots)
def test_any_stretch_is_a_mention_of_some_form(spot: tuple[str, Span]) -> None:
    text, span = spot
    one = mention_of(span, text)
    assert one.form in ("name", "nominal", "pronoun")
    assert one.head in one.key.casefold()
    assert isinstance(one.initials, str)


@given(texts.filter(bool), st.data())
def test_proposals_are_of_earlier_mentions_and_each_once(text: str, data: st.DataObject) -> None:
    edges = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda pair: pair[0] < pair[1])
    drawn = data.draw(st.lists(edges, max_size=8, unique=True))
    spans: Sequence[Span] = sorted(Span(*pair, "PERSON") for pair in drawn)
    rules = SameRules(text, spans)
    for span in spans:
        found = rules.proposals(span)
        assert all(one.to < span and one.to in spans and not one.to.overlaps(span) for one in found)
        assert len({one.to for one in found}) == len(found)
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
