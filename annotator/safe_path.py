"""Modules come from where the program is installed, never from the folder that somebody happens to stand in.

Beside downloaded articles may lie a `json.py` or a folder called like a model. Python looks there first with
`python -m` and where `PYTHONPATH` has an empty or relative entry; an absolute one is a user's clear word and stays.
Before this has run, nothing may be imported that is not loaded at start-up, so this knows `os` and `sys` alone.
"""

from __future__ import annotations

import os
import sys

_VARIABLE = "PYTHONPATH"


def leave_out_working_folder() -> None:
    """Take the working folder off this process's path, as far as it stands before the standard library."""
    here, named = os.getcwd(), _named()  # noqa: PTH109 - pathlib is not loaded yet
    library = os.path.dirname(os.__file__)  # noqa: PTH120 - likewise
    end = sys.path.index(library) if library in sys.path else len(sys.path)
    sys.path[:end] = [folder for folder in sys.path[:end] if folder in named or folder not in ("", here)]


def environment() -> dict[str, str]:
    """The environment for a child process: this one's, with a `PYTHONPATH` of absolute folders only."""
    around = {name: value for name, value in os.environ.items() if name != _VARIABLE}
    return {**around, _VARIABLE: os.pathsep.join(named)} if (named := _named()) else around


def _named() -> list[str]:
    folders = os.environ.get(_VARIABLE, "").split(os.pathsep)
    return [folder for folder in folders if os.path.isabs(folder)]  # noqa: PTH117 - pathlib is not loaded yet
