"""The lists of a language as a suggester."""

import subprocess
import sys

import pytest
from babel.localedata import locale_identifiers

from annotator.errors import ModelError
from annotator.suggest import gazetteer
from annotator.suggest.base import never
from annotator.suggest.common.specs import modelled_by


def test_names_stand_where_they_are_in_the_text_as_it_is() -> None:
    text = "Anna\nMüller und Bern\u00adhard  Schmidt in\u00a0Dä\u00adnemark."
    (answer,) = gazetteer.open("de").suggest([text], never)
    assert [(text[start:end], label) for start, end, label, _ in answer.spans] == [
        ("Bern\u00adhard  Schmidt", "PERSON"),
        ("Dä\u00adnemark", "GPE"),
    ]


@pytest.mark.parametrize("language", sorted({one for one in locale_identifiers() if len(one) == 2})[::9])
def test_every_language_that_cldr_has_can_be_opened(language: str) -> None:
    text = "Anna Smith, Paris. 法国"
    (answer,) = gazetteer.open(language).suggest([text], never)
    assert all(0 <= start < end <= len(text) for start, end, *_ in answer.spans)


@pytest.mark.parametrize("nonsense", ["tlh", "../de", "\x00"])
def test_where_there_are_no_lists_that_is_said(nonsense: str) -> None:
    assert gazetteer.missing(nonsense).startswith("There are no lists of names in ")
    with pytest.raises(ModelError, match="no lists"):
        gazetteer.open(nonsense)


@pytest.mark.parametrize("said", ["de", "DE", "de_AT", "de-Latn-CH", "deu", "German"])
def test_a_language_is_named_by_any_of_its_codes(said: str) -> None:
    assert gazetteer.missing(said) == ""
    assert gazetteer.open(said).name == gazetteer.open("de").name
    assert gazetteer.languages(said) == ["de"]


def test_where_no_language_is_named_it_is_told_how() -> None:
    assert gazetteer.missing("").startswith("Say which language: ")


def test_articles_that_lists_have_been_over_still_want_a_model() -> None:
    assert not modelled_by(["gazetteer:de-2-4"], ())
    assert modelled_by(["gazetteer:de-2-4"], ["gazetteer:de"])


def test_asking_whether_there_are_lists_loads_no_library() -> None:
    code = "import sys\nfrom annotator.suggest import gazetteer\nprint(repr(gazetteer.missing('de')), *sys.modules)"
    said, *loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert said == "''"
    assert {"babel", "faker", "spacy"}.isdisjoint(loaded)
