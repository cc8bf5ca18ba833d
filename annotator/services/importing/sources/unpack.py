"""Files that are packed: what is in them, as files of their own in a folder for work in progress.

Names within an archive are names alone, never places: each file is written under what is harmless of its last part.
What unpacks to more than `LARGEST` bytes is refused as soon as that is seen, and nothing within is unpacked again.
"""

from __future__ import annotations

import re
import zlib
from bz2 import BZ2File
from collections.abc import Callable, Iterator
from gzip import GzipFile
from io import BufferedIOBase
from lzma import LZMAError, LZMAFile
from pathlib import Path, PurePosixPath
from stat import S_ISLNK
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from annotator.errors import InputError

LARGEST = 1 << 30
"""So many bytes a packed file may hold, all in all."""
MOST = 10_000
"""So many files an archive may hold."""
_OPENERS: tuple[tuple[bytes, str, Callable[[Path], BufferedIOBase]], ...] = (
    (b"\x1f\x8b", ".gz", GzipFile),
    (b"BZh", ".bz2", BZ2File),
    (b"\xfd7zXZ\x00", ".xz", LZMAFile),
)
_PIECE = 1 << 20
_ENCRYPTED = 1
_HARMFUL = re.compile(r"[^\w .()+-]")
_LONGEST_NAME = 120
_LINK = ".link"
"""Ends the name of what is only a link to another file, so that no format takes it for a text."""
_BROKEN = (OSError, EOFError, zlib.error, LZMAError, BadZipFile, NotImplementedError, RuntimeError, ValueError)


def unpacked(path: Path, head: bytes, folder: Path, called: str = "") -> Iterator[tuple[str, Path]]:
    """Each file in a packed one by its name there ("" where it is the only one), unpacked into a new folder.

    `head` are its first bytes, it is one that `holds_files`; `called` is its name, where it has another one here.
    Raises `InputError` where it holds too much, or is broken or encrypted.
    """
    folder.mkdir()
    try:
        packer = next((one for one in _OPENERS if head.startswith(one[0])), None)
        if packer is None:
            yield from _members(path, folder)
            return
        _, suffix, opener = packer
        out = folder / (harmless((called or path.name).removesuffix(suffix)) or "file")
        with opener(path) as file:
            _copy(file, out, LARGEST)
        yield "", out
    except _BROKEN as error:
        raise InputError(f"It cannot be unpacked: {str(error) or type(error).__name__}.") from error


def _members(path: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    with ZipFile(path) as archive:
        members = [one for one in archive.infolist() if not _is_passed(one)]
        if any(one.flag_bits & _ENCRYPTED for one in members):
            raise InputError("It is encrypted: unpack it with its password and add what is in it.")
        if len(members) > MOST:
            raise InputError(f"It holds {len(members):,} files; {MOST:,} is the most that is taken.")
        left = LARGEST
        for number, member in enumerate(members):
            inner = PurePosixPath(member.filename)
            out = folder / f"{harmless(str(inner.parent))}.d" / (harmless(inner.name) or "file")
            out = out.with_name(f"{out.name}{_LINK}") if S_ISLNK(member.external_attr >> 16) else out
            out = folder / f"{number}.n" / out.name if out.exists() else out
            out.parent.mkdir(exist_ok=True)
            with archive.open(member) as file:
                left -= _copy(file, out, left)
            yield member.filename, out


def _is_passed(member: ZipInfo) -> bool:
    """Whether it is a folder, hidden, or what macOS puts beside files."""
    parts = PurePosixPath(member.filename).parts
    return member.is_dir() or any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts


def harmless(name: str) -> str:
    """A name of a file or folder of the same ending that leads nowhere."""
    return _HARMFUL.sub("_", name).strip(". ")[-_LONGEST_NAME:]


def _copy(file: BufferedIOBase | IO[bytes], out: Path, most: int) -> int:
    """Write what a file holds; gives its length in bytes. Raises `InputError` beyond so many."""
    length = 0
    with out.open("xb") as copy:
        while piece := file.read(_PIECE):
            length += len(piece)
            if length > most:
                raise InputError(f"It unpacks to more than {LARGEST:,} bytes, which is too much.")
            copy.write(piece)
    return length
