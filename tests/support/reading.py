"""Files for readers, and the articles that come of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.domain.document import Incoming
from annotator.formats.base import Read, ReadOptions

OPTIONS = ReadOptions(language="de")
SENTENCES = "The port authority said on Monday that the new library would open its doors in spring. " * 4
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Library opens on a barge in the old harbour | The Daily</title>
<meta name="author" content="Ana Ruiz"></head><body><nav>Home Sport Weather</nav>
<article><h1>Library opens</h1><p>{SENTENCES}</p></article></body></html>"""


def put(folder: Path, name: str, data: str | bytes) -> Path:
    """Write a file; gives its path."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def articles(reads: Iterator[Read]) -> list[Incoming]:
    """What was read but for refusals and notices."""
    return [read for read in reads if isinstance(read, Incoming)]
