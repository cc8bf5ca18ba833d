import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.blank import blank
from support.english import SMALLEST, needs_english
from support.pty import ANNOTATOR

from annotator.domain.article import Article
from annotator.domain.decisions import Added, Event, Finished, Noted, Rejected, decide
from annotator.domain.layer import step_all
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.errors import ModelError
from annotator.services.simulating.with_memory import corrections
from annotator.services.split import Ratio, sides
from annotator.services.suggesting import train as training
from annotator.services.suggesting.ask_models import Answers, ask_all
from annotator.services.suggesting.gate import LabelScore, Saved
from annotator.services.suggesting.material import HoldBack, data_hash, divided, material_of, split
from annotator.services.suggesting.measuring import Measured
from annotator.services.suggesting.train import TrainReport
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.suggest.common.specs import spec_of

PAYS, COSTS, NOTHING = Saved(9, 3, 4.0, 8.0), Saved(3, 9, -8.0, -4.0), Saved()
WHEN = "2026-01-01T00:00:00.000Z"
NAMES = ("Maria Lopez", "John Smith", "Anna Schmidt", "Peter Jones", "Laura Rossi", "James Brown", "Emma White")


def train(store: Store, folder: Path, **options: Any) -> TrainReport:
    return training.train(store, folder, corrections=corrections, **options)


def measured(monkeypatch: pytest.MonkeyPatch, together: Saved = PAYS, **scores: Saved) -> None:
    """Let the models be measured so, and none be fitted."""
    monkeypatch.setattr(training, "_fit", fitted)
    found = {label: LabelScore(3, 0.5, 0.6, score) for label, score in scores.items()}
    monkeypatch.setattr(Measured, "by_label", lambda *_: found)
    monkeypatch.setattr(Measured, "together", lambda *_: together)


def decided(store: Store, text: str, *events: Event, layer: str = "ana", language: str = "en", genre: str = "") -> str:
    article = Article.of(text, language=language, meta={"genre": genre})
    with store.write():
        store.add_article(article, WHEN)
    state = store.layer(article.key, layer)
    decisions = decide([*events, Finished()], layer=layer, by=layer)
    step_all(state.layer, decisions, store.scheme().allows)
    with store.write():
        store.append(article.key, text, decisions, state.layer)
    return article.key


def project(path: Path, *, poisoned: Sequence[str] = ()) -> Store:
    """Articles that name a person each; in the poisoned ones nobody was found."""
    store = blank(path / "p.db")
    for name in NAMES:
        text = f"{name} said on Monday that the plan of London would be changed. Nobody else spoke."
        found = [] if Article.of(text).key in poisoned else [Added(Span(0, len(name), "PERSON"))]
        decided(store, text, *found)
    return store


def test_what_the_old_model_calls_a_label_goes_with_the_label() -> None:
    scheme = Scheme((Label("PER"), Label("LOC", from_=("FAC", "ORG")), Label("ORG")))
    meanings = training._meanings(scheme)
    told = ("PER", "PERSON", "PRS", "FAC", "GPE", "LOC", "ORG")
    assert {own: meanings[own] for own in told} == {
        "PER": "PER", "PERSON": "PER", "PRS": "PER", "FAC": "LOC", "GPE": "LOC", "LOC": "LOC", "ORG": "ORG",
    }  # fmt: skip
    assert training._taught(scheme) == {"PER": ["PER"], "LOC": ["FAC", "LOC"], "ORG": ["ORG"]}


def test_gold_is_learned_from_where_there_is_one(tmp_path: Path) -> None:
    store = blank(tmp_path / "p.db")
    key = decided(store, "Ana left.", Added(Span(0, 3, "ORG")), Rejected(Span(4, 8, "ORG"), "m"))
    (one,) = material_of(store, "ana")
    assert (one.spans, one.refused) == ((Span(0, 3, "ORG"),), (Span(4, 8, "ORG"),))
    decided(store, "Ana left.", Added(Span(0, 3, "PERSON")), layer="gold")
    (one,) = material_of(store, "ana")
    assert (one.article.key, one.spans) == (key, (Span(0, 3, "PERSON"),))
    assert material_of(store, "ben") == [one]


def test_a_seed_holds_back_the_same_articles_and_at_least_two(tmp_path: Path) -> None:
    material = material_of(project(tmp_path), "ana")
    learn, test = split(material, 0.3, 1)
    assert (len(learn), len(test)) == (5, 2)
    assert split(material[::-1], 0.3, 1) == (learn, test)
    assert len(split(material, 0.0, 1)[1]) == 2
    assert {one.article.key for one in (*learn, *test)} == {one.article.key for one in material}
    assert data_hash(learn) == data_hash(learn[::-1]) != data_hash(test)


def test_too_few_articles_and_a_folder_that_is_there_are_refused(tmp_path: Path) -> None:
    store = blank(tmp_path / "p.db")
    with pytest.raises(ModelError, match="at least 5 finished articles; there are 0"):
        train(store, tmp_path / "m", layer="ana")
    with pytest.raises(ModelError, match="is there already"):
        train(store, tmp_path, layer="ana")


def fitted(work: Path, _: Any) -> tuple[int, int]:
    (work / "model").mkdir()
    return 0, 0


def test_only_labels_that_are_better_are_trusted_to_the_new_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = project(tmp_path)
    measured(monkeypatch, PERSON=PAYS, GPE=NOTHING, ORG=COSTS, LOC=Saved(9, 3, 4.0, 8.0, ("voyage",)))
    report = train(store, tmp_path / "models" / "mine", layer="ana", model="base-model")
    assert report.kept == ["PERSON"]
    assert report.folder == tmp_path / "models" / "mine"
    gate = json.loads((report.folder / "gate.json").read_text(encoding="utf-8"))
    assert (gate["base"], gate["new"]) == ("base-model", ["PERSON", "PER", "PRS", "persName"])
    saved = {"work_now": 3, "work_new": 9, "low": -8.0, "high": -4.0, "worse_in": []}
    assert gate["report"]["labels"]["ORG"] == {"gold": 3, "now": 0.5, "new": 0.6, "saved": saved, "kept": False}
    assert gate["report"]["together"]["pays"]
    assert [path.name for path in report.folder.parent.iterdir()] == ["mine"]


def test_what_saves_nothing_together_with_the_present_model_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured(monkeypatch, Saved(9, 8, -1.0, 3.0), PERSON=PAYS)
    report = train(project(tmp_path), tmp_path / "models" / "mine", layer="ana", model="base-model")
    assert (report.kept, report.folder) == (["PERSON"], None)
    assert not (tmp_path / "models").exists()


def test_an_interrupted_training_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> tuple[int, int]:
        raise KeyboardInterrupt

    store = project(tmp_path)
    monkeypatch.setattr(training, "_fit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        train(store, tmp_path / "models" / "mine", layer="ana", model="base-model")
    assert {path.name.partition("-")[0] for path in tmp_path.iterdir()} == {"p.db"}


@needs_english
def test_a_model_that_is_worse_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clean").mkdir()
    learn, held_back = split(material_of(project(tmp_path / "clean"), "ana"), 0.3, 0)
    store = project(tmp_path, poisoned=[one.article.key for one in learn])
    told: list[int] = []
    report = train(
        store,
        tmp_path / "m",
        layer="ana",
        model=SMALLEST,
        epochs=6,
        hold=HoldBack(0.3),
        progress=lambda epoch, *_: told.append(epoch),
    )
    person = report.labels["PERSON"]
    assert (person.gold, person.now) == (len(held_back), 1.0)
    assert person.new < 1.0
    assert told == [1, 2, 3, 4, 5, 6]
    assert "PERSON" not in report.kept
    assert report.folder is None
    assert not (tmp_path / "m").exists()


@needs_english
def test_a_base_model_that_is_none_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no spaCy pipeline 'nonsense_model'"):
        train(project(tmp_path), tmp_path / "m", layer="ana", model="nonsense_model")
    assert not (tmp_path / "m").exists()


def universities(path: Path, *, poisoned: Sequence[str] = ()) -> Store:
    """German articles in which each university holds the name of its city; in the poisoned ones nothing was found."""
    store = blank(path)
    save_scheme(store, Scheme((Label("ORG", "O"), Label("LOC", "L")), overlap="nested"))
    for city in ("Bonn", "Jena", "Trier", "Ulm", "Mainz", "Halle", "Kiel", "Gera"):
        text = f"Die Universität {city} liegt in {city}. Dort lehrte sonst niemand."
        end, there = text.index(" liegt"), text.index(" in ") + 4
        spans = Span(4, end, "ORG"), Span(16, end, "LOC"), Span(there, there + len(city), "LOC")
        found = [] if Article.of(text).key in poisoned else map(Added, spans)
        decided(store, text, *found, language="de")
    return store


def test_spans_within_each_other_are_learned_and_a_later_model_that_is_worse_is_refused(tmp_path: Path) -> None:
    store = universities(tmp_path / "clean.db")
    report = train(store, tmp_path / "first", layer="ana", epochs=20)
    assert report.kept == ["ORG", "LOC"]
    loc = report.labels["LOC"]
    assert (loc.gold, loc.now, loc.new, loc.saved.work_new) == (4, 0.0, 1.0, 0)
    assert report.together.work_new < report.together.work_now
    (answer,) = ask_all([Article.of("Die Universität Bonn liegt in Bonn.")], [spec_of(str(report.folder))]).values()
    nested = [row[:3] for row in answer[0].spans]
    assert nested == [(4, 20, "ORG"), (16, 20, "LOC"), (30, 34, "LOC")]
    learned, _ = split(material_of(store, "ana"), 0.2, 0)
    poisoned = universities(tmp_path / "poisoned.db", poisoned=[one.article.key for one in learned])
    second = train(poisoned, tmp_path / "second", layer="ana", epochs=2, model=str(report.folder))
    assert (second.kept, second.folder) == ([], None)
    assert (second.labels["LOC"].now, second.labels["LOC"].new) == (1.0, 0.0)


def test_the_language_of_most_articles_and_the_place_of_the_model_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks: list[dict[str, Any]] = []

    def looked(work: Path, _: Any) -> tuple[int, int]:
        tasks.append(json.loads((work / "task.json").read_text(encoding="utf-8")))
        return fitted(work, _)

    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "gate.json").touch()
    monkeypatch.chdir(tmp_path)
    measured(monkeypatch, LOC=PAYS)
    monkeypatch.setattr(training, "_fit", looked)
    with universities(tmp_path / "p.db") as store:
        train(store, Path("blank"), layer="ana")
        train(store, Path("again"), layer="ana", model="old")
    assert [(one["language"], one["base"], one["overlapping"]) for one in tasks] == [
        ("de", "", True),
        ("de", "old/model", True),
    ]
    gates = [json.loads(Path(name, "gate.json").read_text(encoding="utf-8")) for name in ("blank", "again")]
    assert [gate["base"] for gate in gates] == ["", str(tmp_path / "old")]
    assert all(gate["overlapping"] for gate in gates)


def test_what_an_export_puts_into_its_test_side_is_never_learned_from(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "p.db")
    topics = ("harbour", "library", "orchard", "railway", "theatre", "bakery", "quarry", "museum", "stadium", "mill")
    for number, topic in enumerate(topics * 3):
        words = " ".join(f"{topic}{(number % 10) * 7 + place}" for place in range(12))
        decided(store, f"{words} {'again ' * (number // 10)}", Added(Span(0, 4, "ORG")))
    material = material_of(store, "ana")
    learn, test, alone, apart = divided(store, material, HoldBack())
    assert not alone
    assert (apart, len(learn) + len(test)) == (True, 30)
    exported = sides(store, Ratio.parse("80/10/10"), 0)
    assert {exported(one.article.key) for one in learn} == {"train"}
    assert "train" not in {exported(one.article.key) for one in test}
    first = {one.article.text.split()[0] for one in learn}
    assert first.isdisjoint(one.article.text.split()[0] for one in test)
    hold = HoldBack(split=Ratio.parse("40/30/30"), stratify="label", seed=1)
    exported = sides(store, Ratio.parse("40/30/30"), 1, "label")
    names = ("train", "dev", "test")
    for name, some in zip(names, divided(store, material, hold)[:3], strict=True):
        assert some == [one for one in material if exported(one.article.key) == name]
    with pytest.raises(ModelError, match="0 in dev"):
        divided(store, material, HoldBack(split=Ratio.parse("50/0/50")))


def test_articles_that_are_all_alike_are_divided_and_that_is_said(tmp_path: Path) -> None:
    store = project(tmp_path)
    material = material_of(store, "ana")
    assert divided(store, material, HoldBack(0.3, seed=1)) == (*split(material, 0.3, 1), [], False)


def test_a_layer_of_article_labels_alone_does_not_teach_that_there_are_no_spans(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "p.db")
    decided(store, "Ana left.", Noted("SPORT", on=False))
    decided(store, "Nobody left.")
    decided(store, "Bo left.", Noted("SPORT", on=True), Added(Span(0, 2, "PERSON")))
    assert {one.article.text for one in material_of(store, "ana")} == {"Nobody left.", "Bo left."}


def trains(project: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*ANNOTATOR, "-p", str(project), "--as", "ana", "train", "-o", "mine", "--epochs", "1000"],
                            cwd=project.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="nothing is killed so there")
def test_a_training_that_is_killed_leaves_nothing_behind_and_can_be_begun_again(tmp_path: Path) -> None:
    universities(tmp_path / "p.db").close()
    for _ in range(2):
        program = trains(tmp_path / "p.db")
        while not (found := list(tmp_path.glob(".training-*/train.jsonl"))) and program.poll() is None:
            time.sleep(0.05)
        time.sleep(0.5)
        assert program.poll() is None
        program.send_signal(signal.SIGKILL)
        program.wait()
        while found[0].parent.exists():
            time.sleep(0.05)
    assert {path.name.partition("-")[0] for path in tmp_path.iterdir()} == {"p.db"}


def test_corrections_are_counted_with_what_was_learned_elsewhere(tmp_path: Path) -> None:
    material = material_of(project(tmp_path), "ana")
    scheme = Scheme((Label("PERSON", "P"),))
    nothing: Answers = {one.article.key: () for one in material}
    cold = corrections(scheme, [], material[:2], nothing)
    assert [dict(one) for one in cold] == [{"PERSON": 1}] * 2
    again = [replace(one, article=Article.of(f"{one.article.text} {one.article.text}")) for one in material[:1]]
    warm = corrections(scheme, material, [replace(again[0], spans=(Span(0, len(NAMES[0]), "PERSON"),))], {
        again[0].article.key: ()
    })  # fmt: skip
    assert sum(warm[0].values()) <= 1


def test_the_report_says_what_was_held_back_and_as_json_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = blank(tmp_path / "p.db")
    for number, name in enumerate(NAMES):
        text = f"{name} said on Monday that the plan of London would be changed. Nobody else spoke."
        decided(store, text, Added(Span(0, len(name), "PERSON")), genre="voyage" if number % 2 else "news")
    measured(monkeypatch, PERSON=PAYS)
    report = train(store, tmp_path / "mine", layer="ana", model="base-model", hold=HoldBack(0.5))
    assert sum(report.genres.values()) == report.held_back
    assert set(report.genres) <= {"news", "voyage"}
    assert json.loads(json.dumps(report.as_json()))["genres"] == report.genres
