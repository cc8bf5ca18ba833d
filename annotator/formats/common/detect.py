"""Which format a file has: told by its content first, by its suffix second.

Formats whose library takes long to import are known here by their first bytes, so that adding a
text file never waits for them; all others are asked by their own `sniff`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from annotator import plugins
from annotator.formats.common.sniffing import head_text

HEAD = 1 << 16
_PAGE = {"!doctype", "html", "head", "body", "article"}
_PAGES = {".html", ".htm", ".xhtml"}
_HEAVY: dict[str, Callable[[Path, bytes], bool]] = {
    "docbin": lambda path, head: path.suffix == ".spacy" and head[:1] == b"\x78",
    "feed": lambda _path, head: _tag(head) in {"rss", "feed", "rdf:rdf"},
    "html": lambda path, head: _tag(head) in _PAGE or path.suffix.lower() in _PAGES,
    "huggingface": lambda _path, head: head.startswith(b"PAR1"),
    "uima": lambda _path, head: _tag(head) == "xmi:xmi" or b'"%FEATURE_STRUCTURES"' in head or b'"%TYPES"' in head,
    "url": lambda path, _head: path.suffix.lower() == ".urls",
    "warc": lambda path, head: head.startswith(b"WARC/") or path.name.endswith(".warc.gz"),
}
_LAST = ("jsonl", "csv", "markdown", "text")
_PROLOGUE = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*<(!?[\w:]+)", re.DOTALL)


def _tag(head: bytes) -> str:
    """The first tag of a file that begins like XML or HTML, in lower case, else an empty string."""
    match = _PROLOGUE.match(head_text(head))
    return match[1].lower() if match else ""


@cache
def load(name: str) -> Any:
    """The format of that name, looked up once. Raises `PluginError`."""
    return plugins.load("formats", name)


@cache
def _light() -> list[tuple[str, Any]]:
    """The readable formats that are asked by their own `sniff`, in the order they are asked in."""
    known = [name for name in plugins.names("formats") if name not in _HEAVY]
    known.sort(key=lambda name: _LAST.index(name) if name in _LAST else -1)
    modules = [(name, load(name)) for name in known]
    return [(name, module) for name, module in modules if hasattr(module, "read") and hasattr(module, "sniff")]


def detect(path: Path, head: bytes) -> str | None:
    """The name of the format that a file with these first bytes has, or None where no format knows it."""
    heavy = (name for name, sign in _HEAVY.items() if sign(path, head))
    light = (name for name, module in _light() if module.sniff(path, head))
    return next(heavy, None) or next(light, None)
