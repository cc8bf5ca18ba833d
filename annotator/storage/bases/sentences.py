"""What SQLite and the disk say of the file of a base, as sentences for the user."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.sanitise import visible
from annotator.errors import BaseError


@contextmanager
def read_from(path: Path) -> Iterator[None]:
    """Say what is wrong with a base that is read, of its contents as well. Raises `BaseError`."""
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError, LookupError, RecursionError) as error:
        said = visible(str(error))
        raise BaseError(f"{path} is damaged, or its disk is ({said}): make it anew with `annotator kb add`.") from error


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Say what the disk does not allow where a base is written. Raises `BaseError`."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        why = (error.strerror if isinstance(error, OSError) else "") or error
        raise BaseError(f"{path} cannot be written: {why}. What was there is as it was.") from error
