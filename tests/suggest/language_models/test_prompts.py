"""What a language model is told of a project."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.common.brief import Brief, Decided, Meaning, from_message
from annotator.suggest.language_models import prompts
from annotator.suggest.language_models.answers import read
from annotator.suggest.language_models.prompts import Prompter, tokens_in
from annotator.suggest.language_models.quotes import placed

LABELS = (Meaning("PERSON", "People,\n not animals.", ("Ana Ruiz", "not: Rex")), Meaning("ORG"))
HARBOUR = Decided("The harbour union met Ana. Ana agreed.", ((22, 25, "PERSON"), (27, 30, "PERSON")))
OTHERS = tuple(Decided(f"Number {one} of many things that nobody asked about.") for one in range(9))


def test_labels_stand_in_it_with_guideline_and_examples() -> None:
    question = Prompter(LABELS, ()).question("Ana met Bo.")
    assert "- PERSON: People, not animals. Examples: Ana Ruiz; not: Rex.\n- ORG" in question.system
    assert question.prompt == "The paragraph:\nAna met Bo."


def test_the_nearest_decided_paragraphs_stand_before_it() -> None:
    prompt = Prompter(LABELS, (*OTHERS, HARBOUR)).question("A harbour union met Bo.").prompt
    assert prompt.count("A paragraph that people decided:") == 3
    nearest = prompt.rindex("A paragraph that people decided:\n" + HARBOUR.text)
    assert nearest == prompt.rindex("A paragraph that people decided:")
    assert '"occurrence": 2' in prompt


def test_a_paragraph_is_not_shown_beside_itself() -> None:
    assert Prompter(LABELS, (HARBOUR,)).question(HARBOUR.text).prompt == f"The paragraph:\n{HARBOUR.text}"


def test_the_same_brief_asks_the_same() -> None:
    brief = Brief("p", LABELS, (*OTHERS, HARBOUR), 1.5)
    assert from_message(brief.to_message()) == brief
    ask = "Of many harbours."
    assert Prompter(brief.labels, brief.decided).question(ask) == Prompter(brief.labels, brief.decided).question(ask)


@given(st.text("ab -東", min_size=1, max_size=20), st.lists(st.tuples(st.integers(0, 19), st.integers(1, 20))))
def test_what_is_shown_as_an_answer_is_read_back_to_the_same_places(text: str, edges: list[tuple[int, int]]) -> None:
    spans = tuple(
        sorted(
            {
                (s, min(e, len(text)), "ORG")
                for s, e in edges
                if s < min(e, len(text)) and text[s:e] == text[s:e].strip()
            }
        )
    )
    quotes, _ = read(prompts._answer(Decided(text, spans)))
    found = placed(text, quotes)
    assert set(found.places) <= set(spans)
    assert found.notes == {}


def test_tokens_are_a_quarter_of_the_bytes() -> None:
    assert (tokens_in(""), tokens_in("four"), tokens_in("fours"), tokens_in("東京"), tokens_in("\ud800")) == (
        0,
        1,
        2,
        2,
        1,
    )
