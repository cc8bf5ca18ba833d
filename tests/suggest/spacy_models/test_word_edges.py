"""Words by the rules of a language, and none where spaCy lacks what tells them apart."""

import sys
from types import ModuleType

import pytest
import spacy

from annotator.suggest.spacy_models.word_edges import WordEdges


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "L'homme d'Allemagne", ["L'", "homme", "d'", "Allemagne"]),
        ("de", "z.B. im Mai\n\nUnd  dann.", ["z.B.", "im", "Mai", "Und", "dann", "."]),
        ("hi", "वह भारत में है।", ["वह", "भारत", "में", "है", "।"]),
        ("en", "", []),
    ],
)
def test_words_are_those_of_the_language(language: str, text: str, words: list[str]) -> None:
    edges = WordEdges(language)
    starts, ends = edges.of(text)
    found = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    assert edges.name == f"spacy:{language}-{spacy.__version__}"
    assert found == words


@pytest.mark.parametrize(
    ("language", "needs"), [("zh", "jieba"), ("ja", "sudachipy"), ("th", "pythainlp"), ("nix", "")]
)
def test_what_spacy_cannot_part_stays_as_it_is(language: str, needs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, needs, None)
    edges = WordEdges(language)
    assert (edges.name, edges.of("中国人民")) == ("", ([], []))


def test_words_of_other_scripts_stay_whole_where_a_segmenter_cuts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["西蒙", "（", "Simon", " ", "Kr", "ä", "tschmer", "）", "和", "Ok"]
    jieba = ModuleType("jieba")
    monkeypatch.setattr(jieba, "cut", lambda text, **_: words if text == "".join(words) else [text], raising=False)
    monkeypatch.setitem(sys.modules, "jieba", jieba)
    text = "".join(words)
    starts, ends = WordEdges("zh").of(text)
    found = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    assert found == ["西蒙", "（", "Simon", "Krätschmer", "）", "和", "Ok"]
