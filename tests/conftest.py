"""What holds for every test: settings of hypothesis (no deadlines, no files left behind), and what was left out."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from support.shared import DATA

settings.register_profile(
    "suite",
    deadline=None,
    max_examples=80,
    derandomize="CI" in os.environ,  # what lands is judged by the same examples every time; by hand new ones are drawn
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("suite"), max_examples=8)
settings.load_profile("suite")


def pytest_make_parametrize_id(val: object) -> str | None:
    """What is long is named by its length, so that a failure can be read, and asked for again."""
    return f"{len(val)} {val[:10]!r}" if isinstance(val, str | bytes) and len(val) > 200 else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not DATA.is_dir():
        terminalreporter.write_line(f"tests/outside was left out: {DATA} is not there.")
