"""What lies beside the rows of a Hugging Face dataset: its card and guideline, and the names of its classes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

_FRONT = re.compile(r"\A---\n(.*?)\n---", re.DOTALL)
_SAYS = re.compile(r"^(?:dataset_info|configs|task_categories|annotations_creators|pretty_name)\s*:", re.MULTILINE)
_CLASS = re.compile(r"\s*'?\"?\d+'?\"?:\s*(.+)")
_INFOS = ("dataset_info.json", "dataset_infos.json", "dataset_dict.json", "state.json")
_LARGEST = 1 << 20


def cards(path: Path) -> list[Path]:
    """The files that say something of the dataset a file is in, and hold no articles."""
    found: list[Path] = []
    for folder in list(path.absolute().parents)[:2]:
        found += [one for name in _INFOS if (one := folder / name).is_file()]
        if (card := folder / "README.md").is_file() and _front(card):
            found += [card, *(one for one in (folder / "GUIDELINES.md",) if one.is_file())]
    return [one for one in found if one != path.absolute()]


def _front(card: Path) -> str:
    """The head of a dataset card; empty where a README is none."""
    with card.open("rb") as file:
        text = file.read(_LARGEST).decode(errors="replace").replace("\r\n", "\n")
    match = _FRONT.match(text)
    return match[1] if match and _SAYS.search(match[1]) else ""


def class_names(path: Path) -> Any:
    """A function that gives the names of the classes of a column, in their order, by what lies beside a file."""

    @cache
    def of(column: str) -> Sequence[str]:
        for card in cards(path):
            names = _listed(_front(card), column) if card.suffix == ".md" else list(_within(_json(card), column))
            if names:
                return names
        return ()

    return of


def _listed(front: str, column: str) -> list[str]:
    """The names that the head of a card lists for a column."""
    lines = iter(front.splitlines())
    for line in lines:
        if line.strip().removeprefix("- ").strip() == f"name: {column}":
            break
    names: list[str] = []
    for line in lines:
        if match := _CLASS.fullmatch(line):
            names.append(match[1].strip().strip("'\""))
        elif names or line.strip().startswith("- name:"):
            break
    return names


def _json(path: Path) -> Any:
    if path.stat().st_size > _LARGEST:
        return None
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None


def _within(value: Any, column: str) -> Iterator[str]:
    """The names of the classes of a column in what `datasets` writes of a dataset."""
    if not isinstance(value, dict):
        return
    features = value.get("features")
    known = features.get(column) if isinstance(features, dict) else None
    feature = known.get("feature", known) if isinstance(known, dict) else None
    if isinstance(feature, dict) and isinstance(feature.get("names"), list):
        yield from map(str, feature["names"])
        return
    for one in value.values():
        yield from _within(one, column)


def names_in(features: Any, column: str) -> Sequence[str]:
    """The names of the classes of a column in the features of a table."""
    return list(_within(features, column))
