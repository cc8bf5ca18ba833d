"""What is asked of articles: what it means, what is said of what makes no sense, what is offered while one types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.question.condition import Condition, written
from annotator.domain.question.fields import CHOICES, FIELDS, Bare, Known, is_model
from annotator.domain.question.reading import asks, conditions, unfinished
from annotator.domain.question.typing import completions, hint
from annotator.errors import QuestionError

KNOWN = Known(lambda: ["PER", "WORK OF ART"], lambda: ["ana", "ben"], lambda: ["spacy:sm-1"])


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", []),
        ("  ", []),
        ("storm", [Condition("title", ("storm",))]),
        ("12:30", [Condition("title", ("12:30",))]),
        ('-"a b"', [Condition("title", ("a b",), negated=True)]),
        ("State:OPEN|new", [Condition("state", ("open", "new"))]),
        ("state:left,new", [Condition("state", ("new", "open", "returned"))]),
        ('label:"WORK OF ART",PER', [Condition("label", ("WORK OF ART", "PER"))]),
        ("words:>=1.5", [Condition("words", (1.5,), ">=")]),
        ("words:100..500", [Condition("words", (100.0,), ">="), Condition("words", (500.0,), "<=")]),
        ("agreement:<80%", [Condition("agreement", (0.8,), "<")]),
        ("age:<2w", [Condition("age", (14.0,), "<")]),
        ("-date:2026-03", [Condition("date", ("2026-03",), negated=True)]),
        ("lang:DE", [Condition("lang", ("de",))]),
        ("by:ana storm", [Condition("by", ("ana",)), Condition("title", ("storm",))]),
    ],
)
def test_a_question_means(question: str, found: list[Condition]) -> None:
    assert list(conditions(question, KNOWN)) == found


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("storm stat:new", "At 7: stat: is nothing that can be asked. Did you mean state:new?"),
        ("update:", 'in quotes: "update:"'),
        ("state:opn", "At 7: state: is one of new, open"),
        ("state:opn", "not 'opn'. Did you mean open?"),
        ("flag:", "At 6: flag: needs a value"),
        ("words:many", "At 7: 'many' makes no sense for words"),
        ("words:=>5", "'=>' compares nothing"),
        ("words:1,2", "takes one value, or a range"),
        ("words:5..", "'' makes no sense"),
        ("-words:1..5", "At 1: a range has no contrary"),
        ("age:7d", "needs < or >"),
        ("date:March", "makes no sense for date"),
        ("meta:news", "At 1: meta: needs the name of what is known: meta.genre:news."),
        ("meta.year:<now", "At 11: 'now' makes no sense for meta.year"),
        ("source:Spacy,afp", "suggestions come from 'Spacy', articles from 'afp': ask for one of them."),
        ("title:a\ud800", "At 8: what stands there is no character."),
        ("when:2026-13", "'2026-13' makes no sense for when"),
        ("when:never", "makes no sense for when: when a span was decided"),
        ("patterns:x", "finds places: in the lens"),
        ("decided:taken", "decided: is one of accepted,"),
        ("by:anna", "there is no 'anna'. Did you mean ana? There are ana, ben."),
        ("label:PERS", "Did you mean PER?"),
        ("words:٣", "makes no sense"),
    ],
)
def test_what_makes_no_sense_is_said_with_its_place(question: str, said: str) -> None:
    with pytest.raises(QuestionError) as raised:
        conditions(question, KNOWN)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "a word of the title, or state: flag:"),
        ("storm ", "a word of the title, or state: flag:"),
        ("st", "state: how far you are: new, open"),
        ("storm st", "state: how far you are"),
        ("state:", "state: how far you are"),
        ("by:a", "by: who has worked on it: a name · ana, ben"),
        ("a", "agreement: age: added: archived:"),
    ],
)
def test_what_can_be_typed_is_said(typed: str, said: str) -> None:
    assert said in hint(typed, KNOWN)


@pytest.mark.parametrize(
    ("question", "at"), [("state:op", 0), ("a state:op", 2), ("state:op ", None), ("state:op x", None)]
)
def test_only_the_last_word_is_still_being_typed(question: str, at: int | None) -> None:
    with pytest.raises(QuestionError) as raised:
        conditions(question)
    assert unfinished(question, raised.value) == at


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("storm sta", ["storm state:"]),
        ("state:ne", ["state:new"]),
        ("state:new,f", ["state:new,finished"]),
        ("-by:", ["-by:ana", "-by:ben"]),
        ("label:", ["label:PER", 'label:"WORK OF ART"']),
        ("label:per", ["label:PER"]),
        ("source:s", ["source:spacy:sm-1"]),
        ("when:>t", []),
        ("when:to", ["when:today"]),
        ("state:un", ["state:undecided"]),
        ("meta", ["meta."]),
        ("words:>", []),
        ("nothing", []),
        ("wor", ["words:", "worked:"]),
    ],
)
def test_a_word_is_completed(typed: str, found: list[str]) -> None:
    assert completions(typed, KNOWN) == found
    assert len(completions("storm ")) == len(FIELDS)


@given(st.text(alphabet='abm:" -,|<>=.0%\n é' + "".join(FIELDS), max_size=40), st.sampled_from(["title", "text"]))
def test_what_is_written_is_read_as_the_same(typed: str, bare: Bare) -> None:
    try:
        asked = conditions(typed, KNOWN, bare)
    except QuestionError:
        return
    assert conditions(written(asked), KNOWN) == asked if _for_articles(asked) else True
    assert conditions(written(asked), KNOWN, "text") == asked


def _for_articles(asked: tuple[Condition, ...]) -> bool:
    return all(one.field != "patterns" for one in asked)


@pytest.mark.parametrize("name", [name for name in FIELDS if name != "meta"])
@given(st.data())
def test_every_field_is_read_as_it_is_written(name: str, data: st.DataObject) -> None:
    value = data.draw(
        st.sampled_from([*CHOICES.get(name, ()), ">=.25", "<7d", "2026-03", "today", 'a:b,"c d"', "PER", "ana"])
    )
    try:
        asked = conditions(f"-{name}:{value}" if name != "patterns" else f"{name}:{value}", KNOWN, "text")
    except QuestionError as error:
        assert "At " in str(error)
        return
    assert asked
    assert conditions(written(asked), KNOWN, "text") == asked


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("New York", 'text:"New York"'),
        ("label:PER New  York -Oslo", 'label:PER text:"New York" -text:Oslo'),
        ("New label:PER York", "text:New label:PER text:York"),
        ("score:<.5 when:week", "score:<0.5 when:week"),
        ("meta.genre:news,Blog meta.year:2000..2010", "meta.genre:news,Blog meta.year:>=2000 meta.year:<=2010"),
        ('META."my key":x', 'meta."my key":x'),
        ('comment:"really, now"', 'comment:"really, now"'),
        ("state:undecided,finished", "state:undecided,finished"),
        ("patterns:a/b.jsonl", "patterns:a/b.jsonl"),
    ],
)
def test_a_question_about_places_is_written_with_its_fields(question: str, found: str) -> None:
    assert written(conditions(question, KNOWN, "text")) == found


def test_a_minus_alone_asks_no_contrary() -> None:
    with pytest.raises(QuestionError, match="At 11: - stands right before the word"):
        conditions("label:PER - by:ana", KNOWN, "text")
    assert written(conditions("storm - oslo", KNOWN)) == "title:storm title:oslo"


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        ("New York", False), ("label:PER", True), ("lable:PER", True), ("http://x.org", False), ("Note: this", False),
        ("-label:PER x", True), ("12:30", False), ("meta.x:y", True),
    ],
)  # fmt: skip
def test_a_string_with_a_colon_is_a_question_if_it_has_a_field(typed: str, is_one: bool) -> None:
    assert asks(typed) == is_one


@given(st.text(alphabet='ab:" -,|<>=.0% é' + "".join(FIELDS), max_size=40))
def test_whatever_is_typed_means_something_or_is_refused_with_a_place_in_it(question: str) -> None:
    hint(question)
    assert all(one.lower().startswith(question.lower()) for one in completions(question))
    try:
        conditions(question)
    except QuestionError as error:
        assert 0 <= error.at <= len(question)
        unfinished(question, error)


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("spacy", True), ("Spacy:en_core_web_md-3.7.1", True), ("en_core_web_md", True), ("en_core_web_md-3.7.1", True),
        ("spacy:en_core_web_md", True), ("en_core", False), ("", False), ("space", False),
    ],
)  # fmt: skip
def test_a_model_is_called_by_its_kind_or_name(value: str, is_one: bool) -> None:
    assert is_model(value, "spacy:en_core_web_md-3.7.1") == is_one
    assert not is_model("", "patterns")
