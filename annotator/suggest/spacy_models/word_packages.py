"""What spaCy needs beside itself to tell the words of a language apart that are written without spaces."""

from __future__ import annotations

from importlib.util import find_spec

_NEEDED = {"ja": ("sudachipy", "sudachidict_core"), "th": ("pythainlp",), "zh": ("jieba",)}


def missing_for_words(language: str) -> list[str]:
    """The packages that are not installed; without them the words of a language (its code) are cut sign by sign."""
    return [package for package in _NEEDED.get(language, ()) if find_spec(package) is None]
