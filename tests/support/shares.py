"""Shares of every kind, each new: a folder, an S3 server, a PostgreSQL of this machine's own. What lacks is skipped."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

KINDS = (
    "folder",
    pytest.param("s3", marks=pytest.mark.acceptance),
    pytest.param("postgres", marks=pytest.mark.acceptance),
)


@contextmanager
def new_share(kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a share that nothing lies on."""
    if kind == "folder":
        made = folder / "new-share"
        made.mkdir()
        yield str(made)
    elif kind == "s3":
        with _s3(monkeypatch) as url:
            yield url
    else:
        with postgres() as url:
            yield url


@contextmanager
def _s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    pytest.importorskip("obstore")
    pytest.importorskip("moto")
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    said = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_ACCESS_KEY_ID": "testing", "AWS_REGION": "us-east-1",
        "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "us-east-1", "AWS_ALLOW_HTTP": "true",
    }  # fmt: skip
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    try:
        _wait(lambda: socket.create_connection(("127.0.0.1", port), 1).close())
        boto3: Any = pytest.importorskip("boto3")
        boto3.client("s3").create_bucket(Bucket="team")
        yield "s3://team/news"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a database of a server that is there as long as this is; who runs it is `postgres` there."""
    pytest.importorskip("psycopg")
    programs = _programs()
    if programs is None:
        pytest.skip("There is no PostgreSQL on this machine.")
    folder = Path(tempfile.mkdtemp(prefix="annotator-postgres-"))
    who: dict[str, Any] = {}
    if os.geteuid() == 0:  # which PostgreSQL refuses
        shutil.chown(folder, "nobody")
        who = {"user": "nobody"}
    port, data = _free_port(), folder / "data"
    words = ["-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run([programs / "initdb", *words], check=True, stdout=subprocess.DEVNULL, cwd=folder, **who)
    server = subprocess.Popen(
        [programs / "postgres", "-D", str(data), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **who,
    )  # fmt: skip
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    try:
        import psycopg

        _wait(lambda: psycopg.connect(url).close())
        yield url
    finally:
        server.send_signal(signal.SIGINT)  # at once, whoever is connected
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    """The folder of the newest PostgreSQL there is."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if named := shutil.which("initdb"):
        found.append(Path(named).parent)
    return max(found, default=None)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait(ask: Callable[[], object]) -> None:
    for _ in range(600):
        with suppress(Exception):
            ask()
            return
        time.sleep(0.05)
    raise AssertionError("The server did not begin.")
