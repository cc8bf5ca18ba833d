"""Languages by any of their codes or names are one code; what is none is refused with what was probably meant."""

from __future__ import annotations

import iso639
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import WrongUsage
from annotator.suggest.common.language_codes import _NAMES, broad_code, checked_code, code_of, name_of


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("de", "de"), ("DE", "de"), ("deu", "de"), ("ger", "de"), ("German", "de"), (" german ", "de"), ("En", "en"),
        ("pcm", "pcm"), ("pt-BR", "pt-BR"), ("zh_Hant", "zh-Hant"), ("deu-AT", "de-AT"), ("Norwegian Bokmål", "nb"),
        ("Serbo-Croatian", "sh"), ("und", "und"),
        ("", ""), ("qq", ""), ("de-", ""), ("de-a b", ""), ("-", ""), ("german-AT", ""), ("123", ""),
    ],
)  # fmt: skip
def test_a_language_is_known_by_any_of_its_codes_and_by_its_name(said: str, code: str) -> None:
    assert code_of(said) == code


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("gemran", "de (German)"), ("dk", "da (Danish)"), ("Deutsch", "de (German)"), ("de-", "de (German)"),
        ("jp", "ja (Japanese)"), ("englisch", "en (English)"), ("greek", "el (Modern Greek)"),
    ],
)  # fmt: skip
def test_what_is_no_language_is_answered_with_the_nearest(said: str, meant: str) -> None:
    with pytest.raises(WrongUsage) as error:
        checked_code(said)
    assert str(error.value) == f"{said!r} is no language. Did you mean {meant}?"


@given(st.text(max_size=12))
def test_a_code_stays_and_everything_else_is_refused_in_a_sentence(said: str) -> None:
    try:
        code = checked_code(said)
    except WrongUsage as error:
        assert "is no language." in str(error)
    else:
        assert checked_code(code) == code


def test_names_are_those_that_people_know() -> None:
    names = [name_of(code) for code in ("de", "pt-BR", "el", "pcm", "of no kind")]
    assert names == ["German", "Portuguese pt-BR", "Modern Greek", "Nigerian Pidgin", "of no kind"]


def test_models_go_by_the_language_that_others_belong_to() -> None:
    assert [broad_code(said) for said in ("cmn", "arb", "nb", "de-AT", "German", "?")] == [
        "zh", "ar", "nb", "de", "de", "",
    ]  # fmt: skip


@pytest.mark.parametrize("code", _NAMES)
def test_the_names_of_common_languages_are_those_of_the_library(code: str) -> None:
    assert iso639.Language.match(code).name.partition(" (")[0] == name_of(code)
