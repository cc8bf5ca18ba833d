"""A language model as a source: what it is asked, what comes of its answers, and what of its failures."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from support.model_server import TinyModel, spans

from annotator.errors import ModelError
from annotator.suggest.base import Answer, Unanswered, never
from annotator.suggest.common.brief import Brief, Decided, Meaning
from annotator.suggest.language_models.consent import allow, may_send, withdraw
from annotator.suggest.language_models.model import LanguageModel
from annotator.suggest.language_models.terms import Terms
from annotator.suggest.llm import Asking, missing

BRIEF = Brief("mine", (Meaning("ORG", "Companies."), Meaning("PERSON")))
TEXT = "Acme and\nAcme of Rome,  says Ana.\n\n***\n\nAcme “Ltd”"


@pytest.fixture(autouse=True)
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "mine" / "config.toml"))
    allow("mine", "llm:tiny")


def asking(model: TinyModel, terms: Terms | None = None, brief: Brief = BRIEF) -> Asking:
    made = Asking("tiny", LanguageModel(model, terms or Terms(), waits=(0, 0)))
    made.brief(brief)
    return made


def answer(model: TinyModel, text: str = TEXT, terms: Terms | None = None) -> Answer:
    (found,) = asking(model, terms).suggest([text], never)
    return found


def refused(status: int, said: str = "no", code: str = "") -> Exception:
    error = RuntimeError(said)
    error.status_code, error.code = status, code  # type: ignore[attr-defined]
    return error


def test_quotes_stand_in_the_text_as_it_is_and_have_no_score() -> None:
    found = answer(TinyModel(spans(("Acme", "ORG", 2), ("Rome, says Ana", "PERSON", 1)), spans(('"Ltd"', "ORG", 1))))
    assert [(TEXT[start:end], *rest) for start, end, *rest in found.spans] == [
        ("Acme", "ORG", None),
        ("Rome,  says Ana", "PERSON", None),
        ("“Ltd”", "ORG", None),
    ]
    assert found.source == "llm:tiny"
    assert found.notes == {"nearly": ['"Ltd"']}
    assert found.used == {"requests": 2, "tokens_in": 200, "tokens_out": 20, "uncounted": 0}


def test_it_is_asked_paragraph_by_paragraph_with_labels_schema_and_what_was_decided_elsewhere() -> None:
    model = TinyModel()
    text = "Old\nnews.\n\nAcme of  Rome met Ana."
    decided = Decided(text, ((text.index("Ana"), len(text) - 1, "PERSON"),))
    made = asking(model, Terms(options={"temperature": 0}), Brief("mine", BRIEF.labels, (decided,)))
    list(made.suggest([TEXT], never))
    assert [one["prompt"].rpartition("The paragraph:\n")[2] for one in model.asked] == [
        "Acme and\nAcme of Rome, says Ana.", "Acme “Ltd”",
    ]  # fmt: skip
    assert "- ORG: Companies.\n- PERSON" in model.asked[0]["system"]
    assert 'Acme of Rome met Ana.\n{"spans": [{"quote": "Ana", ' in model.asked[0]["prompt"]
    assert model.asked[0]["schema"]["properties"]["spans"]
    assert (model.asked[0]["options"], model.asked[0]["stream"]) == ({"temperature": 0}, False)


def test_the_same_is_never_asked_twice_by_this_process_or_another() -> None:
    model = TinyModel()
    first = answer(model)
    again = answer(model)
    assert len(model.asked) == 2
    assert again.spans == first.spans
    assert again.used == {"cached": 2}
    list(asking(model, Terms(options={"temperature": 1})).suggest([TEXT], never))
    assert len(model.asked) == 4


def test_answers_are_known_to_the_user_alone(tmp_path: Path) -> None:
    answer(TinyModel())
    files = list((tmp_path / "mine" / "language_models").rglob("*.json"))
    assert len(files) == 2
    assert {file.stat().st_mode & 0o77 for file in files} == {0}
    for file in files:
        file.write_text("{", encoding="utf-8")
    assert answer(TinyModel()).used["requests"] == 2


def test_nothing_is_sent_that_nobody_has_allowed() -> None:
    model = TinyModel()
    with pytest.raises(ModelError, match="llm:tiny is asked in a project alone"):
        list(asking(model, brief=Brief("")).suggest([TEXT], never))
    with pytest.raises(ModelError, match="until you allow it: `language models` "):
        list(asking(model, brief=Brief("other", BRIEF.labels)).suggest([TEXT], never))
    assert withdraw("mine", "llm:tiny")
    assert not withdraw("mine", "llm:tiny")
    with pytest.raises(ModelError, match="until you allow it"):
        list(asking(model).suggest([TEXT], never))
    assert model.asked == []


@pytest.mark.parametrize("text", ["{", "[]", '{"mine": "llm:tiny"}', '{"mine": [["llm:tiny"]]}', "\x00"])
def test_a_consent_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "mine" / "may_send.json").write_text(text, encoding="utf-8")
    assert not may_send("mine", "llm:tiny")


def test_an_answer_that_is_no_json_is_asked_for_once_more_and_then_told() -> None:
    model = TinyModel("Sure!", spans(("Acme", "ORG", 1)), "I refuse.", "I refuse.")
    found = answer(model, terms=Terms(at_once=1))
    assert len(found.spans) == 1
    assert found.notes == {"unreadable": ["“I refuse.”"]}
    assert found.used["requests"] == 4
    assert answer(TinyModel(), terms=Terms(at_once=1)).used == {
        "cached": 1, "requests": 1, "tokens_in": 100, "tokens_out": 10, "uncounted": 0,
    }  # fmt: skip


def test_where_nothing_makes_sense_there_is_no_answer() -> None:
    with pytest.raises(Unanswered, match=r"llm:tiny answered with no JSON, twice: “No\.”\.") as raised:
        answer(TinyModel("No.", "No."), "Acme")
    assert raised.value.used["requests"] == 2


def test_who_never_answers_with_json_is_left_alone() -> None:
    model = TinyModel(*["Hm."] * 100)
    text = "\n\n".join(f"Acme {number}" for number in range(20))
    with pytest.raises(Unanswered, match=r"llm:tiny answered with no JSON to 5 paragraphs in a row: “Hm\.”\."):
        answer(model, text, Terms(at_once=1))
    assert len(model.asked) == 10


def test_entries_that_are_none_are_counted() -> None:
    said = json.dumps({"spans": [{"quote": "Acme", "label": "ORG", "occurrence": 1}, {"quote": 3}, "x"]})
    assert answer(TinyModel(said), "Acme").notes == {"nonsense": ["", ""]}


@pytest.mark.parametrize(
    ("error", "tries", "sentence", "lasts"),
    [
        (
            ConnectionRefusedError(),
            3,
            "llm:tiny cannot be reached: is there a network, and does its server run?",
            True,
        ),
        (refused(503), 3, "llm:tiny has trouble at its provider (503).", True),
        (refused(429), 3, "llm:tiny is asked more often than its provider allows (429).", True),
        (refused(429, "you are out", "insufficient_quota"), 1, "llm:tiny has no quota left (429): you are out.", True),
        (refused(401, "bad key given"), 1, "llm:tiny does not take the key (401): bad key given.", True),
        (refused(404, "not a model"), 1, "llm:tiny is not known to its provider (404): not a model.", True),
        (refused(400, "too long"), 1, "llm:tiny refused the question (400): too long.", False),
        (ValueError("something odd"), 1, "llm:tiny failed: something odd.", False),
        (type("NeedsKeyException", (Exception,), {})("set it so"), 1, "llm:tiny has no key: set it so.", True),
        (type("ReadTimeout", (Exception,), {})("x"), 3, "llm:tiny cannot be reached: is there a", True),
        (NotImplementedError("no system prompts"), 1, "llm:tiny cannot be asked so: no system prompts.", True),
    ],
)
def test_a_failure_is_one_sentence_and_asked_again_where_that_helps(
    error: Exception, tries: int, sentence: str, lasts: bool
) -> None:
    model = TinyModel(*[error] * tries)
    made = asking(model, Terms(at_once=1))
    with pytest.raises(Unanswered) as raised:
        list(made.suggest(["Acme"], never))
    assert str(raised.value).startswith(sentence)
    assert len(model.asked) == tries
    if lasts:
        with pytest.raises(Unanswered) as raised:
            list(made.suggest(["Acme again"], never))
        assert str(raised.value).startswith(sentence)
        assert len(model.asked) == tries
    else:
        assert len(list(made.suggest(["Acme again"], never))) == 1


def test_an_answer_after_some_tries_is_one() -> None:
    assert len(answer(TinyModel(refused(500), refused(429)), "Acme").spans) == 1


def test_who_does_not_answer_is_left_to_himself(monkeypatch: pytest.MonkeyPatch) -> None:
    model, gate = TinyModel(), threading.Event()
    monkeypatch.setattr(model, "prompt", lambda *_, **__: gate.wait(60))
    with pytest.raises(Unanswered, match=r"llm:tiny did not answer within 0\.01 seconds\."):
        answer(model, "Acme", Terms(timeout=0.01))
    gate.set()


def test_the_limit_of_cost_is_never_passed() -> None:
    terms = Terms(price_in=10, price_out=10, limit=0.007, at_once=2)  # a request costs .0011
    model = TinyModel()
    text = "\n\n".join(f"Acme {number}" for number in range(20))
    with pytest.raises(Unanswered, match=r"llm:tiny has reached its limit of cost: 0\.00\d\d of 0\.0070 ") as raised:
        answer(model, text, terms)
    cost = terms.cost(raised.value.used)
    assert cost is not None
    assert 0 < cost <= 0.007
    assert len(model.asked) == raised.value.used["requests"]


def test_a_model_that_does_not_count_is_counted_about() -> None:
    found = answer(TinyModel(usage=(None, None)), "Acme")
    assert found.used["uncounted"] == 1
    assert found.used["tokens_in"] > 100


def test_work_that_is_cancelled_ends() -> None:
    model = TinyModel()
    seen: list[bool] = []

    def cancelled() -> bool:
        seen.append(True)
        return len(seen) > 3

    text = "\n\n".join(f"Acme {number}" for number in range(20))
    assert list(asking(model, Terms(at_once=1)).suggest([text, text], cancelled)) == []
    assert len(model.asked) == 3


def test_what_it_would_take_is_told_without_asking() -> None:
    model = TinyModel()
    made = asking(model, Terms(price_in=1, price_out=1))
    about = made.estimate([TEXT, TEXT, "Acme"])
    assert (about["requests"], about["cached"], model.asked) == (3, 2, [])
    assert about["tokens_in"] > 500
    list(made.suggest([TEXT], never))
    assert made.estimate([TEXT]) == {"cached": 2}


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert missing(" ").startswith("Say which language model: `llm:NAME`")
    monkeypatch.setattr("annotator.suggest.llm.find_spec", lambda _: None)
    assert missing("x").startswith("Language models need a further library; get it with: ")
