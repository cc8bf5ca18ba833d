"""What was changed of the guideline, and what two versions of it differ in, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from annotator.domain.guideline.differences import differing_lines
from annotator.services.project.guide.examples import example_told
from annotator.services.project.scheme_history.log import differences, scheme_log
from annotator.storage.store import Store


def guideline_log(store: Store) -> Iterator[dict[str, Any]]:
    """The rows of `scheme_log` that are about the guideline, with its `lines`. Raises `NotAProject`."""
    return _with_lines(store, scheme_log(store))


def guideline_differences(store: Store, one: str, other: str) -> list[dict[str, Any]]:
    """The rows of `differences` of two versions that are about the guideline, with its `lines`.

    Raises `SchemeError` for a version there is not.
    """
    return list(_with_lines(store, differences(store, one, other)))


def _with_lines(store: Store, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        lines = differing_lines(row["kind"], row["before"], row["after"], partial(example_told, store))
        if lines:
            yield row | {"lines": lines}
