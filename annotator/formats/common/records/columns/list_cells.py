"""Cells that hold a list: as JSON, as Python shows one, or as numpy does, which puts no commas between its values."""

from __future__ import annotations

import ast
import json
import re
from typing import Any

from annotator.errors import InputError
from annotator.formats.common.json_strict import parse

_LONGEST = 1_000_000
_VALUE = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[-+\d][\w.+-]*|True|False|None|nan|\.\.\."""
_BY_NUMPY = re.compile(rf"\[\s*(?:{_VALUE})(?:\s+(?:{_VALUE}))+\s*\]", re.DOTALL)
_ONE = re.compile(_VALUE, re.DOTALL)
_ARRAY = re.compile(r"array\((\[.*?\])(?:,\s*dtype=[\w.<>']+)?\)", re.DOTALL)
_BETWEEN = re.compile(r"([}\]])\s+(?=[{\[])")


def looks_like_list(cell: str) -> bool:
    """Whether a cell begins as a list, an object or an array does."""
    return cell.lstrip().startswith(("[", "{", "array("))


def list_in(cell: str, name: str, line: int | None = None) -> Any:
    """The value of a cell of the column `name` that begins as a list does. Raises `InputError` where it is none."""
    try:
        return parse(cell, line or 1)
    except InputError:
        pass
    shown = _BETWEEN.sub(r"\1, ", _ARRAY.sub(r"\1", cell.strip()))
    try:
        if len(shown) > _LONGEST:
            raise ValueError  # noqa: TRY301 - Python's own reader is not for cells of any length
        if not _BY_NUMPY.fullmatch(shown):
            return json.loads(json.dumps(ast.literal_eval(shown), allow_nan=False))
        values = _ONE.findall(shown)
        if "..." not in values:
            return [None if one == "nan" else ast.literal_eval(one) for one in values]
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise InputError(f"What stands in the column {name!r} is a list neither of JSON nor of Python.") from error
    raise InputError(f"The list in the column {name!r} was cut off where it was saved (it has an ellipsis).")
