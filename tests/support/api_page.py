"""The page about the package from Python: its examples as a program, its table of names made from the docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import annotator

PAGE = Path(annotator.__file__).parent / "api" / "README.md"
_PRINTS = "# → "


def examples(text: str) -> list[str]:
    """The blocks of Python of a page, in order; an arrow begins a line that the block prints."""
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)


def printed(block: str) -> list[str]:
    """The lines that a block is said to print."""
    return [line.removeprefix(_PRINTS) for line in block.splitlines() if line.startswith(_PRINTS)]


def names() -> Iterator[str]:
    """All names with the first sentence of what they say of themselves."""
    yield from ("| name | what it is |", "|---|---|")
    yield from (f"| `{sign}` | {_about(value)} |" for sign, value in _names())


def _names() -> Iterator[tuple[str, Any]]:
    """All names with what they stand for; those of projects and documents stand below them."""
    for name in annotator.__all__:
        value = getattr(annotator, name)
        yield f"annotator.{_sign(name, value)}", value
        if value in (annotator.Project, annotator.Document):
            for own, member in (one for part in (value, *value.__bases__) for one in vars(part).items()):
                if not own.startswith("_") and own != "like":
                    yield f"{name.lower() if own != 'of' else name}.{_sign(own, member)}", member


def _sign(name: str, value: Any) -> str:
    """A name, with the arguments that have to be given, and dots for the others."""
    value = getattr(value, "__func__", value)
    if not inspect.isfunction(value):
        return name
    every = [one for one in inspect.signature(value).parameters.values() if one.name not in {"self", "cls"}]
    needed = [
        f"*{one.name}" if one.kind is one.VAR_POSITIONAL else one.name for one in every if one.default is one.empty
    ]
    return f"{name}({', '.join([*needed, '...'] if len(needed) < len(every) else needed)})"


def _about(value: Any) -> str:
    """The first sentence of what something says of itself."""
    said = (inspect.getdoc(value) or "").split("\n\n")[0].replace("\n", " ")
    return re.split(r"\. (?=[A-Z`])", said)[0].rstrip(".") + "."
