"""The articles of `annotator demo`: original news from places that do not exist."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def articles() -> list[tuple[str, str]]:
    """File name and text of each demo article, in order."""
    folder = files(__name__) / "articles"
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".txt")), key=lambda file: file.name)
    return [(file.name, file.read_text(encoding="utf-8")) for file in found]


def claims() -> Traversable:
    """The folder of the demo of claims: `scheme.toml`, `newsroom.jsonl`, and in `names.toml` what articles name."""
    return files(__name__) / "claims"
