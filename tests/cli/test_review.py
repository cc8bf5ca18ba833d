"""`annotator review`: what its options may be."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.commands import Run
from support.corpus import corpus


@pytest.mark.parametrize("share", ["0", "0%", "101%", "half", "", "-5", "²%"])
def test_a_sample_is_a_share(run: Run, tmp_path: Path, share: str) -> None:
    corpus(tmp_path / "annotator.db", {"ana": "x"})
    assert "a share from 1% to 100%." in run("review", "--sample", share, code=2).stderr


def test_an_order_is_one_of_those_there_are(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", {"ana": "x"})
    assert "'best' is not one of" in run("review", "--order", "best", code=2).stderr
    assert "needs a terminal" in run("review", "--order", "worst", "--sample", "20 %", code=2).stderr
