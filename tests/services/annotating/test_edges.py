"""Edges moved by tokens: nothing that stands between two names is left at an edge that was taken back."""

from __future__ import annotations

import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.tokens import OwnTokens, StoredTokens
from annotator.errors import DecisionError
from annotator.services.annotating.edges import Edge, Step, moved_edges, snap_named


def moved(text: str, inside: str, edge: Edge, step: Step, times: int = 1) -> str:
    start = text.index(inside)
    return text[slice(*moved_edges(OwnTokens(text), text, (start, start + len(inside)), edge, step, times=times))]


@pytest.mark.parametrize(
    ("inside", "edge", "step", "comes"),
    [
        ("Friday, July 21, 2017", "left", 1, "July 21, 2017"),
        ("Friday, July 21, 2017", "right", -1, "Friday, July 21"),
        ("July 21", "right", 1, "July 21,"),
        ("July 21,", "right", -1, "July 21"),
        ("New York - based", "right", -1, "New York"),
        ("about $2.4", "left", 1, "$2.4"),
        ("the #MeToo", "left", 1, "#MeToo"),
        ("rose 5 % more", "right", -1, "rose 5 %"),
        ("said “Ecce homo”", "left", 1, "“Ecce homo”"),
        ("亞琛、科隆", "right", -1, "亞琛、科"),
        ("亞琛、科", "right", -1, "亞琛"),
    ],
)
def test_an_edge_taken_back_leaves_no_comma_behind(inside: str, edge: Edge, step: Step, comes: str) -> None:
    text = "On Friday, July 21, 2017, New York - based about $2.4 the #MeToo rose 5 % more said “Ecce homo” 亞琛、科隆"
    assert moved(text, inside, edge, step) == comes


@pytest.mark.parametrize(
    ("text", "inside", "edge", "step", "comes"),
    [
        ("das EU-Budget wuchs", "EU-Budget", "right", -1, "EU"),
        ("das EU-Budget wuchs", "EU-Budget", "left", 1, "Budget"),
        ("das EU-Budget wuchs", "EU", "right", 1, "EU-Budget"),
        ("das EU-Budget wuchs", "Budget", "left", -1, "EU-Budget"),
        ("das EU-Budget-Loch wuchs", "EU-Budget-Loch", "right", -1, "EU-Budget"),
        ("das EU-Budget wuchs", "das EU-Budget", "left", 1, "EU-Budget"),
        ("de l’Europe", "l’Europe", "left", 1, "Europe"),
    ],
)
def test_within_a_token_an_edge_moves_by_its_parts(text: str, inside: str, edge: Edge, step: Step, comes: str) -> None:
    words = StoredTokens("m", *zip(*(word.span() for word in re.finditer(r"\S+", text)), strict=True))
    start = text.index(inside)
    assert text[slice(*moved_edges(words, text, (start, start + len(inside)), edge, step))] == comes


def test_a_possessive_is_no_beginning() -> None:
    assert moved("New Zealand's Prime Minister", "New Zealand's Prime Minister", "left", 1, 2) == "Prime Minister"


@given(st.text("a b,-.’s\n", min_size=1, max_size=12), st.data())
def test_an_edge_moves_by_a_token_at_least_and_keeps_one(text: str, data: st.DataObject) -> None:
    tokens = OwnTokens(text)
    stretches = [(first, last) for first, _ in tokens for _, last in tokens if first < last]
    if not stretches:
        return
    start, end = data.draw(st.sampled_from(stretches))
    for edge, step in (("left", 1), ("right", -1)):
        try:
            first, last = moved_edges(tokens, text, (start, end), edge, step)  # type: ignore[arg-type]
        except DecisionError:
            assert len(tokens.within(start, end)) == 1
        else:
            assert start <= first < last <= end
            assert (first, last) != (start, end)
            if len(tokens.within(start, end)) > 1:
                assert tokens.within(first, last)[0][0] == first
                assert tokens.within(first, last)[-1][1] == last


@pytest.mark.parametrize(
    ("words", "named", "comes"),
    [
        (["由萊斯", "利", "·", "湯", "瑪", "斯基", "於"], "萊斯利·湯瑪斯", "萊斯利·湯瑪斯"),
        (["之中", "國籃球"], "中國", "中國"),
        (["京都大学", "は"], "京都", "京都"),
        (["マイケル", "は"], "イケ", "マイケル"),
        (["ประเทศไทย"], "ไทย", "ไทย"),
        (["Sankar ", "Chatterjee"], "kar Ch", "Sankar Chatterjee"),
        (["日本DVD", "版"], "DV", "DVD"),
        (["de ", "l’Europe"], "Europe", "l’Europe"),
    ],
)
def test_what_is_named_takes_in_whole_words_but_no_sign_of_a_guessed_one(
    words: list[str], named: str, comes: str
) -> None:
    text = "".join(words)
    ends = list(accumulate(map(len, words)))
    tokens = StoredTokens("m", [0, *ends[:-1]], [end - text[:end].endswith(" ") for end in ends])
    start = text.index(named)
    assert text[slice(*snap_named(tokens, text, start, start + len(named)))] == comes
