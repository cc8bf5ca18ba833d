"""The server put together: links, a seat for each person, one process of models for all, until it is stopped."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aiohttp import web

from annotator.config import config_path
from annotator.errors import AnnotatorError
from annotator.serve.broker import Broker
from annotator.serve.people import People, Role
from annotator.serve.seat import Seat
from annotator.serve.server import Server
from annotator.serve.terminal import Terminal
from annotator.state_folder import state_folder
from annotator.suggest.process.shared import AT

_BACKLOG = 128
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is served to whom: `url` is the address people reach the server at, where that is not host and port.

    `patience` is for how many seconds an app waits for a page that has gone.
    """

    project: Path
    uuid: str
    people: Sequence[tuple[str, Role]]
    host: str = "127.0.0.1"
    port: int = 8100
    url: str = ""
    blind: bool = False
    patience: float = 600.0


def serve(plan: Plan, tell: Callable[[Mapping[str, str]], object]) -> None:
    """Serve until the process is interrupted or told to end; `tell` gets each person's link once they can be used.

    Raises `AnnotatorError` where the address cannot be had.
    """
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:  # the user's alone
        broker = Broker(Path(folder) / "models")
        try:
            asyncio.run(_serve(plan, broker.path, tell))
        finally:
            broker.close()


async def _serve(plan: Plan, models: Path, tell: Callable[[Mapping[str, str]], object]) -> None:
    with closing(_listening(plan.host, plan.port)) as listening:
        port = listening.getsockname()[1]
        people = People(plan.people)
        seats = {name: Seat(partial(_terminal, plan, name, role, models), plan.patience) for name, role in plan.people}
        server = Server(people, seats, frozenset(_origins(plan, port)))
        runner = web.AppRunner(server.app(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        await web.SockSite(runner, listening, backlog=_BACKLOG).start()
        stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        base = next(iter(_origins(plan, port)))
        tell({name: f"{base}/in/{token}" for name, token in people.links.items()})
        await stopped.wait()
        await runner.cleanup()


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=_BACKLOG
        )
    except (OSError, OverflowError) as error:
        why = (getattr(error, "strerror", None) or str(error)).partition(" (while ")[0]
        way = " `--port 0` takes any that is free." if getattr(error, "errno", None) == errno.EADDRINUSE else ""
        raise AnnotatorError(f"Nothing can be served at {host}, port {port}: {why}.{way}") from error


def _origins(plan: Plan, port: int) -> Iterable[str]:
    """The addresses by which a browser may name the server, the one for the links first."""
    if plan.url:
        yield plan.url.rstrip("/")
    hosts = LOOPBACK if plan.host in LOOPBACK else (plan.host,)
    for host in sorted(hosts, key=lambda one: one != plan.host):
        yield f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _terminal(plan: Plan, name: str, role: Role, models: Path, size: tuple[int, int]) -> Terminal:
    """A terminal with the app of one person, whose settings are their own and lie with those of the server."""
    start = ["label"] if role == "annotator" else ["review", *(["--blind"] if plan.blind else [])]
    around = {
        "ANNOTATOR_CONFIG": str(_settings_of(plan, name)),
        "ANNOTATOR_SERVED": role,
        AT: str(models),
        "COLUMNS": "",
        "LINES": "",
    }
    return Terminal([f"--project={plan.project}", f"--as={name}", *start], size, around)


def _settings_of(plan: Plan, name: str) -> Path:
    """The settings file of one person: what the server's own says, in a folder that keeps what they choose."""
    folder = state_folder() / "served" / plan.uuid / hashlib.sha256(name.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / "config.toml"
    if config_path().is_file():
        shutil.copyfile(config_path(), file)
    else:
        file.unlink(missing_ok=True)
    return file
