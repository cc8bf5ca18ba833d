"""Names of people: what can be told apart in a list, on a line and in the name of a file."""

from __future__ import annotations

import unicodedata

from annotator.errors import WrongUsage

_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Control codes that belong to names of some languages (Persian, Sinhala)."""
_UNSEEN = {"Cc", "Cf", "Zl", "Zp"}


def checked_name(name: str) -> str:
    """A name that somebody can have, without blanks at its ends. Raises `WrongUsage`."""
    name = name.strip()
    try:
        name.encode()
    except UnicodeEncodeError:
        raise WrongUsage("The name of an annotator is Unicode text.") from None
    if not name:
        raise WrongUsage("The name of an annotator is not blank.")
    if any(char == "," or (unicodedata.category(char) in _UNSEEN and char not in _JOINERS) for char in name):
        raise WrongUsage(f"{name!a} is no name: one has no comma, line break or control code.")
    return name
