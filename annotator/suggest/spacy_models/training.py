"""Fitting a spaCy pipeline to decided layers, in a process of its own.

Started as `python -m annotator.suggest.spacy_models.training FOLDER`; reads `task.json` and `train.jsonl` there
(see `Task`), writes `model/`. On stdout go lines of JSON: `{"epoch", "epochs", "loss", "seconds"}`,
at last `{"misaligned": n, "long": n}`, or `{"error"}` with one sentence.

A scheme label may be several labels of the base model (LOC is GPE, LOC, FAC): a gold span is taught
under the one that the base gave it, if that means the same, else under the first. What the base finds
under labels that the scheme has no place for is taught again as it is, so that it is not forgotten.
A `spancat` cannot learn a label it was not made with, so it begins anew, with candidates up to the
length that most spans have. The process ends with its stdin.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.util import filter_spans, fix_random_seed

from annotator.domain.folded import Folded
from annotator.errors import ModelError, first_line
from annotator.suggest.common.installed import no_pipeline
from annotator.suggest.common.running_text import running_text
from annotator.suggest.process.child import end_with, speaker
from annotator.suggest.process.priority import leave_a_core, step_back
from annotator.suggest.spacy_models.addresses import LEARNED, addresses
from annotator.suggest.spacy_models.loading import of_any_age
from annotator.suggest.spacy_models.paragraphs import lines

INCORRECT, SPANS_KEY = "incorrect", "sc"
_LONGEST_SPAN, _MOST_SPANS = 10, 0.95
_FEEDS_NER = ("ner", "tok2vec", "transformer", "curated_transformer")

Row = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Task:
    """What to fit: `base` is a pipeline or empty; `overlapping` asks for a `spancat`.

    `taught` gives the model's own labels of each scheme label, `meanings` the way back.
    """

    base: str
    language: str
    overlapping: bool
    taught: dict[str, list[str]]
    meanings: dict[str, str]
    epochs: int = 10
    seed: int = 0
    words_at_once: int = 300
    dropout: float = 0.2


@dataclass(slots=True)
class TrainingExamples:
    """Examples to learn from, how many spans were given, and the lengths in tokens of those that are taught.

    `addresses` is whether one of them takes in an address.
    """

    examples: list[Example] = field(default_factory=list)
    given: int = 0
    lengths: list[int] = field(default_factory=list)
    addresses: bool = False

    @property
    def misaligned(self) -> int:
        """How many spans do not sit on tokens of one line."""
        return self.given - len(self.lengths)


def fit(folder: Path, send: Any) -> None:
    """Fit what `folder` describes and write `model/` into it; `send` takes the messages."""
    task = Task(**json.loads((folder / "task.json").read_text(encoding="utf-8")))
    fix_random_seed(task.seed)
    nlp = _pipeline(task)
    with (folder / "train.jsonl").open(encoding="utf-8") as rows:
        lessons = _lessons(nlp, task, map(json.loads, rows))
    longest = _longest(lessons.lengths)
    optimizer = _optimizer(nlp, task, lessons, longest)
    shuffled = random.Random(task.seed)  # noqa: S311 - an order, not a secret
    began = time.monotonic()
    for epoch in range(1, task.epochs + 1):
        losses: dict[str, float] = {}
        shuffled.shuffle(lessons.examples)
        for batch in minibatch_by_words(lessons.examples, task.words_at_once):
            nlp.update(batch, drop=task.dropout, sgd=optimizer, losses=losses)
        seconds = round(time.monotonic() - began, 1)
        send({"epoch": epoch, "epochs": task.epochs, "loss": round(float(sum(losses.values())), 3), "seconds": seconds})
    nlp.meta[LEARNED] = lessons.addresses or bool(nlp.meta.get(LEARNED))
    nlp.to_disk(folder / "model")
    long = sum(length > longest for length in lessons.lengths) if task.overlapping else 0
    send({"misaligned": lessons.misaligned, "long": long})


def _pipeline(task: Task) -> Any:
    """The pipeline to fit; a `spancat` comes into it once the lessons are known."""
    if task.overlapping or not task.base:
        nlp = _blank(task.language)
        if task.overlapping:
            return nlp
        pipe = nlp.add_pipe("ner", config={"incorrect_spans_key": INCORRECT})
    else:
        nlp = _loaded(task.base)
        for name in [name for name in nlp.pipe_names if nlp.get_pipe_meta(name).factory not in _FEEDS_NER]:
            nlp.remove_pipe(name)
        found = [name for name in nlp.pipe_names if nlp.get_pipe_meta(name).factory == "ner"]
        if not found:
            raise ModelError(f"The pipeline {task.base!r} has no ner that could learn more.")
        pipe = nlp.get_pipe(found[0])
        pipe.cfg["incorrect_spans_key"] = pipe.moves.cfg["neg_key"] = INCORRECT
    for own in task.taught.values():
        for label in own:
            pipe.add_label(label)
    return nlp


def _blank(language: str) -> Any:
    """An empty pipeline of a language, of no particular one where spaCy does not have it or lacks its library."""
    try:
        return spacy.blank(language.partition("-")[0].lower())
    except ImportError:
        return spacy.blank("xx")


def _loaded(base: str) -> Any:
    try:
        with of_any_age():
            return spacy.load(base)
    except OSError as error:
        raise ModelError(no_pipeline(base)) from error


def _longest(lengths: Sequence[int]) -> int:
    """The length in tokens that most spans do not exceed, and that a `spancat` can be asked to look at."""
    ordered = sorted(lengths) or [1]
    return min(ordered[int((len(ordered) - 1) * _MOST_SPANS)], _LONGEST_SPAN)


def _optimizer(nlp: Any, task: Task, lessons: TrainingExamples, longest: int) -> Any:
    if task.base and not task.overlapping:
        return nlp.resume_training()
    if task.overlapping:
        sizes = {"@misc": "spacy.ngram_suggester.v1", "sizes": list(range(1, longest + 1))}
        pipe = nlp.add_pipe("spancat", config={"spans_key": SPANS_KEY, "suggester": sizes})
        for own in task.taught.values():
            pipe.add_label(own[0])
    return nlp.initialize(lambda: lessons.examples)


def _lessons(nlp: Any, task: Task, rows: Iterator[dict[str, Any]]) -> TrainingExamples:
    lessons = TrainingExamples()
    stepping = task.base and not task.overlapping
    for row in rows:
        view = running_text(row["text"])
        pieces = [(start, view.text[start:end]) for start, end in lines(view.text)]
        texts = [text for _, text in pieces]
        believed = list(nlp.pipe(texts)) if stepping else [nlp.make_doc(text) for text in texts]
        lessons.given += len(row["spans"])
        for (offset, text), doc in zip(pieces, believed, strict=True):
            gold, refused = (_inside(row[name], view, offset, offset + len(text)) for name in ("spans", "incorrect"))
            lessons.examples.append(_example(nlp, doc, gold, refused=refused, task=task, lessons=lessons))
    return lessons


def _inside(rows: Sequence[Row], view: Folded, start: int, end: int) -> list[Row]:
    """The rows that lie within `[start, end)` of a running text, counted from there."""
    placed = ((view.offset(first), view.offset(last), label) for first, last, label in rows)
    return [(first - start, last - start, label) for first, last, label in placed if start <= first and last <= end]


def _example(
    nlp: Any, believed: Doc, gold: list[Row], *, refused: list[Row], task: Task, lessons: TrainingExamples
) -> Example:
    doc = nlp.make_doc(believed.text)
    base = {(entity.start_char, entity.end_char): entity.label_ for entity in believed.ents}
    spans: list[Span] = []
    for start, end, label in gold:
        own = base.get((start, end), "")
        taught = own if task.meanings.get(own) == label else task.taught[label][0]
        if span := doc.char_span(start, end, label=taught):
            spans.append(span)
    lessons.lengths += map(len, spans)
    lessons.addresses |= any(addresses(span.text) for span in spans)
    if task.overlapping:
        doc.spans[SPANS_KEY] = spans
        return Example(nlp.make_doc(believed.text), doc)
    held = filter_spans(spans)
    taken = {token.i for span in held for token in span}
    other = [
        Span(doc, entity.start, entity.end, label=entity.label_)
        for entity in believed.ents
        if entity.label_ not in task.meanings and taken.isdisjoint(range(entity.start, entity.end))
    ]
    doc.set_ents([*held, *other])
    doc.spans[INCORRECT] = [
        span
        for start, end, label in refused
        for own in task.taught.get(label, ())
        if (span := doc.char_span(start, end, label=own)) is not None
    ]
    return Example(nlp.make_doc(believed.text), doc)


def main() -> None:
    """Fit the folder named on the command line."""
    step_back()
    leave_a_core()
    send = speaker()
    end_with(sys.stdin.buffer.read)
    try:
        fit(Path(sys.argv[1]), send)
    except ModelError as error:
        send({"error": str(error)})
    except Exception as error:  # noqa: BLE001 - whatever it is, the other side needs one sentence
        send({"error": f"Training failed: {first_line(error)}"})


if __name__ == "__main__":
    main()
