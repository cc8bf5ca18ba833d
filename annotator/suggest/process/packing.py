"""Answers as they go from one process to another: plain values, token edges packed, because they are many."""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from annotator.suggest.base import Answer


def to_message(answer: Answer) -> dict[str, Any]:
    """An answer as it goes through the pipe."""
    values = {item.name: getattr(answer, item.name) for item in fields(answer)}
    return {**values, "starts": _packed(answer.starts), "ends": _packed(answer.ends)}


def from_message(message: Mapping[str, Any]) -> Answer:
    """An answer as it came through the pipe."""
    spans, near, phrases = ([tuple(one) for one in message[name]] for name in ("spans", "near", "phrases"))
    starts, ends = (_unpacked(message[name]) for name in ("starts", "ends"))
    return Answer(**{**message, "spans": spans, "near": near, "phrases": phrases, "starts": starts, "ends": ends})


def _packed(numbers: Sequence[int]) -> str:
    return b64encode(array("I", numbers).tobytes()).decode()


def _unpacked(packed: str) -> list[int]:
    return array("I", b64decode(packed)).tolist()
