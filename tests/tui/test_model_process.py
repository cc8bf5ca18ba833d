"""The app and the process that holds the model, as a user has them: in a terminal, with a real pipeline."""

import os
import signal
import threading
from pathlib import Path

import pytest
import spacy
from support.blank import blank
from support.pty import ANNOTATOR, Terminal
from support.strangers import SHOUTING, SHOUTING_JOINS, install
from textual.message_pump import MessagePump
from textual.widgets import Static

from annotator.config import Settings
from annotator.domain.article import Article, article_key
from annotator.storage.store import Store
from annotator.suggest.process.client import AGAIN
from annotator.tui import model_process
from annotator.tui.app import AnnotatorApp
from annotator.tui.model_process import ModelProcess

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
        ("nonsense:x", "ORG", "There is no suggester 'nonsense'. There are: patterns, "),
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

    def __init__(self, specs: list[str]) -> None:
        self.waiting: list[str] = []
        self.cancelled = 0

    @property
    def next(self) -> str | None:
        return self.waiting[0] if self.waiting else None

    def ask(self, key: str, text: str) -> None:
        self.waiting += [key] * (key not in self.waiting)

    def cancel(self) -> None:
        self.cancelled += 1
        self.waiting.clear()

    def get(self) -> None:
        threading.Event().wait()


def asked(asking: ModelProcess) -> Asked:
    worker: object = asking._worker
    assert isinstance(worker, Asked)
    return worker


def test_an_article_in_another_language_is_not_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spacy.blank("en").to_disk(tmp_path / "english")
    monkeypatch.setattr(model_process, "Worker", Asked)
    articles = [Article.of(f"Article {number}.", language=code) for number, code in enumerate(("zh", "en", "de", "zh"))]
    said: list[str] = []
    pump = MessagePump()
    monkeypatch.setattr(pump, "post_message", lambda message: said.append(message.sentence))
    with blank(tmp_path / "p.db") as store:
        with store.write():
            for article in articles:
                store.add_article(article, "2026-01-01T00:00:00.000Z")
        asking = ModelProcess(pump, store, [str(tmp_path / "english")])
        asking.want([articles[0].key])
        assert asking._worker is None
        asking.want([article.key for article in articles])
        assert asked(asking).waiting == [articles[1].key]
        asking.want([articles[2].key])
        asking.want([articles[3].key])
        assert [asking.foreign(article.key) for article in articles] == [said[0], "", said[1], said[0]]
    end = ", and the model, for English, suggests nothing."
    assert said == [f"This article is in {name}{end}" for name in ("Chinese", "German")]


async def test_the_panel_of_sources_says_that_the_model_is_for_another_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spacy.blank("en").to_disk(tmp_path / "english")
    monkeypatch.setattr(model_process, "Worker", Asked)
    with blank(tmp_path / "p.db") as store:
        with store.write():
            store.add_article(Article.of("Eins zwei.", language="de"), "2026-01-01T00:00:00.000Z")
        settings = Settings(models=(str(tmp_path / "english"),))
        async with AnnotatorApp(store, "ana", settings=settings, start="annotate").run_test(size=(100, 30)) as pilot:
            await pilot.press("m")
            await pilot.pause()
            said = [str(line.render()) for line in pilot.app.screen.query(Static)]
    assert "\nThis article is in German, and the model, for English, suggests nothing." in said


def test_the_article_on_the_screen_does_not_wait_for_what_was_asked_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_process, "Worker", Asked)
    articles = [Article.of(f"Article {number}.") for number in range(6)]
    first, second, third, fourth, fifth, sixth = (article.key for article in articles)
    with blank(tmp_path / "p.db") as store:
        with store.write():
            for article in articles:
                store.add_article(article, "2026-01-01T00:00:00.000Z")
            store.add_suggestions(second, "trained:mine-1", [])
            store.add_suggestions(third, "patterns", [])
        asking = ModelProcess(MessagePump(), store, ["model"])
        asking.want([second])
        assert asking._worker is None
        asking.want([first, second, third, fourth])
        assert asked(asking).waiting == [first, third, fourth]
        asking.want([second, first, third, fourth, fifth])
        assert (asked(asking).waiting, asked(asking).cancelled) == ([first, third, fourth, fifth], 0)
        asking.want([sixth, first])
        assert (asked(asking).waiting, asked(asking).cancelled) == ([sixth, first], 1)
