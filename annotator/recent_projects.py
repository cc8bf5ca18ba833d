"""The projects that were open in the app lately, kept in the user's state folder, the last one first.

It is `recent.json` there (`state_folder.py`). What cannot be read or written is as if there was nothing.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from annotator.state_folder import state_folder

_NAME = "recent.json"
_MOST = 30


def _file() -> Path:
    return state_folder() / _NAME


def recent_projects() -> list[Path]:
    """The files of the projects, whether they are there still or not."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    return [Path(one) for one in found if isinstance(one, str)] if isinstance(found, list) else []


def note_project(path: Path) -> None:
    """Put a project first."""
    _keep([path.absolute(), *(one for one in recent_projects() if one != path.absolute())])


def forget_project(path: Path) -> None:
    """Take a project off the list."""
    _keep([one for one in recent_projects() if one != path])


def _keep(paths: list[Path]) -> None:
    file = _file()
    with suppress(OSError, ValueError):
        text = json.dumps([str(path) for path in paths[:_MOST]], indent=0)
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f".{file.name}.{os.getpid()}")
        new.write_text(text, encoding="utf-8")
        new.replace(file)
