"""Choices in a taxonomy of Label Studio: each is the way to it from above, and is a label with slashes between."""

from __future__ import annotations

from typing import Any

TOLD = "What was chosen in a taxonomy was taken as labels, the way to each with slashes between."


def chosen_in(value: Any) -> list[str]:
    """The labels that a result says, `{"taxonomy": [["Sport", "Football"], ...]}`; none where it is something else."""
    ways = value.get("taxonomy") if isinstance(value, dict) else None
    found = [_label(way) for way in ways] if isinstance(ways, list) else []
    return found if all(found) else []


def _label(way: Any) -> str:
    steps = way if isinstance(way, list) else [way]
    return "/".join(steps) if all(isinstance(step, str) and step.strip() for step in steps) else ""
