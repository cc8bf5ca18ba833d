"""Switches for the features of the memory, so that `simulate` can tell what each is worth."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Features:
    """Decided strings, learned borders, what names tell of each other, noun phrases."""

    strings: bool = True
    habits: bool = True
    names: bool = True
    phrases: bool = True


ALL = Features()
