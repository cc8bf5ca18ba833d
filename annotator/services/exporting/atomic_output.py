"""Where an export ends up: a target is either as it was or complete.

Everything is written into a new folder beside the target, brought to the disk, and then renamed. A
folder keeps what others put there; what an earlier export wrote there and this one did not is taken away.
To know it, each such folder has a list of the files written, with size and time: a file that somebody
has changed since is theirs, and stays.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.errors import AnnotatorError

_LIST = ".annotator-export"
_ONE_BY_ONE = 64
"""Where there are more files than this, the disk is told once to take everything."""

Stamp = list[int]
"""Size in bytes and time of the last change in nanoseconds."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path to write to; what is there afterwards, and beside it, takes the place of `target`.

    Raises `AnnotatorError` where the disk does not allow it.
    """
    folder: Path | None = None
    state = " It is as it was."
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        yield folder / target.name
        paths = list(folder.rglob("*"))
        if len(paths) > _ONE_BY_ONE and hasattr(os, "sync"):
            os.sync()
        else:
            for path in paths:
                _to_disk(path)
        if (folder / target.name).is_dir():
            state = "" if target.exists() else state
            _put_folder(folder / target.name, target)
        for path in folder.iterdir():
            path.replace(target.parent / path.name)
        _to_disk(target.parent)
    except OSError as error:
        raise AnnotatorError(f"{target} cannot be written: {error.strerror or error}.{state}") from error
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def written(folder: Path) -> list[Path]:
    """The files that the last export wrote into a folder, in order."""
    return sorted(folder / name for name in _listed(folder))


def _put_folder(new: Path, old: Path) -> None:
    """Put a new folder in the place of an old one: its files, and nothing else that an earlier export left there.

    Wherever this is cut short, the list in the folder names every file that an export wrote.
    """
    files = {path.relative_to(new).as_posix(): path for path in sorted(new.rglob("*")) if path.is_file()}
    now = {name: [_stamp(path)] for name, path in files.items()}
    if not old.exists():
        _list(new, now)
        new.replace(old)
        return
    before = _listed(old)
    _list(old, {name: before.get(name, []) + now.get(name, []) for name in {**before, **now}})
    for name, path in files.items():
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        path.replace(old / name)
    for name in before.keys() - now.keys():
        path = old / name
        if path.is_file() and _stamp(path) in before[name]:
            path.unlink()
            with suppress(OSError):  # a folder that is not empty stays
                path.parent.rmdir()
    _list(old, now)
    shutil.rmtree(new)


def _listed(folder: Path) -> dict[str, list[Stamp]]:
    """The files that exports wrote into a folder, as its list says; nothing where there is no list that makes sense."""
    try:
        listed = json.loads((folder / _LIST).read_bytes())
        inside = folder.resolve()
        return {
            name: stamps
            for name, stamps in listed.items()
            if isinstance(stamps, list) and (folder / name).resolve().is_relative_to(inside)
        }
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}


def _list(folder: Path, files: Mapping[str, list[Stamp]]) -> None:
    """Write the list of a folder, at once."""
    new = folder / f"{_LIST}.new"
    new.write_text(json.dumps(files, indent=0), encoding="utf-8")
    _to_disk(new)
    new.replace(folder / _LIST)


def _stamp(path: Path) -> Stamp:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]


def _to_disk(path: Path) -> None:
    """Make sure that a file or folder is on the disk before anything depends on it."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
