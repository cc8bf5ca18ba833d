"""Which stretches the hints offer, and under which letters."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.decisions import Added, decide
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.layer import Layer, step_all
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.domain.tokens import OwnTokens, snap
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.annotating.missed.hints import candidates_in, hint_letters
from annotator.services.annotating.missed.words import words_in
from annotator.services.annotating.occurrences import occurrences
from annotator.services.annotating.session import AnnotationSession


def offered(text: str, *covered: str, language: str = "en") -> list[str]:
    """The quotes of what is offered where these words are suggested already."""
    desk = ArticleCursor(Article.of(text, language=language), DEFAULT_SCHEME, OwnTokens(text), Layer(len(text)))
    spans = (Span(text.index(quote), text.index(quote) + len(quote), "ORG") for quote in covered)
    desk.proposals.put("test", [Suggestion(span, "test", 0.5) for span in spans])
    return [text[start:end] for start, end in candidates_in(desk, 0, len(text))]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "am Freitag, 3. März 2017 und im Mai", ["Freitag, 3. März 2017", "Mai"]),
        ("da", "medio marts, den 3. maj 1999 og 4. jan. 2001", ["marts", "3. maj 1999", "4. jan. 2001"]),
        ("es", "el viernes, 3 de marzo de 2017", ["viernes, 3 de marzo de 2017"]),
        ("fr", "le 1er mars et en avril 2017", ["1er mars", "avril 2017"]),
        ("ru", "было 3 марта 2017", ["3 марта 2017"]),
        ("xx", "3 mars", ["3"]),
    ],
)
def test_dates_of_other_languages(language: str, text: str, found: list[str]) -> None:
    assert offered(text, language=language) == found


@pytest.mark.parametrize(
    ("text", "covered", "found"),
    [
        ("a 14-year-old in mid-2019, 1973-78", (), ["14-year-old", "mid-2019", "1973-78"]),
        ("call 216-292-2855 or merriam-webster.com", (), ["216-292-2855", "merriam-webster.com"]),
        ("the U.S.-led coalition, Jean-Luc Picard", (), ["U.S.", "Jean-Luc Picard"]),
        ("the 14-year-old", ("old",), ["14"]),
        ("- 14 - 15 -16 17-", (), ["14", "15", "16", "17"]),
        ("a-" * 40 + "14", (), ["a-" * 30 + "14"]),
    ],
)
def test_what_is_no_name_begins_and_ends_with_whole_words(
    text: str, covered: tuple[str, ...], found: list[str]
) -> None:
    assert offered(text, *covered) == found


def test_a_word_that_is_held_elsewhere_is_offered_with_what_hyphens_join_to_it() -> None:
    text = "The War ended. An anti-War poster, a War."
    desk = ArticleCursor(Article.of(text), DEFAULT_SCHEME, OwnTokens(text), Layer(len(text)))
    step_all(desk.layer, decide([Added(Span(4, 7, "EVENT"))], layer="ana", by="ana"))
    assert [text[start:end] for start, end in candidates_in(desk, 0, len(text))] == ["anti-War", "War"]


@pytest.mark.parametrize("language", ["de", "de-AT", "lb"])
def test_small_words_join_no_names_where_all_nouns_have_a_capital(language: str) -> None:
    text = "Er fuhr im Wagen von Toyota und sah den Wiener Prater."
    assert offered(text, language=language) == ["Wagen", "Toyota", "Wiener Prater"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mayor met Ana-Lucía Ferreira.", ["Ana-Lucía Ferreira"]),
        ("She saw Oslo. Bergen came later.", ["Oslo", "Bergen"]),
        ("He met Dr. J. Smith of the Bank of Norway.", ["Dr. J. Smith of the Bank of Norway"]),
        ("They blame Microsoft's Internet Explorer 6 for it.", ["Microsoft", "Internet Explorer 6"]),
        ("Only Cloud9 and Immortals were left.", ["Cloud9", "Immortals"]),
        ("met in Korea – 3 more, B2B", ["Korea", "3", "B2B"]),
        ("It ended Sweden 1 – 0 Korea.", ["Sweden", "1", "0", "Korea"]),
        ("on July 21, 2017 and 3 March 1999", ["July 21, 2017", "3 March 1999"]),
        ("on Friday, July 21, 2017 and Wed 3 March", ["Friday, July 21, 2017", "Wed 3 March"]),
        ("in May 2015, for two weeks, at 5:30 p.m. today", ["May 2015", "two weeks", "5:30 p.m.", "today"]),
        ("It cost $3.5 million, or 40 % more", ["$3.5 million", "40 %"]),
        ("負責人埃里克·索爾海姆說，他在", ["埃里克·索爾海姆"]),
        ("美国总统唐纳德·特朗普在巴黎", ["唐纳德·特朗普"]),
        ("小説家のジョン・スミスは", ["ジョン・スミス"]),
        ("他寫了《戰爭與和平》和「家」", ["戰爭與和平", "家"]),
        ("他說：“我不知道，也不想知道。”", []),
        ("see www.flag.govt.nz or #IStand from the 501st Legion", ["www.flag.govt.nz", "#IStand", "501st Legion"]),
        ("He said “We will not go back to work” again", []),
        ("He read “Death of a Salesman” and “the Wall”", ["Death", "Salesman", "the Wall"]),
        ('the song " Till Death Do Us Part " and « Le Mur »', ["Till Death Do Us Part", "Le Mur"]),
        ("Dockers left. The dockers said Dockers won.", ["Dockers"]),
        ("вчера Анна Петрова была в Москве", ["Анна Петрова", "Москве"]),
        ("他昨天在北京。", []),
        ("1914年建立了Sabarmati Ashram（有1097人", ["1914年", "Sabarmati Ashram", "1097"]),
        ("2009年3月4日，20世紀，3月4日", ["2009年3月4日", "20世紀", "3月4日"]),
        ("東京のSony Musicは2 km", ["Sony Music", "2 km"]),
        ("The mayor of the old town met Ana-Lucía\nFerreira on 3\nMarch.", ["Ana-Lucía\nFerreira", "3\nMarch"]),
        ("She met Ana\u00a0Lucía  Fer\u00adreira twice", ["Ana\u00a0Lucía  Fer\u00adreira"]),
        ("Rain in Bergen\nOslo is dry.", ["Rain", "Bergen", "Oslo"]),
    ],
)
def test_offers_names_numbers_dates_and_titles(text: str, found: list[str]) -> None:
    assert offered(text) == found


def test_of_a_run_only_what_nothing_covers_is_offered() -> None:
    text = "The Council of Islamic Relations Alia Salem said"
    assert offered(text) == ["Council of Islamic Relations Alia Salem"]
    assert offered(text, "The Council of Islamic Relations") == ["Alia Salem"]
    assert offered(text, "Alia Salem") == ["Council of Islamic Relations"]


def test_words_held_elsewhere_are_offered_whatever_they_look_like(tmp_path: Path) -> None:
    text = "the mayor spoke, then mayor and mayors left"
    with blank(tmp_path / "p.db") as store:
        with store.write():
            store.add_article(article := Article.of(text), "2026-01-01T00:00:00.000Z")
        session = AnnotationSession(store, article.key, "ana")
        session.move(text.index("mayor"))
        session.label("PERSON")
        assert candidates_in(session, 0, len(text)) == [(22, 27)]
        assert candidates_in(session, 0, 26) == []


def test_occurrences_are_looked_for_within_a_stretch() -> None:
    text = "oak oaks oak oak"
    tokens = OwnTokens(text)
    assert list(occurrences(text, "oak", tokens)) == [(0, 3), (9, 12), (13, 16)]
    assert list(occurrences(text, "oak", tokens, 1, 15)) == [(9, 12)]


@given(st.text(alphabet="Aa1 –.,’'s“”&-#/of\n北", max_size=60))
def test_candidates_are_apart_in_order_and_on_token_edges(text: str) -> None:
    desk = ArticleCursor(Article.of(f"x{text}"), DEFAULT_SCHEME, OwnTokens(f"x{text}"), Layer(len(text) + 1))
    found = candidates_in(desk, 0, len(desk.text))
    assert all(snap(desk.tokens, *one) == one and one[0] < one[1] for one in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@given(st.integers(0, 700))
def test_no_hint_is_the_beginning_of_another_and_the_short_ones_come_first(count: int) -> None:
    letters = hint_letters(count, "f")
    assert len(set(letters)) == len(letters) == min(count, 625)
    assert "f" not in "".join(letters)
    assert [*letters] == sorted(letters, key=len)
    assert not any(one != other and other.startswith(one) for one in letters for other in letters)


def test_most_pages_need_one_letter_for_each() -> None:
    assert hint_letters(25, "f") == sorted(hint_letters(25, "f"), key=len)
    assert {len(letters) for letters in hint_letters(25, "f")} == {1}
    assert sum(len(letters) == 1 for letters in hint_letters(40, "f")) == 24


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("on 4chan, he said: “a 3-0 win”", ["on", "4chan", "he", "said", "a", "3-0", "win"]),
        ("anti-war e‑mail, a well- known one", ["anti-war", "e‑mail", "a", "well", "known", "one"]),
        ("— … !", []),
        ("他昨天在北京。", ["昨", "北"]),
        ("住在 Berlin 的人，Ok。", ["住", "Berlin", "人", "Ok"]),
        ("他的，很好", ["他", "好"]),
        ("再度進入聖馬利諾", ["度", "聖", "利"]),
        ("田中さんは東京にいます。", ["田", "さ", "東", "に", "ま"]),
    ],
)
def test_words_have_letters_but_for_what_is_to_be_read_between_them(text: str, words: list[str]) -> None:
    desk = ArticleCursor(Article.of(text), DEFAULT_SCHEME, OwnTokens(text), Layer(len(text)))
    assert [text[slice(*one)] for one in words_in(desk, 0, len(text))] == words


@pytest.mark.parametrize(
    ("text", "between"),
    [("位於中國安徽省霍丘縣", ["於", "國", "徽", "霍", "縣"]), ("on 4chan, he said", []), ("他的，很好", ["的", "很"]),
     ("an anti-war e-mail", ["anti", "war", "e", "mail"])],
)  # fmt: skip
def test_the_words_between_are_those_that_had_no_room_and_parts_of_compounds(text: str, between: list[str]) -> None:
    desk = ArticleCursor(Article.of(text), DEFAULT_SCHEME, OwnTokens(text), Layer(len(text)))
    found = words_in(desk, 0, len(text), between=True)
    assert [text[slice(*one)] for one in found] == between
    assert sorted([*found, *words_in(desk, 0, len(text))]) == list(OwnTokens(text)) or " " in text or "，" in text


def test_behind_a_span_a_name_can_begin_and_what_it_covers_comes_last() -> None:
    text = "位於中國安徽省霍丘縣"
    desk = ArticleCursor(Article.of(text), DEFAULT_SCHEME, OwnTokens(text), Layer(len(text)))
    desk.proposals.put("test", [Suggestion(Span(4, 7, "GPE"), "test", 0.5)])
    assert [text[slice(*one)] for one in words_in(desk, 0, len(text))] == ["位", "中", "安", "霍", "縣"]


def test_a_sentence_in_quotes_is_no_name() -> None:
    assert offered("他說“我以前喜歡五彩繽紛的顏色啊”，唱“東方之珠”。") == ["東方之珠"]
