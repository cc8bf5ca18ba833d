"""What holds while a pipeline is loaded: spaCy says nothing of its age on standard error, where nobody reads."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def of_any_age() -> Iterator[None]:
    """A pipeline that is loaded or looked up within may be made for another minor version of spaCy."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"\[W095\]")
        yield
