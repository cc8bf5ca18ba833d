"""What the SOURCEs of `annotator add` mean: files, folders, globs, standard input, addresses.

A folder gives every file below it that some format knows, in the order of the names; hidden ones are
passed over. So does an archive, but for archives in it. A file that belongs to another one (`doc.txt` beside
`doc.ann`) is no source itself.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, replace
from glob import glob
from itertools import count
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from annotator import plugins
from annotator.errors import InputError, NoSuchFile, PluginError
from annotator.formats import common
from annotator.formats.base import Notice
from annotator.formats.common.detect import HEAD, Detector, load
from annotator.formats.common.text.decoding import wide
from annotator.formats.common.text.unknown import container, holds_files, is_prose, refusal
from annotator.home import expanded
from annotator.plural import counted
from annotator.services.importing.sources.in_utf8 import in_utf8, told
from annotator.services.importing.sources.unpack import harmless, unpacked
from annotator.work_folder import work_folder

_NAMED = 5
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: where it is, what the user calls it, and its format; `address` if it came from the web.

    `codec` is its encoding, where it has to be said.
    """

    path: Path
    name: str
    format: str
    address: str = ""
    codec: str = ""


Found = Input | InputError | Notice
_OF_TEXT = {None, "text", "markdown", "jsonl", "csv", "conll", "brat", "slate"}
"""What a file that holds no text may be taken for, by its name."""
_PACKED = {"inception", "warc", "docbin"}
"""Formats whose files are packed by nature."""


@contextmanager
def opened(sources: Sequence[str], format_: str, stdin: BinaryIO | None, encoding: str = "") -> Iterator[list[Found]]:
    """All that the SOURCEs mean, why one means nothing, and what else to say; what was fetched is deleted afterwards.

    `format_` is the format the user named, or ""; `encoding` likewise. Raises `WrongUsage` where there is none such.
    """
    with work_folder("annotator-add-") as folder:
        yield _Opening(folder, format_, common.known(encoding) if encoding else "").of(sources, stdin)


class _Opening:
    """Finds what sources mean; `codec` is the encoding that the user names, `folder` is for copies."""

    def __init__(self, folder: Path, format_: str, codec: str) -> None:
        self._folder, self._format, self._codec = folder, format_, codec
        self._detector = Detector()
        self._numbers = count()

    def of(self, sources: Iterable[str], stdin: BinaryIO | None) -> list[Found]:
        """What the sources mean, in their order."""
        found: list[Found] = []
        for source in sources:
            if source == "-":
                found += self._standard_input(stdin)
            elif source.startswith(_WEB):
                found += self._fetched(source)
            else:
                found += self._files(source)
        read = [one for each in _alone(found) for one in self._readable(each)]
        return [*read, *([] if self._format else map(Notice, self._detector.problems))]

    def _new(self) -> Path:
        return self._folder / str(next(self._numbers))

    def _files(self, source: str) -> list[Found]:
        path = expanded(source)
        if path.is_dir():
            below, out = _below(path), path.resolve()
            files = [file for file in below if not file.is_symlink() or file.resolve().is_relative_to(out)]
            taken = self._several(source, [(file.name, file, str(file)) for file in files])
            if strays := len(below) - len(files):
                what = counted(strays, "link that leads", "links that lead")
                taken.append(Notice(f"{source}: {what} out of the folder: passed over, name what is meant."))
            return taken or [InputError("There is no file in this folder that can be read.", file=source)]
        if path.exists():
            return self._source(path, source)
        matches = sorted(glob(str(path), recursive=True))  # noqa: PTH207 - the pattern may be absolute
        if not matches:
            return [NoSuchFile(source)]
        return [one for match in matches for one in self._files(match)]

    def _several(self, source: str, files: Iterable[tuple[str, Path, str]], *, packed: bool = False) -> list[Found]:
        """What files of a folder or an archive are, by name; those that no format knows are passed over, and told."""
        taken: list[Found] = []
        unknown: list[tuple[str, Path]] = []
        for short, path, name in files:
            found = self._source(path, name, among=True, packed=packed)
            taken += found
            unknown += [] if found else [(short, path.absolute())]
        beside = _beside(taken) if unknown else set()
        if passed := [short for short, path in unknown if path not in beside]:
            names = ", ".join(passed[:_NAMED]) + (", ..." if len(passed) > _NAMED else "")
            what = (
                "1 file that no format knows was"
                if len(passed) == 1
                else f"{len(passed):,} files that no format knows were"
            )
            taken.append(Notice(f"{source}: {what} passed over: {names}"))
        return taken

    def _source(self, path: Path, name: str, *, among: bool = False, packed: bool = False) -> list[Found]:
        """The sources that a file is; `among` others, one that no format knows is none; `packed` if it was unpacked."""
        name = in_unicode(name)
        refused = "" if path.is_file() else "This is no ordinary file."
        if not refused and _in_use(path):
            refused = "This is a database that is in use; the articles of a project are taken in by `annotator merge`."
        if refused:
            return [] if among else [InputError(refused, file=name)]
        try:
            with path.open("rb") as file:
                first = file.read(HEAD)
        except OSError as error:
            return [InputError(f"It cannot be read: {error.strerror}.", file=name)]
        codec = self._codec or wide(first)
        head = first.decode(codec, "ignore").encode() if codec else first
        found = self._format or self._detector.detect(path, head)
        if holds_files(first) and (found is None or found in plugins.built_in("formats")) and found not in _PACKED:
            return [InputError(container(first), file=name)] if packed else self._unpacked(path, name, first)
        other = container(first) if found in _OF_TEXT else ""
        if among and (other or found is None):
            return []
        if other or (found is None and not is_prose(path, head)):
            return [InputError(other or refusal(head), file=name)]
        return [Input(path, name, found or "text", codec=codec)]

    def _unpacked(self, path: Path, name: str, head: bytes, called: str = "") -> list[Found]:
        """The sources that are in a packed file, which is `called` otherwise where it came from."""
        try:
            files = list(unpacked(path, head, self._new(), called))
        except InputError as error:
            return [error.at(name)]
        if len(files) == 1 and not files[0][0]:
            return self._source(files[0][1], name, packed=True)
        taken = self._several(name, [(inner, file, f"{name}/{inner}") for inner, file in files], packed=True)
        return taken or [InputError("There is no file in this archive.", file=name)]

    def _standard_input(self, stdin: BinaryIO | None) -> list[Found]:
        if stdin is None:
            return [InputError("There is no standard input.", file="-")]
        path = self._new()
        with path.open("wb") as file:
            shutil.copyfileobj(stdin, file)
        return self._source(path, "-")

    def _fetched(self, address: str) -> list[Found]:
        try:
            data, final = load("url").fetch(address)
        except (InputError, PluginError) as error:
            return [InputError(str(error), file=address)]
        path, first = self._new(), data[:HEAD]
        path.write_bytes(data)
        codec = self._codec or wide(first)
        head = first.decode(codec, "ignore").encode() if codec else first
        found = self._format or self._detector.detect(path, head)
        if holds_files(first) and found not in _PACKED:
            there = self._unpacked(path, address, first, harmless(PurePosixPath(urlsplit(final).path).name))
            return [replace(one, address=final) if isinstance(one, Input) else one for one in there]
        if found in _OF_TEXT and (other := container(first)):
            return [InputError(other, file=address)]
        return [Input(path, address, found or "text", final, codec)]

    def _readable(self, one: Found) -> Iterator[Found]:
        """The same, as a copy in UTF-8 where it is in another encoding."""
        if not isinstance(one, Input) or not one.codec:
            yield one
            return
        if not self._codec:
            yield told(one.name, one.codec)
        try:
            yield replace(one, path=in_utf8(one.path, one.codec, self._new()))
        except InputError as error:
            yield error.at(one.name)


def _below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += (Path(here) / name for name in sorted(files) if not name.startswith("."))
    return found


def in_unicode(name: str) -> str:
    """The name of a file as it can be stored: with a sign for every byte that is not UTF-8."""
    return os.fsencode(name).decode(errors="replace")


def _in_use(path: Path) -> bool:
    """Whether a file is an SQLite database that is open somewhere, or lies beside one, told without opening it.

    It may be the very project that is added to: to read it by hand, and to close it, would let go of SQLite's locks.
    """
    name = path.name.removesuffix("-shm").removesuffix("-wal")
    return path.with_name(f"{name}-shm").exists()


def _companions(source: Input) -> Iterable[Path]:
    """The files that a format reads along with this one."""
    try:
        beside = getattr(load(source.format), "companions", None)
        return list(beside(source.path)) if beside else ()
    except Exception:  # noqa: BLE001 - a format that fails here fails again when it reads, and is told then
        return ()


def _beside(found: Iterable[Found]) -> set[Path]:
    """The files that belong to others."""
    return {path.absolute() for one in found if isinstance(one, Input) for path in _companions(one)}


def _alone(found: Iterable[Found]) -> list[Found]:
    """The sources without those that belong to another one, each file once."""
    every = list(dict.fromkeys(found))
    beside = _beside(every)
    named = {path.name for path in beside}
    return [
        one for one in every if not (one.path.absolute() in beside if isinstance(one, Input) else _is_of(one, named))
    ]


def _is_of(found: Found, names: AbstractSet[str]) -> bool:
    """Whether what is refused is a file of one of these names, which another one is read with."""
    return isinstance(found, InputError) and Path(found.file).name in names
