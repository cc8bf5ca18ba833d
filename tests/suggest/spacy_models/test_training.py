import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Span
from spacy.training import Example
from support.english import SMALLEST, needs_english

from annotator.errors import ModelError
from annotator.suggest.process.child import messages, start_process
from annotator.suggest.spacy_models.training import (
    INCORRECT,
    SPANS_KEY,
    Task,
    TrainingExamples,
    _example,
    _lessons,
    _longest,
    _pipeline,
    fit,
)

TEXT = "Ana Ruiz flew from London to the New York Times."
TAUGHT = {"PERSON": ["PERSON"], "LOC": ["LOC", "GPE"]}
MEANINGS = {own: name for name, all_own in TAUGHT.items() for own in all_own}


def example(gold: list[Any], refused: Sequence[Any] = (), *, overlapping: bool = False) -> tuple[Any, TrainingExamples]:
    nlp, lessons = spacy.blank("en"), TrainingExamples()
    believed = nlp(TEXT)
    found = [("Ana Ruiz", "PERSON"), ("London", "GPE"), ("the New York Times", "ORG")]
    believed.set_ents([believed.char_span(at, at + len(quote), label) for quote, label in found
                       for at in [TEXT.index(quote)]])  # fmt: skip
    task = Task("", "en", overlapping, TAUGHT, MEANINGS)
    made = _example(nlp, believed, gold, refused=list(refused), task=task, lessons=lessons)
    return made.reference, lessons


def row(quote: str, label: str) -> tuple[int, int, str]:
    return TEXT.index(quote), TEXT.index(quote) + len(quote), label


def told(spans: Any) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in spans]


def test_what_the_base_knows_beyond_the_scheme_is_taught_again_where_nothing_was_decided() -> None:
    doc, _ = example([row("Ana Ruiz", "PERSON")])
    assert told(doc.ents) == [("Ana Ruiz", "PERSON"), ("the New York Times", "ORG")]
    doc, _ = example([row("New York", "LOC")])
    assert told(doc.ents) == [("New York", "LOC")]


def test_a_span_is_taught_under_the_label_that_the_base_has_for_it() -> None:
    doc, _ = example([row("London", "LOC")])
    assert ("London", "GPE") in told(doc.ents)
    doc, _ = example([row("Ana Ruiz", "LOC")])
    assert ("Ana Ruiz", "LOC") in told(doc.ents)


def test_refused_spans_are_told_under_every_label_of_the_base() -> None:
    doc, _ = example([], [row("London", "LOC"), row("Ana Ruiz", "ORG")])
    assert told(doc.spans[INCORRECT]) == [("London", "LOC"), ("London", "GPE")]


def test_spans_within_each_other_are_all_taught() -> None:
    gold = [row("New York Times", "LOC"), row("New York", "LOC"), row("Lond", "LOC")]
    doc, lessons = example(gold, overlapping=True)
    assert told(doc.spans[SPANS_KEY]) == [("New York Times", "LOC"), ("New York", "LOC")]
    assert lessons.lengths == [3, 2]


def test_spans_are_taught_as_one_sees_them() -> None:
    text = "Fog\n\nThe pilot, An\u00ada  Ruiz, had flown from New\nYork on a day of fog\nand of rain."
    spans = [(text.index(quote), text.index(quote) + len(quote), label)
             for quote, label in (("An\u00ada  Ruiz", "PERSON"), ("New\nYork", "LOC"))]  # fmt: skip
    rows = iter([{"text": text, "spans": spans, "incorrect": []}])
    lessons = _lessons(spacy.blank("en"), Task("", "en", False, TAUGHT, MEANINGS), rows)
    assert [span for one in lessons.examples for span in told(one.reference.ents)] == [
        ("Ana Ruiz", "PERSON"), ("New York", "LOC"),
    ]  # fmt: skip
    assert lessons.misaligned == 0


@pytest.mark.parametrize(("lengths", "longest"), [([], 1), ([1] * 99 + [9], 1), ([1, 2, 3], 2), ([40] * 9, 10)])
def test_candidates_are_as_long_as_most_spans(lengths: list[int], longest: int) -> None:
    assert _longest(lengths) == longest


def write_task(folder: Path, spans: list[Any], epochs: int) -> None:
    task = {"base": "", "language": "en", "overlapping": True, "taught": TAUGHT, "meanings": MEANINGS}
    (folder / "task.json").write_text(json.dumps({**task, "epochs": epochs}), encoding="utf-8")
    row = {"text": "one two three\n\nfour", "spans": spans, "incorrect": []}
    (folder / "train.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")


def test_spans_that_reach_over_a_paragraph_or_are_long_are_counted(tmp_path: Path) -> None:
    spans = [(at, at + 3, "LOC") for at in (0, 4)] * 20 + [(0, 13, "LOC"), (8, 19, "LOC"), (0, 2, "LOC")]
    write_task(tmp_path, spans, epochs=1)
    told: list[dict[str, Any]] = []
    fit(tmp_path, told.append)
    assert told[0]["epoch"] == told[0]["epochs"] == 1
    assert told[-1] == {"misaligned": 2, "long": 1}
    assert spacy.load(tmp_path / "model").pipe_names == ["spancat"]


def test_a_base_without_ner_is_told_in_a_sentence(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="has no ner that could learn more"):
        _pipeline(Task(str(tmp_path / "blank"), "en", False, TAUGHT, MEANINGS))


@pytest.mark.parametrize(
    ("language", "lang"), [("de-AT", "de"), ("EN", "en"), ("tlh", "xx"), ("", "xx"), ("../x", "xx")]
)
def test_a_language_that_spacy_lacks_is_none_in_particular(language: str, lang: str) -> None:
    nlp = _pipeline(Task("", language, False, TAUGHT, MEANINGS))
    assert (nlp.lang, nlp.pipe_names) == (lang, ["ner"])


@needs_english
def test_a_model_that_goes_on_learning_unlearns_what_was_refused() -> None:
    nlp = _pipeline(Task(SMALLEST, "en", False, TAUGHT, MEANINGS))
    optimizer, text = nlp.resume_training(), "They met in London ."
    assert told(nlp(text).ents) == [("London", "GPE")]
    for _ in range(20):
        doc = nlp.make_doc(text)
        doc.set_ents([], missing=[doc[:]], default="missing")
        doc.spans[INCORRECT] = [Span(doc, 3, 4, label="GPE")]
        nlp.update([Example(nlp.make_doc(text), doc)], sgd=optimizer)
    assert told(nlp(text).ents) == []


def test_the_process_ends_with_whoever_started_it(tmp_path: Path) -> None:
    write_task(tmp_path, [(0, 3, "LOC")], epochs=1_000_000)
    process = start_process("annotator.suggest.spacy_models.training", [str(tmp_path)])
    assert process.stdin
    assert next(messages(process.stdout))["epoch"] == 1
    process.stdin.close()
    assert process.wait(60) == 1
