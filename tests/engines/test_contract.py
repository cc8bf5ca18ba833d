"""What every engine has to keep, whatever it runs on: each article is answered once, or named."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from support.mortal import mortal, processes

from annotator import plugins
from annotator.domain.scheme import Label, Scheme
from annotator.engines.base import Done, Engine, Event, Job, Lost
from annotator.suggest.process.client import Failed

SCHEME = Scheme((Label("firm", from_=("ORG",)),))
ENGINES = sorted(plugins.built_in("engines"))


@pytest.fixture(params=ENGINES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    return mortal(tmp_path, monkeypatch)


@pytest.fixture
def engine(name: str, spec: str) -> Iterator[Engine]:
    opened: Engine = plugins.load("engines", name).open(Job((spec,), SCHEME, jobs=2))
    yield opened
    opened.close()


def run(engine: Engine, texts: Sequence[str]) -> list[Event]:
    articles = ((f"{number:03}", text) for number, text in enumerate(texts))
    return [event for events in engine.answers(articles) for event in events]


def done(events: Sequence[Event]) -> list[str]:
    return sorted(event.key for event in events if isinstance(event, Done))


def test_each_article_is_answered_once_in_the_labels_of_the_scheme(engine: Engine) -> None:
    assert (tuple(engine.sources), list(engine.problems), engine.workers) == (("mortal:1.0",), [], 2)
    events = run(engine, ["Acme"] * 200)
    assert done(events) == [f"{number:03}" for number in range(200)]
    (answer,) = next(event.answers for event in events if isinstance(event, Done))
    assert (list(answer.spans), dict(answer.unknown)) == ([(0, 4, "firm", 0.5)], {"DRINK": 1})
    assert (answer.source, list(answer.starts), list(answer.ends)) == ("mortal:1.0", [0], [4])
    assert run(engine, []) == []


def test_what_ends_processes_is_named_and_everything_else_is_answered(engine: Engine) -> None:
    texts = ["poison" if number in (0, 1, 70) else "Acme" for number in range(120)]
    events = run(engine, texts)
    lost = {event.key: event.sentence for event in events if isinstance(event, Lost)}
    assert sorted(lost) == ["000", "001", "070"]
    assert lost["070"].startswith("Article 070 ends the model's process each time")
    assert done(events) == [f"{number:03}" for number, text in enumerate(texts) if text == "Acme"]


def test_a_process_that_is_killed_once_costs_nothing(engine: Engine) -> None:
    events = run(engine, ["Acme"] * 50 + ["accident"] + ["Acme"] * 50)
    assert len(events) == 101
    assert done(events) == [f"{number:03}" for number in range(101)]


def test_a_suggester_that_fails_at_a_text_is_told(engine: Engine) -> None:
    events = run(engine, ["Acme", "choke", "Acme"])
    assert [event.sentence for event in events if isinstance(event, Failed)] == ["mortal:1.0 failed: it choked"]
    answers = {event.key: len(event.answers) for event in events if isinstance(event, Done)}
    assert answers == {"000": 1, "001": 0, "002": 1}


def test_articles_are_taken_when_there_is_work_for_them(engine: Engine) -> None:
    taken = 0

    def articles() -> Iterator[tuple[str, str]]:
        nonlocal taken
        for taken in range(1, 2_001):
            yield str(taken), "slow"

    for events in engine.answers(articles()):
        if events:
            break
    assert taken < 1_000


def test_a_closed_engine_leaves_no_process(name: str, spec: str) -> None:
    engine: Engine = plugins.load("engines", name).open(Job((spec,), SCHEME, jobs=2))
    assert len(done(run(engine, ["Acme"] * 20))) == 20
    assert processes(spec)
    engine.close()
    ends = time.monotonic() + 60
    while processes(spec) and time.monotonic() < ends:
        time.sleep(0.05)
    assert processes(spec) == []


def test_what_cannot_be_opened_is_told_and_the_others_work(name: str, spec: str) -> None:
    engine: Engine = plugins.load("engines", name).open(Job((spec, "patterns:/nowhere.jsonl"), SCHEME, jobs=1))
    assert (tuple(engine.sources), len(engine.problems)) == (("mortal:1.0",), 1)
    assert "/nowhere.jsonl" in engine.problems[0]
    assert done(run(engine, ["Acme"])) == ["000"]
    engine.close()
