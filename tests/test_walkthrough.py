"""The main job on a long article with curly quotes: file, suggestions, keys alone, export, training data of spaCy."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.news import QUIET
from support.pty import ANNOTATOR, Terminal

from annotator.domain.span import Span
from annotator.storage.store import Store

TEXT = """\
Valdora’s Harbour Shuts as Dockers Walk Out Over “Silent Cranes”

By Imre Halloran

VALDORA, March 3 — The port of Valdora, the largest on the Ashmere coast, stood still on Monday after 1,400 dockers \
walked out over plans to replace their cranes with machines that need no driver. “We were told about it by a \
newspaper,” said Ana-Lucía Ferreira, who has led the Harbour Workers’ Union since 2019. “Nobody at Norgate Logistics \
picked up the telephone.”

Norgate Logistics, which bought the port from the state eleven years ago for $340 million, said the first six cranes \
would arrive from Rotterdam in June. “No one will lose a job before 2030,” said its chief executive, Tobias Wren, in \
a statement of four sentences. He gave no figure for the years after that, and a spokesman, Dr. Kwame Østergård, \
declined to add one.

By noon, nine ships lay at anchor off Cape Trellis. Among them was the glass kestrel, a research vessel bound for \
Iceland with eleven scientists on board, and the Meridian Pearl, which carries bananas from Ecuador. Its captain, \
Zdeňka Malá, said the fruit would hold “until Thursday, or until my patience ends.” In the old town, fishmongers shut \
their stalls by two o’clock. “There is nothing to sell,” said Bo Achterberg, 61, whose family has stood on the same \
corner of Lantern Street since 1948.

The mayor, Rosalind Okafor of the Civic Green Party, offered to bring both sides to City Hall on Wednesday evening. \
The union accepted within the hour; the company said that it was “studying the invitation.” Ms. Okafor, who drove a \
forklift at the port as a student, said that she would keep the coffee warm. 😀

Economists at the University of Brezno put the cost of the strike at 2.1 million crowns a day. Jun-ho Park, who \
teaches there, warned that the figure would double once the car carriers from South Korea were turned away. “A port \
is a habit,” he said. “Ships forget it quickly.” The last walkout, in the winter of 1998, lasted nineteen days and \
ended only when the harbour froze.

Late on Monday, dockers lit fires in oil drums along the quay and sang. Someone had painted a crane on a bed sheet, \
with a face and a closed mouth, and under it the words that gave the day its name. Ms. Ferreira stood beside it and \
handed out soup. “They are quiet machines,” she said. “We are not.”
"""
MISSED = ("glass kestrel", "bed sheet")


def annotator(folder: Path, *arguments: str) -> None:
    subprocess.run([*ANNOTATOR, *arguments], cwd=folder, check=True, capture_output=True, env=None)


class ArticleCursor:
    """Someone at the keyboard of the real app, who looks into the project to see where they are."""

    def __init__(self, terminal: Terminal, store: Store, key: str) -> None:
        self.terminal, self.store, self.key = terminal, store, key

    def focus(self) -> Span:
        return Span(*self.store.place("ana", self.key)["focus"])

    def press(self, *keys: str) -> Span:
        """Press keys that go on, and give what is focused then."""
        before = self.store.place("ana", self.key)
        self.terminal.press(*keys)
        self.terminal.wait_for(lambda _: self.store.place("ana", self.key) != before)
        return self.focus()

    def log(self) -> list[str]:
        return [action for (action,) in self.store.conn.execute("SELECT action FROM decisions ORDER BY id")]

    def decide(self, *keys: str) -> None:
        """Press keys until one more decision is on disk."""
        many = len(self.log())
        self.terminal.press(*keys)
        self.terminal.wait_for(lambda _: len(self.log()) > many)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ArticleCursor]:
    (tmp_path / "port.txt").write_text(TEXT, encoding="utf-8")
    annotator(tmp_path, "add", "port.txt")
    annotator(tmp_path, "suggest")
    config = tmp_path / "config.toml"
    config.write_text("memory = false\n")
    with Store.open(tmp_path / "annotator.db") as store:
        ((key,),) = store.conn.execute("SELECT key FROM articles")
        env = {**QUIET, "ANNOTATOR_CONFIG": str(config)}
        with Terminal([*ANNOTATOR, "--as", "ana", "label"], cols=100, rows=30, cwd=tmp_path, env=env) as terminal:
            terminal.wait_for(lambda _: store.place("ana", key).get("focus"))
            yield ArticleCursor(terminal, store, key)


def test_a_long_article_becomes_training_data(desk: ArticleCursor, tmp_path: Path) -> None:
    assert 390 <= len(TEXT.split()) <= 430
    assert desk.store.article(desk.key).text == TEXT
    decided: dict[str, Span] = {"accepted": desk.focus()}
    decided["rejected"] = desk.press("space")
    wrong = desk.press("x")
    label, letter = ("LAW", "A") if wrong.label != "LAW" else ("EVENT", "E")
    decided["relabelled"] = wrong.labelled(label)
    wide = desk.press(letter)
    while " " not in wide.quote(TEXT):
        wide = desk.press("tab")
    tokens = desk.store.tokens(desk.key, TEXT).within(wide.start, wide.end)
    decided["resized"] = wide.resized(wide.start, tokens[-2][1])
    desk.decide("}")

    suggested = [one.span for one in desk.store.suggestions(desk.key)]
    missed = next(name for name in MISSED if not any(name in span.quote(TEXT) for span in suggested))
    start = TEXT.index(missed)
    decided["added"] = Span(start, start + len(missed), "PRODUCT")
    desk.terminal.press("/")
    desk.terminal.wait_for("search ·")
    desk.terminal.press(missed)
    desk.terminal.wait_for("1 of 1")
    desk.terminal.press("esc")
    desk.terminal.wait_for("A-Z label")
    desk.terminal.wait_for(f"▸ {missed}")
    desk.decide("R")
    for key in "uruur":
        desk.decide(key)
    desk.decide("r")
    desk.terminal.press("s")
    desk.terminal.wait_for("Finish this article?")
    desk.decide("x")
    desk.terminal.wait_for("finished")

    annotator(tmp_path, "export", "--as", "ana", "--rejected", "-o", "out.jsonl")
    (line,) = (tmp_path / "out.jsonl").read_bytes().splitlines()
    record: dict[str, Any] = json.loads(line)
    found = {(one["decided"], Span(one["start"], one["end"], one["label"])) for one in record["spans"]}
    assert found == {(how, span) for how, span in decided.items() if how != "rejected"}
    turned_down = {Span(one["start"], one["end"], one["label"]) for one in record["rejected"]}
    assert decided["rejected"] in turned_down
    assert turned_down.isdisjoint(span for _, span in found)
    assert all(record["text"][one["start"] : one["end"]] == one["text"] for one in record["spans"] + record["rejected"])
    assert record["text"] == TEXT
    trains(record, {span for _, span in found}, tmp_path / "train.spacy")


def trains(record: dict[str, Any], spans: set[Span], path: Path) -> None:
    """spaCy makes a DocBin of the record, and reads from it what was decided."""
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    doc = nlp(record["text"])
    ents = [doc.char_span(one["start"], one["end"], label=one["label"]) for one in record["spans"]]
    assert None not in ents
    doc.ents = ents
    DocBin(docs=[doc]).to_disk(path)
    (read,) = DocBin().from_disk(path).get_docs(nlp.vocab)
    assert read.text == TEXT
    assert {Span(ent.start_char, ent.end_char, ent.label_) for ent in read.ents} == spans
