"""The side of Ray's engine that speaks with its process, which is played here; `test_contract.py` has Ray itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from annotator.domain.scheme import Label, Scheme
from annotator.engines import ray
from annotator.engines.base import Done, Engine, Event, Job, Lost
from annotator.errors import ModelError
from annotator.suggest.common.brief import Brief
from annotator.suggest.process.client import Failed

JOB = Job(("mortal:x",), Scheme((Label("ORG"),)), jobs=2)
PLAYED = """
import json, sys

def say(**message):
    print(json.dumps(message), flush=True)

asked = json.loads(sys.stdin.readline())
say(sources=asked["specs"], problems=[], workers=1)
for line in sys.stdin:
    chunk = json.loads(line)
    texts = [text for _, text in chunk["articles"]]
    if "poison" in texts:
        say(chunk=chunk["chunk"], ended="ouch")
        continue
    if "more" in texts:
        say(workers=5)
    if "over" in texts:
        say(over="It is over.")
        break
    if "gone" in texts:
        sys.exit("bye")
    for key, text in chunk["articles"]:
        if text == "choke":
            say(round=0, error="m failed: it choked")
        say(round=0, key=key, answers=[])
    say(chunk=chunk["chunk"])
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray, "find_spec", lambda name: name == "ray")


def played(monkeypatch: pytest.MonkeyPatch, code: str = PLAYED, job: Job = JOB) -> tuple[Engine, Mapping[str, str]]:
    """The engine, with a process that plays Ray's, and what stands in that one's environment."""
    seen: dict[str, str] = {}

    def start(_: str, __: Sequence[str], around: Mapping[str, str]) -> subprocess.Popen[bytes]:
        seen.update(around)
        pipe = subprocess.PIPE
        return subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=pipe)

    monkeypatch.setattr(ray, "start_process", start)
    return ray.open(job), seen


def run(engine: Engine, *texts: str) -> list[Event]:
    articles = ((str(number), text) for number, text in enumerate(texts))
    found = [event for events in engine.answers(articles) for event in events]
    engine.close()
    return found


def test_answers_come_and_what_ends_a_process_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    engine, _ = played(monkeypatch)
    assert (engine.sources, engine.workers) == (("mortal:x",), 1)
    events = run(engine, "fine", "choke", "poison", "more", "fine")
    assert sorted(event.key for event in events if isinstance(event, Done)) == ["0", "1", "3", "4"]
    assert [event for event in events if isinstance(event, Failed)] == [Failed("m failed: it choked")]
    (lost,) = [event for event in events if isinstance(event, Lost)]
    assert (lost.key, lost.sentence.partition(" It said: ")[2]) == ("2", "ouch")
    assert engine.workers == 5


@pytest.mark.parametrize(("text", "sentence"), [("over", "It is over."), ("gone", ray.GONE)])
def test_where_nothing_more_can_come_one_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, text: str, sentence: str
) -> None:
    engine, _ = played(monkeypatch)
    assert run(engine, *["fine"] * 120, text)[-1] == Failed(sentence, final=True)


@pytest.mark.parametrize(
    ("code", "sentence"), [('print("{\\"over\\": \\"No.\\"}")', "^No.$"), ("raise SystemExit('bye')", "It said: bye$")]
)
def test_what_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch, code: str, sentence: str) -> None:
    with pytest.raises(ModelError, match=sentence):
        played(monkeypatch, code)


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match="get it with: "):
        ray.open(JOB)


def test_language_models_are_asked_from_this_machine() -> None:
    with pytest.raises(ModelError, match="--engine local"):
        ray.open(Job(("llm:x",), JOB.scheme, brief=Brief("p")))


def test_a_ray_of_this_machine_alone_listens_to_nobody_else_and_none_tells_of_its_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine, around = played(monkeypatch)
    engine.close()
    assert (around["RAY_USAGE_STATS_ENABLED"], around["RAY_AUTH_MODE"]) == ("0", "token")
    assert len(around["RAY_AUTH_TOKEN"]) == 64
    engine, around = played(monkeypatch, job=Job(JOB.specs, JOB.scheme, cluster="auto"))
    engine.close()
    assert (around["RAY_USAGE_STATS_ENABLED"], "RAY_AUTH_TOKEN" in around) == ("0", False)


def test_a_path_means_the_same_on_every_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model").mkdir()
    specs = ("zeroshot:model?ORG,PER", "patterns:model", "spacy_ner:none", "plain:")
    engine, _ = played(monkeypatch, job=Job(specs, JOB.scheme))
    engine.close()
    here = tmp_path / "model"
    assert engine.sources == (f"zeroshot:{here}?ORG,PER", f"patterns:{here}", "spacy_ner:none", "plain:")
