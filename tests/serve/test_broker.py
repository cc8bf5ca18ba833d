"""One process of models serves many workers; each hears what it asked, and nobody waits behind whoever asks much."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.serve.broker import Broker
from annotator.suggest.process.client import Answered, Failed, Ready, Reply, Restarted, Worker
from annotator.suggest.process.shared import AT

WAIT = 60


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    made = Broker(tmp_path / "models")
    monkeypatch.setenv(AT, str(made.path))
    yield made
    made.close()


@pytest.fixture
def spec(tmp_path: Path) -> str:
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps({"label": "ORG", "pattern": "Acme"}) + "\n", encoding="utf-8")
    return f"patterns:{path}"


def replies(worker: Worker, number: int) -> list[Reply | None]:
    return [worker.get(WAIT) for _ in range(number)]


def test_two_apps_share_one_process_and_hear_what_they_asked(broker: Broker, spec: str) -> None:
    ana, ben = Worker([spec]), Worker([spec])
    for worker in (ana, ben):
        worker.ask("a", "Acme met" if worker is ana else "and Acme")
        worker.ask("b", "nothing")
    for worker, span in ((ana, (0, 4, "ORG", None)), (ben, (4, 8, "ORG", None))):
        ready, first, second = replies(worker, 3)
        assert ready == Ready(("patterns:p.jsonl",))
        assert isinstance(first, Answered)
        assert isinstance(second, Answered)
        assert (first.key, [tuple(one) for one in first.answers[0].spans]) == ("a", [span])
        assert (second.key, second.answers[0].spans) == ("b", [])
    assert broker.processes == 1
    ana.close()
    ben.ask("c", "Acme")
    assert isinstance(ben.get(WAIT), Answered)
    ben.close()


def test_a_process_that_dies_is_started_again_unseen(broker: Broker, spec: str) -> None:
    worker = Worker([spec])
    worker.ask("a", "Acme")
    assert len(replies(worker, 2)) == 2
    (desk,) = broker._desks.values()
    assert desk.worker.pid
    os.kill(desk.worker.pid, signal.SIGKILL)
    worker.ask("b", "Acme")
    while not isinstance(found := worker.get(WAIT), Answered):
        assert found is not None
    assert found.key == "b"
    worker.close()


def test_what_was_cancelled_is_not_answered(broker: Broker, spec: str) -> None:
    worker = Worker([spec])
    for number in range(200):
        worker.ask(str(number), "Acme")
    worker.cancel()
    worker.ask("last", "Acme")
    heard = iter(lambda: worker.get(WAIT), None)
    assert next(one.key for one in heard if isinstance(one, Answered)) == "last"
    worker.close()


def test_a_suggester_that_cannot_be_opened_is_told(broker: Broker) -> None:
    worker = Worker(["patterns:/nowhere.jsonl"])
    worker.ask("a", "Acme")
    assert isinstance(worker.get(WAIT), Failed)
    worker.close()


def test_an_app_sees_that_the_broker_has_gone(broker: Broker, spec: str) -> None:
    worker = Worker([spec])
    worker.ask("a", "Acme")
    assert len(replies(worker, 2)) == 2
    broker.close()
    worker.ask("b", "Acme")
    while not isinstance(found := worker.get(WAIT), Failed):
        assert isinstance(found, Restarted)
    assert found.final
