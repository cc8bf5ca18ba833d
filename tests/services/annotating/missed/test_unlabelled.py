"""Which names look unlabelled: few are told, and nothing that was decided."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import Article
from annotator.domain.decisions import Added, Event, Rejected, decide
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.layer import fold
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.domain.tokens import OwnTokens, snap
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.annotating.missed.unlabelled import LONGEST, unlabelled

FOUR = "the Bank of Vell, the Port of Vell, Ada Byrne and Imre Halo"
NAMES = ("Bank of Vell", "Port of Vell", "Ada Byrne", "Imre Halo")


def desk_of(
    text: str, held: tuple[str, ...] = (), rejected: tuple[str, ...] = (), *, language: str = "en"
) -> ArticleCursor:
    """An article in which the first place of each of these is held, or rejected."""

    def first(quote: str) -> Span:
        return Span(text.index(quote), text.index(quote) + len(quote), "ORG")

    events: list[Event] = [*(Added(first(one)) for one in held), *(Rejected(first(one)) for one in rejected)]
    layer = fold(len(text), decide(events, layer="ana", by="ana"))
    return ArticleCursor(replace(Article.of(text), language=language), DEFAULT_SCHEME, OwnTokens(text), layer)


def told(desk: ArticleCursor, known: set[str] | None = None, passed: tuple[str, ...] = ()) -> list[str]:
    return [desk.text[start:end] for start, end in unlabelled(desk, known or set(), passed)]


@pytest.mark.parametrize(
    ("text", "held", "found"),
    [
        ("They met in Vell. The talks in Vell failed.", ("Vell",), ["Vell"]),
        ("вчера в Москве и снова в Москве", ("Москве",), ["Москве"]),
        ("他昨天在北京。北京很大。", ("北京",), ["北京"]),
        ("a seal here, a seal there", ("seal",), []),
        (f"Image. A{' and an Image' * 3}", ("Image",), []),
        (f"They met {FOUR} with Nora Quist.", NAMES, ["Nora Quist"]),
        (f"They met {FOUR} with Nora.", NAMES, []),
        (f"They met {FOUR} with Governor General in March 1945.", NAMES, []),
        (f"They met {FOUR} for 1.5 Million Crowns.", NAMES, []),
        (f"They met {FOUR}. In 1945 Nora Quist smiled.", NAMES, ["Nora Quist"]),
        (f"They met {FOUR} on Berth 7.", NAMES, ["Berth 7"]),
        (f"They met {FOUR} with Nora Quist.", NAMES[:2], []),
        ("They met Ada Byrne with Nora Quist.", ("Ada Byrne",), []),
    ],
)
def test_tells_what_is_likely(text: str, held: tuple[str, ...], found: list[str]) -> None:
    assert told(desk_of(text, held)) == found


@pytest.mark.parametrize("words", ["im Juni 1940", "auf Platz 1", "für 120 Millionen Euro"])
def test_dates_places_and_amounts_are_no_names_where_all_nouns_have_a_capital(words: str) -> None:
    text = f"Sie trafen {FOUR.replace('the', 'die').replace('and', 'und')} {words}."
    assert told(desk_of(text, NAMES, language="de")) == []


def test_names_of_other_articles_are_told_wherever_they_are_a_whole_name() -> None:
    desk = desk_of("He saw Oslo, and the Oslo Times.")
    assert told(desk, {"Oslo"}) == ["Oslo"]


def test_what_was_rejected_is_told_nowhere() -> None:
    text = "They met in Vell. The talks in Vell failed, and Ada left Ada."
    assert told(desk_of(text, ("Ada",), ("Vell",)), {"Vell"}) == ["Ada"]


def test_what_was_passed_by_and_what_is_suggested_is_not_told() -> None:
    text = "They met in Vell. The talks in Vell failed, and Ada left Ada."
    desk = desk_of(text, ("Ada", "Vell"))
    assert told(desk, passed=("Ada",)) == ["Vell"]
    second = text.index("Vell failed")
    desk.proposals.put("test", [Suggestion(Span(second, second + 4, "GPE"), "test", 0.5)])
    assert told(desk, passed=("Ada",)) == []


def test_a_book_is_not_looked_through() -> None:
    assert told(desk_of("They met in Vell. " * (LONGEST // 18 + 1), ("Vell",))) == []


@given(st.lists(st.sampled_from(["Ada", "Byrne", "of", "met", "Vell", ".", "in", "北京", "3"]), max_size=40), st.data())
def test_they_are_bare_stretches_of_whole_tokens_in_order(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    held = tuple(data.draw(st.sets(st.sampled_from(words), max_size=3))) if words else ()
    desk = desk_of(text, tuple(one for one in held if not any(one != other and one in other for other in words)))
    found = unlabelled(desk, {"Ada Byrne"})
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert all(snap(desk.tokens, *one) == one and not desk.layer.touching(*one) for one in found)
