"""Articles of the same words are joined on wish: their layers go along, to where the same words stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.decisions import Commented
from annotator.domain.document import Incoming, IncomingLayer, Provenance
from annotator.domain.folded import fold
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.services.importing.add import AddOptions, add_reads
from annotator.services.likeness import near
from annotator.services.project.join_articles import WordsDiffer, _Places, join, join_near
from annotator.storage.store import Store

TEXT = "Zoë Brook met Lin Ode.\n\nThey met in Köln.\n"
VARIANTS: list[Callable[[str], str]] = [
    lambda text: text.replace("\n", "\r\n"),
    lambda text: normalize("NFD", text),
    lambda text: f"\n{text.rstrip()}",
    lambda text: text.replace(" ", "\u00a0").replace("Brook", "Br\u00adook"),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank(tmp_path / "news.db") as opened:
        yield opened


def put(store: Store, text: str, **layers: IncomingLayer) -> str:
    article = Article.of(text)
    assert add_reads(store, [Incoming(article, layers)], AddOptions(language="en")).refused == []
    return article.key


def layer(text: str, *quotes: str) -> IncomingLayer:
    return IncomingLayer(spans=[Span(text.index(one), text.index(one) + len(one), "PERSON") for one in quotes])


@pytest.mark.parametrize("variant", VARIANTS)
def test_layers_go_along_to_where_the_words_stand(store: Store, variant: Callable[[str], str]) -> None:
    text = variant(TEXT)
    lin = Span(text.index("Lin"), text.index("Lin") + 7, "PERSON")
    brought = IncomingLayer(
        spans=[lin],
        rejected=[Span(text.index("They"), text.index("They") + 4, "PERSON")],
        cats={"NEWS": True},
        comments=[Commented("sure?", lin), Commented("short")],
        flagged=True,
        made={lin: Provenance("eve", "2026-01-02T03:04:05.000Z", "accepted", "m", 0.5)},
    )
    stays, goes = put(store, TEXT, ana=layer(TEXT, "Lin Ode")), put(store, text, ben=brought)
    assert join(store, goes, stays) == 1
    found = store.layer(stays, "ben").layer
    (held,) = found.held.values()
    assert held.span.quote(TEXT) == "Lin Ode"
    assert (held.by, held.at, held.decided) == ("eve", "2026-01-02T03:04:05.000Z", "accepted")
    assert [span.quote(TEXT) for span in found.rejected] == ["They"]
    assert (found.cats, found.flagged, found.status) == ({"NEWS": True}, True, "finished")
    assert [(one.text, one.span and one.span.quote(TEXT)) for one in found.comments] == [
        ("sure?", "Lin Ode"), ("short", None),
    ]  # fmt: skip
    assert list(near(store)) == []


def test_a_person_with_a_layer_on_both_gets_what_is_lacking(store: Store) -> None:
    text = TEXT.rstrip()
    stays, goes = put(store, TEXT, ana=layer(TEXT, "Lin Ode")), put(store, text, ana=layer(text, "Köln", "Lin Ode"))
    assert join(store, goes, stays) == 1
    assert [span.quote(TEXT) for span in store.layer(stays, "ana").layer.held] == ["Lin Ode", "Köln"]


def test_what_does_not_fit_is_refused_and_nothing_put_away(store: Store) -> None:
    text = TEXT.rstrip()
    stays = put(store, TEXT, ana=layer(TEXT, "Lin Ode"))
    goes = put(store, text, ana=layer(text, "met Lin"))
    with pytest.raises(InputError, match="overlap"):
        join(store, goes, stays)
    report = join_near(store)
    assert (report.articles, len(report.refused)) == (0, 1)
    assert list(near(store)) == [(goes, stays)]


def test_texts_of_other_words_stay_apart(store: Store) -> None:
    stays = put(store, TEXT)
    other, same = put(store, TEXT.replace("Ode", "Ash")), put(store, TEXT.replace(" ", "  "))
    with pytest.raises(WordsDiffer, match=r"one has 'Ash.* and the other 'Ode"):
        join(store, other, stays)
    with pytest.raises(WordsDiffer, match="itself"):
        join(store, stays, stays)
    report = join_near(store)
    assert (report.articles, report.layers, report.different) == (1, 0, 1)
    assert [one for one, _ in near(store)] == [other]
    assert same not in [one for one, _ in near(store)]


@given(
    st.lists(st.sampled_from(["Zoë", "met", "ﬁne", "東京", "a\u0308b"]), min_size=1),
    st.sampled_from(VARIANTS),
    st.data(),
)
def test_the_words_of_a_span_are_the_same_there(
    words: list[str], variant: Callable[[str], str], data: st.DataObject
) -> None:
    text = "".join(f"{word}{data.draw(st.sampled_from([' ', '  ', chr(10)]))}" for word in words)
    other, at = variant(text), 0
    places = _Places(text, other)
    for word in words:
        start = text.index(word, at)
        at = start + len(word)
        assert fold(places.span(Span(start, at, "X")).quote(other)) == fold(word)
