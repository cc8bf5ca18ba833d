"""What a process of a cluster does with a chunk of articles; it opens no project, and its models stay open."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from annotator import __version__
from annotator.suggest.process.child import ONE_CORE
from annotator.suggest.process.server import Service


class Reply(NamedTuple):
    """What is said of a chunk: as lines of JSON, by which version, with which suggesters, on which machine."""

    lines: bytes
    version: str
    sources: tuple[str, ...]
    problems: tuple[str, ...]
    machine: str


class _Opened:
    """The suggesters of this process."""

    def __init__(self, specs: Sequence[str], scheme: str) -> None:
        os.environ.update(ONE_CORE)
        self._said: list[dict[str, Any]] = []
        self._service = Service(self._said.append)
        self._service.take({"round": 0, "scheme": json.loads(scheme)})
        self._service.open(specs)
        self.sources = tuple(self._said.pop()["sources"])
        self.problems = tuple(message["error"] for message in self._said)

    def read(self, articles: Sequence[tuple[str, str]]) -> bytes:
        """What the suggesters say of articles."""
        self._said.clear()
        self._service.answer([{"round": 0, "key": key, "text": text} for key, text in articles])
        return b"".join(json.dumps(message).encode() + b"\n" for message in self._said)


_opened = cache(_Opened)


def read(specs: tuple[str, ...], scheme: str, articles: Sequence[tuple[str, str]]) -> Reply:
    """What suggesters say of articles, in the labels of a scheme (its form, as JSON)."""
    opened = _opened(specs, scheme)
    return Reply(opened.read(articles), __version__, opened.sources, opened.problems, platform.node())
