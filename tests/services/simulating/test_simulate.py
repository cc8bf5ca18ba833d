import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.errors import ModelError
from annotator.services.simulating import retraining as simulate_training
from annotator.services.simulating import simulate as module
from annotator.services.simulating.perfect_annotator import align
from annotator.services.simulating.retraining import Retraining
from annotator.services.simulating.simulate import RUNS, by_hand, known_gold, simulate
from annotator.services.suggesting.train import TrainReport
from annotator.storage.queries.finished import finished_layers
from annotator.storage.store import Store
from annotator.suggest.base import Answer

SCHEME = Scheme((Label("PERSON", "P"), Label("ORG", "O"), Label("LOC", "L", from_=("GPE",))))
TEXT = "Ana Ruiz of Acme met the Bo Li Group in Rome and the old Oslo."


def at(quote: str, label: str, text: str = TEXT) -> Span:
    start = text.index(quote)
    return Span(start, start + len(quote), label)


def row(quote: str, label: str) -> tuple[int, int, str, float]:
    span = at(quote, label)
    return span.start, span.end, label, 0.9


def simulated(monkeypatch: pytest.MonkeyPatch, gold: Sequence[Span], *said: Any, **more: Any) -> dict[str, Any]:
    answer = Answer("m", said)
    monkeypatch.setattr(module, "ask_all", lambda articles, _: {article.key: (answer,) for article in articles})
    done = simulate([(Article.of(TEXT), gold)], SCHEME, ["m"], **more)
    return {name: tally.figures() for name, tally in done.items()}


def test_each_kind_of_operation_costs_its_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    gold = [at("Ana Ruiz", "PERSON"), at("Acme", "ORG"), at("Bo Li Group", "ORG"), at("Rome", "LOC"), at("Oslo", "LOC")]
    said = [row("Ana Ruiz", "PERSON"), row("Acme", "PERSON"), row("Bo Li", "PERSON"), row("met", "ORG"),
            row("the old Oslo", "GPE")]  # fmt: skip
    figures = simulated(monkeypatch, gold, *said, runs=["model"])["model"]
    operations = {name: figures[name] for name in ("accept", "reject", "relabel", "boundary", "both", "add")}
    assert operations == {"accept": 1, "reject": 1, "relabel": 1, "boundary": 1, "both": 1, "add": 1}
    assert figures["work_per_gold"] == pytest.approx((1 + 1 + 1 + 2 + 1) / 5)
    assert figures["keys_per_gold"] == pytest.approx((1 + 1 + 1 + (2 + 1) + (1 + 1 + 2) + 4) / 5)  # esc before an edge
    assert (figures["precision"], figures["recall"]) == (1 / 5, 1 / 5)
    assert figures["by_label"]["LOC"]["boundary"] == 1


def test_the_border_rule_saves_a_correction(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = simulated(monkeypatch, [at("Oslo", "LOC")], (at("the old Oslo", "LOC").start + 4, 61, "GPE", 0.9),
                     row("the Bo Li Group", "ORG"), runs=["model", "model+borders"])  # fmt: skip
    assert [run["reject"] for run in runs.values()] == [1, 1]
    runs = simulated(monkeypatch, [at("Bo Li Group", "ORG")], row("the Bo Li Group", "ORG"), runs=list(RUNS)[:2])
    assert [(run["accept"], run["boundary"]) for run in runs.values()] == [(0, 1), (1, 0)]


def test_an_edge_that_would_jump_too_far_over_a_held_span_waits_for_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "We met the Bo Li Group and the Oslo Group."
    inner, outer = at("Bo Li Group", "ORG", text), at("the Bo Li Group and the Oslo Group", "ORG", text)
    answer = Answer("m", [(*at("the Bo Li Group", "ORG", text)[:2], "ORG", 0.9), (*inner[:2], "ORG", 0.9)])
    monkeypatch.setattr(module, "ask_all", lambda articles, _: {article.key: (answer,) for article in articles})
    gold = [at("the Bo Li Group", "ORG", text), at("We", "ORG", text), inner, outer]
    nested = replace(SCHEME, overlap="nested", trim_borders=False)
    figures = simulate([(Article.of(text), gold)], nested, ["m"], runs=["model", "full"])
    for tally in figures.values():
        assert tally.figures()["add"] + tally.figures()["accept"] == 4
        assert tally.figures()["keys_per_gold"] < 4


def test_what_takes_more_keys_than_making_it_anew_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ana saw one two three four five six seven eight men."
    said = (*at("men", "ORG", text)[:2], "PERSON", 0.9)
    whole = at("one two three four five six seven eight men", "ORG", text)
    answer = Answer("m", [said])
    monkeypatch.setattr(module, "ask_all", lambda articles, _: {article.key: (answer,) for article in articles})
    figures = simulate([(Article.of(text), [whole])], SCHEME, ["m"], runs=["model"])["model"].figures()
    assert (figures["both"], figures["reject"], figures["add"], figures["keys_per_gold"]) == (0, 1, 1, 5)


def test_noun_phrases_are_learned_and_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    nouns = [f"the {noun}" for noun in "man dog cow cat hen pig owl fox ant bee".split()]  # noqa: SIM905 - words
    text = " ".join(f"Saw {noun}." for noun in nouns)
    gold = [at(noun, "ORG", text) for noun in nouns]
    phrases = [(span.start, span.end, f"dobj - NOUN - the {noun[4:]}") for span, noun in zip(gold, nouns, strict=True)]
    answer = Answer("phrases:m", phrases=phrases)
    monkeypatch.setattr(module, "ask_all", lambda articles, _: {article.key: (answer,) for article in articles})
    nested = replace(SCHEME, overlap="nested")
    runs = simulate([(Article.of(text), gold)], nested, ["m"], runs=["model+borders+memory+habits", "full"])
    added = {name: tally.figures()["add"] for name, tally in runs.items()}
    assert added["model+borders+memory+habits"] == 10
    assert added["full"] <= 3


def test_every_run_is_there_and_strings_that_accept_themselves_save_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Acme. " * 5
    answer = Answer("m", [(0, 4, "ORG", 0.9)])
    monkeypatch.setattr(module, "ask_all", lambda articles, _: {article.key: (answer,) for article in articles})
    gold = [Span(at, at + 4, "ORG") for at in range(0, 30, 6)]
    done = simulate([(Article.of(text), gold)], SCHEME, ["m"], orders=2)
    assert list(done) == list(RUNS)
    full, bare = done["full"].figures(), done["model"].figures()
    assert (full["gold"], full["accept"], full["work_per_gold"], full["keys_per_gold"]) == (10, 10, 0.0, 1.0)
    assert full["keys_per_gold_bulk"] == pytest.approx(1 / 5)
    assert (bare["accept"], bare["add"], bare["keys_per_gold"]) == (2, 8, pytest.approx((1 + 4 * 4) / 5))


def test_a_string_that_accepted_itself_wrongly_is_put_right_for_two_keys_more(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Acme. Acme."
    answer = Answer("m", [(0, 4, "ORG", 0.9)])
    monkeypatch.setattr(module, "ask_all", lambda articles, _: {article.key: (answer,) for article in articles})
    figures = simulate([(Article.of(text), [Span(0, 4, "ORG")])], SCHEME, ["m"], runs=["full"])["full"].figures()
    assert (figures["keys_per_gold"], figures["keys_per_gold_bulk"]) == (2.0, 4.0)


def test_by_hand_every_gold_span_is_added_for_four_keys() -> None:
    figures = by_hand([(Article.of(TEXT), [at("Acme", "ORG"), at("Rome", "LOC")])], orders=2).figures()
    assert (figures["gold"], figures["add"], figures["work_per_gold"], figures["keys_per_gold"]) == (4, 4, 1.0, 4.0)
    assert (figures["keys_per_gold_bulk"], figures["by_label"]["LOC"]["add"]) == (4.0, 2)


def test_one_y_takes_what_is_sure_and_what_it_took_wrongly_costs_two_keys_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "SCHEME", replace(SCHEME, accept_at=0.9))
    gold = [at("Ana Ruiz", "PERSON"), at("Acme", "ORG"), at("Bo Li Group", "ORG")]
    said = [row("Ana Ruiz", "PERSON"), row("Acme", "ORG"), row("Bo Li", "PERSON"), row("met", "ORG")]
    runs = simulated(monkeypatch, gold, *said, runs=["full", "full+y"])
    assert [runs[name]["keys_per_gold"] * 3 for name in runs] == pytest.approx([1 + 1 + 3 + 1, 1 + (2 + 3) + (2 + 1)])
    operations = [{name: run[name] for name in ("accept", "reject", "both", "work_per_gold")} for run in runs.values()]
    assert operations[0] == operations[1] == {"accept": 2, "reject": 1, "both": 1, "work_per_gold": 1.0}


def test_where_nothing_is_sure_no_y_is_pressed(monkeypatch: pytest.MonkeyPatch) -> None:
    said = (*row("Acme", "ORG")[:3], 0.1)
    runs = simulated(monkeypatch, [at("Acme", "ORG")], said, runs=["full", "full+y"])
    assert runs["full"] == runs["full+y"]


def test_gold_between_tokens_is_reached_and_the_work_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    start = TEXT.index("Acme")
    figures = simulated(monkeypatch, [Span(start, start + 3, "ORG")], row("Acme", "ORG"), runs=["full"])["full"]
    assert (figures["boundary"], figures["keys_per_gold"]) == (1, 3.0)


def test_an_edge_passes_over_a_nested_span(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "SCHEME", replace(SCHEME, overlap="nested"))
    gold = [at("Bo Li", "ORG"), at("Bo Li Group", "ORG")]
    li = TEXT.index("Li Group")
    figures = simulated(monkeypatch, gold, row("Bo Li", "ORG"), (li, li + 2, "ORG", 0.9), runs=["model"])["model"]
    assert {name: figures[name] for name in ("accept", "reject", "boundary", "add")} == {
        "accept": 1, "reject": 0, "boundary": 1, "add": 0,
    }  # fmt: skip


def test_gold_is_put_into_the_words_of_the_scheme_and_the_rest_is_counted() -> None:
    spans = [at("Rome", "GPE"), at("Acme", "ORG"), at("Ana", "NORP")]
    ((_, kept),), left_out = known_gold([(Article.of(TEXT), spans)], SCHEME)
    assert (kept, left_out) == ([at("Acme", "ORG"), at("Rome", "LOC")], 1)


@pytest.mark.parametrize("text", ["Ana Ruiz kam nach Köln.", "Ana Ruiz kom till Malmö.", "Ana Ruiz приехала в Пермь."])
def test_gold_and_models_that_call_a_label_otherwise_meet(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    scheme, place = Scheme((Label("PERSON"), Label("LOC"))), text.rindex(" ") + 1
    gold, left_out = known_gold([(Article.of(text), [Span(0, 8, "PER"), Span(place, len(text) - 1, "LOC")])], scheme)
    answer = Answer("m", [(0, 8, "PRS", 0.9), (place, len(text) - 1, "GPE", 0.9)])
    monkeypatch.setattr(module, "ask_all", lambda articles, _: {article.key: (answer,) for article in articles})
    figures = simulate(gold, scheme, ["m"], runs=["model"])["model"].figures()
    assert (left_out, figures["accept"], figures["work_per_gold"]) == (0, 2, 0.0)


def test_alignment_prefers_edges_and_label_then_edges_then_label_then_the_longest_overlap() -> None:
    gold = [Span(0, 4, "A"), Span(6, 10, "A"), Span(20, 30, "B")]
    said = [Span(0, 4, "A"), Span(0, 4, "B"), Span(6, 10, "B"), Span(5, 9, "A"), Span(18, 22, "A"), Span(21, 30, "C")]
    assert align(said, gold) == {said[0]: gold[0], said[2]: gold[1], said[5]: gold[2]}


spans = st.builds(lambda start, size, label: Span(start, start + size, label), st.integers(0, 20), st.integers(1, 5),
                  st.sampled_from("AB"))  # fmt: skip


@given(st.sets(spans, max_size=8), st.sets(spans, max_size=8))
def test_alignment_is_one_to_one_and_greedy(said: set[Span], gold: set[Span]) -> None:
    found = align(said, gold)
    assert len(set(found.values())) == len(found)
    assert all(one.overlaps(other) for one, other in found.items())
    assert all(found[one] == one for one in said & gold)
    free_said, free_gold = said.difference(found), gold.difference(found.values())
    assert not any(one.overlaps(other) for one in free_said for other in free_gold)


def test_models_that_fail_end_the_simulation_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no such file"):
        simulate([(Article.of(TEXT), [])], SCHEME, [f"patterns:{tmp_path}/none.jsonl"])


def test_the_run_with_training_trains_on_what_is_finished_and_goes_on_with_the_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"Acme {number}." for number in range(8)]
    told: list[tuple[int, str]] = []
    asked: list[tuple[int, list[str]]] = []

    def trained(store: Store, folder: Path, *, layer: str, model: str, **_: object) -> TrainReport:
        told.append((len(list(finished_layers(store, layer))), model))
        folder.mkdir()
        (folder / "gate.json").touch()
        return TrainReport(1, 1, folder=folder)

    def ask(articles: Sequence[Article], specs: Sequence[str]) -> dict[str, tuple[Answer, ...]]:
        asked.append((len(articles), [spec.partition(":")[0] for spec in specs]))
        said = [(0, 4, "ORG", 0.9)] if "trained" in asked[-1][1] else []
        return {article.key: (Answer("m", said),) for article in articles}

    monkeypatch.setattr(simulate_training, "train", trained)
    monkeypatch.setattr(simulate_training, "ask_all", ask)
    monkeypatch.setattr(module, "ask_all", ask)
    gold = [(Article.of(text), [Span(0, 4, "ORG")]) for text in texts]
    specs = ["patterns:p", "spacy_ner:base"]
    done = simulate(gold, SCHEME, specs, train_every=3, runs=["model"])
    assert list(done) == ["model", "full+training"]
    assert told == [(6, "base")] * 2  # 3 articles are too few to train on
    assert asked == [(8, ["patterns", "spacy_ner"]), *[(2, ["patterns", "trained"])] * 2]
    assert [done[name].figures()["add"] for name in done] == [8, 1]


def test_a_training_that_came_to_nothing_leaves_the_suggestions_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulate_training, "train", lambda *_, **__: TrainReport(1, 1))
    monkeypatch.setattr(simulate_training, "ask_all", lambda *_: pytest.fail("nothing new is to be asked"))
    with blank(tmp_path / "p.db") as store:
        assert Retraining.of(1, ["spacy_ner:base"]).answers(store, "ana", 5, []) == {}


def test_training_without_a_pipeline_is_told_in_a_sentence() -> None:
    with pytest.raises(ModelError, match="begins with a spaCy pipeline"):
        simulate([(Article.of(TEXT), [])], SCHEME, ["patterns:p"], train_every=3)
