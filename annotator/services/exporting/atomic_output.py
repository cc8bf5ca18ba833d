"""Where an export ends up: a file is either as it was or complete, a folder never a mixture of two exports.

Everything is written into a new folder beside the target, brought to the disk, and then renamed. A link is followed,
and a file that is there keeps its mode and owner. What cannot be renamed over (a stream, a pipe, a device) is written
into when all is there; a pipe or a device, which nothing can be taken back from anyway, while it is written, where the
format writes from front to back. A folder keeps what others put there; what an earlier export wrote there and this
one did not is taken away. To know it, each such folder has a list of the files written, with size and time: a file
that somebody has changed since is theirs, and stays.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from annotator.errors import AnnotatorError, WrongUsage
from annotator.work_folder import to_disk, work_folder

_LIST = ".annotator-export"
_ONE_BY_ONE = 64
"""Where there are more files than this, the disk is told once to take everything."""

Stamp = list[int]
"""Size in bytes and time of the last change in nanoseconds."""


@contextmanager
def replacing(target: Path | BinaryIO, *, suffix: str = "", streams: bool = False) -> Iterator[Path]:
    """A path to write to; what is there afterwards, and beside it, takes the place of `target`.

    Where `target` is written into (`is_poured`), only the file at that path is, whose name ends in `suffix`; at once
    where it `streams`, which is to say that it is opened once and written from front to back, and `target` flows.
    Raises `AnnotatorError` where the disk does not allow it.
    """
    if not isinstance(target, Path) or is_poured(target):
        with _pouring(target, suffix, streams=streams) as new:
            yield new
        return
    state = " It is as it was."
    try:
        real = _followed(target)
        real.parent.mkdir(parents=True, exist_ok=True)
        with work_folder(f".{real.name}-", real.parent) as folder:
            yield folder / real.name
            _all_to_disk(list(folder.rglob("*")))
            if (folder / real.name).is_dir():
                state = "" if real.exists() else state
                _put_folder(folder / real.name, real)
            for path in folder.iterdir():
                _put(path, real.parent / path.name)
            to_disk(real.parent)
    except OSError as error:
        raise AnnotatorError(f"{target} cannot be written: {error.strerror or error}.{state}") from error


def _all_to_disk(paths: Sequence[Path]) -> None:
    if len(paths) > _ONE_BY_ONE and hasattr(os, "sync"):
        os.sync()
    else:
        for path in paths:
            to_disk(path)


def is_poured(target: Path | BinaryIO) -> bool:
    """Whether a target is written into: a stream, an open descriptor, a pipe, a device; else it is renamed over."""
    if not isinstance(target, Path):
        return True
    try:
        mode = target.stat().st_mode
    except OSError:
        return False
    where = target.absolute()
    opened = where.parent in {Path("/dev"), Path("/dev/fd")} or where.parts[:2] == ("/", "proc")
    return opened or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


@contextmanager
def _pouring(target: Path | BinaryIO, suffix: str, *, streams: bool) -> Iterator[Path]:
    """A path to write to; the file that is there afterwards is written into `target`, if it does not lead there."""
    name = target if isinstance(target, Path) else "Standard output"
    try:
        with work_folder("annotator-export-") as folder:
            new = folder / f"export{suffix}"
            if streams and (open_name := _flowing(target)):
                new.symlink_to(open_name)
                with _said_to_be_cut():
                    yield new
                return
            yield new
            if new.is_dir():
                raise WrongUsage(f"{name} cannot take a folder of files: name a folder with `-o`.")
            with new.open("rb") as made:
                if isinstance(target, Path):
                    with target.open("wb") as out:
                        shutil.copyfileobj(made, out)
                else:
                    shutil.copyfileobj(made, target)
                    target.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise AnnotatorError(f"{name} cannot be written: {error.strerror or error}.") from error


def _flowing(target: Path | BinaryIO) -> str:
    """The name by which a pipe or device can be opened; "" where `target` is neither, or cannot be opened by a name."""
    try:
        if isinstance(target, Path):
            name, mode = str(target.absolute()), target.stat().st_mode
        else:
            target.flush()
            name, mode = f"/dev/fd/{target.fileno()}", os.fstat(target.fileno()).st_mode
            os.close(os.open(name, os.O_WRONLY))
    except OSError:  # a stream in memory has no number, a socket no name, a pipe of somebody else's may not be opened
        return ""
    return name if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) else ""


@contextmanager
def _said_to_be_cut() -> Iterator[None]:
    """An error that comes when something is written already says so."""
    try:
        yield
    except AnnotatorError as error:
        error.args = (f"{error} What was written before that is not all.", *error.args[1:])
        raise


def _followed(path: Path) -> Path:
    """Where a path leads, through links. Raises `OSError` where that may not be written, or leads nowhere."""
    try:
        real = path.resolve()
    except RuntimeError as error:  # what Python before 3.13 says of links in a ring
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
    if real.is_file() and not os.access(real, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return real


def _put(new: Path, old: Path) -> None:
    """Put a new file in the place of an old one, whose mode and owner stay; a link gives way: it may lead outside."""
    _be_like(new, old)
    new.replace(old)


def _be_like(new: Path, old: Path) -> None:
    if old.is_file() and not old.is_symlink():
        was, now = old.stat(), new.stat()
        if (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid):
            with suppress(OSError):  # a file of somebody else's stays theirs only where one may give it to them
                os.chown(new, was.st_uid, was.st_gid)
        new.chmod(stat.S_IMODE(was.st_mode))


def written(folder: Path) -> list[Path]:
    """The files that the last export wrote into a folder, in order."""
    return sorted(folder / name for name in _listed(folder))


def _put_folder(new: Path, old: Path) -> None:
    """Put a new folder in the place of an old one: its files, and nothing else that an earlier export left there.

    What an earlier export left goes first: wherever this is cut short, files are missing, but a new one never stands
    beside an old one. The list in the folder names every file that an export wrote.
    """
    files = {path.relative_to(new).as_posix(): path for path in sorted(new.rglob("*")) if path.is_file()}
    now = {name: [_stamp(path)] for name, path in files.items()}
    if not old.exists():
        _list(new, now)
        new.replace(old)
        return
    before = _listed(old)
    _list(old, {name: before.get(name, []) + now.get(name, []) for name in {**before, **now}})
    gone = [old / name for name in before if (old / name).is_file() and _stamp(old / name) in before[name]]
    for name, path in files.items():
        _be_like(path, old / name)
    for path in gone:
        path.unlink()
    for name, path in files.items():
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        path.replace(old / name)
    for parent in {path.parent for path in gone} - {old}:
        with suppress(OSError):  # a folder that is not empty stays
            parent.rmdir()
    _all_to_disk([old, *{(old / name).parent for name in files}])
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
    to_disk(new)
    new.replace(folder / _LIST)


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]
