"""Whether the terminal is dark: it is asked for its background (OSC 11), and nobody waits for the answer."""

from __future__ import annotations

import re

ASK = "\x1b]11;?\x07"
ANSWER = "\x1b]11;rgb"
_PART = "([0-9a-fA-F]{1,4})"
_TOLD = re.compile(rf"\x1b\]11;rgba?:{_PART}/{_PART}/{_PART}(?:/{_PART})?(?:\x07|\x1b\\)")
_BEGUN = re.compile(r"\x1b\](?:1(?:1(?:;[^\x07\x1b]{0,40}\x1b?)?)?)?$")
_SILENT = frozenset(("", "dumb", "unknown", "linux"))
"""The kinds of terminals that would not answer, or show the question."""


def answers(term: str) -> bool:
    """Whether a terminal of that kind may be asked."""
    return term.strip().lower() not in _SILENT


def told(typed: str) -> tuple[str, bool | None]:
    """What was typed, without the terminal's answer; and whether that says dark, None where it is not there."""
    found = _TOLD.search(typed)
    if found is None:
        return typed, None
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups()[:3])
    return _TOLD.sub("", typed), 0.299 * red + 0.587 * green + 0.114 * blue < 0.5


def split(typed: str) -> tuple[str, str]:
    """What was typed, and behind it what may be the beginning of an answer."""
    begun = _BEGUN.search(typed)
    return (typed[: begun.start()], begun.group()) if begun else (typed, "")
