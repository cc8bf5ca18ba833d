"""Settings of hypothesis that hold for every test: no deadlines (two cores, many workers), no files left behind."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "suite",
    deadline=None,
    max_examples=80,
    derandomize="CI" in os.environ,  # what lands is judged by the same examples every time; by hand new ones are drawn
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("suite"), max_examples=8)
settings.load_profile("suite")
