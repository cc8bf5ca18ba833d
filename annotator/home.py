"""Paths as people type them: `~` is their home."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def expanded(path: str | os.PathLike[str]) -> Path:
    """A path with `~` or `~user` at its beginning as a home; a name that only looks so (`~notes.txt`) stays."""
    found = Path(path)
    with suppress(RuntimeError):  # there is no such user
        return found.expanduser()
    return found
