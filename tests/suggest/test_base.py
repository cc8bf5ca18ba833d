from annotator.domain.scheme import Label, Scheme
from annotator.suggest.base import Answer, fit

TEXT = "the Gulf of Aden's waters"
SCHEME = Scheme((Label("LOC", from_=("GPE", "FAC")), Label("ORG")))


def test_labels_are_mapped_borders_trimmed_and_equal_spans_joined() -> None:
    answer = Answer("m", [(0, 18, "GPE", 0.2), (4, 16, "FAC", 0.7), (4, 16, "DATE", 0.9), (3, 4, "ORG", None)])
    assert fit(answer, TEXT, SCHEME).spans == ((4, 16, "LOC", 0.7),)


def test_borders_stay_where_the_scheme_wants_them() -> None:
    scheme = Scheme(SCHEME.labels, trim_borders=False)
    assert fit(Answer("m", [(0, 18, "GPE", None)]), TEXT, scheme).spans == ((0, 18, "LOC", None),)


def test_a_score_of_nought_is_kept() -> None:
    assert fit(Answer("m", [(4, 8, "GPE", 0.0)]), TEXT, SCHEME).spans == ((4, 8, "LOC", 0.0),)
