"""Whether what came from elsewhere can be taken at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from annotator.errors import first_line


class Senseless(Exception):
    """What came makes no sense; the message says why, as part of a sentence."""


@contextmanager
def sensible() -> Iterator[None]:
    """Raise `Senseless` where something in this block, around a `write()`, cannot be stored or understood."""
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError) as error:
        raise Senseless(first_line(error)) from error
