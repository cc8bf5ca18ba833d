from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.common.phrase_form import PhraseForm


@given(st.lists(st.text(), min_size=6, max_size=6))
def test_a_form_is_read_as_it_was_packed(words: list[str]) -> None:
    form = PhraseForm.of(*words)
    assert PhraseForm.parsed(form.packed()) == form


@given(st.text())
def test_another_string_is_no_form_or_a_form_of_six_words(text: str) -> None:
    form = PhraseForm.parsed(text)
    assert form is None or form.packed() == text


def test_a_label_is_no_form() -> None:
    assert PhraseForm.parsed("PERSON") is None
    assert PhraseForm.parsed("a b  d e f") is None
