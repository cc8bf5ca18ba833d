"""The process that speaks with Ray, alone in importing it: whatever becomes of a cluster, only this process ends.

Started as `python -m annotator.engines.parts.ray_process`. The first line on stdin is what to do: `{"specs", "scheme",
"cluster", "jobs", "folder"}`; each further one is a chunk: `{"chunk", "articles"}`. What leaves on stdout is
`{"sources", "problems", "workers"}` once every machine was asked, `{"workers"}` where their number changes, the
messages of `suggest/process/server.py` and `{"chunk"}` behind those of a chunk, or `{"chunk", "ended"}` where its
process ended, and `{"over"}` with one sentence where nothing more can come. The process ends with its stdin.

Articles are read by Ray's *tasks*, whose processes keep the models they have opened: a task whose machine has gone can
be asked for elsewhere, where an actor would wait for its core for ever.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, Any

import ray
from ray.exceptions import OutOfMemoryError, RayError, RayTaskError, RuntimeEnvSetupError
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from annotator import __version__
from annotator.engines.parts.ray_task import Reply
from annotator.errors import ModelError, first_line
from annotator.suggest.process.child import messages, quiet_output

_STORE = 200_000_000
"""Bytes of shared memory for texts and answers that are under way, in a cluster of this machine's own."""
_TICK = 0.2
_CORES_EVERY = 2.0
_OTHERS = 60.0
"""Seconds that machines may take to open their models once the first has done so; the others are looked at later."""
_NOBODY = 300.0
"""Seconds that a cluster may have no core that reads."""
NOBODY = (
    f"No machine of the cluster has had a core for this in {_NOBODY / 60:.0f} minutes. What was suggested is stored, "
    "and the same command goes on with what is left."
)


def _read_there(here: str, *asked: Any) -> tuple[Any, ...]:
    """On a machine of the cluster: travels as it is, and finds there what else it needs, if it is of one version."""
    import platform  # noqa: PLC0415 - nothing but the function itself travels

    from annotator import __version__ as there  # noqa: PLC0415 - of the other machine, where it may be missing

    if there != here:
        return b"", there, (), (), platform.node()
    from annotator.engines.parts.ray_task import read  # noqa: PLC0415 - likewise

    return tuple(read(*asked))


_read: Any = ray.remote(num_cpus=1, max_retries=0)(_read_there)


class Cluster:
    """A cluster that is there, or one of this machine alone. Raises whatever Ray raises."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self._jobs = asked["jobs"]
        self._asked = __version__, tuple(asked["specs"]), json.dumps(asked["scheme"])
        if asked["cluster"]:
            ray.init(address=asked["cluster"], log_to_driver=False)
        else:
            ray.init(
                address="local",
                num_cpus=asked["jobs"],
                include_dashboard=False,
                log_to_driver=False,
                object_store_memory=_STORE,
                _temp_dir=asked["folder"],
                _node_ip_address="127.0.0.1",
            )
        self.sources, self.problems = self._everywhere()

    def workers(self) -> int:
        """How many processes can read at once, now."""
        cores = int(ray.cluster_resources().get("CPU", 0))
        return min(cores, self._jobs or cores)

    def begin(self, articles: Sequence[Sequence[str]]) -> Any:
        """Have a chunk read; gives what Ray calls the reply to come."""
        return _read.remote(*self._asked, articles)

    def reply(self, coming: Any) -> Reply | str:
        """What was said of a chunk, or why its process has ended. Raises `ModelError` where it is no use to go on."""
        reply = self._said(coming)
        if not isinstance(reply, str) and (said := self._otherwise(reply)):
            raise ModelError(f"{said} The run stopped: make both the same, and the same command goes on.")
        return reply

    @staticmethod
    def _said(coming: Any) -> Reply | str:
        try:
            return Reply(*ray.get(coming))
        except (RayTaskError, RuntimeEnvSetupError) as error:
            cause = getattr(error, "cause", None) or error
            where = f"The machine {ip}" if (ip := getattr(error, "ip", "")) else "A machine of the cluster"
            raise ModelError(f"{where} cannot read articles: {first_line(cause)}") from error
        except OutOfMemoryError:
            return "there was too little memory"
        except RayError:
            return ""

    def _everywhere(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What every machine opens, and what none can. Raises `ModelError` where they are not alike."""
        nodes = [node for node in ray.nodes() if node["Alive"] and node["Resources"].get("CPU", 0) >= 1]
        there = [NodeAffinitySchedulingStrategy(node["NodeID"], soft=False) for node in nodes]
        asked = [_read.options(scheduling_strategy=one).remote(*self._asked, []) for one in there]
        if not asked or not ray.wait(asked, timeout=_NOBODY)[0]:
            raise ModelError(NOBODY)
        came = [self._said(one) for one in ray.wait(asked, num_returns=len(asked), timeout=_OTHERS)[0]]
        replies = [reply for reply in came if isinstance(reply, Reply)]
        if not replies:
            raise ModelError("The processes of the cluster end while they open the models. Is there too little memory?")
        self.sources = max((reply.sources for reply in replies), key=len)
        if unlike := [said for reply in replies if (said := self._otherwise(reply))]:
            raise ModelError(" ".join(dict.fromkeys(unlike)))
        return self.sources, tuple(dict.fromkeys(problem for reply in replies for problem in reply.problems))

    def _otherwise(self, reply: Reply) -> str:
        """The sentence that says how a machine is not like the others, or ""."""
        if reply.version != __version__:
            return (
                f"The machine {reply.machine} has version {reply.version} of this program, and here is {__version__}."
            )
        if reply.sources != self.sources:
            opens = ", ".join(reply.sources) or "nothing"
            why = f" ({' '.join(reply.problems)})" if reply.problems else ""
            return f"The machine {reply.machine} opens {opens}, and others {', '.join(self.sources)}{why}."
        return ""


def work(cluster: Cluster, chunks: SimpleQueue[dict[str, Any] | None], out: IO[bytes]) -> None:
    """Have chunks read until there are no more to come. Raises `ModelError` where it is no use to go on."""
    coming: dict[Any, int] = {}
    workers = cluster.workers()
    put(out, {"sources": cluster.sources, "problems": cluster.problems, "workers": workers})
    asked_at = there_at = time.monotonic()
    while True:
        if (now := time.monotonic()) - asked_at > _CORES_EVERY:
            asked_at, before, workers = now, workers, cluster.workers()
            if workers != before:
                put(out, {"workers": workers})
            there_at = now if workers else there_at
            if now - there_at > _NOBODY:
                raise ModelError(NOBODY)
        with suppress(Empty):
            while True:
                if (chunk := chunks.get(timeout=0 if coming else _TICK)) is None:
                    return
                coming[cluster.begin(chunk["articles"])] = chunk["chunk"]
        for ready in ray.wait(list(coming), timeout=_TICK)[0] if coming else ():
            number, reply = coming.pop(ready), cluster.reply(ready)
            if isinstance(reply, str):
                put(out, {"chunk": number, "ended": reply})
            else:
                out.write(reply.lines)
                put(out, {"chunk": number})


def put(out: IO[bytes], message: dict[str, Any]) -> None:
    """Send a message."""
    out.write(json.dumps(message).encode() + b"\n")
    out.flush()


def main() -> None:
    """Serve over stdin and stdout."""
    out = quiet_output()
    coming = messages(sys.stdin.buffer)
    asked = next(coming, None)
    if asked is None:
        return
    os.chdir("/")  # Ray lets its processes import from where it was started
    chunks: SimpleQueue[dict[str, Any] | None] = SimpleQueue()

    def listen() -> None:
        try:
            for chunk in coming:
                chunks.put(chunk)
        finally:
            chunks.put(None)

    threading.Thread(target=listen, daemon=True, name="stdin").start()
    try:
        work(Cluster(asked), chunks, out)
    except ModelError as error:
        put(out, {"over": str(error)})
    except Exception as error:  # noqa: BLE001 - Ray has many ways to say that it cannot go on
        put(out, {"over": f"Ray says: {first_line(error)}"})
    ray.shutdown()


if __name__ == "__main__":
    main()
