"""What every engine has to keep, whatever it runs on: each article is answered once, or named."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import pytest
from support.english import SMALLEST, needs_english
from support.mortal import mortal, processes
from support.news import NEWS

from annotator import plugins
from annotator.domain.scheme import Label, Scheme
from annotator.engines.base import Done, Engine, Event, Job, Lost
from annotator.suggest.base import fit, never
from annotator.suggest.common.specs import spec_of
from annotator.suggest.process.client import Failed
from annotator.suggest.process.server import open_spec

SCHEME = Scheme((Label("firm", from_=("ORG",)),))
ENGINES = [
    pytest.param(name, marks=[pytest.mark.acceptance] if name == "ray" else []) for name in plugins.built_in("engines")
]
"""Ray takes seconds to start, and its extra has to be there."""


@pytest.fixture(scope="module", params=ENGINES)
def name(request: pytest.FixtureRequest) -> str:
    if request.param == "ray":
        pytest.importorskip("ray")
    return str(request.param)


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        yield mortal(tmp_path_factory.mktemp("mortal"), patch)


@pytest.fixture(scope="module")
def engine(name: str, spec: str) -> Iterator[Engine]:
    """One that has lived through all tests before."""
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


def test_a_process_that_is_killed_once_costs_nothing(name: str, engine: Engine) -> None:
    events = run(engine, ["Acme"] * 50 + [f"accident-{name}"] + ["Acme"] * 50)
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


def test_a_closed_engine_leaves_no_process_and_what_it_cannot_open_is_told(name: str, spec: str) -> None:
    there = {*processes(spec)}
    engine: Engine = plugins.load("engines", name).open(Job((spec, "patterns:/nowhere.jsonl"), SCHEME, jobs=1))
    assert (tuple(engine.sources), len(engine.problems)) == (("mortal:1.0",), 1)
    assert "/nowhere.jsonl" in engine.problems[0]
    assert done(run(engine, ["Acme"])) == ["000"]
    assert {*processes(spec)} - there
    engine.close()
    ends = time.monotonic() + 60
    while {*processes(spec)} - there and time.monotonic() < ends:
        time.sleep(0.05)
    assert {*processes(spec)} <= there


@needs_english
def test_a_model_says_the_same_wherever_it_runs_but_for_the_last_digit_of_scores(name: str) -> None:
    model = spec_of(SMALLEST)
    engine: Engine = plugins.load("engines", name).open(Job((model,), SCHEME, jobs=2))
    found = {event.key: event.answers[0] for event in run(engine, NEWS * 5) if isinstance(event, Done)}
    engine.close()
    for number, answer in enumerate(open_spec(model).suggest(NEWS, never)):
        alone = fit(answer, NEWS[number], SCHEME)
        for key in (f"{number + more * len(NEWS):03}" for more in range(5)):
            here = found[key]
            assert [span[:3] for span in here.spans] == [span[:3] for span in alone.spans]
            assert [span[3] for span in here.spans] == pytest.approx([span[3] for span in alone.spans], abs=2e-4)
            assert (list(here.starts), list(here.ends)) == (list(alone.starts), list(alone.ends))
