"""Bulk work: what `add` and `export` have in common, which make many objects and drop them again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 100_000


@contextmanager
def few_collections() -> Iterator[None]:
    """In this block, Python looks for cycles of objects once in a hundred thousand new ones.

    Articles, spans and their rows make none; to look for some every few articles takes a tenth of the time.
    """
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
