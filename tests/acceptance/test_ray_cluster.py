"""A cluster of two machines, which are two nodes of this one: they are killed, and nothing is lost or comes twice."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.mortal import mortal

from annotator.domain.scheme import Label, Scheme
from annotator.engines import ray as on_ray
from annotator.engines.base import Done, Event, Job
from annotator.suggest.process.client import Failed

pytest.importorskip("ray")
pytestmark = pytest.mark.acceptance
START = (sys.executable, "-m", "ray.scripts.scripts", "start", "--num-cpus", "1", "--object-store-memory", "100000000")


@dataclass
class Nodes:
    """A head with a core, and a second node with another."""

    address: str
    folder: str
    spec: str

    def processes(self, what: str) -> list[int]:
        """The processes of this cluster whose command line has a word, oldest first."""
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                command = path.read_bytes().decode(errors="replace")
            except OSError:
                continue
            if self.folder in command and what in command.partition("\0")[0]:
                found.append(int(path.parent.name))
        return sorted(found)

    def kill(self, pids: Sequence[int]) -> None:
        assert pids
        for pid in pids:
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def nodes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Nodes]:
    spec = mortal(tmp_path, monkeypatch)
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_AUTH_TOKEN", "0" * 64)
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tempfile.mkdtemp(prefix="ray-", dir="/tmp")
    made = Nodes(f"127.0.0.1:{port}", folder, spec)
    head = ("--head", "--port", str(port), "--include-dashboard", "false", "--temp-dir", made.folder)
    try:
        for more in (("--node-ip-address", "127.0.0.1", *head), ("--address", made.address)):
            subprocess.run([*START, *more], check=True, capture_output=True, cwd="/")
        yield made
    finally:
        for pid in made.processes(""):
            os.kill(pid, signal.SIGKILL)
        time.sleep(1)
        shutil.rmtree(made.folder, ignore_errors=True)


def test_a_node_and_then_the_head_are_killed_in_mid_work(nodes: Nodes) -> None:
    engine = on_ray.open(Job((nodes.spec,), Scheme((Label("ORG"),)), cluster=nodes.address))
    assert (engine.workers, engine.sources) == (2, ("mortal:1.0",))
    events: list[Event] = []
    killed = 0
    for some in engine.answers((str(number), "slow") for number in range(2_000)):
        events += some
        if len(events) > 200 and not killed:
            killed = 1
            nodes.kill(nodes.processes("raylet")[-1:])
        if len(events) > 600 and killed == 1:
            killed = 2
            nodes.kill([*nodes.processes("gcs_server"), *nodes.processes("raylet")])
    engine.close()
    assert events.pop() == Failed(on_ray.GONE, final=True)
    done = Counter(event.key for event in events if isinstance(event, Done))
    assert {*done.values()} == {1}
    assert 600 < len(done) == len(events) < 2_000
