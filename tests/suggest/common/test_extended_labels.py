"""What the extended labels of a Japanese pipeline mean in schemes of well-known ones."""

import pytest

from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.scheme import Label, Scheme
from annotator.suggest.base import Answer, fit
from annotator.suggest.common.extended_labels import meaning

FOUR = Scheme((Label("PER"), Label("LOC"), Label("ORG"), Label("City", from_=("Province",))))


@pytest.mark.parametrize(
    ("scheme", "foreign", "label"),
    [
        (DEFAULT_SCHEME, "Province", "GPE"),
        (DEFAULT_SCHEME, "Company", "ORG"),
        (DEFAULT_SCHEME, "N_Person", "QUANTITY"),
        (DEFAULT_SCHEME, "Position_Vocation", None),
        (DEFAULT_SCHEME, "nonsense", None),
        (FOUR, "Character", "PER"),
        (FOUR, "Country", "LOC"),
        (FOUR, "Province", "City"),
        (FOUR, "City", "City"),
        (FOUR, "Book", None),
    ],
)
def test_a_scheme_s_own_word_comes_before_the_kind(scheme: Scheme, foreign: str, label: str | None) -> None:
    assert meaning(scheme, foreign) == label


def test_what_a_pipeline_proposes_under_them_is_kept() -> None:
    answer = Answer("spacy:ja_ginza-5.3.0", [(0, 3, "Province", None), (3, 4, "Dish", None)])
    assert fit(answer, "東京都餃", DEFAULT_SCHEME).spans == ((0, 3, "GPE", None),)
