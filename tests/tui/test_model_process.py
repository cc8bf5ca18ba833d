"""The app and the process that holds the model, as a user has them: in a terminal, with a real pipeline."""

import json
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from support.blank import blank
from support.pty import ANNOTATOR, Terminal
from support.strangers import SHOUTING, SHOUTING_JOINS, install
from textual.events import Callback
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widgets import Static

from annotator.config import Settings
from annotator.domain.article import Article, article_key
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.suggest.base import Answer
from annotator.suggest.language_models.quotes import NEARLY, NOWHERE, UNCLEAR
from annotator.suggest.process.client import AGAIN, Answered
from annotator.tui import model_process
from annotator.tui.app import AnnotatorApp
from annotator.tui.model_process import ModelProcess, SuggestionsFailed

TEXT = "See the Acme of Rome, and no other Acme, said nobody."


def settings(folder: Path, model: str, label: str = "ORG") -> dict[str, str]:
    """A project of one article, a pipeline `rules` that finds `Acme`, one `blank` that finds nothing; settings."""
    nlp = spacy.blank("en")
    nlp.add_pipe("span_ruler").add_patterns([{"label": label, "pattern": "Acme"}])
    nlp.to_disk(folder / "rules")
    spacy.blank("en").to_disk(folder / "blank")
    with blank(folder / "annotator.db") as store, store.write():
        store.add_article(Article.of(TEXT), "2026-01-01T00:00:00.000Z")
    (folder / "config.toml").write_text(f'models = ["{model}"]\n', encoding="utf-8")
    return {"ANNOTATOR_CONFIG": str(folder / "config.toml")}


def opened(folder: Path, env: dict[str, str]) -> Terminal:
    return Terminal([*ANNOTATOR, "--as", "ana", "label"], cols=120, cwd=folder, env=env)


def children(terminal: Terminal) -> list[int]:
    tasks = Path(f"/proc/{terminal.process.pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_a_child_that_is_killed_is_started_again_and_its_suggestions_come(tmp_path: Path) -> None:
    with opened(tmp_path, settings(tmp_path, "rules")) as terminal:
        terminal.wait_for("See the Acme")
        terminal.wait_for(children)
        (child,) = children(terminal)
        os.kill(child, signal.SIGKILL)
        terminal.wait_for(AGAIN)
        terminal.wait_for("○ 2")
        terminal.press("space")
        terminal.wait_for("○ 0")  # the other one has accepted itself
        assert children(terminal) != [child]


@pytest.mark.parametrize(
    ("model", "label", "sentence"),
    [
        ("nonsense", "ORG", "There is no spaCy pipeline 'nonsense', installed or as a folder"),
        ("nonsense:x", "ORG", "There is no suggester 'nonsense'. There are: "),
        ("blank", "ORG", "The pipeline 'blank' finds no spans; it needs one of ner, spancat, span_ruler"),
        ("rules", "ZZZ", "Passed over, because no label of the scheme means them: ZZZ 2;"),
    ],
)
def test_a_model_that_is_of_no_use_is_told_in_a_sentence_and_labelling_goes_on(
    tmp_path: Path, model: str, label: str, sentence: str
) -> None:
    with opened(tmp_path, settings(tmp_path, model, label)) as terminal:
        terminal.wait_for(sentence)
        terminal.press("O")
        terminal.wait_for("✓ 1")
    with Store.open(tmp_path / "annotator.db") as store:
        assert [span.label for span in store.layer(article_key(TEXT), "ana").layer.spans] == ["ORG"]


def test_a_suggester_of_somebody_else_suggests_and_is_switched_as_any_other(tmp_path: Path) -> None:
    install(tmp_path / "packages", "shouting", SHOUTING_JOINS, SHOUTING)
    env = settings(tmp_path, "shouter:ORG") | {"PYTHONPATH": str(tmp_path / "packages")}
    text = "STORM hits BERGEN, says UN."
    with Store.open(tmp_path / "annotator.db") as store, store.write():
        (key,) = store.conn.execute("SELECT key FROM articles").fetchone()
        store.add_article(Article.of(text), "2025-01-01T00:00:00.000Z")
        store.add_suggestions(article_key(text), "spacy:test-1", [(0, 5, "EVENT", 0.5)])
        assert key == article_key(TEXT)
    with opened(tmp_path, env) as terminal:
        terminal.wait_for("STORM hits")
        terminal.wait_for("ORG .90   shouter:org")
        terminal.press("m")
        terminal.wait_for("● shouter:org-2.0")
        terminal.press("down")
        terminal.press("space")
        terminal.wait_for("○ shouter:org-2.0")


class Asked:
    """A worker that answers nothing."""

    def __init__(self, specs: tuple[str, ...], *, came: Callable[[str], None]) -> None:
        self.specs, self.came = specs, came
        self.waiting: list[str] = []
        self.cancelled = self.closed = 0

    @property
    def next(self) -> str | None:
        return self.waiting[0] if self.waiting else None

    def awaits(self, key: str) -> bool:
        return key in self.waiting

    def ask(self, key: str, text: str) -> None:
        self.waiting += [key] * (key not in self.waiting)

    def cancel(self) -> None:
        self.cancelled += 1
        self.waiting.clear()

    def close(self) -> None:
        self.closed += 1
        self.waiting.clear()

    def get(self) -> None:
        threading.Event().wait()


def asked(asking: ModelProcess) -> list[Asked]:
    workers: list[object] = list(asking._workers.values())
    return [worker for worker in workers if isinstance(worker, Asked)]


def told(monkeypatch: pytest.MonkeyPatch) -> tuple[MessagePump, list[str], list[Callback]]:
    """A pump, the sentences that are posted to it, and what it is to call."""
    pump, said, later = MessagePump(), list[str](), list[Callback]()

    def post(message: Message) -> bool:
        later.extend([message] if isinstance(message, Callback) else [])
        said.extend([message.sentence] if isinstance(message, SuggestionsFailed) else [])
        return True

    monkeypatch.setattr(pump, "post_message", post)
    monkeypatch.setattr(model_process, "Worker", Asked)
    return pump, said, later


def answer(asking: ModelProcess, key: str) -> None:
    """Let a worker answer that there is nothing in an article."""
    (worker,) = (one for one in asked(asking) if one.awaits(key))
    worker.waiting.remove(key)
    source = worker.specs[0].replace("spacy_ner", "spacy")
    assert asking.keep(Answered(key, (Answer(source),)))


def in_languages(store: Store, *codes: str) -> list[str]:
    """The keys of new articles, one in each language."""
    articles = [Article.of(f"Article {number}.", language=code) for number, code in enumerate(codes)]
    with store.write():
        for article in articles:
            store.add_article(article, "2026-01-01T00:00:00.000Z")
    return [article.key for article in articles]


def test_each_article_is_asked_of_what_is_for_its_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spacy.blank("en").to_disk(tmp_path / "english")
    pump, said, _ = told(monkeypatch)
    with blank(tmp_path / "p.db") as store:
        chinese, english, german, klingon = in_languages(store, "zh", "en", "de", "tlh")
        asking = ModelProcess(pump, store, [str(tmp_path / "english")])
        asking.want([chinese, klingon, english, german])
        lists, model = ("gazetteer:zh",), (f"spacy_ner:{tmp_path / 'english'}",)
        assert [(worker.specs, worker.waiting) for worker in asked(asking)] == [(lists, [chinese])]
        answer(asking, chinese)
        assert [(worker.specs, worker.waiting) for worker in asked(asking)] == [(lists, []), (model, [english])]
        answer(asking, english)
        assert asked(asking)[-1].waiting == [german]
        asking.want([english, klingon])
        assert len(said) == 1
        asking.want([klingon])
        asking.want([klingon, german])
        assert [asking.unread(key) for key in (chinese, german, klingon)] == [False, True, False]
        assert asking.told_beside(english) == ""
        monkeypatch.setattr(model_process, "first_model", lambda _: "de_model")
        other = ModelProcess(pump, store, [str(tmp_path / "english")]).told_beside(german)
        assert other == "None of your `models` is for German, so lists of names suggest."
        with store.write():
            store.add_suggestions(german, "gazetteer:de-1-1", [])
        assert not ModelProcess(pump, store, [str(tmp_path / "english")]).unread(german)
    assert said == [
        "No model is for Chinese, so lists of names suggest; see `annotator models`.",
        "No model is for Klingon, so nothing suggests; see `annotator models`.",
    ]


def test_of_many_languages_only_a_few_have_a_process_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pump, _, _ = told(monkeypatch)
    spacy.blank("en").to_disk(tmp_path / "english")
    with blank(tmp_path / "p.db") as store:
        keys = in_languages(store, "de", "sv", "da", "zh", "de")
        asking = ModelProcess(pump, store, [str(tmp_path / "english")])
        for key in keys[:4]:
            asking.want([key])
        german, *others = asked(asking)
        assert [german.closed, *(worker.closed for worker in others)] == [1, 0, 0, 0]
        assert not asking.awaits(keys[0])
        asking.want(keys[4:])
        assert (len(asked(asking)), german.waiting, others[0].closed) == (4, [keys[4]], 1)


def test_all_that_is_to_be_told_of_an_answer_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pump, said, _ = told(monkeypatch)
    with blank(tmp_path / "p.db") as store:
        (key,) = in_languages(store, "de")
        asking = ModelProcess(pump, store, ["gazetteer:de"])
        notes = {NOWHERE: ["Acne"], UNCLEAR: ["Acme", "Rome"]}
        asking.keep(Answered(key, (Answer("llm:loop", unfit=1, notes=notes), Answer("llm:two", notes={NEARLY: ["a"]}))))
    assert len(said) == 1
    assert "Left out of what llm:loop proposes" in said[0]
    short = "Answers of llm:loop: 1 not in the text, 2 placed where they first fit; "
    assert f"{short}`annotator suggest --model llm:loop --redo` tells which. 1 quote of llm:two was placed" in said[0]


def test_what_is_installed_for_a_language_is_looked_up_beside_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pump, said, later = told(monkeypatch)
    asker = list[threading.Thread]()

    def looked_up(language: str, *_: object, **__: object) -> tuple[str, ...]:
        asker.append(threading.current_thread())
        return (f"gazetteer:{language}",)

    monkeypatch.setattr(model_process, "specs_for", looked_up)
    with blank(tmp_path / "p.db") as store:
        keys = in_languages(store, "de", "de", "sv")
        asking = ModelProcess(pump, store, [])
        asking.want(keys)
        assert asked(asking) == []
        while not later:
            threading.Event().wait(0.01)
        later.pop().callback()
        assert [worker.waiting for worker in asked(asking)] == [keys[:2]]
    assert threading.main_thread() not in asker
    assert said == ["No model is for German, so lists of names suggest; see `annotator models`."]


async def test_the_panel_of_sources_says_that_no_model_is_for_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spacy.blank("en").to_disk(tmp_path / "english")
    monkeypatch.setattr(model_process, "Worker", Asked)
    with blank(tmp_path / "p.db") as store:
        in_languages(store, "de")
        settings = Settings(models=(str(tmp_path / "english"),))
        async with AnnotatorApp(store, "ana", settings=settings, start="annotate").run_test(size=(100, 30)) as pilot:
            await pilot.press("m")
            await pilot.pause()
            said = [str(line.render()) for line in pilot.app.screen.query(Static)]
    assert "\nNo model is for German, so lists of names suggest; see `annotator models`." in said


def test_an_article_is_unread_until_its_answer_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spacy.blank("en").to_disk(tmp_path / "english")
    pump, _, _ = told(monkeypatch)
    with blank(tmp_path / "p.db") as store:
        (key,) = in_languages(store, "en")
        asking = ModelProcess(pump, store, [str(tmp_path / "english")])
        asking.want([key])
        (worker,) = asked(asking)
        assert asking.unread(key)
        worker.came(key)
        worker.waiting.clear()
        assert asking.unread(key)
        assert asking.keep(Answered(key, (Answer("spacy:english-1", []),)))
        assert not asking.unread(key)


def test_the_article_on_the_screen_does_not_wait_for_what_was_asked_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_process, "Worker", Asked)
    with blank(tmp_path / "p.db") as store:
        first, second, third, fourth, fifth, sixth = in_languages(store, *[""] * 6)
        with store.write():
            store.add_suggestions(second, "trained:mine-1", [])
            store.add_suggestions(third, "patterns", [])
        asking = ModelProcess(MessagePump(), store, ["model"])
        asking.want([second])
        assert asked(asking) == []
        asking.want([first, second, third, fourth])
        (worker,) = asked(asking)
        assert worker.waiting == [first, third, fourth]
        asking.want([second, first, third, fourth, fifth])
        assert (worker.waiting, worker.cancelled) == ([first, third, fourth, fifth], 0)
        asking.want([sixth, first])
        assert (worker.waiting, worker.cancelled) == ([sixth, first], 1)


def test_an_article_of_a_nested_scheme_is_asked_for_until_a_parser_has_been_over_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_process, "Worker", Asked)
    (tmp_path / "parsing").mkdir()
    meta = {"lang": "en", "pipeline": ["parser", "ner"]}
    (tmp_path / "parsing" / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    articles = [Article.of(f"Article {number}.", language="en") for number in range(2)]
    with blank(tmp_path / "p.db") as store:
        with store.write():
            for article in articles:
                store.add_article(article, "2026-01-01T00:00:00.000Z")
                store.add_suggestions(article.key, "spacy:en-1", [])
            store.add_suggestions(articles[1].key, "phrases:en-1", [])
        keys = [article.key for article in articles]
        flat = ModelProcess(MessagePump(), store, [str(tmp_path / "parsing")])
        flat.want(keys)
        assert asked(flat) == []
        with store.write():
            save_scheme(store, replace(store.scheme(), overlap="nested"))
        nested = ModelProcess(MessagePump(), store, [str(tmp_path / "parsing")])
        nested.want(keys)
        (worker,) = asked(nested)
        assert worker.waiting == keys[:1]
