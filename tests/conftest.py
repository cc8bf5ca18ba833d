"""Settings of hypothesis that hold for every test: no deadlines (two cores, many workers), no files left behind."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("suite", deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
