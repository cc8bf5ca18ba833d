"""What the SOURCEs of `annotator add` mean: files, folders, globs, standard input, addresses.

A folder gives every file below it that some format knows, in the order of the names; hidden ones are
passed over. A file that belongs to another one (`doc.txt` beside `doc.ann`) is no source itself.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from glob import escape, glob
from pathlib import Path
from typing import BinaryIO

from annotator.errors import InputError, PluginError
from annotator.formats import common
from annotator.formats.base import Notice
from annotator.formats.common.detect import HEAD, Detector, load
from annotator.formats.common.text.unknown import container, is_prose, refusal
from annotator.work_folder import work_folder

_NAMED = 5
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: where it is, what the user calls it, and its format; `address` if it came from the web."""

    path: Path
    name: str
    format: str
    address: str = ""


Found = Input | InputError | Notice
_OF_TEXT = {None, "text", "markdown", "jsonl", "csv", "conll", "brat", "slate"}
"""What a file that holds no text may be taken for, by its name."""
_Tell = Callable[[Path, bytes], str | None]
"""Tells the format of a file with these first bytes."""


@contextmanager
def opened(sources: Sequence[str], format_: str, stdin: BinaryIO | None, encoding: str = "") -> Iterator[list[Found]]:
    """All that the SOURCEs mean, why one means nothing, and what else to say; what was fetched is deleted afterwards.

    `format_` is the format the user named, or ""; `encoding` likewise. Raises `WrongUsage` where there is none such.
    """
    detector, codec = Detector(), common.known(encoding) if encoding else ""
    tell: _Tell = (lambda _path, _head: format_) if format_ else detector.detect
    if codec and not format_:
        tell = lambda path, head: detector.detect(path, head.decode(codec, "ignore").encode())  # noqa: E731
    with work_folder("annotator-add-") as folder:
        found: list[Found] = []
        for number, source in enumerate(sources):
            path = folder / str(number)
            if source == "-":
                found.append(_standard_input(path, stdin, tell))
            elif source.startswith(_WEB):
                found.append(_fetched(path, source, tell))
            else:
                found += _files(source, tell)
        if codec:
            found = [_in_utf8(one, codec, folder / f"{codec}-{number}") for number, one in enumerate(found)]
        yield [*_alone(found), *([] if format_ else map(Notice, detector.problems))]


def _in_utf8(one: Found, codec: str, folder: Path) -> Found:
    """The same input as a copy in UTF-8 in a new folder, beside copies of the files that may belong to it."""
    if not isinstance(one, Input):
        return one
    folder.mkdir()
    try:
        for path in {one.path, *one.path.parent.glob(f"{escape(one.path.stem)}.*")}:
            if path.is_file():
                (folder / path.name).write_bytes(path.read_bytes().decode(codec).encode())
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        return InputError(f"It is not {codec}: at byte {error.start:,} stands what that cannot be.", file=one.name)
    return replace(one, path=folder / one.path.name)


def _files(source: str, tell: _Tell) -> list[Found]:
    path = Path(source).expanduser()
    if path.is_dir():
        below, out = _below(path), path.resolve()
        files = [file for file in below if not file.is_symlink() or file.resolve().is_relative_to(out)]
        every = [(file, _source(file, str(file), tell, in_folder=True)) for file in files]
        taken: list[Found] = [one for _, one in every if one]
        passed = [file.name for file, one in every if one is None]
        if passed:
            names = ", ".join(passed[:_NAMED]) + (", ..." if len(passed) > _NAMED else "")
            taken.append(Notice(f"{source}: {len(passed)} files that no format knows were passed over: {names}"))
        if strays := len(below) - len(files):
            taken.append(Notice(f"{source}: {strays} links that lead out of the folder were passed over; name them."))
        return taken or [InputError("There is no file in this folder that can be read.", file=source)]
    if path.exists():
        one = _source(path, source, tell)
        return [one] if one else []
    matches = sorted(glob(str(path), recursive=True))  # noqa: PTH207 - the pattern may be absolute
    if not matches:
        return [InputError("There is no such file.", file=source)]
    return [one for match in matches for one in _files(match, tell)]


def _below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += (Path(here) / name for name in sorted(files) if not name.startswith("."))
    return found


def in_unicode(name: str) -> str:
    """The name of a file as it can be stored: with a sign for every byte that is not UTF-8."""
    return os.fsencode(name).decode(errors="replace")


def _source(path: Path, name: str, tell: _Tell, *, in_folder: bool = False) -> Input | InputError | None:
    """The source that a file is; in a folder, a file that no format knows is none."""
    name = in_unicode(name)
    if not path.is_file():
        return None if in_folder else InputError("This is no ordinary file.", file=name)
    if _in_use(path):
        problem = "This is a database that is in use; the articles of a project are taken in by `annotator merge`."
        return None if in_folder else InputError(problem, file=name)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        return InputError(f"It cannot be read: {error.strerror}.", file=name)
    found = tell(path, head)
    packed = container(head) if found in _OF_TEXT else ""
    if in_folder and (packed or found is None):
        return None
    if packed or (found is None and not is_prose(path, head)):
        return InputError(packed or refusal(head), file=name)
    return Input(path, name, found or "text")


def _in_use(path: Path) -> bool:
    """Whether a file is an SQLite database that is open somewhere, or lies beside one, told without opening it.

    It may be the very project that is added to: to read it by hand, and to close it, would let go of SQLite's locks.
    """
    name = path.name.removesuffix("-shm").removesuffix("-wal")
    return path.with_name(f"{name}-shm").exists()


def _standard_input(path: Path, stdin: BinaryIO | None, tell: _Tell) -> Input | InputError:
    if stdin is None:
        return InputError("There is no standard input.", file="-")
    with path.open("wb") as file:
        shutil.copyfileobj(stdin, file)
    return _source(path, "-", tell) or InputError("There is no standard input.", file="-")


def _fetched(path: Path, address: str, tell: _Tell) -> Input | InputError:
    try:
        data, final = load("url").fetch(address)
    except (InputError, PluginError) as error:
        return InputError(str(error), file=address)
    path.write_bytes(data)
    return Input(path, address, tell(path, data[:HEAD]) or "text", final)


def _companions(source: Input) -> Iterable[Path]:
    """The files that a format reads along with this one."""
    try:
        beside = getattr(load(source.format), "companions", None)
        return list(beside(source.path)) if beside else ()
    except Exception:  # noqa: BLE001 - a format that fails here fails again when it reads, and is told then
        return ()


def _alone(found: Iterable[Found]) -> list[Found]:
    """The sources without those that belong to another one, each file once."""
    every = list(dict.fromkeys(found))
    beside: set[Path] = set()
    for one in every:
        if isinstance(one, Input):
            beside |= {path.absolute() for path in _companions(one)}
    return [one for one in every if not isinstance(one, Input) or one.path.absolute() not in beside]
