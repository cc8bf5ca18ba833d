import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace

import pytest

from annotator.suggest.process import client as worker_module
from annotator.suggest.process.client import (
    DIED,
    GAVE_UP,
    REFUSALS,
    Answered,
    Failed,
    Ready,
    Refused,
    Restarted,
    Worker,
)

WAIT = 60


@pytest.fixture
def patterns(tmp_path: Path) -> str:
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps({"label": "ORG", "pattern": "Acme"}) + "\n", encoding="utf-8")
    return f"patterns:{path}"


@pytest.fixture
def worker(patterns: str) -> Iterator[Worker]:
    made = Worker([patterns])
    yield made
    made.close()


def test_the_app_loads_no_model_library_to_speak_with_one() -> None:
    code = (
        "import sys, annotator.suggest.process.client, annotator.services.suggesting.suggest\n"
        "import annotator.services.annotating.learning\n"
        "import annotator.services.simulating.simulate, annotator.services.suggesting.train\n"
        "print([name for name in ('spacy', 'numpy', 'thinc') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_questions_are_answered(worker: Worker) -> None:
    worker.ask("a", "Acme 😀 Acme")
    worker.ask("b", "nothing")
    assert worker.next == "a"
    assert worker.get(WAIT) == Ready(("patterns:p.jsonl",))
    first, second = worker.get(WAIT), worker.get(WAIT)
    assert isinstance(first, Answered)
    assert isinstance(second, Answered)
    assert (first.key, list(first.answers[0].spans)) == ("a", [(0, 4, "ORG", None), (7, 11, "ORG", None)])
    assert (second.key, list(second.answers[0].spans)) == ("b", [])
    assert worker.sources == ("patterns:p.jsonl",)
    assert (worker.next, worker.get(0)) == (None, None)


def test_that_an_answer_has_come_is_told_before_it_is_awaited_no_more(patterns: str) -> None:
    told: list[tuple[str, bool]] = []
    made = Worker([patterns], came=lambda key: told.append((key, key in made._waiting)))
    made.ask("a", "Acme")
    assert isinstance(made.get(WAIT), Ready)
    assert isinstance(made.get(WAIT), Answered)
    made.close()
    assert (told, made.awaits("a")) == ([("a", True)], False)


def test_nothing_is_asked_twice_while_it_waits(worker: Worker) -> None:
    for _ in range(3):
        worker.ask("a", "Acme")
    worker.ask("b", "Acme")
    replies = [worker.get(WAIT) for _ in range(3)]
    assert [reply.key for reply in replies if isinstance(reply, Answered)] == ["a", "b"]


def test_a_process_that_is_killed_while_it_waits_is_told_and_starts_again_with_the_next_question(
    worker: Worker,
) -> None:
    worker.start()
    assert isinstance(worker.get(WAIT), Ready)
    assert worker.pid
    os.kill(worker.pid, signal.SIGKILL)
    assert worker.get(WAIT) == Failed(DIED, final=True)
    worker.ask("a", "Acme")
    assert isinstance(worker.get(WAIT), Ready)
    assert isinstance(worker.get(WAIT), Answered)


def test_a_process_that_is_killed_in_mid_work_is_started_again_and_asked_the_same(worker: Worker) -> None:
    worker.start()
    assert isinstance(worker.get(WAIT), Ready)
    for key in "ab":
        assert worker.pid
        os.kill(worker.pid, signal.SIGSTOP)  # it will not answer
        worker.ask(key, "Acme")
        worker.ask(f"{key}2", "See Acme")
        os.kill(worker.pid, signal.SIGKILL)
        assert worker.get(WAIT) == Restarted()
        assert isinstance(worker.get(WAIT), Ready)
        replies = [worker.get(WAIT) for _ in range(2)]
        assert [reply.key for reply in replies if isinstance(reply, Answered)] == [key, f"{key}2"]


@pytest.mark.parametrize("last_words", ["", '{"round": 0, "key": "a", "ans', "no JSON at all\n"])
def test_a_process_that_always_ends_is_given_up_and_tried_once_with_the_next_question(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, last_words: str
) -> None:
    ends = f"import sys; sys.stdin.readline(); sys.stdout.write({last_words!r})"
    started: list[subprocess.Popen[bytes]] = []

    def dying(*_: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", ends]
        started.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        return started[-1]

    monkeypatch.setattr(worker_module, "start_process", dying)
    worker.ask("a", "Acme")
    assert [worker.get(WAIT) for _ in range(3)] == [Restarted(), Restarted(), Failed(GAVE_UP, final=True)]
    worker.ask("a", "Acme")
    assert worker.get(WAIT) == Failed(GAVE_UP, final=True)
    assert len(started) == 4
    monkeypatch.undo()
    worker.ask("a", "Acme")
    assert isinstance(worker.get(WAIT), Ready)
    assert isinstance(worker.get(WAIT), Answered)
    assert worker.pid
    os.kill(worker.pid, signal.SIGSTOP)
    worker.ask("b", "Acme")
    os.kill(worker.pid, signal.SIGKILL)
    assert worker.get(WAIT) == Restarted()


def test_what_was_asked_before_a_worker_was_closed_is_not_asked_after_it(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: SimpleQueue[bytes] = SimpleQueue()
    pipe = SimpleNamespace(write=written.put, flush=lambda: None)
    monkeypatch.setattr(worker, "_writer", "not yet")
    monkeypatch.setattr(worker, "_running", lambda **_: SimpleNamespace(stdin=pipe))
    worker.ask("a", "Acme")
    worker.close()
    worker.ask("b", "Acme")
    threading.Thread(target=worker._write, daemon=True).start()
    assert json.loads(written.get(timeout=WAIT))["key"] == "b"


def test_what_was_cancelled_is_not_answered(worker: Worker) -> None:
    worker.ask("a", "Acme " * 10_000)
    worker.cancel()
    worker.ask("b", "Acme")
    replies = [worker.get(WAIT), worker.get(WAIT)]
    assert [reply.key for reply in replies if isinstance(reply, Answered)] == ["b"]
    assert worker.get(0) is None


def test_what_cannot_be_opened_is_told_and_the_others_work(patterns: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{\n", encoding="utf-8")
    worker = Worker([patterns, f"patterns:{broken}", "nonsense:x"])
    worker.ask("a", "Acme")
    replies = [worker.get(WAIT) for _ in range(4)]
    worker.close()
    sentences = [reply.sentence for reply in replies if isinstance(reply, Failed)]
    assert sentences[0] == f"{broken}:1: The line is no JSON."
    assert sentences[1].startswith("There is no suggester 'nonsense'. Did you mean noun_phrases? There are: ")
    assert [len(reply.answers) for reply in replies if isinstance(reply, Answered)] == [1]


def test_a_closed_worker_leaves_no_process(worker: Worker) -> None:
    worker.start()
    assert isinstance(worker.get(WAIT), Ready)
    pid = worker.pid
    assert pid
    worker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert worker.pid is None


KILLER = """
import json, sys
print(json.dumps({"sources": ["m"]}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    if "poison" in asked.get("text", ""):
        sys.exit("it was too much")
    if "key" in asked:
        print(json.dumps({"round": asked["round"], "key": asked["key"], "answers": []}), flush=True)
"""


def mortal(monkeypatch: pytest.MonkeyPatch) -> Worker:
    """A worker whose process dies of every text with poison in it."""

    def start(*_: object) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        return subprocess.Popen([sys.executable, "-c", KILLER], stdin=pipe, stdout=pipe, stderr=pipe)

    monkeypatch.setattr(worker_module, "start_process", start)
    return Worker(["m"])


def test_an_article_that_ends_the_process_each_time_is_named_and_the_others_are_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worker = mortal(monkeypatch)
    texts = {str(number): "poison" if number in (2, 5) else "fine" for number in range(8)}
    for key, text in texts.items():
        worker.ask(key, text)
    answered, refused = set[str](), dict[str, str]()
    while len(answered) + len(refused) < len(texts):
        match worker.get(WAIT):
            case Answered(key, _):
                answered.add(key)
            case Refused(key, sentence):
                refused[key] = sentence
            case reply:
                assert isinstance(reply, Ready | Restarted)
    worker.close()
    assert answered == {key for key, text in texts.items() if text == "fine"}
    assert list(refused) == ["2", "5"]
    assert refused["2"].endswith("left without suggestions. It said: it was too much")


def test_where_article_after_article_ends_the_process_it_is_not_the_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = mortal(monkeypatch)
    for number in range(REFUSALS + 2):
        worker.ask(str(number), "poison")
    refused = 0
    while not isinstance(reply := worker.get(WAIT), Failed):
        refused += isinstance(reply, Refused)
    assert (refused, reply.final, reply.sentence) == (REFUSALS, True, f"{GAVE_UP} It said: it was too much")
    assert worker.next is None


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="needs a second core")
@pytest.mark.parametrize("leaves", [True, False])
def test_only_beside_an_app_a_core_is_left_alone(patterns: str, *, leaves: bool) -> None:
    worker = Worker([patterns], leaves_a_core=leaves)
    worker.start()
    assert worker.get(WAIT) == Ready(("patterns:p.jsonl",))
    assert worker.pid
    assert len(os.sched_getaffinity(worker.pid)) == len(os.sched_getaffinity(0)) - leaves
    worker.close()
