"""The labels of a doccano project, as its settings export them: numbers, names, keys and colours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.formats.base import LabelLook, Notice

_NAMES = ("label_config.json", "span_type_config.json", "category_type_config.json")
_LARGEST = 1 << 20
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def label_configs(path: Path) -> list[Path]:
    """The files of labels that lie beside a file."""
    return [beside for name in _NAMES if (beside := path.with_name(name)).is_file() and beside != path]


class LabelConfig:
    """What the files of labels beside a file say; empty where there are none, or they are something else."""

    def __init__(self, path: Path) -> None:
        self._files = [(one.name, found) for one in label_configs(path) if (found := _labels(one))]
        self.names = {str(one["id"]): one["text"] for _, found in self._files for one in found if "id" in one}
        """The names of labels by their numbers."""

    def __iter__(self) -> Iterator[LabelLook | Notice]:
        """How each label looks, and where that stands."""
        for name, found in self._files:
            yield Notice(f"Keys and colours of its labels were taken from {name}.")
            for one in found:
                colour = str(one.get("background_color") or "")
                key = str(one.get("suffix_key") or "").upper()
                yield LabelLook(one["text"], key, colour.lower() if _COLOUR.fullmatch(colour) else "")


def _labels(path: Path) -> list[dict[str, Any]]:
    """The labels that a file lists, if it does."""
    if path.stat().st_size > _LARGEST:
        return []
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return []
    known = [one for one in found if _is_label(one)] if isinstance(found, list) else []
    return known if known and len(known) == len(found) else []


def _is_label(one: Any) -> bool:
    return isinstance(one, dict) and isinstance(one.get("text"), str) and "background_color" in one
