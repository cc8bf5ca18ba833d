"""A project in which ana and ben have labelled one article, ana has skipped another, and nobody has seen a third."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.labelled import RECORDS

import annotator


@pytest.fixture
def project(tmp_path: Path) -> Iterator[annotator.Project]:
    with annotator.create(tmp_path / "news.db") as made:
        made.add(RECORDS)
        yield made
